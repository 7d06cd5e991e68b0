"""Feeds as people manage them: added, listed, found, paused, removed and brought back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Page
from bot.records.feeds import Feed, FeedLink, FeedOptions, FeedState
from bot.store.engine import Store
from bot.store.feed.tables import feed, feed_entry
from bot.store.schema import LIBRARY, AnyRow, guild
from bot.store.uninterrupted import uninterrupted

NEVER_SENT = (feed.c.owner, feed.c.added_at, feed.c.removed_at, feed.c.import_id, feed.c.notice)
COLUMNS = tuple(column for column in feed.c if all(column is not one for one in NEVER_SENT))


@dataclass(frozen=True, slots=True)
class Added:
    """What became of feeds to be added: the ids of new ones, how many were there, how many are over the limit."""

    ids: tuple[int, ...]
    known: int
    over: int


def record(row: AnyRow) -> Feed:
    """The record of a row of COLUMNS."""
    values = dict(row._mapping)
    options = FeedOptions(**{name: values.pop(name) for name in FeedOptions.__dataclass_fields__})
    return Feed(options=options, state=FeedState(values.pop("state")), **values)


@uninterrupted
async def add_feeds(
    store: Store,
    guild_id: int | None,
    links: Sequence[FeedLink],
    options: FeedOptions,
    now: datetime,
    *,
    limit: int,
    added_by: int | None = None,
    import_id: int | None = None,
) -> Added:
    """Add feeds, due from `now` on, in one transaction; a feed that the channel has already is left as it is.

    `limit` is how many feeds a guild (or the library) may have.
    """
    ids: list[int] = []
    known = over = 0
    async with store.write() as connection:
        await know_guild(connection, guild_id, now)
        room = limit - await _count(connection, guild_id)
        for link in links:
            here = select(feed.c.id).where(_of(guild_id), feed.c.url == link.url, feed.c.removed_at.is_(None))
            here = here.where(func.coalesce(feed.c.channel_id, 0) == (options.channel_id or 0))
            if (await connection.execute(here)).first():
                known += 1
            elif len(ids) >= room:
                over += 1
            else:
                row = _row(guild_id, link, options, now) | {"added_by": added_by, "import_id": import_id}
                ids.append((await connection.execute(upsert(feed).values(row).returning(feed.c.id))).scalar_one())
    return Added(tuple(ids), known, over)


async def know_guild(connection: AsyncConnection, guild_id: int | None, now: datetime) -> None:
    """Have a row for the guild, which what is kept of it refers to."""
    if guild_id is not None:
        await connection.execute(upsert(guild).values(id=guild_id, joined_at=now).on_conflict_do_nothing())


def _row(guild_id: int | None, link: FeedLink, options: FeedOptions, now: datetime) -> dict[str, Any]:
    return {
        "guild_id": guild_id,
        "owner": guild_id or LIBRARY,
        "url": link.url,
        "title": link.title,
        "channel_id": options.channel_id,
        "include": options.include,
        "exclude": options.exclude,
        "full_text": options.full_text,
        "posts": options.posts,
        "state": FeedState.ACTIVE.value,
        "added_at": now,
        "next_at": now,
    }


def _of(guild_id: int | None) -> Any:
    return feed.c.owner == (guild_id or LIBRARY)


async def _count(connection: AsyncConnection, guild_id: int | None) -> int:
    counted = select(func.count()).where(_of(guild_id), feed.c.removed_at.is_(None))
    return (await connection.execute(counted)).scalar_one()


@uninterrupted
async def find_feeds(
    store: Store,
    guild_id: int | None,
    *,
    typed: str = "",
    states: Collection[FeedState] | None = None,
    limit: int,
    offset: int = 0,
) -> Page[Feed]:
    """A guild's (or the library's) feeds by title; `typed` is a part of the title or the address."""
    here = [_of(guild_id), feed.c.removed_at.is_(None)]
    if states is not None:
        here.append(feed.c.state.in_([state.value for state in states]))
    if typed:
        here.append(or_(*(column.icontains(typed, autoescape=True) for column in (feed.c.title, feed.c.url))))
    async with store.read() as connection:
        total = (await connection.execute(select(func.count()).where(*here))).scalar_one()
        by_title = select(*COLUMNS).where(*here).order_by(feed.c.title.collate("NOCASE"), feed.c.id)
        rows = await connection.execute(by_title.limit(limit).offset(offset))
        return Page(tuple(map(record, rows)), total, offset)


@uninterrupted
async def load_feed(store: Store, guild_id: int | None, feed_id: int) -> Feed | None:
    """One feed of this guild (or of the library); None when it is gone, removed or another's."""
    found = select(*COLUMNS).where(feed.c.id == feed_id, _of(guild_id), feed.c.removed_at.is_(None))
    async with store.read() as connection:
        row = (await connection.execute(found)).first()
    return record(row) if row else None


@uninterrupted
async def set_state(store: Store, guild_id: int | None, feed_id: int, state: FeedState, next_at: datetime) -> bool:
    """Pause a feed or let it go on at `next_at`, its failures forgotten; whether it is there."""
    change = update(feed).where(feed.c.id == feed_id, _of(guild_id), feed.c.removed_at.is_(None))
    fresh = {"failures": 0, "failing_since": None, "error": None, "notice": None, "silenced": False}
    async with store.write() as connection:
        done = await connection.execute(change.values(state=state.value, next_at=next_at, **fresh))
        return done.rowcount > 0


@uninterrupted
async def remove_feed(store: Store, guild_id: int | None, feed_id: int, now: datetime) -> bool:
    """Take a feed out, with the entries that wait; `restore_feed` brings it back until `purge_removed`."""
    change = update(feed).where(feed.c.id == feed_id, _of(guild_id), feed.c.removed_at.is_(None))
    async with store.write() as connection:
        removed = (await connection.execute(change.values(removed_at=now))).rowcount > 0
        if removed:
            await connection.execute(delete(feed_entry).where(feed_entry.c.feed_id == feed_id))
        return removed


@uninterrupted
async def restore_feed(store: Store, guild_id: int | None, feed_id: int) -> Feed | None:
    """Bring a removed feed back; None when it is gone for good, or was added again meanwhile."""
    async with store.write() as connection:
        found = select(*COLUMNS).where(feed.c.id == feed_id, _of(guild_id), feed.c.removed_at.is_not(None))
        row = (await connection.execute(found)).first()
        if row is None:
            return None
        again = select(feed.c.id).where(_of(guild_id), feed.c.url == row.url, feed.c.removed_at.is_(None))
        again = again.where(func.coalesce(feed.c.channel_id, 0) == (row.channel_id or 0))
        if (await connection.execute(again)).first():
            return None
        await connection.execute(update(feed).where(feed.c.id == feed_id).values(removed_at=None))
        return record(row)


@uninterrupted
async def purge_removed(store: Store, before: datetime) -> int:
    """Forget for good the feeds that were removed before this moment; how many."""
    async with store.write() as connection:
        return (await connection.execute(delete(feed).where(feed.c.removed_at < before))).rowcount


@uninterrupted
async def silence(store: Store, channel_id: int, reason: str) -> list[Feed]:
    """Let no feed post into this channel until it is resumed, because of `reason`; those that did until now."""
    posting = (feed.c.channel_id == channel_id, feed.c.posts, ~feed.c.silenced, feed.c.removed_at.is_(None))
    async with store.write() as connection:
        rows = (await connection.execute(select(*COLUMNS).where(*posting))).all()
        await connection.execute(update(feed).where(*posting).values(silenced=True, error=reason))
    return list(map(record, rows))
