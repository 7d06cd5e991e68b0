"""The servers that the bot is on, and forgetting one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.store.engine import Store
from bot.store.schema import guild
from bot.store.uninterrupted import uninterrupted


@uninterrupted
async def remember_guild(store: Store, guild_id: int) -> None:
    """Note that the bot is on this guild; one that it had left is not left any more."""
    async with store.write() as connection:
        await connection.execute(
            upsert(guild)
            .values(id=guild_id, joined_at=store.now())
            .on_conflict_do_update(index_elements=["id"], set_={"left_at": None})
        )


@uninterrupted
async def known_guilds(store: Store, *, left: bool | None = None) -> set[int]:
    """The guilds that the store has anything of: all, or only those left (True), or not left (False)."""
    found = select(guild.c.id)
    if left is not None:
        found = found.where(guild.c.left_at.is_not(None) if left else guild.c.left_at.is_(None))
    async with store.read() as connection:
        return set((await connection.execute(found)).scalars())


@uninterrupted
async def mark_left(store: Store, guild_ids: Collection[int], at: datetime) -> None:
    """Note when the bot left these guilds; an earlier note stays. Their articles stay until `purge_left`."""
    async with store.write() as connection:
        await connection.execute(
            update(guild).where(guild.c.id.in_(guild_ids), guild.c.left_at.is_(None)).values(left_at=at)
        )


@uninterrupted
async def purge_left(store: Store, before: datetime) -> int:
    """Forget the guilds that were left before this moment, with all that was theirs; how many they were."""
    async with store.write() as connection:
        return (await connection.execute(delete(guild).where(guild.c.left_at < before))).rowcount


@uninterrupted
async def forget_guild(store: Store, guild_id: int) -> None:
    """Forget a guild with its articles, people and all the rest, at once."""
    async with store.write() as connection:
        await connection.execute(delete(guild).where(guild.c.id == guild_id))
