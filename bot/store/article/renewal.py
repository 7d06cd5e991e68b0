"""Stored articles read anew by a newer engine: their words stay, what was found in them is replaced."""

from __future__ import annotations

from sqlalchemy import func, select, update

from bot.records import Analysis, ArticleDraft
from bot.store.article.cards import CURRENT
from bot.store.article.found import Found, put_found
from bot.store.article.putting import article_row, settle_versions
from bot.store.article.sayings import Taken, forget, take_quotes
from bot.store.engine import Store
from bot.store.schema import article, quote
from bot.store.uninterrupted import uninterrupted

_FOUND = ("language", "sentences", "statements")  # the columns that an analysis fills


@uninterrupted
async def newest_article(store: Store) -> int:
    """The greatest id of any article, 0 where there is none."""
    async with store.read() as connection:
        return (await connection.execute(select(func.max(article.c.id)))).scalar_one() or 0


@uninterrupted
async def articles_after(store: Store, after: int, upto: int, limit: int) -> list[tuple[int, ArticleDraft]]:
    """The current articles of all servers and the library with after < id <= upto, in order of id, as drafts."""
    columns = [article.c[name] for name in ArticleDraft.__dataclass_fields__]
    these = select(article.c.id, *columns).where(article.c.id > after, article.c.id <= upto, CURRENT)
    async with store.read() as connection:
        rows = await connection.execute(these.order_by(article.c.id).limit(limit))
        return [(row.id, ArticleDraft(*row[1:])) for row in rows]


@uninterrupted
async def renew_article(store: Store, article_id: int, draft: ArticleDraft, analysis: Analysis) -> bool:
    """Replace what was found in an article, in one transaction; False where its text is another by now, or gone."""
    taken = Taken()
    async with store.write() as connection:
        here = article.c.id == article_id
        asked = select(article.c.guild_id, article.c.dated).where(here, CURRENT, article.c.text == draft.text)
        row = (await connection.execute(asked)).one_or_none()
        if row is None:
            return False
        columns = article_row(row.guild_id, draft, analysis, store.now())
        await connection.execute(update(article).where(here).values({name: columns[name] for name in _FOUND}))
        await take_quotes(connection, quote.c.article_id == article_id, taken)
        await put_found(connection, row.guild_id, [Found(article_id, draft, analysis, row.dated)])
        await settle_versions(connection, article_id, taken)
        await forget(connection, taken)
    return True
