"""The channels whose links are saved as they are posted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.store.engine import Store
from bot.store.schema import article_source, guild, watched_channel
from bot.store.schema import saving as saving_table
from bot.store.uninterrupted import uninterrupted


@uninterrupted
async def watch_channel(store: Store, guild_id: int, channel_id: int, by: int, at: datetime) -> bool:
    """Watch a channel from now on; False where it was watched before."""
    async with store.write() as connection:
        await connection.execute(upsert(guild).values(id=guild_id, joined_at=at).on_conflict_do_nothing())
        put = upsert(watched_channel).values(channel_id=channel_id, guild_id=guild_id, user_id=by, since=at)
        return (await connection.execute(put.on_conflict_do_nothing())).rowcount > 0


@uninterrupted
async def unwatch_channel(store: Store, guild_id: int, channel_id: int) -> bool:
    """Watch it no longer; False where it was not watched."""
    async with store.write() as connection:
        here = (watched_channel.c.guild_id == guild_id) & (watched_channel.c.channel_id == channel_id)
        return (await connection.execute(delete(watched_channel).where(here))).rowcount > 0


@uninterrupted
async def watched_channels(store: Store, guild_id: int) -> list[int]:
    """The watched channels of a server, those that were first first."""
    async with store.read() as connection:
        found = select(watched_channel.c.channel_id).where(watched_channel.c.guild_id == guild_id)
        return list((await connection.execute(found.order_by(watched_channel.c.since))).scalars())


@uninterrupted
async def is_watched(store: Store, channel_id: int) -> bool:
    """Whether the links of this channel are saved."""
    async with store.read() as connection:
        found = select(watched_channel.c.channel_id).where(watched_channel.c.channel_id == channel_id)
        return (await connection.execute(found)).first() is not None


@uninterrupted
async def saved_from(store: Store, guild_id: int, message_id: int) -> set[str]:
    """The origins of the articles that this message holds."""
    async with store.read() as connection:
        found = (
            select(article_source.c.origin)
            .join(saving_table, saving_table.c.article_id == article_source.c.article_id)
            .where(
                saving_table.c.message_id == message_id,
                saving_table.c.from_message,
                saving_table.c.owner == guild_id,
            )
        )
        return set((await connection.execute(found)).scalars())
