"""Articles: saved, listed, searched and read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from bot.records import Article, ArticleCard, Page, Scope
from bot.store.cards import ARTICLE, CARD, card, full, owners, visible
from bot.store.engine import Store
from bot.store.paging import newest_ids
from bot.store.saving import remove_articles, remove_origins, save_articles
from bot.store.schema import LIBRARY, article, article_channel
from bot.store.search import matching_articles

__all__ = [
    "count_articles",
    "find_articles",
    "load_articles",
    "origins",
    "remove_articles",
    "remove_origins",
    "save_articles",
]


async def origins(store: Store, guild_id: int | None, prefix: str = "") -> dict[str, str]:
    """The digests of a guild's (or the library's) articles by their origins that begin with `prefix`."""
    async with store.read() as connection:
        rows = await connection.execute(
            select(article.c.origin, article.c.digest).where(
                article.c.owner == (guild_id or LIBRARY),
                article.c.origin >= prefix,
                func.substr(article.c.origin, 1, len(prefix)) == prefix,
            )
        )
        return dict(rows.all())


async def find_articles(
    store: Store,
    scope: Scope,
    *,
    topic: str | None = None,
    since: datetime | None = None,
    limit: int,
    offset: int = 0,
    whole_guild: bool = False,
) -> Page[ArticleCard]:
    """The visible articles, newest first (by publication, else by saving), `limit` of them from `offset`.

    A scope with a channel sees those of its guild's articles that are linked to the channel, unless
    `whole_guild`; the library always. `topic` is what a person typed: all its words stand in the title or
    text; one without words finds nothing. `since` is aware and inclusive.
    """
    sources = _sources(scope, topic, since, whole_guild)
    if sources is None:
        return Page((), 0, offset)
    async with store.read() as connection:
        ids, total = await newest_ids(connection, sources, limit, offset)
        rows = await connection.execute(select(*CARD).where(article.c.id.in_(ids)))
        cards = {row.id: card(row) for row in rows}
    return Page(tuple(cards[article_id] for article_id in ids), total, offset)


async def load_articles(store: Store, scope: Scope, ids: Sequence[int]) -> list[Article]:
    """These articles with their texts, in the order asked; what is gone or not visible is left out."""
    async with store.read() as connection:
        rows = await connection.execute(select(*ARTICLE).where(article.c.id.in_(ids), visible(scope)))
        found = {row.id: full(row) for row in rows}
    return [found[article_id] for article_id in dict.fromkeys(ids) if article_id in found]


async def count_articles(store: Store, scope: Scope) -> int:
    """How many articles the scope's guild and the library have together, whatever the channel."""
    async with store.read() as connection:
        return (await connection.execute(select(func.count()).where(visible(scope)))).scalar_one()


def _sources(scope: Scope, topic: str | None, since: datetime | None, whole_guild: bool) -> list[Select[Any]] | None:
    """One select of (id, at) for the library and one for the guild: each is the walk of one index."""
    sources: list[Select[Any]] = []
    for owner in owners(scope):
        if owner == LIBRARY or scope.channel_id is None or whole_guild:
            dated: ColumnElement[Any] = article.c.dated
            source = select(article.c.id, dated.label("at")).where(article.c.owner == owner)
        else:
            dated = article_channel.c.dated
            source = (
                select(article_channel.c.article_id.label("id"), dated.label("at"))
                .join(article, article.c.id == article_channel.c.article_id)
                .where(article_channel.c.channel_id == scope.channel_id, article.c.owner == owner)
            )
        if since is not None:
            source = source.where(dated >= since)
        if topic is not None:
            matching = matching_articles(topic, [owner])
            if matching is None:
                return None
            source = source.where(article.c.id.in_(matching))
        sources.append(source)
    return sources
