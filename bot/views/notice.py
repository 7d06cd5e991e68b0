"""What an administrator is told, once, when a schedule's digests can't be posted."""

from __future__ import annotations

from discord import ui

from bot.records.digest import Schedule
from bot.views.reply import REFUSAL, Reply
from bot.views.schedules import wall_time


def failure_view(schedule: Schedule, reason: str, remedy: str, paused: bool) -> ui.LayoutView:
    """Which schedule, what is the matter, what to do; `reason` and `remedy` are our own words."""
    reply = Reply(colour=REFUSAL)
    which = f"Digest {schedule.id}, {wall_time(schedule.when)}, in <#{schedule.channel_id}>"
    reply.add(f"### A digest could not be posted\n{which}")
    reply.add(f"Reason: {reason}.")
    then = f"Then: `/digest resume digest:{schedule.id}`." if paused else "The next one will be tried as usual."
    reply.add(f"{remedy} {then}".strip())
    held = "it is paused until then" if paused else "you are told of this once"
    reply.footer(f"What arrived meanwhile comes in the next digest; {held} · `/digest list` shows the state")
    return reply.view()
