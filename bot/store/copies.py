"""Where copies of a text are looked up: the index of the few hashes that are kept of every current article."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Store
from bot.store.schema import LIBRARY, among, article, article_key
from bot.store.uninterrupted import uninterrupted

SHARED_KEYS = 2  # one alone is often a line that a site puts under everything
MAX_CANDIDATES = 5

_CANDIDATES: Select[int] = (
    select(article_key.c.article_id)
    .where(article_key.c.owner == bindparam("owner"), article_key.c.key.in_(among("keys")))
    .group_by(article_key.c.article_id)
    .having(func.count() >= SHARED_KEYS)
    .order_by(func.count().desc(), article_key.c.article_id.desc())
    .limit(MAX_CANDIDATES)
)


async def put_keys(connection: AsyncConnection, owner: int, keys: dict[int, Collection[int]]) -> None:
    """Index these articles (id -> keys of its text) anew."""
    await connection.execute(
        delete(article_key).where(article_key.c.article_id == bindparam("of")), [{"of": one} for one in keys]
    )
    rows = [{"owner": owner, "key": key, "article_id": one} for one, found in keys.items() for key in set(found)]
    if rows:
        await connection.execute(insert(article_key), rows)


@uninterrupted
async def find_candidates(store: Store, guild_id: int | None, keys: Collection[int]) -> list[tuple[int, str]]:
    """The id and text of the few articles, of the guild first and then of the library, that may have the same text.

    `keys` are of the text that is looked for.
    """
    if not keys:
        return []
    async with store.read() as connection:
        ids: list[int] = []
        for owner in dict.fromkeys((guild_id or LIBRARY, LIBRARY)):
            ids += (await connection.execute(_CANDIDATES, {"owner": owner, "keys": list(keys)})).scalars()
        texts = dict(
            (await connection.execute(select(article.c.id, article.c.text).where(article.c.id.in_(ids)))).all()
        )
    return [(one, texts[one]) for one in ids if one in texts]
