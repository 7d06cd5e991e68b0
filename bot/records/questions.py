"""What people ask, and the answers that services give and views show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot.records import Article, ArticleCard, Kind, Page, Passage, PersonHit, Statement, Verdict
from bot.records.savings import ArticleSource

STATEMENTS_PER_PAGE = 5
ARTICLES_PER_PAGE = 8


class Period(Enum):
    """How far back a question looks; "today" is the last 24 hours, whatever the reader's zone."""

    TODAY = "today"
    THREE_DAYS = "3 days"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"

    def since(self, now: datetime) -> datetime | None:
        """The earliest time of publication that counts, or None for all."""
        days = {"today": 1, "3 days": 3, "week": 7, "month": 31}.get(self.value)
        return now - timedelta(days=days) if days else None


class Length(Enum):
    """How much a summary says."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"

    @property
    def sentences(self) -> int:
        """Sentences when there is one story."""
        return {"short": 3, "medium": 5, "long": 9}[self.value]

    @property
    def stories(self) -> tuple[int, int]:
        """When there are several stories: how many at most, and the sentences of each."""
        return {"short": (3, 1), "medium": (4, 2), "long": (5, 3)}[self.value]


@dataclass(frozen=True, slots=True)
class SummaryQuestion:
    """What a person asked of `/summary`, and when: pressed days later, its buttons still mean the same period."""

    topic: str | None = None
    period: Period = Period.ALL
    length: Length = Length.MEDIUM
    whole_guild: bool = False
    asked: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a summary with the article it is a span of, and others that report the same."""

    text: str
    article: Article
    also: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One event: its articles newest first, the headline of one of them, and lines in reading order.

    `is_short` where the articles hold hardly more than the lines: reading them is the better summary. `is_update` where
    an earlier digest has told the story: the articles and lines are what is new.
    """

    headline: str
    articles: tuple[Article, ...]
    lines: tuple[Line, ...]
    is_short: bool = False
    is_update: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The stories told, how many more there are, and how many of the articles that fit were read for it."""

    question: SummaryQuestion
    stories: tuple[Story, ...]
    more_stories: int
    read: int
    fitting: int

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article of the stories told."""
        return tuple(article for story in self.stories for article in story.articles)


@dataclass(frozen=True, slots=True)
class QuotesQuestion:
    """What a person asked of `/quotes`; `person_id` is 0 until the speaker is known."""

    person_id: int = 0
    topic: str | None = None
    direct_only: bool = False
    period: Period = Period.ALL
    page: int = 0


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """One page of what a person said."""

    question: QuotesQuestion
    person: PersonHit
    statements: Page[Statement]

    @property
    def pages(self) -> int:
        """Pages in all, at least 1."""
        return pages(self.statements.total, STATEMENTS_PER_PAGE)


@dataclass(frozen=True, slots=True)
class Context:
    """A quotation in its article: the passage around it.

    `before` and `after` tell whether the article has more text on that side.
    """

    article: Article
    passage: Passage
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Disputed:
    """A quotation whose speaker may be wrong: in context, as it is filed (None: not at all), and who else is named."""

    quote_id: int
    context: Context
    statement: Statement | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What an administrator said of a quotation; `act` undoes it, `name` is empty where nobody was named."""

    act: int
    verdict: Verdict
    name: str
    by: int


@dataclass(frozen=True, slots=True)
class ArticlesQuestion:
    """What a person asked of `/articles`."""

    search: str | None = None
    whole_guild: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """One page of the list of articles."""

    question: ArticlesQuestion
    cards: Page[ArticleCard]

    @property
    def pages(self) -> int:
        """Pages in all, at least 1."""
        return pages(self.cards.total, ARTICLES_PER_PAGE)


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article as it is kept: where its quotations stand, where it was found, and how often it was changed.

    `changes` counts the versions before it; `changed_at` is when the newest of those was replaced.
    """

    article: Article
    quoted: tuple[tuple[int, int], ...] = ()
    sources: tuple[ArticleSource, ...] = ()
    changes: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two versions of an article: sentences taken out (True) and put in (False), in order."""

    before: Article
    after: Article
    lines: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation found in the text of a message: its words, and who said them as far as the text tells."""

    words: str
    kind: Kind
    speaker: str | None
    cue: str | None


def pages(total: int, per_page: int) -> int:
    """How many pages `total` items fill, at least 1."""
    return max(1, -(-total // per_page))


def counted(statements: int) -> str:
    """How many statements, with their noun."""
    return f"{statements:,} statement{'' if statements == 1 else 's'}"


def names(items: Sequence[PersonHit]) -> str:
    """The names of people in one line."""
    return ", ".join(item.name for item in items)
