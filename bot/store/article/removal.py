"""Taking articles out: by the operator, by who saved them, by a message's deletion; and undoing it for a while."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.savings import Removed
from bot.store.article.keeping import dump_row, keep_article, put_back, put_savings_back
from bot.store.article.putting import ids_of_origins, take_articles
from bot.store.article.savings import end_savings
from bot.store.article.sayings import Taken, forget
from bot.store.engine import Store
from bot.store.schema import article, removed
from bot.store.schema import saving as saving_table
from bot.store.uninterrupted import uninterrupted


@uninterrupted
async def remove_articles(store: Store, ids: Collection[int]) -> int:
    """Remove these articles and what only they told; how many there were. Unknown ids are ignored."""
    async with store.write() as connection:
        return await _take(connection, sorted(set(ids)))


@uninterrupted
async def remove_origins(store: Store, guild_id: int | None, origins: Collection[str]) -> int:
    """Remove the articles of these origins from one guild, or from the library; how many there were."""
    async with store.write() as connection:
        found = await ids_of_origins(connection, guild_id, origins)
        return await _take(connection, sorted(set(found.values())))


@uninterrupted
async def remove_savings(
    store: Store,
    guild_id: int,
    article_id: int,
    *,
    by: int,
    at: datetime,
    of_user: int | None = None,
    in_channel: int | None = None,
) -> Removed | None:
    """Take back the savings of an article of a guild: all, or a person's, or those in a channel.

    An article that nobody's saving holds any more is removed. None where there is no such article or saving.
    """
    async with store.write() as connection:
        here = select(article.c.title).where(
            article.c.id == article_id, article.c.guild_id == guild_id, article.c.version_of.is_(None)
        )
        title = (await connection.execute(here)).scalar_one_or_none()
        if title is None:
            return None
        of_article = select(saving_table).where(saving_table.c.article_id == article_id)
        every = (await connection.execute(of_article)).mappings().all()
        chosen = [row for row in every if of_user in {None, row["user_id"]} and in_channel in {None, row["channel_id"]}]
        everything = of_user is None and in_channel is None
        if not chosen and not everything:
            return None
        if everything or len(chosen) == len(every):
            kept = await keep_article(connection, article_id)
            await _take(connection, [article_id])
        else:
            kept = {saving_table.name: [dump_row(saving_table, row) for row in chosen]}
            await end_savings(connection, chosen)
        note = insert(removed).values(guild_id=guild_id, removed_at=at, user_id=by, kept=json.dumps(kept))
        removed_id = (await connection.execute(note.returning(removed.c.id))).scalar_one()
    return Removed(removed_id, title, "article" in kept)


@uninterrupted
async def remove_message(store: Store, guild_id: int, message_ids: Collection[int]) -> int:
    """End the savings that these messages held; how many articles nothing holds any more, which are removed."""
    async with store.write() as connection:
        of_messages = select(saving_table).where(
            saving_table.c.message_id.in_(message_ids),
            saving_table.c.from_message,
            saving_table.c.owner == guild_id,
        )
        ended = (await connection.execute(of_messages)).mappings().all()
        if not ended:
            return 0
        await end_savings(connection, ended)
        touched = {row["article_id"] for row in ended}
        held = select(saving_table.c.article_id).where(saving_table.c.article_id.in_(touched))
        return await _take(connection, sorted(touched - set((await connection.execute(held)).scalars())))


@uninterrupted
async def undo_removal(
    store: Store, guild_id: int, removed_id: int, since: datetime, by: int | None = None
) -> int | None:
    """Put back what was removed after `since`, by the person `by` where one is given; the article's id.

    None where it is too late, was done already or is not theirs.
    """
    async with store.write() as connection:
        back = delete(removed).where(
            removed.c.id == removed_id, removed.c.guild_id == guild_id, removed.c.removed_at >= since
        )
        if by is not None:
            back = back.where(removed.c.user_id == by)
        found = (await connection.execute(back.returning(removed.c.kept))).scalar_one_or_none()
        if found is None:
            return None
        kept = json.loads(found)
        if "article" in kept:
            return await put_back(connection, guild_id, kept)
        savings = kept[saving_table.name]
        article_id = int(savings[0]["article_id"])
        return article_id if await put_savings_back(connection, article_id, savings) else None


@uninterrupted
async def purge_removed(store: Store, before: datetime) -> None:
    """Let go of what was removed before this moment."""
    async with store.write() as connection:
        await connection.execute(delete(removed).where(removed.c.removed_at < before))


async def _take(connection: AsyncConnection, ids: Sequence[int]) -> int:
    taken = Taken()
    gone = await take_articles(connection, ids, taken)
    await forget(connection, taken)
    return gone
