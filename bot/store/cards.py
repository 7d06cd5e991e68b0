"""Rows of the article table as records, and which of them a scope may see."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement

from bot.records import Article, ArticleCard, Scope
from bot.store.schema import LIBRARY, AnyRow, article
from bot.store.spans import load_sentences

CARD = (
    article.c.id,
    article.c.title,
    article.c.url,
    article.c.source,
    article.c.published,
    article.c.saved_at,
    article.c.words,
    article.c.statements,
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
        row.id, row.title, row.url, row.source, row.published, row.saved_at, row.words, quotes=row.statements
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
    )
