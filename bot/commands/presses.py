"""Buttons and menus that outlive a restart: their custom_id says what was asked, a handler answers it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord
from discord import ui

from bot.commands.answer import answer_form, answer_press, report
from bot.views.state import StaleButton, unpack


@dataclass(frozen=True, slots=True)
class Press:
    """A press as it arrives: the fields and topic of the custom_id, and what was chosen in a menu."""

    interaction: discord.Interaction[Any]
    fields: Sequence[str]
    topic: str | None
    values: Sequence[str]

    def take(self, count: int) -> Sequence[str]:
        """The fields, which must be `count`. Raises StaleButton otherwise."""
        if len(self.fields) != count:
            raise StaleButton
        return self.fields

    @property
    def chosen(self) -> str:
        """The one option chosen in a menu."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True, slots=True)
class Handler:
    """Answers one action; `private` ones in a message of their own that only the presser sees."""

    view: Callable[[Press], Awaitable[ui.LayoutView]]
    private: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Answers one action with a form to fill in."""

    form: Callable[[Press], Awaitable[ui.Modal]]


def dynamic_item(handlers: Mapping[str, Handler | Form]) -> type[ui.DynamicItem[Any]]:
    """The item class that a client registers so that every action of `handlers` is answered."""
    form = re.compile(rf"(?:{'|'.join(map(re.escape, handlers))})[:|].*", re.DOTALL)

    class Pressed(ui.DynamicItem[ui.Item[Any]], template=form):
        """A button or a menu: Discord tells them apart, the answer does not."""

        @classmethod
        async def from_custom_id(
            cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
        ) -> Self:
            return cls(item)

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            try:
                action, fields, topic = unpack(self.custom_id)
                press = Press(interaction, fields, topic, getattr(self.item, "values", ()))
                handler = handlers[action]
                if isinstance(handler, Form):
                    await answer_form(interaction, lambda: handler.form(press))
                else:
                    await answer_press(interaction, lambda: handler.view(press), private=handler.private)
            except Exception as error:  # the outer edge of a press, as the command tree is of a command
                await report(interaction, error)

    return Pressed
