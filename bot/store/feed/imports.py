"""OPML files on their way in, and sites that have several feeds to choose from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.feeds import FeedImport, FeedState
from bot.store.engine import Store
from bot.store.feed.feeds import know_guild
from bot.store.feed.tables import feed, feed_import, feed_offer
from bot.store.schema import AnyRow
from bot.store.uninterrupted import uninterrupted

MAX_PROBLEMS = 50  # that a report names


@uninterrupted
async def begin_import(store: Store, guild_id: int | None, channel_id: int, total: int, now: datetime) -> int:
    """A new import of `total` feeds, told of in a message in this channel; its id."""
    row = {
        "guild_id": guild_id,
        "channel_id": channel_id,
        "total": total,
        "known": 0,
        "over": 0,
        "began_at": now,
    }
    async with store.write() as connection:
        await know_guild(connection, guild_id, now)
        made = await connection.execute(insert(feed_import).values(row).returning(feed_import.c.id))
        return int(made.scalar_one())


@uninterrupted
async def import_counted(store: Store, import_id: int, *, known: int, over: int) -> None:
    """Note how many feeds of an import were there before it, and how many there was no room for."""
    async with store.write() as connection:
        change = update(feed_import).where(feed_import.c.id == import_id)
        await connection.execute(change.values(known=known, over=over))


@uninterrupted
async def import_told(store: Store, import_id: int, channel_id: int, message_id: int) -> None:
    """Note the message that tells how far an import is."""
    async with store.write() as connection:
        change = update(feed_import).where(feed_import.c.id == import_id)
        await connection.execute(change.values(channel_id=channel_id, message_id=message_id))


@uninterrupted
async def load_import(store: Store, import_id: int) -> FeedImport | None:
    """One import as it stands."""
    async with store.read() as connection:
        row = (await connection.execute(select(feed_import).where(feed_import.c.id == import_id))).first()
        return await _import(connection, row) if row else None


@uninterrupted
async def imports_under_way(store: Store) -> list[FeedImport]:
    """The imports that nobody has been told the end of."""
    async with store.read() as connection:
        rows = (await connection.execute(select(feed_import).where(feed_import.c.ended_at.is_(None)))).all()
        return [await _import(connection, row) for row in rows]


async def _import(connection: AsyncConnection, row: AnyRow) -> FeedImport:
    """An import whose feeds were each looked at once: read, or found to be unreadable."""
    mine = (feed.c.import_id == row.id, feed.c.removed_at.is_(None))
    untried = (feed.c.polled_at.is_(None), feed.c.state == FeedState.ACTIVE.value)
    waiting = (await connection.execute(select(func.count()).where(*mine, *untried))).scalar_one()
    bad = select(feed.c.url, feed.c.error).where(*mine, feed.c.primed_at.is_(None), feed.c.error.is_not(None))
    problems = (await connection.execute(bad.order_by(feed.c.id).limit(MAX_PROBLEMS))).all()
    return FeedImport(
        row.id,
        row.guild_id,
        row.channel_id,
        row.message_id,
        row.total,
        row.known,
        row.over,
        waiting,
        tuple((url, error) for url, error in problems),
    )


@uninterrupted
async def end_import(store: Store, import_id: int, at: datetime) -> None:
    """Note that the end of an import has been told."""
    async with store.write() as connection:
        await connection.execute(update(feed_import).where(feed_import.c.id == import_id).values(ended_at=at))


@uninterrupted
async def keep_offer(store: Store, guild_id: int, offer: str, now: datetime) -> int:
    """Keep feeds to choose from, as JSON, until a person has chosen; the offer's id."""
    row = {"guild_id": guild_id, "offered_at": now, "offer": offer}
    async with store.write() as connection:
        await know_guild(connection, guild_id, now)
        made = await connection.execute(insert(feed_offer).values(row).returning(feed_offer.c.id))
        return int(made.scalar_one())


@uninterrupted
async def load_offer(store: Store, guild_id: int, offer_id: int) -> str | None:
    """An offer of this guild; None when it is gone or another's."""
    found = select(feed_offer.c.offer).where(feed_offer.c.id == offer_id, feed_offer.c.guild_id == guild_id)
    async with store.read() as connection:
        return (await connection.execute(found)).scalar_one_or_none()


@uninterrupted
async def purge_offers(store: Store, before: datetime) -> int:
    """Forget the offers made before this moment; how many."""
    async with store.write() as connection:
        return (await connection.execute(delete(feed_offer).where(feed_offer.c.offered_at < before))).rowcount
