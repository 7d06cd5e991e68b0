"""Rows of the article table as records, and which of them a scope may see."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, func, select

from bot.records import Article, ArticleCard, Scope
from bot.store.article.spans import load_sentences
from bot.store.schema import LIBRARY, AnyRow, article, article_source

_COPIES = (
    select(func.json_group_array(func.coalesce(article_source.c.name, article_source.c.title)))
    .where(article_source.c.article_id == article.c.id, article_source.c.origin != article.c.origin)
    .correlate(article)
    .scalar_subquery()
    .label("copies")
)
CARD = (
    article.c.id,
    article.c.title,
    article.c.url,
    article.c.source,
    article.c.published,
    article.c.saved_at,
    article.c.words,
    article.c.statements,
    _COPIES,
)
ARTICLE = (
    article.c.id,
    article.c.guild_id,
    article.c.title,
    article.c.text,
    article.c.url,
    article.c.source,
    article.c.author,
    article.c.published,
    article.c.saved_at,
    article.c.language,
    article.c.sentences,
    article.c.version_of,
    article.c.superseded_at,
    _COPIES,
)
CURRENT = article.c.version_of.is_(None)
"""The condition that an article is no superseded version: the one that lists, counts and searches all have."""


def owners(scope: Scope) -> tuple[int, ...]:
    """Whose rows a scope sees: the library's, and its guild's."""
    return (LIBRARY,) if scope.guild_id is None else (LIBRARY, scope.guild_id)


def visible(scope: Scope) -> ColumnElement[bool]:
    """The condition that an article, of whatever version, is the library's or the scope's guild's."""
    return among_owners(article.c.owner, owners(scope))


def among_owners(owner: ColumnElement[int], of: Any) -> ColumnElement[bool]:
    """The condition on rows that are found by something else.

    The sum keeps SQLite from walking an index of all that the owner has: it takes an owner for as
    selective as any other key.
    """
    return (owner + 0).in_(of)


def card(row: AnyRow) -> ArticleCard:
    """The record of a row of the columns CARD."""
    return ArticleCard(
        id=row.id,
        title=row.title,
        url=row.url,
        source=row.source,
        published=row.published,
        saved_at=row.saved_at,
        words=row.words,
        quotes=row.statements,
        also=_also(row),
    )


def full(row: AnyRow) -> Article:
    """The record of a row of the columns ARTICLE."""
    return Article(
        id=row.id,
        guild_id=row.guild_id,
        title=row.title,
        text=row.text,
        url=row.url,
        source=row.source,
        author=row.author,
        published=row.published,
        saved_at=row.saved_at,
        language=row.language,
        sentences=load_sentences(row.sentences),
        version_of=row.version_of,
        superseded_at=row.superseded_at,
        also=_also(row),
    )


def _also(row: AnyRow) -> tuple[str, ...]:
    """The sites of copies, each once; a site that has the article at two addresses is one."""
    return tuple(dict.fromkeys(name for name in json.loads(row.copies) if name not in (row.source, row.title)))
