"""Where copies of a text are looked up: the index of the few hashes that are kept of every current article."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from sqlalchemy import Select, bindparam, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.article.putting import ids_of_origins
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

_CANDIDATES_OF_ALL = text("""
  SELECT json_extract(looked.value, '$[0]') AS origin, article_key.article_id
  FROM json_each(:looked) AS looked
  JOIN article_key ON article_key.owner = :owner AND article_key.key = json_extract(looked.value, '$[1]')
  GROUP BY 1, 2 HAVING count(*) >= :shared
  ORDER BY 1, count(*) DESC, 2 DESC
""")


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


@uninterrupted
async def find_candidates_in_library(
    store: Store, keys: Mapping[str, Collection[int]]
) -> dict[str, list[tuple[int, str]]]:
    """The same for many texts at once (origin -> keys) among the library's articles.

    An origin whose own article the library has is left out.
    """
    async with store.read() as connection:
        own = await ids_of_origins(connection, None, list(keys))
        looked = [(origin, key) for origin, some in keys.items() if origin not in own for key in some]
        found: dict[str, list[int]] = {}
        asked = {"looked": json.dumps(looked), "owner": LIBRARY, "shared": SHARED_KEYS}
        for origin, article_id in await connection.execute(_CANDIDATES_OF_ALL, asked):
            found.setdefault(origin, []).append(article_id)
        ids = {one for some in found.values() for one in some[:MAX_CANDIDATES]}
        texts = dict(
            (await connection.execute(select(article.c.id, article.c.text).where(article.c.id.in_(ids)))).all()
        )
    return {origin: [(one, texts[one]) for one in some[:MAX_CANDIDATES]] for origin, some in found.items()}
