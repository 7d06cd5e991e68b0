"""`/articles`: what is remembered here, one article as it is kept, what changed in it, and taking it out."""

from __future__ import annotations

import asyncio
import difflib
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import NothingFound, UserError
from bot.records import Article, ArticleCard, Page, Scope
from bot.records.questions import ARTICLES_PER_PAGE, ArticlesPage, ArticlesQuestion, Change, ShownArticle
from bot.records.savings import Removed
from bot.services.paging import nearest_page
from bot.store import Store
from bot.store.article import articles, removal, savings, versions

NOTHING_STORED = "No articles are stored yet."
HOW_TO_STORE = (
    "Save one with `/add url:`, or *Apps ▸ Save article* on a message with a link; the operator of the bot adds many"
    " with `python -m bot import FOLDER`."
)
UNDO = timedelta(minutes=10)  # how long a removal can be undone
MAX_COMPLETIONS = 25
MAX_SENTENCES = 600  # of each version that are compared


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
        raise _gone()
    return found[0]


async def show_article(store: Store, scope: Scope, article_id: int) -> ShownArticle:
    """One article, of whatever version, with all that is shown beside its text. Raises NothingFound."""
    found = await versions.load_versions(store, scope, article_id)
    if not found:
        raise _gone()
    quoted = await versions.quoted_spans(store, scope, article_id)
    sources = await savings.sources_of(store, scope, [article_id])
    changed_at = found[1].superseded_at if len(found) > 1 else None
    return ShownArticle(found[0], tuple(quoted), sources.get(article_id, ()), len(found) - 1, changed_at)


async def changes_of(store: Store, scope: Scope, article_id: int, page: int) -> Page[Change]:
    """One change of an article, the newest on page 0; past the end, the oldest. Raises NothingFound without any."""
    found = await versions.load_versions(store, scope, article_id)
    if not found:
        raise _gone()
    if len(found) == 1:
        raise NothingFound(
            "This article has not changed since it was saved.", "It is looked at again when somebody saves it."
        )
    page = min(max(page, 0), len(found) - 2)
    change = await asyncio.to_thread(_change, found[page + 1], found[page])
    return Page((change,), len(found) - 1, page)


def _change(before: Article, after: Article) -> Change:
    """Sentence by sentence; titles count as the first. What pages put around an article is left out."""
    old, new = ([article.title, *_sentences(article)] for article in (before, after))
    lines: list[tuple[str, bool]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            lines += [(line, True) for line in old[a:b]] + [(line, False) for line in new[c:d]]
    return Change(before, after, tuple(lines))


def _sentences(article: Article) -> list[str]:
    return [article.text[start:end] for start, end, role in article.sentences if role != "boilerplate"][:MAX_SENTENCES]


async def complete_articles(store: Store, scope: Scope, typed: str) -> list[ArticleCard]:
    """The server's own articles that what was typed may mean, the newest first: whole words, or a part of a title."""
    if scope.guild_id is None:
        return []
    return await articles.complete_titles(store, scope.guild_id, " ".join(typed.split()), MAX_COMPLETIONS)


async def remove_article(
    store: Store,
    scope: Scope,
    article_id: int,
    user_id: int,
    now: datetime,
    *,
    moderates: bool,
    only_here: bool = False,
) -> Removed:
    """Take an article out of the server, or out of this channel; it can be undone for UNDO.

    Who `moderates` takes it out whoever saved it; anybody else takes back what they saved themselves, and the
    article stays where others saved it too. Raises UserError where nothing of it is theirs to remove.
    """
    found = await open_article(store, scope, article_id)
    if found.guild_id is None:
        raise UserError(
            "This article belongs to the library, which every server sees.", "Only the operator of the bot removes it."
        )
    await removal.purge_removed(store, now - UNDO)
    removed = await removal.remove_savings(
        store,
        found.guild_id,
        found.version_of or found.id,
        by=user_id,
        at=now,
        of_user=None if moderates else user_id,
        in_channel=scope.channel_id if only_here else None,
    )
    if removed is None and moderates:
        raise NothingFound(
            "This article was not saved in this channel.", "Leave `only_here` out to remove it everywhere."
        )
    if removed is None:
        raise UserError(
            "Only who saved an article removes it, or who may manage messages here.",
            "Ask a moderator of this server.",
        )
    return removed


async def undo_removal(
    store: Store, guild_id: int | None, removed_id: int, user_id: int, now: datetime, *, moderates: bool
) -> int:
    """Put a removed article back as it was; its id. Raises NothingFound when it is too late or another's removal."""
    article_id = None
    if guild_id is not None:
        by = None if moderates else user_id
        article_id = await removal.undo_removal(store, guild_id, removed_id, now - UNDO, by)
    if article_id is None:
        minutes = UNDO // timedelta(minutes=1)
        raise NothingFound(
            f"A removal can be undone once, within {minutes} minutes, by who removed it or a moderator.",
            "Else save the article again.",
        )
    return article_id


def _gone() -> NothingFound:
    return NothingFound("That article is no longer stored.", "See `/articles list` for what is.")
