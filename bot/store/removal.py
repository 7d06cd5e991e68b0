"""Taking articles out: by the operator, by who saved them, by a message's deletion; and undoing it for a while."""

from __future__ import annotations

from collections.abc import Collection

from bot.store.engine import Store
from bot.store.putting import ids_of_origins, take_articles
from bot.store.sayings import Taken, forget
from bot.store.uninterrupted import uninterrupted


@uninterrupted
async def remove_articles(store: Store, ids: Collection[int]) -> int:
    """Remove these articles and what only they told; how many there were. Unknown ids are ignored."""
    async with store.write() as connection:
        taken = Taken()
        removed = await take_articles(connection, sorted(set(ids)), taken)
        await forget(connection, taken)
    return removed


@uninterrupted
async def remove_origins(store: Store, guild_id: int | None, origins: Collection[str]) -> int:
    """Remove the articles of these origins from one guild, or from the library; how many there were."""
    async with store.write() as connection:
        found = await ids_of_origins(connection, guild_id, origins)
        taken = Taken()
        removed = await take_articles(connection, sorted(set(found.values())), taken)
        await forget(connection, taken)
    return removed
