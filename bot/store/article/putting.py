"""Articles as rows, inside a transaction of whoever saves or removes them: put in, replaced, superseded, taken out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, literal, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Analysis, ArticleDraft
from bot.store.article.sayings import Taken, chunks, take_quotes
from bot.store.article.spans import dump_sentences
from bot.store.schema import LIBRARY, article, article_channel, article_source, quote, take_ids

MAX_VERSIONS = 20  # earlier ones that are kept of an article: a page may change at every look

_WORD = re.compile(r"\w+")


def article_row(guild_id: int | None, draft: ArticleDraft, analysis: Analysis, now: datetime) -> dict[str, Any]:
    """The columns of an article but its id. ValueError for spans outside the text and for naive datetimes."""
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


async def put_articles(
    connection: AsyncConnection, guild_id: int | None, rows: Mapping[str, dict[str, Any]], taken: Taken
) -> dict[str, int]:
    """Put in these rows (by origin), in place of those that have their origins; the id of each origin.

    A replaced article keeps its id, its channels and the time of its first saving; its quotations go to `taken`.
    """
    ids = await ids_of_origins(connection, guild_id, rows)
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


async def ids_of_origins(connection: AsyncConnection, guild_id: int | None, origins: Collection[str]) -> dict[str, int]:
    """The current articles of these origins, of a guild or the library."""
    ids: dict[str, int] = {}
    for chunk in chunks(list(origins)):
        rows = await connection.execute(
            select(article.c.origin, article.c.id).where(
                article.c.owner == (guild_id or LIBRARY), article.c.origin.in_(chunk), article.c.version_of.is_(None)
            )
        )
        ids.update((origin, article_id) for origin, article_id in rows)
    return ids


async def put_sources(
    connection: AsyncConnection, owner: int, found: Sequence[tuple[int, ArticleDraft]], now: datetime
) -> None:
    """Note where each of these articles was found; an origin that another article had is this one's from now on."""
    rows = [
        {
            "article_id": article_id,
            "owner": owner,
            "origin": draft.origin,
            "digest": draft.digest,
            "url": draft.url,
            "name": draft.source,
            "title": draft.title,
            "author": draft.author,
            "published": draft.published,
            "first_seen": now,
            "last_seen": now,
        }
        for article_id, draft in found
    ]
    put = upsert(article_source)
    changed = {name: put.excluded[name] for name in rows[0] if name not in {"owner", "origin", "first_seen"}}
    await connection.execute(put.on_conflict_do_update(index_elements=["owner", "origin"], set_=changed), rows)


async def supersede(connection: AsyncConnection, article_id: int, at: datetime) -> None:
    """Keep the article as it stands as an earlier version: a row of its own, to which its quotations go over.

    The article's own row is to be replaced next: its id goes on meaning the current version.
    """
    (version_id,) = await take_ids(connection, article, 1)
    kept: dict[str, ColumnElement[Any]] = {column.name: column for column in article.c}
    kept |= {
        "id": literal(version_id),
        "version_of": article.c.id,
        "superseded_at": literal(at, article.c.saved_at.type),
    }
    copied = select(*kept.values()).where(article.c.id == article_id)
    await connection.execute(insert(article).from_select(list(kept), copied))
    await connection.execute(update(quote).where(quote.c.article_id == article_id).values(article_id=version_id))


async def settle_versions(connection: AsyncConnection, article_id: int, taken: Taken) -> None:
    """Leave to the earlier versions what the current one no longer says, and let go of the oldest of many."""
    newest_first = select(article.c.id).where(article.c.version_of == article_id).order_by(article.c.id.desc())
    versions = (await connection.execute(newest_first)).scalars().all()
    await take_articles(connection, versions[MAX_VERSIONS:], taken)
    again = select(quote.c.statement_id).where(quote.c.article_id == article_id)
    await take_quotes(
        connection, quote.c.article_id.in_(versions[:MAX_VERSIONS]) & quote.c.statement_id.in_(again), taken
    )
    await recount(connection, versions[:MAX_VERSIONS])


async def recount(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Count the statements of these articles anew."""
    told = select(func.count(quote.c.statement_id.distinct())).where(
        quote.c.article_id == article.c.id, quote.c.correction_id.is_(None)
    )
    await connection.execute(update(article).where(article.c.id.in_(ids)).values(statements=told.scalar_subquery()))


async def take_articles(connection: AsyncConnection, ids: Sequence[int], taken: Taken) -> int:
    """Take out these articles with their earlier versions and all that was theirs; how many there were."""
    gone = 0
    for chunk in chunks(ids):
        versions = (await connection.execute(select(article.c.id).where(article.c.version_of.in_(chunk)))).scalars()
        await take_quotes(connection, quote.c.article_id.in_([*chunk, *versions]), taken)
        gone += (await connection.execute(delete(article).where(article.c.id.in_(chunk)))).rowcount
    return gone
