"""`/articles`: what is remembered here, reading one article as it is kept, what changed in it, and removing it."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host, scope_of
from bot.commands.options import PRIVATE, SCOPES, AnyCommand, Topic
from bot.commands.presses import Handler, Press
from bot.errors import NothingFound
from bot.records.questions import ArticlesQuestion
from bot.services.articles import (
    UNDO,
    changes_of,
    complete_articles,
    list_articles,
    remove_article,
    show_article,
    undo_removal,
)
from bot.views.articles import article_view, articles_view, changes_view, removed_view
from bot.views.state import page_number, row_id
from bot.views.text import plain_day

log = logging.getLogger(__name__)
CHOSEN = "id:"  # a completion's value: the article's row, so that two of one title stay two
WHICH = "Its title, or words of it"

articles = app_commands.Group(name="articles", description="The articles remembered here: list, show, remove")
Which = app_commands.Range[str, 1, 100]


@articles.command(name="list")
@app_commands.describe(
    search="Only articles that have these words",
    scope="Which articles (default: this channel's and the library's)",
    private=PRIVATE,
)
@app_commands.choices(scope=SCOPES)
async def list_command(
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


@articles.command(name="show")
@app_commands.describe(article=WHICH, private=PRIVATE)
async def show(interaction: discord.Interaction[Any], article: Which, private: bool = False) -> None:
    """One article as it is kept, its quotations marked, with its sources and what changed in it."""

    async def view() -> ui.LayoutView:
        return await _article(interaction, await _meant(interaction, article), 0)

    await answer(interaction, view, private=private)


@articles.command(name="remove")
@app_commands.describe(
    article=WHICH, only_here="For moderators: leave it to the other channels (default: no)", private=PRIVATE
)
async def remove(
    interaction: discord.Interaction[Any], article: Which, only_here: bool = False, private: bool = False
) -> None:
    """Take an article out: what you saved yourself or, as a moderator, any of this server's. Undo for 10 minutes."""

    async def view() -> ui.LayoutView:
        return await _remove(interaction, await _meant(interaction, article), only_here)

    await answer(interaction, view, private=private)


async def _meant(interaction: discord.Interaction[Any], typed: str) -> int:
    """The article that was chosen, or the newest that what was typed finds in the whole server."""
    if typed.startswith(CHOSEN):
        return row_id(typed.removeprefix(CHOSEN))
    store, scope = host(interaction).store, scope_of(interaction)
    titled = await complete_articles(store, scope, typed)
    if titled:
        return titled[0].id
    try:
        found = await list_articles(store, scope, ArticlesQuestion(typed, whole_guild=True))
    except NothingFound as error:
        raise NothingFound("No article here matches “{typed}”.", "See `/articles list`.", typed=typed) from error
    return found.cards.items[0].id


@show.autocomplete("article")
@remove.autocomplete("article")
async def complete_article(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """This server's articles by their titles; nothing rather than an error."""
    try:
        cards = await complete_articles(host(interaction).store, scope_of(interaction), typed)
    except Exception:  # a completion that fails must not fail the command being typed
        log.exception("completion failed")
        return []
    return [
        app_commands.Choice(
            name=f"{card.title[:80]} ({plain_day(card.published or card.saved_at)})", value=f"{CHOSEN}{card.id}"
        )
        for card in cards
    ]


async def _remove(interaction: discord.Interaction[Any], article_id: int, only_here: bool = False) -> ui.LayoutView:
    app = host(interaction)
    removed = await remove_article(
        app.store,
        scope_of(interaction),
        article_id,
        interaction.user.id,
        app.now(),
        moderates=moderates(interaction),
        only_here=only_here,
    )
    return removed_view(removed, UNDO // timedelta(minutes=1))


def moderates(interaction: discord.Interaction[Any]) -> bool:
    """Whether who asks may take out what others saved."""
    return interaction.permissions.manage_messages or interaction.permissions.manage_guild


async def _article(interaction: discord.Interaction[Any], article_id: int, page: int) -> ui.LayoutView:
    shown = await show_article(host(interaction).store, scope_of(interaction), article_id)
    return await asyncio.to_thread(article_view, shown, page)  # all of a long text is escaped and cut into pages


async def _turn(press: Press) -> ui.LayoutView:
    page, whole_guild = press.take(2)
    return await _list(press.interaction, ArticlesQuestion(press.topic, whole_guild == "1", page_number(page)))


async def _read(press: Press) -> ui.LayoutView:
    return await _article(press.interaction, row_id(press.chosen), 0)


async def _open(press: Press) -> ui.LayoutView:
    (article_id,) = press.take(1)
    return await _article(press.interaction, row_id(article_id), 0)


async def _turn_article(press: Press) -> ui.LayoutView:
    article_id, page = press.take(2)
    return await _article(press.interaction, row_id(article_id), page_number(page))


async def _changes(press: Press) -> ui.LayoutView:
    article_id, page = press.take(2)
    store, scope = host(press.interaction).store, scope_of(press.interaction)
    return changes_view(await changes_of(store, scope, row_id(article_id), page_number(page)))


async def _press_remove(press: Press) -> ui.LayoutView:
    (article_id,) = press.take(1)
    return await _remove(press.interaction, row_id(article_id))


async def _undo(press: Press) -> ui.LayoutView:
    (removed_id,) = press.take(1)
    app, asked = host(press.interaction), press.interaction
    article_id = await undo_removal(
        app.store, asked.guild_id, row_id(removed_id), asked.user.id, app.now(), moderates=moderates(asked)
    )
    return await _article(asked, article_id, 0)


COMMANDS: tuple[AnyCommand, ...] = (articles,)
PRESSES = {
    "articles": Handler(_turn),
    "read": Handler(_read, private=True),
    "open": Handler(_open, private=True),
    "article": Handler(_turn_article),
    "changes": Handler(_changes, private=True),
    "remove": Handler(_press_remove),
    "undo": Handler(_undo),
}
