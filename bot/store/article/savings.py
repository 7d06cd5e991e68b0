"""Who saved an article, where, and at which addresses it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, delete, exists, func, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Scope
from bot.records.savings import ArticleSource, FirstSaving, Saved, Saving
from bot.store.article.cards import CARD, among_owners, card, owners, visible
from bot.store.article.spans import load_sentences
from bot.store.engine import Store
from bot.store.person.hidden import seen
from bot.store.schema import LIBRARY, AnyRow, among, article, article_channel, article_source, person, quote, statement
from bot.store.schema import saving as saving_table
from bot.store.uninterrupted import uninterrupted

LEAD = 2  # sentences

_SOURCE = (
    article_source.c.origin,
    article_source.c.url,
    article_source.c.name,
    article_source.c.title,
    article_source.c.author,
    article_source.c.published,
    article_source.c.first_seen,
)
_SOURCES = (
    select(article_source.c.article_id, *_SOURCE)
    .join(article, article.c.id == article_source.c.article_id)
    .where(article_source.c.article_id.in_(among("ids")), among_owners(article.c.owner, among("owners")))
    .order_by(article_source.c.origin != article.c.origin, article_source.c.first_seen, article_source.c.id)
)
_SAVED = (  # the latest first: the first of an article comes last, and stays
    select(saving_table)
    .where(saving_table.c.article_id.in_(among("ids")), saving_table.c.owner == bindparam("owner"))
    .order_by(saving_table.c.saved_at.desc(), saving_table.c.id.desc())
)
_SAVED_HERE = _SAVED.where(saving_table.c.channel_id == bindparam("channel"))


@dataclass(frozen=True, slots=True)
class KnownSource:
    """An address that an article was found at: whose text is kept (`is_kept`), or a copy of it."""

    article_id: int
    in_library: bool
    origin: str
    digest: str
    last_seen: datetime
    is_kept: bool


async def put_saving(connection: AsyncConnection, article_id: int, saving: Saving, now: datetime) -> None:
    """Note a saving, once for each message and person, and list the article in the channel."""
    if saving.channel_id is None:
        return
    where = {"article_id": article_id, "channel_id": saving.channel_id, "owner": saving.guild_id}
    dated = select(article.c.dated).where(article.c.id == article_id).scalar_subquery()
    await connection.execute(
        upsert(article_channel).values(**where, dated=dated, added_at=now).on_conflict_do_nothing()
    )
    noted = {"message_id": saving.message_id, "user_id": saving.user_id, "from_message": saving.from_message}
    await connection.execute(upsert(saving_table).values(**where, **noted, saved_at=now).on_conflict_do_nothing())


async def end_savings(connection: AsyncConnection, savings: Sequence[RowMapping]) -> None:
    """Delete these rows, and take their articles off the lists of channels in which no saving of them is left."""
    await connection.execute(delete(saving_table).where(saving_table.c.id.in_([row["id"] for row in savings])))
    article_ids = {row["article_id"] for row in savings}
    held = exists().where(
        saving_table.c.article_id == article_channel.c.article_id,
        saving_table.c.channel_id == article_channel.c.channel_id,
    )
    await connection.execute(delete(article_channel).where(article_channel.c.article_id.in_(article_ids), ~held))


@uninterrupted
async def find_source(store: Store, guild_id: int | None, origin: str, url: str | None) -> KnownSource | None:
    """Where this origin, or this address, is known from: the guild itself first, then the library; no other guild."""
    same = article_source.c.origin == origin
    if url is not None:
        same = or_(same, article_source.c.url == url)
    owners = {LIBRARY, guild_id or LIBRARY}
    found = (
        select(
            article_source.c.article_id,
            article_source.c.owner,
            article_source.c.origin,
            article_source.c.digest,
            article_source.c.last_seen,
            (article.c.origin == article_source.c.origin).label("is_kept"),
        )
        .join(article, article.c.id == article_source.c.article_id)
        .where(article_source.c.owner.in_(owners), same)
        .order_by(article_source.c.owner == LIBRARY, article_source.c.origin != origin)
        .limit(1)
    )
    async with store.read() as connection:
        row = (await connection.execute(found)).one_or_none()
    if row is None:
        return None
    in_library = row.owner == LIBRARY
    return KnownSource(row.article_id, in_library, row.origin, row.digest, row.last_seen, bool(row.is_kept))


@uninterrupted
async def sources_of(store: Store, scope: Scope, article_ids: Sequence[int]) -> dict[int, tuple[ArticleSource, ...]]:
    """Every place where each of these articles was found, the one whose text is kept first."""
    async with store.read() as connection:
        return await _sources(connection, scope, article_ids)


@uninterrupted
async def load_saved(store: Store, scope: Scope, article_id: int) -> Saved | None:
    """What is told of an article when it is saved (as "known"); None where it is not visible."""
    async with store.read() as connection:
        row = (
            await connection.execute(
                select(*CARD, article.c.owner, article.c.text, article.c.sentences).where(
                    article.c.id == article_id, visible(scope)
                )
            )
        ).one_or_none()
        if row is None:
            return None
        sources = await _sources(connection, scope, [article_id])
        return Saved(
            "known",
            card(row),
            _lead(row),
            await _speakers(connection, scope, article_id),
            await _first(connection, scope, article_id),
            sources.get(article_id, ()),
            in_library=row.owner == LIBRARY,
        )


def _lead(row: AnyRow) -> tuple[str, ...]:
    sentences = load_sentences(row.sentences)
    body = [(start, end) for start, end, role in sentences if role == "body"] or [(a, b) for a, b, _ in sentences]
    return tuple(row.text[start:end] for start, end in body[:LEAD])


async def _speakers(connection: AsyncConnection, scope: Scope, article_id: int) -> tuple[tuple[str | None, int], ...]:
    count = func.count(quote.c.statement_id.distinct())
    of_article = (
        select(person.c.name, count)
        .select_from(quote)
        .join(statement, statement.c.id == quote.c.statement_id)
        .outerjoin(person, person.c.id == quote.c.person_id)
        .where(quote.c.article_id == article_id, seen())
        .group_by(quote.c.person_id)
        .order_by(person.c.name.is_(None), count.desc(), func.min(quote.c.start))
    )
    rows = await connection.execute(of_article, {"guild": scope.guild_id})
    return tuple((name, number) for name, number in rows)


@uninterrupted
async def first_savings(store: Store, scope: Scope, article_ids: Sequence[int]) -> dict[int, FirstSaving]:
    """When, where and by whom each of these articles was first saved in the scope's guild, or channel."""
    if not article_ids:
        return {}
    saved = _SAVED if scope.channel_id is None else _SAVED_HERE
    where = {"ids": list(article_ids), "owner": scope.guild_id or LIBRARY, "channel": scope.channel_id}
    async with store.read() as connection:
        rows = await connection.execute(saved, where)
        return {row.article_id: FirstSaving(row.saved_at, row.channel_id, row.message_id, row.user_id) for row in rows}


async def _first(connection: AsyncConnection, scope: Scope, article_id: int) -> FirstSaving | None:
    row = (
        await connection.execute(
            select(saving_table)
            .where(saving_table.c.article_id == article_id, saving_table.c.owner == (scope.guild_id or LIBRARY))
            .order_by(saving_table.c.saved_at, saving_table.c.id)
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else FirstSaving(row.saved_at, row.channel_id, row.message_id, row.user_id)


async def _sources(
    connection: AsyncConnection, scope: Scope, article_ids: Sequence[int]
) -> dict[int, tuple[ArticleSource, ...]]:
    rows = await connection.execute(_SOURCES, {"ids": list(article_ids), "owners": owners(scope)})
    found: dict[int, list[ArticleSource]] = {}
    for article_id, *columns in rows:
        found.setdefault(article_id, []).append(ArticleSource(*columns))
    return {article_id: tuple(sources) for article_id, sources in found.items()}
