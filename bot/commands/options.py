"""Options that several commands share."""

from __future__ import annotations

from typing import Any

from discord import app_commands

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
