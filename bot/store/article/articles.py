"""Articles: saved, listed, searched and read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from bot.records import Article, ArticleCard, Page, Scope
from bot.store.article.cards import ARTICLE, CARD, CURRENT, among_owners, card, full, owners
from bot.store.article.removal import remove_articles, remove_origins
from bot.store.article.saving import save_articles
from bot.store.engine import Store
from bot.store.paging import Paged, load_page, paged
from bot.store.schema import LIBRARY, Moment, among, article, article_channel, article_source
from bot.store.search import articles_query, matching_articles
from bot.store.uninterrupted import uninterrupted

_COMPLETED = 2000  # of a guild's articles: a keystroke must not read more
_THESE = select(*ARTICLE).where(article.c.id.in_(among("ids")), among_owners(article.c.owner, among("owners")))

__all__ = [
    "complete_titles",
    "count_articles",
    "find_articles",
    "load_articles",
    "origins",
    "remove_articles",
    "remove_origins",
    "save_articles",
]


@uninterrupted
async def origins(store: Store, guild_id: int | None, prefix: str = "") -> dict[str, str]:
    """The digests of what a guild (or the library) has, by the origins that begin with `prefix`; copies' too."""
    async with store.read() as connection:
        rows = await connection.execute(
            select(article_source.c.origin, article_source.c.digest).where(
                article_source.c.owner == (guild_id or LIBRARY),
                article_source.c.origin >= prefix,
                func.substr(article_source.c.origin, 1, len(prefix)) == prefix,
            )
        )
        return dict(rows.all())


@uninterrupted
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
    guild_id, channel_id = scope.guild_id, None if whole_guild else scope.channel_id
    query = None if topic is None else articles_query(topic, owners(scope))
    if topic is not None and query is None:
        return Page((), 0, offset)
    page = _page(guild_id is not None, channel_id is not None, query is not None, since is not None)
    parameters = {"guild": guild_id, "channel": channel_id, "query": query, "since": since}
    async with store.read() as connection:
        ids, total = await load_page(connection, page, parameters, limit, offset)
        rows = await connection.execute(select(*CARD).where(article.c.id.in_(ids)))
        cards = {row.id: card(row) for row in rows}
    return Page(tuple(cards[article_id] for article_id in ids), total, offset)


@uninterrupted
async def load_articles(store: Store, scope: Scope, ids: Sequence[int]) -> list[Article]:
    """These articles, of whatever version, in the order asked; what is gone or not visible is left out."""
    if not ids:
        return []
    async with store.read() as connection:
        rows = await connection.execute(_THESE, {"ids": list(ids), "owners": owners(scope)})
        found = {row.id: full(row) for row in rows}
    return [found[article_id] for article_id in dict.fromkeys(ids) if article_id in found]


@uninterrupted
async def count_articles(store: Store, scope: Scope) -> int:
    """How many articles the scope's guild and the library have together, whatever the channel."""
    async with store.read() as connection:
        counted = select(func.count()).where(article.c.owner.in_(owners(scope)), CURRENT)
        return (await connection.execute(counted)).scalar_one()


@uninterrupted
async def complete_titles(store: Store, guild_id: int, typed: str, limit: int) -> list[ArticleCard]:
    """A guild's own articles whose title has what was typed, among the newest of its articles; the newest first."""
    own = select(article.c.id).where(article.c.owner == guild_id, CURRENT)
    newest = own.order_by(article.c.dated.desc(), article.c.id.desc()).limit(_COMPLETED)
    found = select(*CARD).where(article.c.id.in_(newest), article.c.title.icontains(typed, autoescape=True))
    found = found.order_by(article.c.dated.desc(), article.c.id.desc()).limit(limit)
    async with store.read() as connection:
        return [card(row) for row in await connection.execute(found)]


@cache
def _page(guild: bool, channel: bool, about: bool, since: bool) -> Paged:
    """A page of the library's articles and, with `guild`, of a guild's or one channel's: each has an index."""
    linked = article_channel.c
    # With words to be found, what they are found in is looked up by id: mostly little. The sum keeps SQLite
    # from walking all that the owner has instead.

    def of(owner: ColumnElement[int]) -> ColumnElement[int]:
        return owner + 0 if about else owner

    current = select(article.c.id, article.c.dated.label("at")).where(CURRENT)
    library = current.where(of(article.c.owner) == LIBRARY)
    of_guild = current.where(of(article.c.owner) == bindparam("guild"))
    of_channel = select(linked.article_id.label("id"), linked.dated.label("at")).where(
        linked.channel_id == bindparam("channel"), of(linked.owner) == bindparam("guild")
    )
    sources: list[Select[Any]] = [library]
    if guild:
        sources.append(of_channel if channel else of_guild)
    if since:
        dated = (article.c.dated, linked.dated if channel else article.c.dated)
        sources = [s.where(at >= bindparam("since", type_=Moment)) for s, at in zip(sources, dated, strict=False)]
    if about:
        matching = select(matching_articles(bindparam("query")).cte("matching").c.rowid)
        ids = (article.c.id, linked.article_id if channel else article.c.id)
        sources = [source.where(one.in_(matching)) for source, one in zip(sources, ids, strict=False)]
    return paged(sources)
