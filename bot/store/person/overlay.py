"""Corrections laid over what the engine filed: hidden from the guild, and told by a copy among its own people.

The library's rows, and what other guilds see of them, stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.article.sayings import Saying, chunks, put_sayings
from bot.store.article.spans import load_spans
from bot.store.person.merging import Told, refresh_statements
from bot.store.person.sameness import letters_key, statement_keys, statement_words
from bot.store.schema import (
    AnyRow,
    article,
    correction,
    correction_key,
    hidden_quote,
    person_name,
    quote,
    statement,
)
from summaries.people import fold

Pair = tuple[Saying, AnyRow]
"""A quotation as the engine filed it, and the correction that holds for it."""


async def apply_corrections(connection: AsyncConnection, guild_id: int | None, sayings: Sequence[Saying]) -> None:
    """Correct what was filed just now, for the guild that has it or, in the library, for every guild that said so.

    A correction holds for the same words in an article of the same origin, and for every further report of a
    statement that it holds for.
    """
    known = select(correction.c.id).limit(1)
    if guild_id is not None:
        known = known.where(correction.c.guild_id == guild_id)
    if not sayings or (await connection.execute(known)).first() is None:
        return
    await put_aside(connection, await _told_again(connection, sayings))
    await _spread(connection, {saying.told.statement_id for saying in sayings})


async def _told_again(connection: AsyncConnection, sayings: Sequence[Saying]) -> list[Pair]:
    """Which of these quotations stand in an article in which the same words were corrected, and how."""
    by_article: dict[int, list[Saying]] = {}
    for saying in sayings:
        by_article.setdefault(saying.article_id, []).append(saying)
    pairs: dict[tuple[int, int], Pair] = {}
    for ids in chunks(sorted(by_article)):
        rows = await connection.execute(
            select(correction, article.c.id.label("article_id"), correction_key.c.key)
            .join(article, (article.c.owner == correction.c.owner) & (article.c.origin == correction.c.origin))
            .join(correction_key, correction_key.c.correction_id == correction.c.id)
            .where(article.c.id.in_(ids))
            .order_by(correction.c.id)
        )
        of_correction: dict[int, tuple[AnyRow, set[int]]] = {}
        for row in rows:
            of_correction.setdefault(row.id, (row, set()))[1].add(row.key)
        for row, keys in of_correction.values():
            for saying in _corrected(row, keys, by_article[row.article_id]):
                pairs[row.guild_id, saying.quote_id] = saying, row
    return list(pairs.values())


def _corrected(row: AnyRow, keys: Collection[int], sayings: Iterable[Saying]) -> list[Saying]:
    """The quotations of the article that a correction means: of the speaker found then, or else of the only one.

    The engine may have found more or less of the same words, or another speaker, than when they were corrected.
    """
    alike = [one for one in sayings if not word_keys(one).isdisjoint(keys)]
    exact = [one for one in alike if letters_key(one.told.words) == row.letters] or alike
    found = [one for one in exact if fold(one.told.speaker or "") == fold(row.found or "")]
    return found or (exact if len({one.told.speaker for one in exact}) == 1 else [])


async def _spread(connection: AsyncConnection, statement_ids: Collection[int]) -> None:
    """Hide all of a statement from a guild that a part of it is hidden from, the library's row of it included."""
    ids = set(statement_ids)
    for chunk in chunks(sorted(ids)):
        tied = select(statement.c.id, statement.c.library_id, statement.c.guild_id)
        rows = (await connection.execute(tied.where(_either(chunk), statement.c.library_id.is_not(None)))).all()
        members = {*chunk, *(row.id for row in rows), *(row.library_id for row in rows)}
        hidden = await connection.execute(
            select(hidden_quote.c.guild_id, quote.c.statement_id, func.max(hidden_quote.c.correction_id).label("by"))
            .join(quote, quote.c.id == hidden_quote.c.quote_id)
            .where(quote.c.statement_id.in_(members))
            .group_by(hidden_quote.c.guild_id, quote.c.statement_id)
        )
        wanted: dict[tuple[int, int], int] = {}
        for of_guild, one, by in hidden:
            library = next((row.library_id for row in rows if (row.id, row.guild_id) == (one, of_guild)), one)
            twins = [row.id for row in rows if (row.library_id, row.guild_id) == (library, of_guild)]
            wanted |= {(of_guild, member): by for member in (one, library, *twins)}
        await _hide_statements(connection, wanted)


