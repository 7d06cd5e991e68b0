"""How every command answers: acknowledge in time, ask one service, show one view, and say plainly what failed."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, cast

import discord
from discord import app_commands, ui

from bot.errors import Defect, UserError
from bot.records import Scope
from bot.views.refusal import refusal_view

if TYPE_CHECKING:
    from bot.ingest.door import Door
    from bot.records.savings import Backfill
    from bot.services.feeds.polling import Poller
    from bot.settings import Settings
    from bot.store import Store

log = logging.getLogger(__name__)
USES, SECONDS = 10, 30.0  # a person may ask, or press a button, this often
MAX_REMEMBERED = 10_000  # people whose last questions are kept for that


class Host(Protocol):
    """What a command needs of the client it runs in."""

    store: Store
    settings: Settings
    cooldowns: Cooldowns
    door: Door
    poller: Poller

    def wake_feeds(self) -> None:
        """Feeds are due that were not a moment ago: look at them now."""

    def now(self) -> datetime:
        """The time, aware."""

    @property
    def read_history(self) -> Callable[[Backfill], None]:
        """Begins to read a channel's past in the background."""

    @property
    def refused(self) -> Callable[[UserError], None]:
        """Told of every refusal that is shown."""


class Cooldowns:
    """A sliding allowance of USES in SECONDS for every person."""

    def __init__(self) -> None:
        self._people: dict[int, app_commands.Cooldown] = {}

    def take(self, user_id: int, at: datetime) -> None:
        """Count one use. Raises UserError when the person has to wait."""
        if len(self._people) >= MAX_REMEMBERED:
            self._people.clear()
        mine = self._people.setdefault(user_id, app_commands.Cooldown(USES, SECONDS))
        wait = mine.update_rate_limit(at.timestamp())
        if wait:
            raise UserError("You ask faster than the bot can read.", f"Try again in {max(1, round(wait))} s.")


def host(interaction: discord.Interaction[Any]) -> Host:
    """The client that the interaction came to."""
    return cast("Host", interaction.client)


def scope_of(interaction: discord.Interaction[Any]) -> Scope:
    """What a question asked here may see. A thread belongs to its channel."""
    channel = interaction.channel
    channel_id = channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id
    return Scope(interaction.guild_id, channel_id if interaction.guild_id else None)


View = Callable[[], Awaitable[ui.LayoutView]]


async def answer(
    interaction: discord.Interaction[Any], view: View, *, private: bool, files: Sequence[discord.File] = ()
) -> None:
    """Acknowledge a command, then show the view once it is there; a refusal is shown in its place.

    `files` are sent with it: `view` may add to them as it goes.
    """
    if await _asked_to_wait(interaction):
        return
    await interaction.response.defer(thinking=True, ephemeral=private)
    try:
        shown = await view()
    except UserError as error:
        host(interaction).refused(error)
        shown = refusal_view(error)
    await interaction.edit_original_response(view=shown, attachments=list(files))


async def answer_press(interaction: discord.Interaction[Any], view: View, *, private: bool) -> None:
    """Answer a button or menu: in the message for who asked, else in a copy that only the presser sees."""
    if await _asked_to_wait(interaction):
        return
    own_copy = private or not _is_asker(interaction)
    await interaction.response.defer(thinking=own_copy, ephemeral=own_copy)
    try:
        shown = await view()
    except UserError as error:
        host(interaction).refused(error)
        if not own_copy:
            await interaction.followup.send(view=refusal_view(error), ephemeral=True)
            return
        shown = refusal_view(error)
    await interaction.edit_original_response(view=shown)


async def answer_form(interaction: discord.Interaction[Any], form: Callable[[], Awaitable[ui.Modal]]) -> None:
    """Answer a button with a form to fill in; a refusal is shown to who pressed alone. No form may wait."""
    if await _asked_to_wait(interaction):
        return
    try:
        shown = await form()
    except UserError as error:
        host(interaction).refused(error)
        await interaction.response.send_message(view=refusal_view(error), ephemeral=True)
        return
    await interaction.response.send_modal(shown)


async def _asked_to_wait(interaction: discord.Interaction[Any]) -> bool:
    """Count one question of this person; True when it came too soon, and that has been said to them alone."""
    try:
        host(interaction).cooldowns.take(interaction.user.id, host(interaction).now())
    except UserError as error:
        host(interaction).refused(error)
        await interaction.response.send_message(view=refusal_view(error), ephemeral=True)
        return True
    return False


def _is_asker(interaction: discord.Interaction[Any]) -> bool:
    message = interaction.message
    if message is None or message.interaction_metadata is None:
        return False
    return message.interaction_metadata.user.id == interaction.user.id


async def report(interaction: discord.Interaction[Any], error: Exception) -> None:
    """The outer edge: what is no refusal is a defect, logged under an id that the person sees."""
    if isinstance(error, app_commands.TransformerError) and error.type is discord.AppCommandOptionType.channel:
        refused = UserError(
            "The bot does not see that channel.",
            "Let it view the channel; a thread that is archived has to be opened again first.",
        )
    else:
        error_id = secrets.token_hex(4)
        log.error("error %s in interaction %s", error_id, interaction.id, exc_info=error)
        refused = Defect(error_id, host(interaction).settings.contact)
    host(interaction).refused(refused)
    view = refusal_view(refused)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)
    except discord.HTTPException:
        log.warning("interaction %s ended before its error could be shown", interaction.id)


class Window(ui.Modal):
    """A form to fill in, whose defects are told as those of a command are."""

    async def on_error(  # type: ignore[override]  # discord.py gives a form no item
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """The outer edge of a form, as the command tree is of a command."""
        await report(interaction, error)
