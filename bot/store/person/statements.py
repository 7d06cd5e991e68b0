"""Statements as they are shown: all that tells them, the newest first, the library's and a guild's together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Correction, QuoteSource, Scope, Statement, marked
from bot.store.article.cards import CARD, among_owners, card, owners
from bot.store.article.spans import load_spans
from bot.store.person.hidden import unhidden
from bot.store.schema import AnyRow, among, article, correction, person, quote, statement

_HEADS = (
    select(statement.c.id, statement.c.library_id, person.c.name)
    .outerjoin(person, person.c.id == statement.c.person_id)
    .where(statement.c.id.in_(among("ids")))
)
_OURS = (
    select(statement.c.library_id, func.min(statement.c.id))
    .where(statement.c.library_id.in_(among("ids")), statement.c.guild_id == bindparam("guild"))
    .group_by(statement.c.library_id)
)
_REPORTS = (
    select(
        *CARD,
        article.c.superseded_at,
        quote.c.id.label("quote_id"),
        quote.c.statement_id,
        quote.c.kind,
        quote.c.cue,
        quote.c.mention,
        quote.c.dated,
        quote.c.start,
        quote.c.spans,
        quote.c.context_start,
        correction.c.act,
        correction.c.found,
        correction.c.corrected_by,
        correction.c.corrected_at,
        func.substr(article.c.text, quote.c.context_start + 1, quote.c.context_end - quote.c.context_start).label(
            "passage"
        ),
    )
    .join(article, article.c.id == quote.c.article_id)
    .outerjoin(correction, correction.c.id == quote.c.correction_id)
    .where(quote.c.statement_id.in_(among("ids")), among_owners(article.c.owner, among("owners")), unhidden())
)
_DIRECT_REPORTS = _REPORTS.where(quote.c.kind == "direct")


async def shown_as(connection: AsyncConnection, scope: Scope, statement_ids: Collection[int]) -> dict[int, int]:
    """Each of these statements -> the one that shows it: the guild's own row where it is tied to a library's."""
    shown = {one: one for one in statement_ids}
    if scope.guild_id is not None and shown:
        rows = await connection.execute(_OURS, {"ids": list(shown), "guild": scope.guild_id})
        shown |= dict(rows.all())
    return shown


async def load_statements(
    connection: AsyncConnection, scope: Scope, ids: Sequence[int], *, direct_only: bool = False
) -> list[Statement]:
    """These statements in this order; without those that the scope sees no article of."""
    if not ids:
        return []
    heads = await connection.execute(_HEADS, {"ids": ids})
    head_of = {row.id: row for row in heads}
    tied = {row.library_id for row in head_of.values() if row.library_id is not None}
    by_row = await _reports(connection, scope, {*head_of, *tied}, direct_only)
    found = []
    for one in ids:
        head = head_of.get(one)
        if head is not None:
            reports = [*by_row.get(one, ()), *by_row.get(head.library_id, ())]
            if reports:
                found.append(_statement(head, reports))
    return found


def _statement(head: AnyRow, reports: Iterable[AnyRow]) -> Statement:
    # An article that has it still comes before earlier versions of one that had it.
    newest = sorted(reports, key=lambda row: (row.superseded_at is None, row.dated, row.id, -row.start), reverse=True)
    sources: dict[int, QuoteSource] = {}  # by article: one that repeats the statement is one source
    for row in newest:
        sources.setdefault(row.id, QuoteSource(row.quote_id, card(row), load_spans(row.spans), row.superseded_at))
    first = newest[0]
    spans = [(start - first.context_start, end - first.context_start) for start, end in load_spans(first.spans)]
    passage = marked(first.passage, spans)
    return Statement(
        head.id,
        head.name,
        first.kind,
        first.cue,
        first.mention,
        passage,
        tuple(sources.values()),
        next((_correction(row) for row in newest if row.act is not None), None),
    )


def _correction(row: AnyRow) -> Correction:
    return Correction(row.act, row.corrected_by, row.corrected_at, row.found)


async def _reports(
    connection: AsyncConnection, scope: Scope, statement_ids: Collection[int], direct_only: bool
) -> dict[int, list[AnyRow]]:
    """The visible quotes of each of these rows, with the sentences that their spans are in."""
    reports = await connection.execute(
        _DIRECT_REPORTS if direct_only else _REPORTS,
        {"ids": list(statement_ids), "owners": owners(scope), "guild": scope.guild_id},
    )
    by_row: dict[int, list[AnyRow]] = {}
    for row in reports:
        by_row.setdefault(row.statement_id, []).append(row)
    return by_row
