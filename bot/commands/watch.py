"""`/watch`: the links that are posted in a channel are saved as they come."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host
from bot.commands.options import PRIVATE, AnyCommand
from bot.commands.presses import Handler
from bot.errors import UserError
from bot.services.watching import set_watched, watched
from bot.views.saved import notice_view

SWITCH = [app_commands.Choice(name="on", value="on"), app_commands.Choice(name="off", value="off")]
RECEIPT = "Each message with a link gets a receipt: ✅ saved, ♻️ known already, ⚠️ not saved (*Save article* says why)."
NO_INTENT = (
    "But this bot does not see what messages say: the message content intent is off. Until its operator sets"
    " `MESSAGE_CONTENT=on`, mention the bot in a message to have its links saved."
)


@app_commands.command(name="watch")
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
@app_commands.describe(
    channel="Which channel; none lists those that are watched", switch="On or off (default: on)", private=PRIVATE
)
@app_commands.rename(switch="state")
@app_commands.choices(switch=SWITCH)
async def watch(
    interaction: discord.Interaction[Any],
    channel: discord.TextChannel | None = None,
    switch: str = "on",
    private: bool = False,
) -> None:
    """Save every link that is posted in a channel (needs Manage Server)."""
    await answer(interaction, lambda: _watch(interaction, channel, switch == "on"), private=private)


async def _watch(interaction: discord.Interaction[Any], channel: discord.TextChannel | None, on: bool) -> ui.LayoutView:
    app, guild = host(interaction), interaction.guild
    require_manager(interaction, "watches channels")
    if guild is None:
        raise UserError("Channels are watched on servers.")
    if channel is None:
        return await _list(interaction, guild.id)
    missing = missing_permissions(channel, guild, "view_channel", "read_message_history", "add_reactions") if on else []
    if missing:
        raise UserError(
            f"In <#{channel.id}> I lack the permission to {' and to '.join(missing)}.",
            "Grant it in the channel's settings, and ask again.",
        )
    changed = await set_watched(app.store, guild.id, channel.id, interaction.user.id, app.now(), on=on)
    if not on:
        was = "no longer watched" if changed else "not watched"
        return notice_view(f"<#{channel.id}> is {was}.", "What was saved there stays.")
    message = f"Links posted in <#{channel.id}> are saved from now on." if changed else f"<#{channel.id}> is watched."
    if not app.settings.message_content:
        return notice_view(message, NO_INTENT, warns=True)
    return notice_view(message, f"{RECEIPT} When a message is deleted, its article leaves the channel's answers.")


async def _list(interaction: discord.Interaction[Any], guild_id: int) -> ui.LayoutView:
    app = host(interaction)
    channels = await watched(app.store, guild_id)
    without = None if app.settings.message_content else NO_INTENT
    if not channels:
        return notice_view("No channel is watched.", without or "Begin with `/watch channel:`.", warns=bool(without))
    return notice_view(f"Watched: {', '.join(f'<#{one}>' for one in channels[:50])}", without or RECEIPT)


def require_manager(interaction: discord.Interaction[Any], what: str) -> None:
    """Raises UserError where who asks may not manage the server: a default permission may have been widened."""
    if not interaction.permissions.manage_guild:
        raise UserError(f"Only who may manage the server {what}.", "Ask an administrator of this server.")


def missing_permissions(channel: discord.TextChannel, guild: discord.Guild, *needed: str) -> list[str]:
    """Which of these permissions the bot lacks in a channel, as words."""
    have = channel.permissions_for(guild.me)
    return [name.replace("_", " ") for name in needed if not getattr(have, name)]


COMMANDS: tuple[AnyCommand, ...] = (watch,)
PRESSES: dict[str, Handler] = {}
