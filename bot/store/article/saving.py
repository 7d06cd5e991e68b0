"""Putting articles into the database, whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.records import Analysis, ArticleDraft
from bot.records.savings import Saving
from bot.store.article.found import Found, put_found
from bot.store.article.putting import article_row, put_articles, put_sources, settle_versions, supersede
from bot.store.article.savings import put_saving
from bot.store.article.sayings import Taken, forget
from bot.store.engine import Store
from bot.store.schema import LIBRARY, article, article_source, guild
from bot.store.uninterrupted import uninterrupted


@uninterrupted
async def save_articles(
    store: Store,
    batch: Sequence[tuple[ArticleDraft, Analysis]],
    *,
    guild_id: int | None,
    channel_id: int | None = None,
    saving: Saving | None = None,
    changed: Collection[int] = (),
) -> list[int]:
    """Save articles with all that was found in them, in one transaction; their ids, in the batch's order.

    `guild_id` None is the library, which has no channels; `saving` tells more of who saves them there. An origin
    that its guild (or the library) has already is replaced and keeps its id and its channels; the articles of the
    ids `changed` are kept as earlier versions. Of an origin twice in the batch the last one counts. ValueError for
    spans outside the text and for naive datetimes.
    """
    saving = saving or Saving(guild_id, channel_id, from_message=False)
    if guild_id is None and saving.channel_id is not None:
        raise ValueError("the library's articles belong to no channel")
    latest = {draft.origin: (draft, analysis) for draft, analysis in batch}
    if not latest:
        return []
    now = store.now()
    rows = {origin: article_row(guild_id, draft, analysis, now) for origin, (draft, analysis) in latest.items()}
    async with store.write() as connection:
        if guild_id is not None:
            await connection.execute(upsert(guild).values(id=guild_id, joined_at=now).on_conflict_do_nothing())
        for article_id in changed:
            await supersede(connection, article_id, now)
        taken = Taken()
        ids = await put_articles(connection, guild_id, rows, taken)
        for origin in latest:
            await put_saving(connection, ids[origin], saving, now)
        found = [Found(ids[origin], *latest[origin], rows[origin]["dated"]) for origin in latest]
        await put_sources(connection, guild_id or LIBRARY, [(one.article_id, one.draft) for one in found], now)
        await put_found(connection, guild_id, found)
        for article_id in changed:
            await settle_versions(connection, article_id, taken)
        await forget(connection, taken)
    return [ids[draft.origin] for draft, _ in batch]


@uninterrupted
async def save_again(store: Store, article_id: int, saving: Saving, draft: ArticleDraft | None = None) -> bool:
    """Note one more saving of an article that is here, found at the origin of `draft` if it is given.

    False where the article is gone meanwhile.
    """
    now = store.now()
    async with store.write() as connection:
        here = select(article.c.owner).where(article.c.id == article_id, article.c.version_of.is_(None))
        owner = (await connection.execute(here)).scalar_one_or_none()
        if owner is None:
            return False
        if owner == (saving.guild_id or LIBRARY):  # what a server adds to the library's article is nobody else's to see
            if draft is not None:
                await put_sources(connection, owner, [(article_id, draft)], now)
            await put_saving(connection, article_id, saving, now)
    return True


@uninterrupted
async def add_sources(store: Store, guild_id: int | None, found: Sequence[tuple[int, ArticleDraft]]) -> None:
    """Note copies of articles of a guild (or the library), by their ids."""
    async with store.write() as connection:
        await put_sources(connection, guild_id or LIBRARY, found, store.now())


@uninterrupted
async def note_seen(store: Store, guild_id: int | None, origin: str, digest: str) -> None:
    """Note that a page was looked at just now, and what its bytes were: nothing of it had changed that matters."""
    async with store.write() as connection:
        await connection.execute(
            update(article_source)
            .where(article_source.c.owner == (guild_id or LIBRARY), article_source.c.origin == origin)
            .values(last_seen=store.now(), digest=digest)
        )
