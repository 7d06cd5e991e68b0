"""What people said: found by person, read in context. A statement is one, however many articles tell it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select

from bot.records import Article, Page, Scope, Statement
from bot.store.article.cards import ARTICLE, among_owners, full, owners
from bot.store.article.spans import load_spans
from bot.store.engine import Store
from bot.store.paging import Paged, load_page, paged
from bot.store.person.hidden import filed_here, seen, veiled
from bot.store.person.statements import load_statements, shown_as
from bot.store.schema import LIBRARY, Moment, among, article, correction, hidden_quote, person, quote, statement
from bot.store.search import matching_quotes, quotes_query
from bot.store.uninterrupted import uninterrupted

_VISIBLE = select(person.c.id, person.c.owner).where(
    person.c.id.in_(among("ids")), among_owners(person.c.owner, among("owners"))
)

_QUOTE = (
    select(*ARTICLE, quote.c.spans, quote.c.statement_id)
    .join(quote, quote.c.article_id == article.c.id)
    .join(statement, statement.c.id == quote.c.statement_id)
    .where(quote.c.id == bindparam("quote"), among_owners(article.c.owner, among("owners")), filed_here())
)
_OF_ARTICLES = (
    select(quote.c.article_id, quote.c.statement_id)
    .join(article, article.c.id == quote.c.article_id)
    .join(statement, statement.c.id == quote.c.statement_id)
    .where(article.c.id.in_(among("ids")), among_owners(article.c.owner, among("owners")), seen())
    .order_by(quote.c.article_id, quote.c.start)
)
_copy, _original = quote.alias(), quote.alias()
_CORRECTED = (
    select(correction.c.verdict, _copy.c.statement_id)
    .join(hidden_quote, hidden_quote.c.correction_id == correction.c.id)
    .join(_original, _original.c.id == hidden_quote.c.quote_id)
    .outerjoin(_copy, and_(_copy.c.correction_id == correction.c.id, _copy.c.start == _original.c.start))
    .where(hidden_quote.c.quote_id == bindparam("quote"), hidden_quote.c.guild_id == bindparam("guild"))
    .limit(1)
)


@uninterrupted
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
    """What these people (the ids of a PersonHit) said; ids that are not visible say nothing.

    The newest article's statements come first, those of one article in the order of its text.

    `topic` is what a person typed: all its words stand in the sentences of the statement or in the title of
    an article that tells it. With `direct_only` a statement is told by the articles that quote it directly
    alone. `since` is aware and inclusive, and asks for the newest of a statement's articles.
    """
    async with store.read() as connection:
        rows = await connection.execute(_VISIBLE, {"ids": list(person_ids), "owners": owners(scope)})
        people = rows.all()
        library = [row.id for row in people if row.owner == LIBRARY]
        ours = [row.id for row in people if row.owner != LIBRARY]
        query = None if topic is None else quotes_query(topic, [*library, *ours])
        if not people or (topic is not None and query is None):
            return Page((), 0, offset)
        page = _page(len(library), len(ours), query is not None, direct_only, since is not None)
        asked = {f"library_{n}": person_id for n, person_id in enumerate(library)}
        asked |= {f"ours_{n}": person_id for n, person_id in enumerate(ours)}
        parameters = {**asked, "ours": ours, "query": query, "since": since, "guild": scope.guild_id}
        ids, total = await load_page(connection, page, parameters, limit, offset)
        statements = await load_statements(connection, scope, ids, direct_only=direct_only)
    return Page(tuple(statements), total, offset)


@uninterrupted
async def load_quote(
    store: Store, scope: Scope, quote_id: int
) -> tuple[Article, tuple[tuple[int, int], ...], Statement | None] | None:
    """The article of a quote (QuoteSource.quote_id), its spans there, and its statement; None if not visible.

    For a quote that was corrected meanwhile, the statement is the corrected one, or None where it is no quotation.
    """
    async with store.read() as connection:
        asked = {"quote": quote_id, "owners": owners(scope), "guild": scope.guild_id}
        row = (await connection.execute(_QUOTE, asked)).one_or_none()
        if row is None:
            return None
        corrected = (await connection.execute(_CORRECTED, asked)).one_or_none()
        if corrected is not None and corrected.verdict == "none":
            return full(row), load_spans(row.spans), None
        statement_id = row.statement_id if corrected is None else corrected.statement_id
        shown = await shown_as(connection, scope, [statement_id])
        (found,) = await load_statements(connection, scope, [shown[statement_id]])
    return full(row), load_spans(row.spans), found


@uninterrupted
async def statements_of_articles(store: Store, scope: Scope, article_ids: Sequence[int], limit: int) -> list[Statement]:
    """The first `limit` statements of these articles, in the order asked, in each in the order of the text."""
    if not article_ids:
        return []
    async with store.read() as connection:
        asked = {"ids": list(article_ids), "owners": owners(scope), "guild": scope.guild_id}
        rows = await connection.execute(_OF_ARTICLES, asked)
        of_article: dict[int, list[int]] = {}
        for article_id, statement_id in rows:
            of_article.setdefault(article_id, []).append(statement_id)
        ordered = [one for article_id in dict.fromkeys(article_ids) for one in of_article.get(article_id, ())]
        shown = await shown_as(connection, scope, ordered)
        ids = list(dict.fromkeys(shown[one] for one in ordered))[:limit]
        return await load_statements(connection, scope, ids)


@cache
def _page(library: int, ours: int, about: bool, direct_only: bool, since: bool) -> Paged:
    """A page of what so many of the library's people and of a guild's said: each has an index, newest first.

    What the library's row of a person said is left out where the guild's row has it: the guild's tells both.
    """
    at = statement.c.newest_direct if direct_only else statement.c.newest
    twin = statement.alias()
    veil = select(veiled().cte("veiled").c.statement_id)
    of_both = (twin.c.library_id == statement.c.id, twin.c.person_id.in_(among("ours")), twin.c.id.not_in(veil))
    told = select(twin.c.id).where(*of_both).exists()
    found = select(quote.c.statement_id).where(quote.c.id.in_(matching_quotes(bindparam("query")))).cte("matching")
    matching = select(found.c.statement_id)
    sources: list[Select[Any]] = []
    for name in (*(f"library_{n}" for n in range(library)), *(f"ours_{n}" for n in range(ours))):
        # With words to be found, what they are found in is looked up by id: mostly little. The sum keeps SQLite
        # from walking all that the person said instead.
        person_id = statement.c.person_id + 0 if about else statement.c.person_id
        said = (person_id == bindparam(name), at.is_not(None), statement.c.id.not_in(veil))
        source = select(statement.c.id, at.label("at")).where(*said)
        if since:
            source = source.where(at >= bindparam("since", type_=Moment))
        if ours and name.startswith("library"):
            source = source.where(~told)
        if about:
            tied = [statement.c.library_id.in_(matching)] if library and name.startswith("ours") else []
            source = source.where(or_(statement.c.id.in_(matching), *tied))
        sources.append(source)
    return paged(sources, first_id_first=True)
