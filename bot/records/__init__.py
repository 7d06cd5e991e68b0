"""The plain records that pass between store, services and views."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Literal, TypeVar

from summaries.document import Kind as Kind
from summaries.document import Role

T = TypeVar("T")
Verdict = Literal["person", "unnamed", "none"]
"""What an administrator says of a quotation's speaker: this person, nobody by name, or that it is no quotation."""


# A stretch of an article cut into (text, whether it is quoted): joined again, it is a span of the article.
Passage = tuple[tuple[str, bool], ...]


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Passage:
    """`text` cut at the (start, end) of `spans`, which may touch or overlap and come in any order."""
    parts, at = [], 0
    for start, end in sorted(spans):
        start, end = max(start, at), max(end, at)
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    parts.append((text[at:], False))
    return tuple((part, said) for part, said in parts if part)


@dataclass(frozen=True, slots=True)
class Scope:
    """What one question may see: the library, and the articles of one guild.

    `guild_id` None (a direct message) sees the library alone. `channel_id` narrows the guild's own
    articles to those linked to that channel; the library stays.
    """

    guild_id: int | None
    channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as it comes through the door, normalised, before it is stored.

    `origin` names where it came from within its guild or the library ("seed:harbour.md", a URL); the
    same origin again replaces the article. `digest` changes when the origin's bytes change.
    """

    origin: str
    digest: str
    title: str
    text: str = field(repr=False)
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteDraft:
    """One quotation found in a draft: characters start to end of its text.

    `statement` numbers the statements of the article: spans of one interrupted quotation share it.
    `speaker` is the full name it is filed under, None where the speaker is no named person.
    """

    start: int
    end: int
    kind: Kind
    speaker: str | None
    mention: str | None
    cue: str | None
    statement: int


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody an article names in full, and what it says they are ("harbour master of Ostmark"; may be empty)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the engine found in a draft, once, at saving."""

    language: str | None
    sentences: tuple[tuple[int, int, Role], ...]
    quotes: tuple[QuoteDraft, ...]
    keys: tuple[int, ...] = ()  # by which copies of the text are found
    people: tuple[NamedPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article. Times are aware UTC; `guild_id` None is the library.

    An earlier version has `superseded_at`, and the id of the current one as `version_of`. `also` names the other
    sites that have the same text.
    """

    id: int
    guild_id: int | None
    title: str
    text: str = field(repr=False)
    url: str | None
    source: str | None
    author: str | None
    published: datetime | None
    saved_at: datetime
    language: str | None
    sentences: tuple[tuple[int, int, Role], ...] = field(repr=False)
    version_of: int | None = None
    superseded_at: datetime | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """A stored article without its text, for lists. `quotes` counts its statements, `words` its words.

    `also` names the other sites that have the same text.
    """

    id: int
    title: str
    url: str | None
    source: str | None
    published: datetime | None
    saved_at: datetime
    words: int
    quotes: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person that some visible article quotes.

    `ids` are the rows behind the name (the library and a guild file the same person apart);
    `statements` counts what they said; `score` is 0 to 100, 100 for the name itself or a part of it.
    """

    ids: tuple[int, ...]
    name: str
    statements: int
    score: float = 100.0


@dataclass(frozen=True, slots=True)
class QuoteSource:
    """One place where a statement is reported: its spans within one article.

    `withdrawn` is when the article was replaced by a version that no longer has the statement.
    """

    quote_id: int
    article: ArticleCard
    spans: tuple[tuple[int, int], ...]
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Who said when that a statement is not `found`'s, as the engine filed it; `act` undoes it."""

    act: int
    by: int
    at: datetime
    found: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person said, once, with every article that reports it, newest first.

    `speaker` is the person it is filed under. The rest stands in the first source's article: `mention` and `cue`
    ("the minister", "explained"), and `passage`, the sentences that hold the statement.
    """

    id: int
    speaker: str | None
    kind: Kind
    cue: str | None
    mention: str | None
    passage: Passage
    sources: tuple[QuoteSource, ...]
    correction: Correction | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What was said: verbatim spans of the article, several where the quotation is interrupted."""
        return tuple(text for text, said in self.passage if said)

    @property
    def withdrawn(self) -> datetime | None:
        """When the last article that had it was changed; None while one has it."""
        dates = [source.withdrawn for source in self.sources]
        return None if None in dates else max((date for date in dates if date), default=None)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a longer list: `items` begin at `offset` of `total`."""

    items: tuple[T, ...]
    total: int
    offset: int
