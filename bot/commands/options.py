"""Options that several commands share."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.errors import UserError
from bot.records.questions import Period
from bot.views.state import MAX_TOPIC

PRIVATE = "Only you see the answer (default: no)"
PERIODS = [app_commands.Choice(name=period.value, value=period.value) for period in Period]
SCOPES = [
    app_commands.Choice(name="this channel", value="channel"),
    app_commands.Choice(name="whole server", value="server"),
]
AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
Topic = app_commands.Range[str, 1, MAX_TOPIC]


async def read_file(file: discord.Attachment) -> bytes:
    """What was uploaded. Raises UserError where Discord does not give it."""
    try:
        return await file.read()
    except discord.HTTPException as error:
        raise UserError("Discord does not give the file.", "Upload it again.") from error
