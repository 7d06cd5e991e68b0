"""An article's earlier versions, and where its quotations stand."""

from __future__ import annotations

from sqlalchemy import select

from bot.records import Article, Scope
from bot.store.article.cards import ARTICLE, full, visible
from bot.store.article.spans import load_spans
from bot.store.engine import Store
from bot.store.schema import article, quote
from bot.store.uninterrupted import uninterrupted


@uninterrupted
async def load_versions(store: Store, scope: Scope, article_id: int) -> list[Article]:
    """The article and its earlier versions, newest first; nothing of an article that the scope can't see."""
    async with store.read() as connection:
        one = article.c.id == article_id
        rows = await connection.execute(
            select(*ARTICLE)
            .where(one | (article.c.version_of == article_id), visible(scope))
            .order_by(article.c.version_of.is_not(None), article.c.id.desc())
        )
        return [full(row) for row in rows]


@uninterrupted
async def quoted_spans(store: Store, scope: Scope, article_id: int) -> list[tuple[int, int]]:
    """Where the quotations of an article begin and end, in the order of its text."""
    async with store.read() as connection:
        rows = await connection.execute(
            select(quote.c.spans)
            .join(article, article.c.id == quote.c.article_id)
            .where(quote.c.article_id == article_id, visible(scope))
        )
        return sorted({span for (spans,) in rows for span in load_spans(spans)})


@uninterrupted
async def count_versions(store: Store, scope: Scope, article_id: int) -> int:
    """How many earlier versions of an article are kept."""
    return max(0, len(await load_versions(store, scope, article_id)) - 1)
