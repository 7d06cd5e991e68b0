"""“Wrong speaker”: everyone may look at a quotation in its context, administrators may correct who said it."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.commands.answer import Window, answer_press, host, scope_of
from bot.commands.options import AnyCommand
from bot.commands.presses import Form, Handler, Press
from bot.errors import UserError
from bot.records import Verdict
from bot.services.corrections import MAX_NAME, correct, dispute, undo
from bot.views.corrections import corrected_view, dispute_view, undone_view
from bot.views.state import row_id


def may_correct(interaction: discord.Interaction[Any]) -> bool:
    """Whether who pressed is an administrator here, as Discord says at this moment."""
    allowed = interaction.permissions
    return interaction.guild_id is not None and (allowed.manage_guild or allowed.administrator)


def _require_administrator(interaction: discord.Interaction[Any]) -> None:
    if not may_correct(interaction):
        raise UserError(
            "Only administrators of a server can correct who said something.",
            "Ask someone with the permission Manage Server: the same button lets them.",
        )


async def _dispute(press: Press) -> ui.LayoutView:
    (quote_id,) = press.take(1)
    found = await dispute(host(press.interaction).store, scope_of(press.interaction), row_id(quote_id))
    return dispute_view(found, may_correct=may_correct(press.interaction))


async def _correct(
    interaction: discord.Interaction[Any], quote_id: str, verdict: Verdict, name: str | None = None
) -> ui.LayoutView:
    _require_administrator(interaction)
    store = host(interaction).store
    by = interaction.user.id
    return corrected_view(await correct(store, scope_of(interaction), row_id(quote_id), verdict, name, by))


async def _said_by(press: Press) -> ui.LayoutView:
    return await _correct(press.interaction, press.take(1)[0], "person", press.chosen)


async def _unnamed(press: Press) -> ui.LayoutView:
    return await _correct(press.interaction, press.take(1)[0], "unnamed")


async def _no_quotation(press: Press) -> ui.LayoutView:
    return await _correct(press.interaction, press.take(1)[0], "none")


async def _undo(press: Press) -> ui.LayoutView:
    _require_administrator(press.interaction)
    await undo(host(press.interaction).store, scope_of(press.interaction), row_id(press.take(1)[0]))
    return undone_view()


class NameForm(Window):
    """Asks an administrator for a name that the article does not offer."""

    def __init__(self, quote_id: str) -> None:
        super().__init__(title="Who said it?")
        self._quote_id = quote_id
        self.name: ui.TextInput[NameForm] = ui.TextInput(
            custom_id="name", max_length=MAX_NAME, placeholder="As articles write the name"
        )
        self.add_item(ui.Label(text="Full name", component=self.name))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Correct in the message that the form came from."""
        await answer_press(
            interaction, lambda: _correct(interaction, self._quote_id, "person", self.name.value), private=False
        )


async def _type_name(press: Press) -> ui.Modal:
    _require_administrator(press.interaction)
    (quote_id,) = press.take(1)
    row_id(quote_id)
    return NameForm(quote_id)


COMMANDS: tuple[AnyCommand, ...] = ()
PRESSES = {
    "wrong": Handler(_dispute, private=True),
    "saidby": Handler(_said_by),
    "unnamed": Handler(_unnamed),
    "noquote": Handler(_no_quotation),
    "uncorrect": Handler(_undo),
    "typename": Form(_type_name),
}
