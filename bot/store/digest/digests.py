"""What each digest held, and what became of an article in all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Page, Scope
from bot.records.digest import Fate, Item, Mark, State, Told
from bot.store.article.cards import CARD, card, visible
from bot.store.digest.schedules import slot_of
from bot.store.digest.tables import digest_item, schedule, slot
from bot.store.engine import Store
from bot.store.schema import AnyRow, among, article
from bot.store.uninterrupted import uninterrupted

_ITEM = (digest_item.c.place, digest_item.c.fate, digest_item.c.story, digest_item.c.lines, digest_item.c.filter)
_DROP = delete(digest_item).where(digest_item.c.slot_id.in_(among("ids")))
_TOLD_BEFORE = (
    select(digest_item.c.article_id, *_ITEM)
    .join(slot, slot.c.id == digest_item.c.slot_id)
    .where(
        slot.c.schedule_id == bindparam("schedule"),
        slot.c.state == State.POSTED.value,
        slot.c.until <= bindparam("after"),
        digest_item.c.fate.in_([fate.value for fate in (Fate.CARRIED, Fate.BRIEF, Fate.FOLDED)]),
    )
    .order_by(slot.c.until.desc(), slot.c.id.desc(), digest_item.c.place)
    .limit(bindparam("limit"))
)


async def put_items(connection: AsyncConnection, held: Mapping[int, Sequence[Item]]) -> None:
    """Replace what the digests of these slots hold, in the writer's transaction."""
    if held:
        await connection.execute(_DROP, {"ids": list(held)})
    rows = [
        {
            "slot_id": slot_id,
            "article_id": item.article_id,
            "place": place,
            "fate": item.fate.value,
            "story": item.story,
            "lines": json.dumps(item.lines, ensure_ascii=False),
            "filter": item.filter,
        }
        for slot_id, items in held.items()
        for place, item in enumerate(items)
    ]
    if rows:
        await connection.execute(insert(digest_item), rows)


@uninterrupted
async def held(store: Store, guild_id: int, slot_id: int, *, limit: int, offset: int) -> Page[Told]:
    """What a digest of this guild held, in its order, `limit` articles from `offset`; none of another guild's."""
    mine = (digest_item.c.slot_id == slot_id) & (schedule.c.guild_id == guild_id)
    rows = _told(Scope(guild_id)).where(mine).order_by(digest_item.c.place).limit(limit).offset(offset)
    total = (
        select(func.count())
        .select_from(digest_item)
        .join(slot, slot.c.id == digest_item.c.slot_id)
        .join(schedule, schedule.c.id == slot.c.schedule_id)
        .join(article, article.c.id == digest_item.c.article_id)
        .where(mine, visible(Scope(guild_id)))
    )
    async with store.read() as connection:
        items = tuple(_record(row) for row in await connection.execute(rows))
        return Page(items, (await connection.execute(total)).scalar_one(), offset)


@uninterrupted
async def told(store: Store, guild_id: int, article_id: int) -> list[Told]:
    """What happened to an article in every digest of this guild that it was considered for, the newest first."""
    rows = _told(Scope(guild_id)).where(digest_item.c.article_id == article_id, schedule.c.guild_id == guild_id)
    async with store.read() as connection:
        return [_record(row) for row in await connection.execute(rows.order_by(slot.c.due_at.desc(), slot.c.id.desc()))]


@uninterrupted
async def told_before(store: Store, schedule_id: int, after: Mark, limit: int) -> list[Item]:
    """What the posted digests of a schedule up to a mark told: the last `limit` articles, the latest digest first."""
    asked = {"schedule": schedule_id, "after": after, "limit": limit}
    async with store.read() as connection:
        return [_item(row, row.article_id) for row in await connection.execute(_TOLD_BEFORE, asked)]


def _told(scope: Scope) -> Select[Any]:
    return (
        select(*CARD, *_ITEM, *(column.label(f"slot_{column.name}") for column in slot.c))
        .select_from(digest_item)
        .join(article, article.c.id == digest_item.c.article_id)
        .join(slot, slot.c.id == digest_item.c.slot_id)
        .join(schedule, schedule.c.id == slot.c.schedule_id)
        .where(visible(scope))
    )


def _record(row: AnyRow) -> Told:
    return Told(card(row), _item(row, row.id), slot_of(row, "slot_"))


def _item(row: AnyRow, article_id: int) -> Item:
    return Item(article_id, Fate(row.fate), row.story, tuple(json.loads(row.lines)), row.filter)
