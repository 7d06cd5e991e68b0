"""What the engine found in articles, put beside them in the transaction of whoever saves or renews them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Analysis, ArticleDraft
from bot.store.article.copies import put_keys
from bot.store.article.sayings import count_in_articles, put_sayings, sayings_of
from bot.store.person.described import put_people
from bot.store.person.overlay import apply_corrections
from bot.store.schema import LIBRARY


class Found(NamedTuple):
    """An article in the database, none of whose quotations is there, and what was found in it."""

    article_id: int
    draft: ArticleDraft
    analysis: Analysis
    dated: datetime


async def put_found(connection: AsyncConnection, guild_id: int | None, articles: Sequence[Found]) -> None:
    """File the quotations of a guild's articles (or the library's), as administrators corrected them, and all else."""
    await put_keys(connection, guild_id or LIBRARY, {one.article_id: one.analysis.keys for one in articles})
    await put_people(connection, {one.article_id: one.analysis.people for one in articles})
    sayings = [saying for one in articles for saying in sayings_of(*one)]
    await put_sayings(connection, guild_id, sayings)
    await apply_corrections(connection, guild_id, sayings)
    await count_in_articles(connection, sayings)
