"""One row for a statement that several articles tell: found by its keys at saving, confirmed by its words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.article.spans import load_spans
from bot.store.person.filing import matching_people
from bot.store.person.sameness import same_statement, statement_keys, statement_words
from bot.store.schema import LIBRARY, article, guild, hidden_quote, quote, statement, statement_key, take_ids

_CANDIDATES = 16  # statements of one key that a new one is compared with, the newest rows first


@dataclass(slots=True)
class Told:
    """A statement as one article tells it. `statement_id` is filled in by `merge_statements`."""

    person_id: int | None
    speaker: str | None
    words: tuple[str, ...]
    dated: datetime
    direct: bool
    statement_id: int = 0
    keys: frozenset[int] = frozenset()
    same_as: Told | None = None  # an earlier one of the same batch


@dataclass(slots=True)
class _Known:
    statement_id: int
    words: tuple[str, ...]


async def merge_statements(connection: AsyncConnection, guild_id: int | None, told: Sequence[Told]) -> set[int]:
    """Give each of `told` its statement's row: one with the same words of the same person, or else a new one.

    Returns the ids of the rows that something else tells too.
    """
    for item in told:
        if item.person_id is not None:
            item.keys = statement_keys(item.person_id, item.words)
    known = await _known(connection, {key for item in told for key in item.keys})
    earlier: dict[int, list[Told]] = {}
    opened: list[Told] = []
    for item in told:
        stored = (one for key in item.keys for one in known.get(key, ()))
        if match := next((one for one in stored if same_statement(one.words, item.words)), None):
            item.statement_id = match.statement_id
            continue
        batch = (one for key in item.keys for one in earlier.get(key, ()))
        item.same_as = next((one for one in batch if same_statement(one.words, item.words)), None)
        if item.same_as is None:
            opened.append(item)
            for key in item.keys:
                earlier.setdefault(key, []).append(item)
    await _open(connection, guild_id, opened)
    for item in told:
        if item.same_as is not None:
            item.statement_id = item.same_as.statement_id
    rows = [{"key": key, "statement_id": item.statement_id} for item in told for key in item.keys]
    if rows:
        await connection.execute(upsert(statement_key).on_conflict_do_nothing(), rows)
    new = {item.statement_id for item in opened}
    return {item.statement_id for item in told if item.same_as is not None or item.statement_id not in new}


async def _open(connection: AsyncConnection, guild_id: int | None, opened: Sequence[Told]) -> None:
    if not opened:
        return
    for item, statement_id in zip(opened, await take_ids(connection, statement, len(opened)), strict=True):
        item.statement_id = statement_id
    await connection.execute(
        insert(statement),
        [
            {
                "id": item.statement_id,
                "guild_id": guild_id,
                "person_id": item.person_id,
                "newest": item.dated,
                "newest_direct": item.dated if item.direct else None,
            }
            for item in opened
        ],
    )


async def _known(connection: AsyncConnection, keys: Collection[int]) -> dict[int, list[_Known]]:
    """The stored statements under these keys, with the words of their oldest report."""
    if not keys:
        return {}
    rank = func.row_number().over(partition_by=statement_key.c.key, order_by=statement_key.c.statement_id.desc())
    ranked = (
        select(statement_key.c.key, statement_key.c.statement_id, rank.label("rank"))
        .where(statement_key.c.key.in_(keys))
        .subquery()
    )
    pairs = (
        await connection.execute(select(ranked.c.key, ranked.c.statement_id).where(ranked.c.rank <= _CANDIDATES))
    ).all()
    if not pairs:
        return {}
    first = (
        select(func.min(quote.c.id))
        .where(quote.c.statement_id.in_({statement_id for _, statement_id in pairs}))
        .group_by(quote.c.statement_id)
    )
    rows = await connection.execute(
        select(
            statement.c.id,
            quote.c.start,
            quote.c.spans,
            func.substr(article.c.text, quote.c.start + 1, quote.c.stop - quote.c.start),
        )
        .join(quote, quote.c.statement_id == statement.c.id)
        .join(article, article.c.id == quote.c.article_id)
        .where(quote.c.id.in_(first))
    )
    by_id = {}
    for statement_id, start, spans, text in rows:
        parts = " ".join(text[a - start : b - start] for a, b in load_spans(spans))
        by_id[statement_id] = _Known(statement_id, statement_words(parts))
    found: dict[int, list[_Known]] = {}
    for key, statement_id in pairs:
        if statement_id in by_id:
            found.setdefault(key, []).append(by_id[statement_id])
    return found


async def link_to_library(connection: AsyncConnection, guild_id: int | None, told: Sequence[Told]) -> set[int]:
    """Tie the guilds' statements to the library's of the same words, whichever of the two was saved just now.

    Returns the ids of the guilds' rows that were tied.
    """
    spoken = [item for item in told if item.speaker is not None]
    names = {item.speaker for item in spoken if item.speaker is not None}
    if not names:
        return set()
    owners = [LIBRARY] if guild_id is not None else list((await connection.execute(select(guild.c.id))).scalars())
    if not owners:
        return set()
    counterparts = await matching_people(connection, owners, names)
    of_name: dict[str, list[int]] = {}
    for (_, name), person_id in counterparts.items():
        of_name.setdefault(name, []).append(person_id)
    sought = [
        (item, keys)
        for item in spoken
        if (keys := {key for other in of_name.get(item.speaker or "", ()) for key in statement_keys(other, item.words)})
    ]
    known = await _known(connection, {key for _, keys in sought for key in keys})
    links = []
    for item, keys in sought:
        for one in {one.statement_id: one for key in keys for one in known.get(key, ())}.values():
            if same_statement(one.words, item.words):
                ours, library = (
                    (item.statement_id, one.statement_id)
                    if guild_id is not None
                    else (one.statement_id, item.statement_id)
                )
                links.append({"ours": ours, "library": library})
    if links:
        await connection.execute(
            update(statement)
            .where(statement.c.id == bindparam("ours"), statement.c.library_id.is_(None))
            .values(library_id=bindparam("library")),
            links,
        )
    return {link["ours"] for link in links}


async def refresh_statements(connection: AsyncConnection, statement_ids: Collection[int]) -> None:
    """Derive the newest dates of these statements, and of the guilds' rows tied to them, from their reports.

    What a guild corrected is no report of its rows any more; of a row that is corrected whole nobody asks the date.
    """
    if not statement_ids:
        return
    every = select(func.max(quote.c.dated)).where(quote.c.statement_id.in_([statement.c.id, statement.c.library_id]))
    hidden = (hidden_quote.c.quote_id == quote.c.id, hidden_quote.c.guild_id == statement.c.guild_id)
    newest = every.where(~select(hidden_quote.c.quote_id).where(*hidden).correlate(quote, statement).exists())
    await connection.execute(
        update(statement)
        .where(or_(statement.c.id.in_(statement_ids), statement.c.library_id.in_(statement_ids)))
        .values(
            newest=func.coalesce(newest.scalar_subquery(), every.scalar_subquery()),
            newest_direct=newest.where(quote.c.kind == "direct").scalar_subquery(),
        )
    )


async def drop_untold(connection: AsyncConnection, statement_ids: Collection[int]) -> None:
    """Delete those of these statements that no article tells any more, and bring the others up to date."""
    if not statement_ids:
        return
    tied = list(
        (await connection.execute(select(statement.c.id).where(statement.c.library_id.in_(statement_ids)))).scalars()
    )
    told = select(quote.c.id).where(quote.c.statement_id == statement.c.id).exists()
    await connection.execute(delete(statement).where(statement.c.id.in_(statement_ids), ~told))
    await refresh_statements(connection, {*statement_ids, *tied})
