"""Statements as they are shown: all that tells them, the newest first, the library's and a guild's together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import QuoteSource, Scope, Statement
from bot.store.cards import CARD, card, visible
from bot.store.schema import AnyRow, article, person, quote, statement
from bot.store.spans import load_spans


async def shown_as(connection: AsyncConnection, scope: Scope, statement_ids: Collection[int]) -> dict[int, int]:
    """Each of these statements -> the one that shows it: the guild's own row where it is tied to a library's."""
    shown = {one: one for one in statement_ids}
    if scope.guild_id is not None and shown:
        rows = await connection.execute(
            select(statement.c.library_id, func.min(statement.c.id))
            .where(statement.c.library_id.in_(shown), statement.c.guild_id == scope.guild_id)
            .group_by(statement.c.library_id)
        )
        shown |= dict(rows.all())
    return shown


async def load_statements(
    connection: AsyncConnection, scope: Scope, ids: Sequence[int], *, direct_only: bool = False
) -> list[Statement]:
    """These statements in this order; without those that the scope sees no article of."""
    tied = await connection.execute(
        select(statement.c.library_id, statement.c.id).where(
            statement.c.id.in_(ids), statement.c.library_id.is_not(None)
        )
    )
    twins: dict[int, list[int]] = {}
    for library_id, statement_id in tied:
        twins.setdefault(library_id, []).append(statement_id)
    rows = await _reports(connection, scope, {*ids, *twins}, direct_only)
    reports: dict[int, dict[int, AnyRow]] = {}
    for row in rows:
        for statement_id in {row.statement_id, *twins.get(row.statement_id, ())}:
            reports.setdefault(statement_id, {}).setdefault(row.id, row)  # an article that repeats it is one source
    newest = {one: next(iter(reports[one].values())) for one in ids if one in reports}
    words = await _words(connection, newest.values())
    speakers = await _speakers(connection, newest)
    return [
        Statement(
            id=one,
            speaker=speakers.get(one),
            kind=newest[one].kind,
            cue=newest[one].cue,
            mention=newest[one].mention,
            words=words[newest[one].quote_id],
            sources=tuple(QuoteSource(row.quote_id, card(row), load_spans(row.spans)) for row in reports[one].values()),
        )
        for one in ids
        if one in newest
    ]


async def _reports(
    connection: AsyncConnection, scope: Scope, statement_ids: Collection[int], direct_only: bool
) -> Sequence[AnyRow]:
    found = (
        select(
            *CARD,
            quote.c.id.label("quote_id"),
            quote.c.statement_id,
            quote.c.kind,
            quote.c.cue,
            quote.c.mention,
            quote.c.spans,
        )
        .join(article, article.c.id == quote.c.article_id)
        .where(quote.c.statement_id.in_(statement_ids), visible(scope))
        .order_by(quote.c.dated.desc(), quote.c.article_id.desc(), quote.c.start)
    )
    if direct_only:
        found = found.where(quote.c.kind == "direct")
    return (await connection.execute(found)).all()


async def _words(connection: AsyncConnection, reports: Collection[AnyRow]) -> dict[int, tuple[str, ...]]:
    """The spans' words of these reports. A slice is cut out in the database: texts may be long."""
    rows = await connection.execute(
        select(
            quote.c.id,
            quote.c.start,
            quote.c.spans,
            func.substr(article.c.text, quote.c.start + 1, quote.c.stop - quote.c.start).label("slice"),
        )
        .join(article, article.c.id == quote.c.article_id)
        .where(quote.c.id.in_([report.quote_id for report in reports]))
    )
    return {
        row.id: tuple(row.slice[start - row.start : end - row.start] for start, end in load_spans(row.spans))
        for row in rows
    }


async def _speakers(connection: AsyncConnection, statement_ids: Collection[int]) -> dict[int, str]:
    rows = await connection.execute(
        select(statement.c.id, person.c.name)
        .join(person, person.c.id == statement.c.person_id)
        .where(statement.c.id.in_(statement_ids))
    )
    return dict(rows.all())
