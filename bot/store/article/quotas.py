"""How much a server and its people have saved today, counted before the work is done."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.savings import Quotas
from bot.store.article.cards import CURRENT
from bot.store.engine import Store
from bot.store.schema import article, epoch, guild, quota_use
from bot.store.uninterrupted import uninterrupted

Reached = Literal["person", "server", "total"]

_DAY_S = 86_400
_WHOLE_SERVER = 0  # no Discord id is 0


@uninterrupted
async def claim_saving(
    store: Store, guild_id: int, user_id: int | None, quotas: Quotas, now: datetime
) -> Reached | None:
    """Count one saving of today (in UTC), of this person where there is one; or the quota that forbids it."""
    day = epoch(now) // _DAY_S
    async with store.write() as connection:
        await connection.execute(upsert(guild).values(id=guild_id, joined_at=now).on_conflict_do_nothing())
        held = select(func.count()).where(article.c.owner == guild_id, CURRENT)
        if (await connection.execute(held)).scalar_one() >= quotas.server_total:
            return "total"
        if await _uses(connection, guild_id, _WHOLE_SERVER, day) >= quotas.server_a_day:
            return "server"
        if user_id is not None:
            if await _uses(connection, guild_id, user_id, day) >= quotas.person_a_day:
                return "person"
            await _count(connection, guild_id, user_id, day)
        await _count(connection, guild_id, _WHOLE_SERVER, day)
    return None


async def _uses(connection: AsyncConnection, guild_id: int, user_id: int, day: int) -> int:
    asked = select(quota_use.c.uses).where(
        quota_use.c.guild_id == guild_id, quota_use.c.user_id == user_id, quota_use.c.day == day
    )
    return (await connection.execute(asked)).scalar_one_or_none() or 0


async def _count(connection: AsyncConnection, guild_id: int, user_id: int, day: int) -> None:
    await connection.execute(
        upsert(quota_use)
        .values(guild_id=guild_id, user_id=user_id, day=day, uses=1)
        .on_conflict_do_update(index_elements=["guild_id", "user_id", "day"], set_={"uses": quota_use.c.uses + 1})
    )


@uninterrupted
async def purge_quotas(store: Store, now: datetime) -> None:
    """Forget the counts of days that are over."""
    async with store.write() as connection:
        await connection.execute(delete(quota_use).where(quota_use.c.day < epoch(now) // _DAY_S))
