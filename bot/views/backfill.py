"""How far the reading of a channel's history is, and how it ended."""

from __future__ import annotations

import discord
from discord import ui

from bot.records.savings import Backfill
from bot.views.reply import Reply, button
from bot.views.state import pack
from bot.views.text import day, plural


def backfill_view(job: Backfill) -> ui.LayoutView:
    """The counts so far; a button to stop it while it runs."""
    reply = Reply()
    heading = {"running": "⏳ Reading", "done": "✅ Read", "stopped": "⏹️ Stopped reading"}[job.state]
    reply.add(f"### {heading} <#{job.channel_id}> since {day(job.since)}")
    counts = [
        plural(job.messages, "message"),
        f"{plural(job.saved, 'article')} saved",
        f"{job.known:,} known already",
        f"{plural(job.failed, 'link')} not saved",
    ]
    reply.add(" · ".join(counts))
    if job.reason:
        reply.add(job.reason)
    if job.state == "running":
        reply.footer("This message is kept up to date; after a restart of the bot it goes on where it was.")
        reply.row(button("Stop", pack("stop-backfill", job.id), style=discord.ButtonStyle.danger))
    elif job.state == "stopped":
        reply.footer("The same command goes on from here.")
    return reply.view()
