"""Polls: claiming what is due, what was found, and what is to be done about it. Each step is safe to do twice.

A claim moves the row's next time to when the claim expires: nobody else takes it until then, and what a process
that died had claimed is taken again after.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.feeds import Arrival, Feed, FeedEntry, FeedState, PendingEntry
from bot.store.engine import Store
from bot.store.feed.feeds import COLUMNS, record
from bot.store.feed.tables import feed, feed_entry, feed_seen
from bot.store.schema import Moment, article, epoch, guild
from bot.store.uninterrupted import uninterrupted

MAX_SEEN = 6_000  # keys of a feed that are kept: those of the 2,000 entries it showed last
_REFRESHED = timedelta(days=1)  # how old the note may be that an entry is still shown


@dataclass(frozen=True, slots=True)
class Success:
    """What a successful poll changes: `columns` of the feed, the entries `seen` in it, and the `new` among them."""

    next_at: datetime
    columns: Mapping[str, Any]
    moved_to: str | None = None
    seen: Sequence[FeedEntry] = ()
    new: Sequence[FeedEntry] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """What a failed poll changes; `notice` is what the feed's channel is to be told, once."""

    next_at: datetime
    error: str
    state: FeedState = FeedState.ACTIVE
    notice: str | None = None


_here = (feed.c.state == FeedState.ACTIVE.value, feed.c.removed_at.is_(None))
_left = select(guild.c.id).where(guild.c.left_at.is_not(None))


@uninterrupted
async def claim_feeds(store: Store, now: datetime, until: datetime, limit: int) -> list[Feed]:
    """The feeds that are due, the most overdue first, claimed until `until`; none of servers that left."""
    due = select(feed.c.id).where(*_here, feed.c.next_at <= now, func.coalesce(feed.c.guild_id, 0).not_in(_left))
    due = due.order_by(feed.c.next_at).limit(limit)
    async with store.write() as connection:
        claim = update(feed).where(feed.c.id.in_(due)).values(next_at=until).returning(*COLUMNS)
        rows = (await connection.execute(claim)).all()
    return list(map(record, rows))


@uninterrupted
async def known_keys(store: Store, feed_id: int, keys: Collection[int]) -> set[int]:
    """Those of the keys that were seen in this feed."""
    async with store.read() as connection:
        return await _known(connection, feed_id, keys)


async def _known(connection: AsyncConnection, feed_id: int, keys: Collection[int]) -> set[int]:
    found = select(feed_seen.c.key).where(feed_seen.c.feed_id == feed_id)
    if len(keys) < 500:
        found = found.where(feed_seen.c.key.in_(keys))
    return set((await connection.execute(found)).scalars()).intersection(keys)


@uninterrupted
async def record_success(store: Store, polled: Feed, now: datetime, success: Success) -> int:
    """Note what a poll found, in one transaction; how many entries are new, also to another poll of this moment."""
    async with store.write() as connection:
        if not (await connection.execute(select(feed.c.id).where(feed.c.id == polled.id))).first():
            return 0
        new = await _note_new(connection, polled.id, success.new, now)
        await _note_seen(connection, polled.id, {key for entry in success.seen for key in entry.keys}, now)
        values: dict[str, Any] = {
            "polled_at": now,
            "next_at": success.next_at,
            "failures": 0,
            "failing_since": None,
            "primed_at": func.coalesce(feed.c.primed_at, literal(now, Moment)),
            "moved_to": success.moved_to,
            "moved_seen": polled.moved_seen + 1 if success.moved_to and success.moved_to == polled.moved_to else 0,
        }
        values |= {} if polled.silenced else {"error": None}  # why it does not post stays told
        values |= success.columns
        await connection.execute(update(feed).where(feed.c.id == polled.id).values(values))
    return new


async def _note_new(connection: AsyncConnection, feed_id: int, entries: Sequence[FeedEntry], now: datetime) -> int:
    if not entries:
        return 0
    known = await _known(connection, feed_id, {key for entry in entries for key in entry.keys})
    new = [entry for entry in entries if known.isdisjoint(entry.keys)]
    if new:
        rows = [{"feed_id": feed_id, "entry": _dump(entry), "next_at": now} for entry in new]
        await connection.execute(insert(feed_entry), rows)
    return len(new)


async def _note_seen(connection: AsyncConnection, feed_id: int, keys: Collection[int], now: datetime) -> None:
    if not keys:
        return
    seen = upsert(feed_seen)
    seen = seen.on_conflict_do_update(
        index_elements=["feed_id", "key"], set_={"seen_at": now}, where=feed_seen.c.seen_at < now - _REFRESHED
    )
    await connection.execute(seen, [{"feed_id": feed_id, "key": key, "seen_at": now} for key in sorted(keys)])
    mine = feed_seen.c.feed_id == feed_id
    if (await connection.execute(select(func.count()).where(mine))).scalar_one() > MAX_SEEN:
        newest = select(feed_seen.c.key).where(mine).order_by(feed_seen.c.seen_at.desc()).limit(MAX_SEEN)
        await connection.execute(delete(feed_seen).where(mine, feed_seen.c.key.not_in(newest)))


@uninterrupted
async def record_failure(store: Store, polled: Feed, now: datetime, failure: Failure) -> None:
    """Note that a poll failed."""
    values = {
        "polled_at": now,
        "next_at": failure.next_at,
        "failures": feed.c.failures + 1,
        "failing_since": func.coalesce(feed.c.failing_since, literal(now, Moment)),
        "error": failure.error,
        "state": failure.state.value,
        "notice": failure.notice,
    }
    async with store.write() as connection:
        await connection.execute(update(feed).where(feed.c.id == polled.id, *_here).values(values))


