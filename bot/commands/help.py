"""`/help`: every command with an example."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host
from bot.commands.options import PRIVATE, AnyCommand
from bot.commands.presses import Handler
from bot.views.help import help_view


@app_commands.command(name="help")
@app_commands.describe(private=PRIVATE)
async def help_command(interaction: discord.Interaction[Any], private: bool = False) -> None:
    """What you can ask, with examples."""
    await answer(interaction, lambda: _help(interaction), private=private)


async def _help(interaction: discord.Interaction[Any]) -> ui.LayoutView:
    return help_view(host(interaction).settings.contact)


COMMANDS: tuple[AnyCommand, ...] = (help_command,)
PRESSES: dict[str, Handler] = {}
