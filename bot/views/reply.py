"""One message of Components V2, built piece by piece and never past Discord's limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import discord
from discord import ui

from bot.views.state import pack

MAX_TEXT = 4000  # characters of all text in one message
MAX_COMPONENTS = 40
ACCENT = discord.Colour(0x2F5D8A)
REFUSAL = discord.Colour(0xB7791F)


class Reply:
    """A message in the making: text first, then rows of buttons; what does not fit is left out whole.

    `reserve` characters and components stay free for what must come last (a footer, the buttons).
    """

    def __init__(self, *, colour: discord.Colour = ACCENT, reserve: int = 300, reserve_components: int = 14) -> None:
        self._box: ui.Container[ui.LayoutView] = ui.Container(accent_colour=colour)
        self._rows: list[ui.ActionRow[ui.LayoutView]] = []
        self._text_left = MAX_TEXT - reserve
        self._parts_left = MAX_COMPONENTS - 1 - reserve_components

    @property
    def text_left(self) -> int:
        """Characters that still fit into the body."""
        return self._text_left

    def add(self, text: str, *buttons: ui.Button[ui.LayoutView]) -> bool:
        """Add a block of text, one button at its right or several below; False, and nothing added, if too much."""
        parts = 1 + (1 + len(buttons) if buttons else 0)
        if len(text) > self._text_left or parts > self._parts_left or not text.strip():
            return False
        display: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(text)
        self._box.add_item(ui.Section(display, accessory=buttons[0]) if len(buttons) == 1 else display)
        if len(buttons) > 1:
            self._box.add_item(ui.ActionRow(*buttons))
        self._text_left -= len(text)
        self._parts_left -= parts
        return True

    def rule(self) -> None:
        """A thin line between two blocks, where one fits."""
        if self._parts_left > 1:
            self._box.add_item(ui.Separator())
            self._parts_left -= 1

    def footer(self, text: str) -> None:
        """The last, small line; it may use what was kept in reserve."""
        self._box.add_item(ui.TextDisplay(f"-# {text}"))

    def row(self, *items: ui.Button[ui.LayoutView] | ui.Select[ui.LayoutView]) -> None:
        """A row of up to five buttons, or one menu, below the text."""
        self._rows.append(ui.ActionRow(*items))

    def view(self) -> ui.LayoutView:
        """The finished message. Its buttons carry their state and outlive a restart, so nothing listens here."""
        view = ui.LayoutView(timeout=None)
        view.add_item(self._box)
        for row in self._rows:
            view.add_item(row)
        view.stop()
        return view


def button(
    label: str,
    custom_id: str,
    *,
    disabled: bool = False,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> ui.Button[ui.LayoutView]:
    """A button whose press is handled by whoever registered the form of its `custom_id`."""
    return ui.Button(label=label[:80], custom_id=custom_id, disabled=disabled, style=style)


def pager(reply: Reply, number: int, pages: int, page_id: Callable[[int], str]) -> None:
    """A row that turns pages, `number` of `pages` counted from 0; none where there is but one."""
    if pages > 1:
        reply.row(
            button("◀ Previous", page_id(max(number - 1, 0)), disabled=number <= 0),
            button(f"{number + 1} / {pages}", pack("page"), disabled=True),
            button("Next ▶", page_id(number + 1), disabled=number + 1 >= pages),
        )


def menu(placeholder: str, custom_id: str, options: Sequence[tuple[str, str, str]]) -> ui.Select[ui.LayoutView]:
    """A menu of up to 25 (value, label, description) options; later ones are left out."""
    choices = [
        discord.SelectOption(value=value, label=_label(label), description=_fit(description) or None)
        for value, label, description in options[:25]
    ]
    return ui.Select(custom_id=custom_id, placeholder=_fit(placeholder), options=choices)


def _fit(label: str) -> str:
    """A label is plain text of at most 100 characters."""
    label = " ".join(label.split())
    return label if len(label) <= 100 else label[:99] + "…"


def _label(label: str) -> str:
    """What Discord takes as a label: never empty."""
    return _fit(label) or "(untitled)"