@uninterrupted
async def move(store: Store, polled: Feed, url: str) -> bool:
    """Poll a feed at its new address from now on; False when its channel has that one already."""
    same = select(feed.c.id).where(
        feed.c.owner == (polled.guild_id or 0),
        feed.c.url == url,
        feed.c.removed_at.is_(None),
        func.coalesce(feed.c.channel_id, 0) == (polled.options.channel_id or 0),
    )
    async with store.write() as connection:
        if (await connection.execute(same)).first():
            return False
        change = update(feed).where(feed.c.id == polled.id).values(url=url, moved_to=None, moved_seen=0)
        return (await connection.execute(change)).rowcount > 0


@uninterrupted
async def claim_entries(store: Store, now: datetime, until: datetime, limit: int) -> list[PendingEntry]:
    """New entries that are to be saved, claimed until `until`; every claim counts as an attempt."""
    due = (
        select(feed_entry.c.id)
        .join(feed, feed.c.id == feed_entry.c.feed_id)
        .where(feed_entry.c.article_id.is_(None), feed_entry.c.next_at <= now, feed.c.removed_at.is_(None))
        .order_by(feed_entry.c.next_at, feed_entry.c.id)
        .limit(limit)
    )
    async with store.write() as connection:
        taken = update(feed_entry).where(feed_entry.c.id.in_(due))
        taken = taken.values(next_at=until, attempts=feed_entry.c.attempts + 1)
        rows = (await connection.execute(taken.returning(*feed_entry.c))).all()
        feeds = await _feeds(connection, {row.feed_id for row in rows})
    ordered = sorted(rows, key=lambda row: row.id)
    return [PendingEntry(row.id, feeds[row.feed_id], _load(row.entry), row.attempts) for row in ordered]


async def _feeds(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, Feed]:
    rows = await connection.execute(select(*COLUMNS).where(feed.c.id.in_(list(ids))))
    return {row.id: record(row) for row in rows}


@uninterrupted
async def entry_saved(store: Store, pending: PendingEntry, article_id: int, *, told: bool) -> None:
    """An entry has become an article; with `told` its channel need not be told of it."""
    this = feed_entry.c.id == pending.id
    async with store.write() as connection:
        done = delete(feed_entry).where(this) if told else update(feed_entry).where(this).values(article_id=article_id)
        if (await connection.execute(done)).rowcount:
            count = update(feed).where(feed.c.id == pending.feed.id).values(kept=feed.c.kept + 1)
            await connection.execute(count)


@uninterrupted
async def entry_delayed(store: Store, entry_id: int, next_at: datetime) -> None:
    """An entry could not be saved now."""
    async with store.write() as connection:
        await connection.execute(update(feed_entry).where(feed_entry.c.id == entry_id).values(next_at=next_at))


@uninterrupted
async def entries_done(store: Store, entry_ids: Collection[int]) -> None:
    """Nothing is left to be done about these entries."""
    async with store.write() as connection:
        await connection.execute(delete(feed_entry).where(feed_entry.c.id.in_(list(entry_ids))))


@uninterrupted
async def arrivals(store: Store, limit: int) -> list[Arrival]:
    """Articles that came by feeds and that their channels have not been told of, oldest first; none of servers that
    left: those wait, in case they come back."""
    told = (feed_entry.c.id, feed_entry.c.feed_id)
    shown = (article.c.title, article.c.url, article.c.source, article.c.published)
    waiting = select(*told, *shown).join(article, article.c.id == feed_entry.c.article_id)
    waiting = waiting.join(feed, feed.c.id == feed_entry.c.feed_id)
    waiting = waiting.where(func.coalesce(feed.c.guild_id, 0).not_in(_left))
    async with store.read() as connection:
        rows = (await connection.execute(waiting.order_by(feed_entry.c.id).limit(limit))).all()
        feeds = await _feeds(connection, {row.feed_id for row in rows})
    return [Arrival(row.id, feeds[row.feed_id], row.title, row.url, row.source, row.published) for row in rows]


@uninterrupted
async def notices(store: Store) -> list[tuple[Feed, str]]:
    """Feeds that were paused, with what their channels are still to be told."""
    waiting = select(*COLUMNS, feed.c.notice).where(feed.c.notice.is_not(None), feed.c.removed_at.is_(None))
    async with store.read() as connection:
        rows = (await connection.execute(waiting)).all()
        feeds = await _feeds(connection, [row.id for row in rows])
    return [(feeds[row.id], row.notice) for row in rows]


@uninterrupted
async def noticed(store: Store, feed_ids: Collection[int]) -> None:
    """The channels of these feeds have been told."""
    async with store.write() as connection:
        await connection.execute(update(feed).where(feed.c.id.in_(list(feed_ids))).values(notice=None))


def _dump(entry: FeedEntry) -> str:
    fields = asdict(entry) | {"published": epoch(entry.published) if entry.published else None}
    return json.dumps(fields, ensure_ascii=False)


def _load(text: str) -> FeedEntry:
    fields = json.loads(text)
    published = fields.pop("published")
    moment = None if published is None else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=published)
    return FeedEntry(published=moment, **{**fields, "keys": tuple(fields["keys"])})
