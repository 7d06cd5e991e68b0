"""Small facts that the bot keeps about itself, by key."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.store.engine import Store
from bot.store.schema import meta
from bot.store.uninterrupted import uninterrupted


@uninterrupted
async def get_meta(store: Store, key: str) -> str | None:
    """The value under this key, None where there is none."""
    async with store.read() as connection:
        return (await connection.execute(select(meta.c.value).where(meta.c.key == key))).scalar_one_or_none()


@uninterrupted
async def set_meta(store: Store, key: str, value: str | None) -> None:
    """Keep a value under this key; None removes it."""
    async with store.write() as connection:
        if value is None:
            await connection.execute(delete(meta).where(meta.c.key == key))
        else:
            adding = upsert(meta).values(key=key, value=value)
            await connection.execute(adding.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
