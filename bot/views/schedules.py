"""The replies about schedules: when the next digests come, what became of the last ones, and undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from discord import ui

from bot.records import Article
from bot.records.digest import EVERY_DAY, Due, Schedule, Slot, State, Told, WallTime, WhenEmpty
from bot.records.questions import Length, pages
from bot.views.digest import at, fate
from bot.views.reply import Reply, button, pager
from bot.views.state import pack
from bot.views.text import headline, joined, plural, safe, source_link

PER_PAGE = 6
STATES = {
    State.CLAIMED: "being prepared",
    State.SENDING: "on its way",
    State.POSTED: "posted",
    State.EMPTY: "nothing posted",
    State.MISSED: "missed",
    State.FAILED: "**not posted**",
    State.SKIPPED: "skipped",
}


DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
SETS = {EVERY_DAY: "every day", 0b001_1111: "on weekdays", 0b110_0000: "at weekends"}


@dataclass(frozen=True, slots=True)
class ScheduleState:
    """A schedule with its newest slot and the times that come next."""

    schedule: Schedule
    last: Slot | None
    coming: Sequence[Due]


def wall_time(when: WallTime) -> str:
    """When a schedule is due, by the clocks of its zone: "08:00 on weekdays (Europe/Berlin)"."""
    return f"{clock(when.minute)} {day_names(when.days)} ({safe(when.zone, 60)})"


def clock(minute: int) -> str:
    """Minutes after midnight as 08:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def day_names(days: int) -> str:
    """Bits of the week in words: "every day", "on weekdays", "on Mondays and Fridays"."""
    names = [name for number, name in enumerate(DAYS) if days >> number & 1]
    return SETS.get(days) or "on " + " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def scheduled_view(state: ScheduleState, head: str, notes: Sequence[str] = ()) -> ui.LayoutView:
    """A schedule that was made or changed: what it is, and when its next three digests come."""
    reply = Reply()
    schedule = state.schedule
    reply.add(f"### {head}\nDigest {schedule.id}: {wall_time(schedule.when)} in <#{schedule.channel_id}>")
    reply.add(_coming(state))
    reply.add("\n".join(f"-# {line}" for line in (*_options(schedule), *notes)))
    reply.row(button("Take it out", pack("digest-remove", schedule.id)), button("All digests", pack("digests", 0)))
    return reply.view()


def _coming(state: ScheduleState) -> str:
    """The next times, in the reader's own zone and from now; without the one that is skipped."""
    skipped = state.schedule.skipped
    lines = []
    for due in state.coming:
        left_out = "~~" if due.day == skipped else ""
        note = " · skipped" if left_out else ""
        lines.append(f"- {left_out}{at(due.at, 'F')}{left_out}, {at(due.at, 'R')}{note}")
    return "\n".join(["The next come:", *lines]) if lines else "No further digest comes."


def _options(schedule: Schedule) -> list[str]:
    about = f" about “{safe(schedule.topic, 80)}”" if schedule.topic else ""
    where = "of the whole server" if schedule.whole_guild else f"of <#{schedule.channel_id}>"
    parts = [f"It tells the articles {where} and of the library{about} that arrive from digest to digest"]
    extras = []
    if schedule.length is not Length.MEDIUM:
        extras.append(f"length: {schedule.length.value}")
    if schedule.role_id:
        extras.append(f"mentions <@&{schedule.role_id}>")
    extras.append(f"when nothing is new: {schedule.when_empty.value}")
    return [*parts, " · ".join(extras)]


def list_view(states: Sequence[ScheduleState], number: int) -> ui.LayoutView:
    """A page of a server's schedules: what each is, how its last digest went, when the next comes."""
    reply = Reply()
    last = pages(len(states), PER_PAGE) - 1
    number = min(max(number, 0), last)
    reply.add(f"### {plural(len(states), 'digest')} of this server")
    for state in states[number * PER_PAGE : (number + 1) * PER_PAGE]:
        reply.rule()
        reply.add("\n".join(_entry(state)))
    pager(reply, number, last + 1, lambda page: pack("digests", page))
    return reply.view()


def _entry(state: ScheduleState) -> list[str]:
    schedule = state.schedule
    lines = [f"**Digest {schedule.id}** · {wall_time(schedule.when)} · <#{schedule.channel_id}>"]
    extras = [f"about “{safe(schedule.topic, 60)}”"] if schedule.topic else []
    extras += ["whole server"] if schedule.whole_guild else []
    extras += [f"length: {schedule.length.value}"] if schedule.length is not Length.MEDIUM else []
    extras += [f"mentions <@&{schedule.role_id}>"] if schedule.role_id else []
    extras += ["one line when nothing is new"] if schedule.when_empty is WhenEmpty.LINE else []
    if extras:
        lines.append(f"-# {' · '.join(extras)}")
    if schedule.paused_at is not None:
        why = f": {schedule.pause_reason}" if schedule.pause_reason else ""
        lines.append(f"⏸ Paused since {at(schedule.paused_at)}{why}. `/digest resume digest:{schedule.id}`")
    elif state.coming:
        skipped = " (the one before is skipped)" if schedule.skipped else ""
        coming = next((due for due in state.coming if due.day != schedule.skipped), state.coming[0])
        lines.append(f"Next {at(coming.at, 'F')}, {at(coming.at, 'R')}{skipped}")
    lines.append(f"-# {last_line(state.last, schedule)}")
    return lines


def last_line(last: Slot | None, schedule: Schedule) -> str:
    """How the newest digest of a schedule went, with a link to it where it was posted."""
    if last is None:
        return "None was due yet"
    outcome = f": {last.outcome}" if last.outcome and last.outcome != STATES[last.state] else ""
    link = ""
    if last.message_id is not None:
        link = f" · [open](https://discord.com/channels/{schedule.guild_id}/{schedule.channel_id}/{last.message_id})"
    return f"Last {at(last.due_at)}: {STATES[last.state]}{outcome}{link}"


def changed_view(text: str, undo: str, action: str, schedule_id: int) -> ui.LayoutView:
    """What was done, in a line of our own, with a button that undoes it."""
    reply = Reply()
    reply.add(text)
    reply.row(button(undo, pack(action, schedule_id)), button("All digests", pack("digests", 0)))
    return reply.view()


def posted_view(schedule: Schedule, slot: Slot) -> ui.LayoutView:
    """What became of a digest that was asked for by hand."""
    reply = Reply()
    reply.add(f"Digest {schedule.id}, asked for by you\n-# {last_line(slot, schedule)}")
    reply.row(button("All digests", pack("digests", 0)))
    return reply.view()


def why_view(article: Article, told: Sequence[Told], ahead: Sequence[Schedule]) -> ui.LayoutView:
    """What happened to an article in every digest, and which digest will consider it next."""
    reply = Reply()
    reply.add(f"{headline(article.title)}\n-# {source_link(article, titled=False)} · arrived {at(article.saved_at)}")
    lines = [f"- Digest {one.slot.schedule_id} of {at(one.slot.due_at)}: {fate(one)}" for one in told]
    for schedule in ahead:
        when = f"due {at(schedule.due.at, 'R')}" if schedule.due else "paused"
        lines.append(f"- Digest {schedule.id} ({wall_time(schedule.when)}): will be considered in the next, {when}")
    if lines:
        reply.add(joined(lines, "\n", reply.text_left - 20))
    if not told and not ahead:
        reply.add(
            "No digest considered it, and none will: it arrived before the digests of this server began,"
            " or in a channel that none of them reads. `/digest list` shows what each reads."
        )
    return reply.view()
