"""One module a group of slash commands: check, acknowledge, call one service, show one view."""

from __future__ import annotations

from typing import Any

from discord import app_commands, ui

from bot.commands import add, articles, backfill, corrections, digest, feed, quotes, summary, watch
from bot.commands import help as help_
from bot.commands.presses import Form, Handler, dynamic_item

MODULES = (summary, quotes, corrections, add, watch, backfill, articles, feed, digest, help_)


def add_commands(tree: app_commands.CommandTree[Any]) -> None:
    """Put every command and context menu into the tree."""
    for module in MODULES:
        for command in module.COMMANDS:
            tree.add_command(command)


def pressed() -> type[ui.DynamicItem[Any]]:
    """What answers every button and menu, also those sent before a restart."""
    handlers: dict[str, Handler | Form] = {}
    for module in MODULES:
        handlers |= module.PRESSES
    return dynamic_item(handlers)
