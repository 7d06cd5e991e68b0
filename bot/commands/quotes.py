"""`/quotes`: what a person has said; and "Quotes in this", for the text of a message."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host, scope_of
from bot.commands.options import PERIODS, PRIVATE, AnyCommand, Topic
from bot.commands.presses import Handler, Press
from bot.questions import Period, QuotesQuestion
from bot.services.quotes import complete, find_person, in_context, quotes_in_message, statements_page
from bot.views.quotes import context_view, message_quotes_view, quotes_view
from bot.views.text import plural

log = logging.getLogger(__name__)
CHOSEN = "id:"  # a completion's value: the person's row, so that two of one name stay two
KINDS = [
    app_commands.Choice(name="everything", value="everything"),
    app_commands.Choice(name="direct only", value="direct"),
]


@app_commands.command(name="quotes")
@app_commands.describe(
    person="Whose statements: any part of the name",
    topic="Only statements about this",
    kind="Everything, or direct quotations only (default: everything)",
    period="How far back (default: all)",
    private=PRIVATE,
)
@app_commands.choices(kind=KINDS, period=PERIODS)
async def quotes(
    interaction: discord.Interaction[Any],
    person: app_commands.Range[str, 1, 100],
    topic: Topic | None = None,
    kind: str = "everything",
    period: str = Period.ALL.value,
    private: bool = False,
) -> None:
    """What a person has said, word for word, newest first."""
    view = _ask(interaction, person, topic, kind == "direct", Period(period))
    await answer(interaction, view, private=private)


async def _ask(
    interaction: discord.Interaction[Any], person: str, topic: str | None, direct_only: bool, period: Period
) -> ui.LayoutView:
    app = host(interaction)
    chosen = person.removeprefix(CHOSEN)
    if person.startswith(CHOSEN) and chosen.isascii() and chosen.isdecimal():
        person_id = int(chosen)
    else:
        person_id = (await find_person(app.store, scope_of(interaction), person)).ids[0]
    return await _page(interaction, QuotesQuestion(person_id, topic, direct_only, period))


async def _page(interaction: discord.Interaction[Any], question: QuotesQuestion) -> ui.LayoutView:
    app = host(interaction)
    return quotes_view(await statements_page(app.store, scope_of(interaction), question, app.now()))


@quotes.autocomplete("person")
async def complete_person(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """People that this server has statements of; nothing rather than an error."""
    app = host(interaction)
    try:
        hits = await complete(app.store, scope_of(interaction), typed)
    except Exception:  # a completion that fails must not fail the command being typed
        log.exception("completion failed")
        return []
    return [
        app_commands.Choice(
            name=f"{hit.name[:70]} ({plural(hit.statements, 'statement')})", value=f"{CHOSEN}{hit.ids[0]}"
        )
        for hit in hits
    ]


async def _turn(press: Press) -> ui.LayoutView:
    person_id, page, direct_only, period = press.fields
    question = QuotesQuestion(int(person_id), press.topic, direct_only == "1", Period(period), int(page))
    return await _page(press.interaction, question)


async def _chosen_person(press: Press) -> ui.LayoutView:
    direct_only, period = press.fields
    question = QuotesQuestion(int(press.values[0]), press.topic, direct_only == "1", Period(period))
    return await _page(press.interaction, question)


async def _context(press: Press) -> ui.LayoutView:
    app = host(press.interaction)
    return context_view(await in_context(app.store, scope_of(press.interaction), int(press.fields[0])))


@app_commands.context_menu(name="Quotes in this")
async def quotes_in_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """The quotations in the text of a message, for the eyes of who asks."""
    await answer(interaction, _in_message(message.content), private=True)


async def _in_message(text: str) -> ui.LayoutView:
    return message_quotes_view(await quotes_in_message(text))


COMMANDS: tuple[AnyCommand, ...] = (quotes, quotes_in_this)
PRESSES = {
    "quotes": Handler(_turn),
    "person": Handler(_chosen_person),
    "context": Handler(_context, private=True),
}
