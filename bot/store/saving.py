"""Putting articles into the database, and taking them out, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Analysis, ArticleDraft
from bot.store.engine import Store
from bot.store.sayings import Taken, chunks, count_in_articles, forget, put_sayings, sayings_of, take_quotes
from bot.store.schema import LIBRARY, article, article_channel, guild, quote, take_ids
from bot.store.spans import dump_sentences
from bot.store.uninterrupted import uninterrupted

_WORD = re.compile(r"\w+")


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
        taken = Taken()
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
            for saying in sayings_of(ids[origin], draft, analysis, rows[origin]["dated"])
        ]
        await put_sayings(connection, guild_id, sayings)
        await count_in_articles(connection, sayings)
        await forget(connection, taken)
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
    taken = Taken()
    for chunk in chunks(sorted(set(ids))):
        await take_quotes(connection, quote.c.article_id.in_(chunk), taken)
        removed += (await connection.execute(delete(article).where(article.c.id.in_(chunk)))).rowcount
    await forget(connection, taken)
    return removed


async def _put_articles(
    connection: AsyncConnection, guild_id: int | None, rows: dict[str, dict[str, Any]], taken: Taken
) -> dict[str, int]:
    ids = await _ids_of_origins(connection, guild_id, rows)
    for chunk in chunks(sorted(ids.values())):
        await take_quotes(connection, quote.c.article_id.in_(chunk), taken)
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
    for chunk in chunks(list(origins)):
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
        "statements": len({(found.statement, found.speaker) for found in analysis.quotes}),
        "title": draft.title,
        "sentences": dump_sentences(analysis.sentences),
        "text": draft.text,
    }
