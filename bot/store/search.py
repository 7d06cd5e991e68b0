"""What a person typed, as a query of the full-text indexes: the only place that knows FTS5's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import BindParameter, Integer, Select, column, literal_column, select, table

from summaries.topics import beginning

_WORD = re.compile(r"\w+")
_MAX_WORDS, _MAX_LETTERS = 12, 40


def words_query(topic: str) -> str | None:
    """The FTS5 expression for articles with all words of a topic; None where no word is left of it.

    A word finds its own inflected forms: the index is stemmed as English is, and a longer word also
    finds what begins as it does without its ending. Every word is quoted, so that nothing in it is syntax.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", topic).replace("_", " "))[:_MAX_WORDS]
    terms = [_term(word[:_MAX_LETTERS]) for word in dict.fromkeys(word.casefold() for word in words)]
    return " AND ".join(terms) or None


def articles_query(topic: str, owners: Collection[int]) -> str | None:
    """What `matching_articles` takes for the articles of these owners with all words in their title or text."""
    return _query("owner", owners, "{title text}", topic)


def quotes_query(topic: str, person_ids: Collection[int]) -> str | None:
    """What `matching_quotes` takes for the quotes of these people with all words in their sentences or title."""
    return _query("person", person_ids, "words", topic)


def matching_articles(query: BindParameter[str]) -> Select[int]:
    """Selects the ids of the articles that a query finds."""
    return _matching("article_text", query)


def matching_quotes(query: BindParameter[str]) -> Select[int]:
    """Selects the ids of the quotes that a query finds."""
    return _matching("quote_text", query)


def _query(key: str, ids: Collection[int], columns: str, topic: str) -> str | None:
    words = words_query(topic)
    if words is None:
        return None
    of = " OR ".join(f'"{number}"' for number in ids)
    return f"{key} : ({of}) AND {columns} : ({words})"


def _matching(index: str, query: BindParameter[str]) -> Select[int]:
    found = table(index, column("rowid", Integer))
    return select(found.c.rowid).where(literal_column(index).op("MATCH")(query))


def _term(word: str) -> str:
    begins = beginning(word)
    return f'("{word}" OR "{begins}" *)' if begins else f'"{word}"'
