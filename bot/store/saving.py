"""Putting articles into the database, and taking them out, whole or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Analysis, ArticleDraft, QuoteDraft
from bot.store.engine import Store
from bot.store.filing import Filed, count_statements, drop_names, file_speakers
from bot.store.merging import Told, drop_untold, link_to_library, merge_statements, refresh_statements
from bot.store.sameness import statement_words
from bot.store.schema import LIBRARY, article, article_channel, guild, quote, take_ids
from bot.store.spans import dump_sentences, dump_spans
from bot.store.uninterrupted import uninterrupted

T = TypeVar("T")

_WORD = re.compile(r"\w+")
_CHUNK = 500  # values of one IN list


@dataclass(slots=True)
class _Saying:
    """A statement of a draft on its way into the database: its spans, and the sentences they stand in."""

    article_id: int
    first: QuoteDraft
    spans: tuple[tuple[int, int], ...]
    context: tuple[int, int]
    told: Told


@dataclass(frozen=True, slots=True)
class _Taken:
    """What quotations that were taken out had told of: name ids with their numbers, and people."""

    names: Counter[int] = field(default_factory=Counter)
    people: set[int] = field(default_factory=set)


@uninterrupted
async def save_articles(
    store: Store,
    batch: Sequence[tuple[ArticleDraft, Analysis]],
    *,
    guild_id: int | None,
    channel_id: int | None = None,
    message_id: int | None = None,
    added_by: int | None = None,
) -> list[int]:
    """Save articles with all that was found in them, in one transaction; their ids, in the batch's order.

    `guild_id` None is the library, which has no channels. An origin that its guild (or the library) has
    already is replaced and keeps its id and its channels; of an origin twice in the batch the last one
    counts. ValueError for spans outside the text and for naive datetimes.
    """
    if guild_id is None and channel_id is not None:
        raise ValueError("the library's articles belong to no channel")
    latest = {draft.origin: (draft, analysis) for draft, analysis in batch}
    if not latest:
        return []
    now = store.now()
    rows = {origin: _article_row(guild_id, draft, analysis, now) for origin, (draft, analysis) in latest.items()}
    async with store.write() as connection:
        if guild_id is not None:
            await connection.execute(upsert(guild).values(id=guild_id, joined_at=now).on_conflict_do_nothing())
        taken = _Taken()
        ids = await _put_articles(connection, guild_id, rows, taken)
        if channel_id is not None:
            link = {
                "owner": guild_id,
                "channel_id": channel_id,
                "message_id": message_id,
                "added_by": added_by,
                "added_at": now,
            }
            links = [{"article_id": ids[origin], "dated": row["dated"], **link} for origin, row in rows.items()]
            await connection.execute(upsert(article_channel).on_conflict_do_nothing(), links)
        sayings = [
            saying
            for origin, (draft, analysis) in latest.items()
            for saying in _sayings(ids[origin], draft, analysis, rows[origin]["dated"])
        ]
        await _put_sayings(connection, guild_id, sayings)
        await _forget(connection, taken)
    return [ids[draft.origin] for draft, _ in batch]


@uninterrupted
async def remove_articles(store: Store, ids: Collection[int]) -> int:
    """Remove these articles and what only they told; how many there were. Unknown ids are ignored."""
    async with store.write() as connection:
        return await _remove(connection, ids)


@uninterrupted
async def remove_origins(store: Store, guild_id: int | None, origins: Collection[str]) -> int:
    """Remove the articles of these origins from one guild, or from the library; how many there were."""
    async with store.write() as connection:
        found = await _ids_of_origins(connection, guild_id, origins)
        return await _remove(connection, found.values())


async def _remove(connection: AsyncConnection, ids: Collection[int]) -> int:
    removed = 0
    taken = _Taken()
    for chunk in _chunks(sorted(set(ids))):
        await _take_quotes(connection, chunk, taken)
        removed += (await connection.execute(delete(article).where(article.c.id.in_(chunk)))).rowcount
    await _forget(connection, taken)
    return removed


async def _put_articles(
    connection: AsyncConnection, guild_id: int | None, rows: dict[str, dict[str, Any]], taken: _Taken
) -> dict[str, int]:
    ids = await _ids_of_origins(connection, guild_id, rows)
    for chunk in _chunks(sorted(ids.values())):
        await _take_quotes(connection, chunk, taken)
    replaced = [{"of": article_id, "to": rows[origin]["dated"], **rows[origin]} for origin, article_id in ids.items()]
    if replaced:
        values: dict[str, Any] = {name: bindparam(name) for name in rows[next(iter(ids))] if name != "guild_id"}
        await connection.execute(update(article).where(article.c.id == bindparam("of")).values(values), replaced)
        await connection.execute(
            update(article_channel)
            .where(article_channel.c.article_id == bindparam("of"))
            .values(dated=bindparam("to")),
            replaced,
        )
    new = [origin for origin in rows if origin not in ids]
    if new:
        ids.update(zip(new, await take_ids(connection, article, len(new)), strict=True))
        await connection.execute(insert(article), [{"id": ids[origin], **rows[origin]} for origin in new])
    return ids


async def _ids_of_origins(
    connection: AsyncConnection, guild_id: int | None, origins: Collection[str]
) -> dict[str, int]:
    ids: dict[str, int] = {}
    for chunk in _chunks(list(origins)):
        rows = await connection.execute(
            select(article.c.origin, article.c.id).where(
                article.c.owner == (guild_id or LIBRARY), article.c.origin.in_(chunk)
            )
        )
        ids.update((origin, article_id) for origin, article_id in rows)
    return ids


def _article_row(guild_id: int | None, draft: ArticleDraft, analysis: Analysis, now: datetime) -> dict[str, Any]:
    sentences = [(start, end) for start, end, _ in analysis.sentences]
    for start, end in (*sentences, *((found.start, found.end) for found in analysis.quotes)):
        if not 0 <= start < end <= len(draft.text):
            raise ValueError(f"{draft.origin}: span {start}:{end} is not in a text of {len(draft.text)} characters")
    return {
        "guild_id": guild_id,
        "owner": guild_id or LIBRARY,
        "origin": draft.origin,
        "digest": draft.digest,
        "url": draft.url,
        "source": draft.source,
        "author": draft.author,
        "published": draft.published,
        "saved_at": now,
        "dated": draft.published or now,
        "language": analysis.language or draft.language,
        "words": len(_WORD.findall(draft.text)),
        "statements": len({found.statement for found in analysis.quotes}),
        "title": draft.title,
        "sentences": dump_sentences(analysis.sentences),
        "text": draft.text,
    }


def _sayings(article_id: int, draft: ArticleDraft, analysis: Analysis, dated: datetime) -> Iterator[_Saying]:
    """The statements of a draft, the spans of an interrupted one together."""
    ordered = sorted(analysis.quotes, key=lambda found: (found.statement, found.start))
    for _, group in groupby(ordered, key=lambda found: found.statement):
        parts = list(group)
        spans = tuple((part.start, part.end) for part in parts)
        start, end = spans[0][0], max(end for _, end in spans)
        around = [(a, b) for a, b, _ in analysis.sentences if a < end and b > start]
        context = (min([start, *(a for a, _ in around)]), max([end, *(b for _, b in around)]))
        speaker = next((part.speaker for part in parts if part.speaker), None)
        words = statement_words(" ".join(draft.text[a:b] for a, b in spans))
        told = Told(None, speaker, words, dated, direct=parts[0].kind == "direct")
        yield _Saying(article_id, parts[0], spans, context, told)


async def _put_sayings(connection: AsyncConnection, guild_id: int | None, sayings: Sequence[_Saying]) -> None:
    uses = Counter(saying.told.speaker for saying in sayings if saying.told.speaker is not None)
    filed = await file_speakers(connection, guild_id, uses)
    for saying in sayings:
        if saying.told.speaker is not None:
            saying.told.person_id = filed[saying.told.speaker].person_id
    told = [saying.told for saying in sayings]
    changed = await merge_statements(connection, guild_id, told)
    await _count_in_articles(connection, sayings)
    rows = [_quote_row(saying, filed) for saying in sayings]
    if rows:
        await connection.execute(insert(quote), rows)
    changed |= await link_to_library(connection, guild_id, told)
    await refresh_statements(connection, changed)
    await count_statements(connection, {item.person_id for item in told if item.person_id is not None})


async def _count_in_articles(connection: AsyncConnection, sayings: Sequence[_Saying]) -> None:
    """An article that repeats a statement has it once."""
    spans = Counter(saying.article_id for saying in sayings)
    distinct = Counter(article_id for article_id, _ in {(one.article_id, one.told.statement_id) for one in sayings})
    repeating = [{"of": one, "count": count} for one, count in distinct.items() if count != spans[one]]
    if repeating:
        await connection.execute(
            update(article).where(article.c.id == bindparam("of")).values(statements=bindparam("count")), repeating
        )


def _quote_row(saying: _Saying, filed: dict[str, Filed]) -> dict[str, Any]:
    told, first = saying.told, saying.first
    return {
        "statement_id": told.statement_id,
        "article_id": saying.article_id,
        "person_id": told.person_id,
        "name_id": filed[told.speaker].name_id if told.speaker is not None else None,
        "kind": first.kind,
        "cue": first.cue,
        "mention": first.mention,
        "dated": told.dated,
        "start": saying.spans[0][0],
        "stop": max(end for _, end in saying.spans),
        "spans": dump_spans(saying.spans),
        "context_start": saying.context[0],
        "context_end": saying.context[1],
    }


async def _take_quotes(connection: AsyncConnection, article_ids: Collection[int], taken: _Taken) -> None:
    """Take the quotations of these articles out, with the statements that nothing else tells.

    Names and people stay until `_forget`: an article that is saved again files under the same people, and
    the buttons that lead to them go on working.
    """
    here: ColumnElement[bool] = quote.c.article_id.in_(article_ids)
    rows = (
        await connection.execute(select(quote.c.statement_id, quote.c.person_id, quote.c.name_id).where(here))
    ).all()
    if not rows:
        return
    await connection.execute(delete(quote).where(here))
    for statements in _chunks(sorted({row.statement_id for row in rows})):
        await drop_untold(connection, statements)
    taken.names.update(row.name_id for row in rows if row.name_id is not None)
    taken.people.update(row.person_id for row in rows if row.person_id is not None)


async def _forget(connection: AsyncConnection, taken: _Taken) -> None:
    """Forget the names and people that nothing tells of any more."""
    await drop_names(connection, taken.names)
    for people in _chunks(sorted(taken.people)):
        await count_statements(connection, people)


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
