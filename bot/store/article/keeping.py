"""A removed article as it is kept for a while: all its rows as JSON, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Table, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.article.putting import ids_of_origins, recount
from bot.store.article.sayings import Saying, put_sayings
from bot.store.digest.tables import arrival, schedule, slot
from bot.store.person.merging import Told
from bot.store.person.overlay import apply_corrections, load_sayings
from bot.store.person.sameness import statement_words
from bot.store.schema import (
    Moment,
    article,
    article_channel,
    article_key,
    article_people,
    article_source,
    epoch,
    moment,
    quote,
)
from bot.store.schema import saving as saving_table

Kept = dict[str, Any]

_OF_ARTICLE = (article_source, article_key, article_people, saving_table, arrival)
_SLOTS = select(func.max(slot.c.id), func.sum(slot.c.state.in_(("claimed", "sending")))).join(
    schedule, schedule.c.id == slot.c.schedule_id
)


def dump_row(table: Table, row: RowMapping) -> dict[str, Any]:
    """A row of a table as JSON can hold it."""
    return {c.name: epoch(row[c.name]) if isinstance(row[c.name], datetime) else row[c.name] for c in table.c}


def load_row(table: Table, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What `dump_row` was given."""
    is_time = {c.name: isinstance(c.type, Moment) for c in table.c}
    return {name: moment(value) if is_time[name] and value is not None else value for name, value in kept.items()}


async def keep_article(connection: AsyncConnection, article_id: int) -> Kept:
    """All that is stored of an article and its earlier versions, but what the engine would find again."""
    of_article = (article.c.id == article_id) | (article.c.version_of == article_id)
    versions = (await connection.execute(select(article).where(of_article))).mappings().all()
    kept: Kept = {"article": [dump_row(article, row) for row in versions]}
    for table in _OF_ARTICLE:
        rows = (await connection.execute(select(table).where(table.c.article_id == article_id))).mappings()
        kept[table.name] = [dump_row(table, row) for row in rows]
    kept["digests"] = await _digests(connection, versions[0]["guild_id"])
    ids = [row["id"] for row in versions]
    sayings = await load_sayings(connection, quote.c.article_id.in_(ids) & quote.c.correction_id.is_(None))
    kept["sayings"] = [
        [one.article_id, one.kind, one.cue, one.mention, one.spans, one.context, one.told.speaker] for one in sayings
    ]
    return kept


async def put_back(connection: AsyncConnection, guild_id: int, kept: Kept) -> int:
    """Store again what `keep_article` gave, under the same ids; the id of the article.

    Where the article has been saved anew meanwhile, that one has its savings back too.
    """
    rows = [load_row(article, row) for row in kept["article"]]
    (current,) = (row for row in rows if row["version_of"] is None)
    again = (await ids_of_origins(connection, guild_id, [current["origin"]])).get(current["origin"])
    if again is not None:
        await put_savings_back(connection, again, kept[saving_table.name])
        return again
    await connection.execute(upsert(article), sorted(rows, key=lambda row: row["version_of"] is not None))
    for table in (article_source, article_key, article_people):
        if kept[table.name]:
            found = [load_row(table, row) for row in kept[table.name]]
            await connection.execute(upsert(table).on_conflict_do_nothing(), found)
    await put_savings_back(connection, current["id"], kept[saving_table.name])
    await _arrive(connection, guild_id, current["id"], kept)
    of_id = {row["id"]: row for row in rows}
    sayings = list(_sayings(kept["sayings"], of_id))
    await put_sayings(connection, guild_id, sayings)
    await recount(connection, list(of_id))
    await apply_corrections(connection, guild_id, sayings)
    return int(current["id"])


async def _digests(connection: AsyncConnection, guild_id: int) -> list[int]:
    """The last digest of a guild that was begun, and how many are under way."""
    last, under_way = (await connection.execute(_SLOTS.where(schedule.c.guild_id == guild_id))).one()
    return [last or 0, under_way or 0]


async def _arrive(connection: AsyncConnection, guild_id: int, article_id: int, kept: Kept) -> None:
    """Let it have arrived when it did, so that no digest tells it again.

    Where a digest may have been made without it meanwhile, it arrives now: better told twice than never.
    """
    begun, under_way = kept["digests"]
    if kept[arrival.name] and not under_way and await _digests(connection, guild_id) == [begun, 0]:
        await connection.execute(delete(arrival).where(arrival.c.article_id == article_id))
        await connection.execute(upsert(arrival), [load_row(arrival, row) for row in kept[arrival.name]])


async def put_savings_back(connection: AsyncConnection, article_id: int, kept: Sequence[Mapping[str, Any]]) -> bool:
    """Note these savings of an article again, and list it in their channels; False where it is gone."""
    rows = [{**load_row(saving_table, row), "article_id": article_id} for row in kept]
    dated = (await connection.execute(select(article.c.dated).where(article.c.id == article_id))).scalar_one_or_none()
    if not rows or dated is None:
        return dated is not None
    await connection.execute(upsert(saving_table).on_conflict_do_nothing(), rows)
    here = {"article_id": article_id, "dated": dated}
    listed = [
        {**here, "channel_id": row["channel_id"], "owner": row["owner"], "added_at": row["saved_at"]} for row in rows
    ]
    await connection.execute(upsert(article_channel).on_conflict_do_nothing(), listed)
    return True


def _sayings(kept: Iterable[Sequence[Any]], of_id: Mapping[int, Mapping[str, Any]]) -> Iterable[Saying]:
    for article_id, kind, cue, mention, spans, context, speaker in kept:
        row = of_id[article_id]
        words = statement_words(" ".join(row["text"][start:end] for start, end in spans))
        told = Told(None, speaker, words, row["dated"], kind == "direct")
        spans = tuple((start, end) for start, end in spans)
        yield Saying(article_id, kind, cue, mention, spans, (context[0], context[1]), told)
