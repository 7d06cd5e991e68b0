"""`/articles`: what is remembered here, and the text of one article as it is kept."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import NothingFound
from bot.questions import ARTICLES_PER_PAGE, ArticlesPage, ArticlesQuestion
from bot.records import Article, ArticleCard, Page, Scope
from bot.services.paging import nearest_page
from bot.store import Store, articles

NOTHING_STORED = "No articles are stored yet."
HOW_TO_STORE = "The operator of the bot adds them with `python -m bot import FOLDER`."


async def list_articles(store: Store, scope: Scope, question: ArticlesQuestion) -> ArticlesPage:
    """A page of the articles, newest first; past the end, the last one.

    Raises NothingFound, with what to do next, where there are none.
    """

    async def load(page: int) -> Page[ArticleCard]:
        return await articles.find_articles(
            store,
            scope,
            topic=question.search,
            since=None,
            limit=ARTICLES_PER_PAGE,
            offset=page * ARTICLES_PER_PAGE,
            whole_guild=question.whole_guild,
        )

    page, cards = await nearest_page(load, question.page, ARTICLES_PER_PAGE)
    if not cards.total:
        raise await _nothing(store, scope, question)
    return ArticlesPage(replace(question, page=page), cards)


async def _nothing(store: Store, scope: Scope, question: ArticlesQuestion) -> NothingFound:
    if await articles.count_articles(store, scope) == 0:
        return NothingFound(NOTHING_STORED, HOW_TO_STORE)
    wider = "" if question.whole_guild or scope.guild_id is None else ", or `scope: whole server`"
    if question.search:
        return NothingFound(
            "No article here matches “{search}”.", f"Try fewer or other words{wider}.", search=question.search
        )
    return NothingFound("No articles are stored for this channel.", "Try `scope: whole server`.")


async def open_article(store: Store, scope: Scope, article_id: int) -> Article:
    """One article with its text. Raises NothingFound when it is gone or not this server's."""
    found = await articles.load_articles(store, scope, [article_id])
    if not found:
        raise NothingFound("That article is no longer stored.", "See `/articles` for what is.")
    return found[0]
