"""`/quotes`: what a person has said; and "Quotes in this", for the text of a message."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host, scope_of
from bot.commands.options import PERIODS, PRIVATE, AnyCommand, Topic
from bot.commands.presses import Handler, Press
from bot.records.questions import Period, QuotesQuestion
from bot.services.quotes import complete, find_person, in_context, quotes_in_message, statements_page
from bot.views.quotes import context_view, message_quotes_view, quotes_view
from bot.views.state import choice, page_number, row_id
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
    question = QuotesQuestion(0, topic, kind == "direct", Period(period))
    await answer(interaction, lambda: _ask(interaction, person, question), private=private)


async def _ask(interaction: discord.Interaction[Any], person: str, question: QuotesQuestion) -> ui.LayoutView:
    app = host(interaction)
    if person.startswith(CHOSEN):
        person_id = row_id(person.removeprefix(CHOSEN))
    else:
        person_id = (await find_person(app.store, scope_of(interaction), person, question)).ids[0]
    return await _page(interaction, replace(question, person_id=person_id))


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
    person_id, page, direct_only, period = press.take(4)
    question = QuotesQuestion(
        row_id(person_id), press.topic, direct_only == "1", choice(Period, period), page_number(page)
    )
    return await _page(press.interaction, question)


async def _chosen_person(press: Press) -> ui.LayoutView:
    direct_only, period = press.take(2)
    question = QuotesQuestion(row_id(press.chosen), press.topic, direct_only == "1", choice(Period, period))
    return await _page(press.interaction, question)


async def _context(press: Press) -> ui.LayoutView:
    app = host(press.interaction)
    (quote_id,) = press.take(1)
    return context_view(await in_context(app.store, scope_of(press.interaction), row_id(quote_id)))


@app_commands.context_menu(name="Quotes in this")
async def quotes_in_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """The quotations in the text of a message, for the eyes of who asks."""
    await answer(interaction, lambda: _in_message(message), private=True)


async def _in_message(message: discord.Message) -> ui.LayoutView:
    return message_quotes_view(await quotes_in_message("\n".join(_texts(message))))


def _texts(message: discord.Message) -> Iterator[str]:
    """What a person reads in a message: its text, that of what it forwards, and its embeds'."""
    parts: tuple[discord.Message | discord.MessageSnapshot, ...] = (message, *message.message_snapshots)
    for part in parts:
        yield part.content
        for embed in part.embeds:
            yield embed.description or ""


COMMANDS: tuple[AnyCommand, ...] = (quotes, quotes_in_this)
PRESSES = {
    "quotes": Handler(_turn),
    "person": Handler(_chosen_person),
    "context": Handler(_context, private=True),
}
