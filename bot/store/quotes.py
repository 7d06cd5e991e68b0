"""What people said: found by person, read in context. A statement is one, however many articles tell it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Article, Page, Scope, Statement
from bot.store.cards import ARTICLE, full, owners, visible
from bot.store.engine import Store
from bot.store.paging import newest_ids
from bot.store.schema import LIBRARY, article, person, quote, statement
from bot.store.search import matching_quotes
from bot.store.spans import load_spans
from bot.store.statements import load_statements, shown_as


async def find_statements(
    store: Store,
    scope: Scope,
    person_ids: Collection[int],
    *,
    topic: str | None = None,
    direct_only: bool = False,
    since: datetime | None = None,
    limit: int = 5,
    offset: int = 0,
) -> Page[Statement]:
    """What these people (the ids of a PersonHit) said, newest first; ids that are not visible say nothing.

    `topic` is what a person typed: all its words stand in the sentences of the statement or in the title of
    an article that tells it. With `direct_only` a statement is told by the articles that quote it directly
    alone. `since` is aware and inclusive, and asks for the newest of a statement's articles.
    """
    async with store.read() as connection:
        sources = await _sources(connection, scope, person_ids, topic, direct_only, since)
        if not sources:
            return Page((), 0, offset)
        ids, total = await newest_ids(connection, sources, limit, offset)
        statements = await load_statements(connection, scope, ids, direct_only=direct_only)
    return Page(tuple(statements), total, offset)


async def load_quote(
    store: Store, scope: Scope, quote_id: int
) -> tuple[Article, tuple[tuple[int, int], ...], Statement] | None:
    """The article of a quote (QuoteSource.quote_id), its spans there, and its statement; None if not visible."""
    async with store.read() as connection:
        row = (
            await connection.execute(
                select(*ARTICLE, quote.c.spans, quote.c.statement_id)
                .join(quote, quote.c.article_id == article.c.id)
                .where(quote.c.id == quote_id, visible(scope))
            )
        ).one_or_none()
        if row is None:
            return None
        shown = await shown_as(connection, scope, [row.statement_id])
        (found,) = await load_statements(connection, scope, [shown[row.statement_id]])
    return full(row), load_spans(row.spans), found


async def statements_of_articles(store: Store, scope: Scope, article_ids: Sequence[int], limit: int) -> list[Statement]:
    """The first `limit` statements of these articles, in the order asked, in each in the order of the text."""
    async with store.read() as connection:
        rows = await connection.execute(
            select(quote.c.article_id, quote.c.statement_id)
            .join(article, article.c.id == quote.c.article_id)
            .where(article.c.id.in_(article_ids), visible(scope))
            .order_by(quote.c.article_id, quote.c.start)
        )
        of_article: dict[int, list[int]] = {}
        for article_id, statement_id in rows:
            of_article.setdefault(article_id, []).append(statement_id)
        ordered = [one for article_id in dict.fromkeys(article_ids) for one in of_article.get(article_id, ())]
        shown = await shown_as(connection, scope, ordered)
        ids = list(dict.fromkeys(shown[one] for one in ordered))[:limit]
        return await load_statements(connection, scope, ids)


async def _sources(
    connection: AsyncConnection,
    scope: Scope,
    person_ids: Collection[int],
    topic: str | None,
    direct_only: bool,
    since: datetime | None,
) -> list[Select[Any]]:
    """One select of (id, at) for each person: each is the walk of one index, newest first.

    What the library's row of a person said is left out where the guild's row has it: the guild's tells both.
    """
    rows = await connection.execute(
        select(person.c.id, person.c.owner).where(person.c.id.in_(person_ids), person.c.owner.in_(owners(scope)))
    )
    owner_of = dict(rows.all())
    ours = [person_id for person_id, owner in owner_of.items() if owner != LIBRARY]
    at = statement.c.newest_direct if direct_only else statement.c.newest
    about = None
    if topic is not None:
        matching = matching_quotes(topic, owner_of)
        if matching is None:
            return []
        about = select(quote.c.statement_id).where(quote.c.id.in_(matching))
    sources: list[Select[Any]] = []
    for person_id, owner in owner_of.items():
        source = select(statement.c.id, at.label("at")).where(statement.c.person_id == person_id, at.is_not(None))
        if since is not None:
            source = source.where(at >= since)
        if owner == LIBRARY and ours:
            twin = statement.alias()
            told = select(twin.c.id).where(twin.c.library_id == statement.c.id, twin.c.person_id.in_(ours))
            source = source.where(~told.exists())
        if about is not None:
            source = source.where(or_(statement.c.id.in_(about), statement.c.library_id.in_(about)))
        sources.append(source)
    return sources