def _either(ids: Collection[int]) -> Any:
    return or_(statement.c.id.in_(ids), statement.c.library_id.in_(ids))


async def _hide_statements(connection: AsyncConnection, wanted: dict[tuple[int, int], int]) -> None:
    """Put aside what the engine filed of each (guild, statement), by the correction given."""
    if not wanted:
        return
    sayings = await load_sayings(
        connection, quote.c.statement_id.in_({one for _, one in wanted}) & quote.c.correction_id.is_(None)
    )
    known = select(hidden_quote.c.guild_id, hidden_quote.c.quote_id)
    known = known.where(hidden_quote.c.quote_id.in_([one.quote_id for one in sayings]))
    done = {(row.guild_id, row.quote_id) for row in await connection.execute(known)}
    rows = await connection.execute(select(correction).where(correction.c.id.in_(set(wanted.values()))))
    by_id = {row.id: row for row in rows}
    await put_aside(
        connection,
        [
            (saying, by_id[by])
            for (of_guild, one), by in wanted.items()
            for saying in sayings
            if saying.told.statement_id == one and (of_guild, saying.quote_id) not in done
        ],
    )


async def put_aside(connection: AsyncConnection, pairs: Sequence[Pair]) -> None:
    """Hide these quotations from the guilds of their corrections, and file the guilds' copies."""
    if not pairs:
        return
    rows = [{"quote_id": one.quote_id, "guild_id": row.guild_id, "correction_id": row.id} for one, row in pairs]
    await connection.execute(upsert(hidden_quote).on_conflict_do_nothing(), rows)
    for guild_id in sorted({row.guild_id for _, row in pairs}):
        here = [(one, row) for one, row in pairs if row.guild_id == guild_id and row.verdict != "none"]
        await put_sayings(connection, guild_id, [_copy(one, row) for one, row in here])
    await refresh_statements(connection, {one.told.statement_id for one, _ in pairs})


def _copy(saying: Saying, row: AnyRow) -> Saying:
    told = Told(None, row.speaker, saying.told.words, saying.told.dated, saying.told.direct)
    return Saying(
        saying.article_id, saying.kind, saying.cue, saying.mention, saying.spans, saying.context, told, row.id
    )


def word_keys(saying: Saying) -> frozenset[int]:
    """Hashes by which the same words are found again, whoever says them."""
    return statement_keys(0, saying.told.words) | {letters_key(saying.told.words)}


async def load_sayings(connection: AsyncConnection, which: Any) -> list[Saying]:
    """Stored quotations as they were when they were filed."""
    rows = await connection.execute(
        select(
            quote,
            person_name.c.name,
            func.substr(article.c.text, quote.c.start + 1, quote.c.stop - quote.c.start).label("words"),
        )
        .join(article, article.c.id == quote.c.article_id)
        .outerjoin(person_name, person_name.c.id == quote.c.name_id)
        .where(which)
        .order_by(quote.c.id)
    )
    found = []
    for row in rows:
        spans = load_spans(row.spans)
        words = statement_words(" ".join(row.words[a - row.start : b - row.start] for a, b in spans))
        told = Told(row.person_id, row.name, words, row.dated, row.kind == "direct", row.statement_id)
        context = (row.context_start, row.context_end)
        found.append(
            Saying(row.article_id, row.kind, row.cue, row.mention, spans, context, told, row.correction_id, row.id)
        )
    return found
