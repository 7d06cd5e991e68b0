"""`/summary`: what the articles say, in their own sentences."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host, scope_of
from bot.commands.options import PERIODS, PRIVATE, SCOPES, AnyCommand, Topic
from bot.commands.presses import Handler, Press
from bot.records.questions import Length, Period, Summary, SummaryQuestion
from bot.services.quotes import statements_of
from bot.services.summarise import summarise
from bot.views.quotes import statements_view
from bot.views.state import page_number
from bot.views.summary import question_id, sources_view, summary_question, summary_view

LENGTHS = [app_commands.Choice(name=length.value, value=length.value) for length in Length]


@app_commands.command(name="summary")
@app_commands.describe(
    topic="Only articles about this, and the sentences nearest to it",
    period="How far back (default: all)",
    length="How much (default: medium)",
    scope="Which articles (default: this channel's and the library's)",
    private=PRIVATE,
)
@app_commands.choices(period=PERIODS, length=LENGTHS, scope=SCOPES)
async def summary(
    interaction: discord.Interaction[Any],
    topic: Topic | None = None,
    period: str = Period.ALL.value,
    length: str = Length.MEDIUM.value,
    scope: str = "channel",
    private: bool = False,
) -> None:
    """The news in sentences of the articles, each with its source."""
    question = SummaryQuestion(topic, Period(period), Length(length), scope == "server", host(interaction).now())
    await answer(interaction, lambda: _summary(interaction, question), private=private)


async def _summary(interaction: discord.Interaction[Any], question: SummaryQuestion) -> ui.LayoutView:
    app = host(interaction)
    return summary_view(await summarise(app.store, scope_of(interaction), question, app.now()))


async def _again(press: Press) -> ui.LayoutView:
    return await _summary(press.interaction, summary_question(press.fields, press.topic))


async def _sources(press: Press) -> ui.LayoutView:
    return sources_view(await _stories(press))


async def _said(press: Press) -> ui.LayoutView:
    told = await _stories(press)
    ids = [article.id for article in told.articles]
    wanted = page_number(press.fields[-1])
    number, said = await statements_of(host(press.interaction).store, scope_of(press.interaction), ids, wanted)
    return statements_view(said, number, lambda page: question_id("said-page", told.question, page))


async def _stories(press: Press) -> Summary:
    app, question = host(press.interaction), summary_question(press.fields, press.topic)
    return await summarise(app.store, scope_of(press.interaction), question, app.now(), told=False)


COMMANDS: tuple[AnyCommand, ...] = (summary,)
PRESSES = {
    "summary": Handler(_again),
    "sources": Handler(_sources, private=True),
    "said": Handler(_said, private=True),
    "said-page": Handler(_said),
}
