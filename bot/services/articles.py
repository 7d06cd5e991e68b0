"""`/articles`: what is remembered here, and the text of one article as it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import NothingFound
from bot.questions import ARTICLES_PER_PAGE, ArticlesPage, ArticlesQuestion
from bot.records import Article, Scope, Statement
from bot.store import Store, articles, quotes


async def list_articles(store: Store, scope: Scope, question: ArticlesQuestion) -> ArticlesPage:
    """A page of the articles, newest first. Raises NothingFound, with what to do next, where there are none."""
    cards = await articles.find_articles(
        store,
        scope,
        topic=question.search,
        since=None,
        limit=ARTICLES_PER_PAGE,
        offset=max(0, question.page) * ARTICLES_PER_PAGE,
        whole_guild=question.whole_guild,
    )
    if cards.total:
        return ArticlesPage(question, cards)
    if question.search:
        raise NothingFound(f"No article here matches “{question.search}”.", "Try fewer or other words.")
    raise NothingFound(
        "No articles are stored yet.", "The operator of the bot adds them with `python -m bot import FOLDER`."
    )


async def open_article(store: Store, scope: Scope, article_id: int) -> Article:
    """One article with its text. Raises NothingFound when it is gone or not this server's."""
    found = await articles.load_articles(store, scope, [article_id])
    if not found:
        raise NothingFound("That article is no longer stored.", "See `/articles` for what is.")
    return found[0]


async def statements_of(store: Store, scope: Scope, article_ids: Sequence[int], limit: int) -> list[Statement]:
    """What people say in these articles, in the order of the texts. Raises NothingFound where nobody says anything."""
    found = await quotes.statements_of_articles(store, scope, article_ids, limit)
    if not found:
        raise NothingFound("Nobody is quoted in these articles.", "See `/quotes` for who is quoted elsewhere.")
    return found
