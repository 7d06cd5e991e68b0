"""`/backfill`: the links of a channel's past are saved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host
from bot.commands.options import AnyCommand
from bot.commands.presses import Handler, Press
from bot.commands.watch import missing_permissions, require_manager
from bot.errors import NothingFound, UserError
from bot.records.savings import Backfill
from bot.store.article import backfills
from bot.views.backfill import backfill_view
from bot.views.state import row_id

DEFAULT_DAYS = 30


@app_commands.command(name="backfill")
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.describe(channel="Whose history", since="From which day on, as 2026-01-31 (default: the last 30 days)")
async def backfill(
    interaction: discord.Interaction[Any],
    channel: discord.TextChannel,
    since: app_commands.Range[str, 1, 30] | None = None,
) -> None:
    """Save the links of a channel's past (needs Manage Server); shows how far it is, and can be stopped."""
    started: list[Backfill] = []

    async def view() -> ui.LayoutView:
        started.append(await _begin(interaction, channel, since))
        return backfill_view(started[0])

    await answer(interaction, view, private=False)
    for job in started:
        host(interaction).read_history(job)


async def _begin(interaction: discord.Interaction[Any], channel: discord.TextChannel, since: str | None) -> Backfill:
    app, guild = host(interaction), interaction.guild
    require_manager(interaction, "reads a channel's past")
    if guild is None:
        raise UserError("Channels are read on servers.")
    if not app.settings.message_content:
        raise UserError(
            "This bot does not see what messages say: the message content intent is off.",
            "Its operator sets `MESSAGE_CONTENT=on`; until then, use *Save article* on single messages.",
        )
    missing = missing_permissions(channel, guild, "view_channel", "read_message_history")
    if missing:
        raise UserError(f"In <#{channel.id}> I lack the permission to {' and to '.join(missing)}.", "Grant it first.")
    begins = _day(since, app.now())
    message = await interaction.original_response()
    report = (interaction.channel_id or channel.id, message.id)
    job = await backfills.begin_backfill(
        app.store, guild.id, channel.id, interaction.user.id, begins, report, app.now()
    )
    if job is None:
        raise UserError(f"The history of <#{channel.id}> is being read already.", "Its message shows how far it is.")
    return job


def _day(typed: str | None, now: datetime) -> datetime:
    """The beginning (UTC) of the day that was typed. Raises UserError where it is none, or is to come."""
    if typed is None:
        chosen = (now - timedelta(days=DEFAULT_DAYS)).date()
    else:
        try:
            chosen = date.fromisoformat(typed.strip())
        except ValueError as error:
            raise UserError("“{typed}” is no day.", "Write it as 2026-01-31.", typed=typed) from error
    begins = datetime(chosen.year, chosen.month, chosen.day, tzinfo=UTC)
    if begins > now:
        raise UserError("{typed} is still to come.", "Choose a day of the past.", typed=typed or "")
    return max(begins, datetime(2015, 1, 1, tzinfo=UTC))  # Discord began then


async def _stop(press: Press) -> ui.LayoutView:
    (backfill_id,) = press.take(1)
    asked = press.interaction
    require_manager(asked, "stops the reading of a channel's past")
    reason = f"<@{asked.user.id}> stopped it."
    job = await backfills.stop_backfill(host(asked).store, asked.guild_id or 0, row_id(backfill_id), reason)
    if job is None:
        raise NothingFound("It has ended already.", "Begin again with `/backfill`.")
    return backfill_view(job)


COMMANDS: tuple[AnyCommand, ...] = (backfill,)
PRESSES = {"stop-backfill": Handler(_stop)}
