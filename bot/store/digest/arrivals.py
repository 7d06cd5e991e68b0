"""The order in which articles arrived, and which of them a schedule's digest is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from bot.records.digest import Mark, ScheduleDraft
from bot.store.digest.tables import arrival
from bot.store.engine import Store
from bot.store.schema import LIBRARY, among
from bot.store.search import articles_query, matching_articles
from bot.store.uninterrupted import uninterrupted


def _came(in_sight: ColumnElement[bool]) -> Select[int]:
    new = arrival.c.id <= bindparam("until")
    first = func.min(arrival.c.id)
    newer = select(arrival.c.article_id).where(in_sight, arrival.c.id > bindparam("after"), new)
    return (
        select(arrival.c.article_id)
        .where(in_sight, new, arrival.c.article_id.in_(newer))
        .group_by(arrival.c.article_id)
        .having(first > bindparam("after"))
        .order_by(first)
    )


_WHOLE = arrival.c.channel_id.is_(None)
_IN_CHANNEL = (arrival.c.owner == bindparam("guild")) & (arrival.c.channel_id == bindparam("channel"))
CAME_TO_GUILD = _came(_WHOLE & arrival.c.owner.in_(among("owners")))
CAME_TO_CHANNEL = _came(_IN_CHANNEL | ((arrival.c.owner == LIBRARY) & _WHOLE))
"""The articles that came into the sight of a server's or a channel's schedule; parameters as `sight_of` gives them."""


def sight_of(asked: ScheduleDraft, after: Mark, until: Mark) -> dict[str, Any]:
    """What a schedule sees between two marks, as parameters."""
    owners = (LIBRARY, asked.guild_id)
    return {"owners": owners, "guild": asked.guild_id, "channel": asked.channel_id, "after": after, "until": until}


@uninterrupted
async def newest_mark(store: Store, before: datetime | None = None) -> Mark:
    """The mark of what has arrived until now, or had arrived before an aware moment."""
    newest = select(func.coalesce(func.max(arrival.c.id), 0))
    if before is not None:
        newest = newest.where(arrival.c.at < before)
    async with store.read() as connection:
        return int((await connection.execute(newest)).scalar_one())


@uninterrupted
async def arrived(store: Store, asked: ScheduleDraft, after: Mark, until: Mark) -> list[int]:
    """The articles that came within the schedule's sight after one mark, up to another; in order of arrival.

    One that had come into its sight before, in whatever channel, is not among them.
    """
    came = CAME_TO_GUILD if asked.whole_guild else CAME_TO_CHANNEL
    async with store.read() as connection:
        rows = await connection.execute(came, sight_of(asked, after, until))
        return list(rows.scalars())


@uninterrupted
async def fitting(store: Store, asked: ScheduleDraft, ids: Sequence[int]) -> set[int]:
    """Those of these articles that the schedule's topic finds; all of them where it has none."""
    if asked.topic is None:
        return set(ids)
    owners = (LIBRARY, asked.guild_id)
    query = articles_query(asked.topic, owners)
    if query is None:
        return set()
    # One lookup in the text index, the rest in memory: a list of ids would be a parameter each.
    async with store.read() as connection:
        rows = await connection.execute(matching_articles(bindparam("query")), {"query": query})
        return set(ids).intersection(rows.scalars())
