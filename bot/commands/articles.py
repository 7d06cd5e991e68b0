"""`/articles`: what is remembered here, and reading one article as it is kept."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host, scope_of
from bot.commands.options import PRIVATE, SCOPES, AnyCommand, Topic
from bot.commands.presses import Handler, Press
from bot.questions import ArticlesQuestion
from bot.services.articles import list_articles, open_article
from bot.views.articles import article_view, articles_view
from bot.views.state import page_number, row_id


@app_commands.command(name="articles")
@app_commands.describe(
    search="Only articles that have these words",
    scope="Which articles (default: this channel's and the library's)",
    private=PRIVATE,
)
@app_commands.choices(scope=SCOPES)
async def articles(
    interaction: discord.Interaction[Any],
    search: Topic | None = None,
    scope: str = "channel",
    private: bool = False,
) -> None:
    """The articles remembered here, newest first."""
    question = ArticlesQuestion(search, scope == "server")
    await answer(interaction, lambda: _list(interaction, question), private=private)


async def _list(interaction: discord.Interaction[Any], question: ArticlesQuestion) -> ui.LayoutView:
    return articles_view(await list_articles(host(interaction).store, scope_of(interaction), question))


async def _turn(press: Press) -> ui.LayoutView:
    page, whole_guild = press.take(2)
    return await _list(press.interaction, ArticlesQuestion(press.topic, whole_guild == "1", page_number(page)))


async def _read(press: Press) -> ui.LayoutView:
    return await _article(press, row_id(press.chosen), 0)


async def _turn_article(press: Press) -> ui.LayoutView:
    article_id, page = press.take(2)
    return await _article(press, row_id(article_id), page_number(page))


async def _article(press: Press, article_id: int, page: int) -> ui.LayoutView:
    found = await open_article(host(press.interaction).store, scope_of(press.interaction), article_id)
    return article_view(found, page)


COMMANDS: tuple[AnyCommand, ...] = (articles,)
PRESSES = {
    "articles": Handler(_turn),
    "read": Handler(_read, private=True),
    "article": Handler(_turn_article),
}
