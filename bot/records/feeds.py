"""Feeds, their entries and what becomes of them: the plain records that pass between store, services and views."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed as plain text, capped; `published` is aware UTC, `url` absolute http(s).

    `summary` and `content` are the feed's own words about the article: either may be empty. By any of its `keys`
    the entry is known again.
    """

    id: str
    url: str | None
    title: str
    summary: str = field(repr=False)
    content: str = field(repr=False)
    published: datetime | None
    author: str | None
    keys: tuple[int, ...] = field(default=(), repr=False)

    @property
    def own_text(self) -> str:
        """The longer of what the feed itself says."""
        return max(self.content, self.summary, key=len)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as it was fetched: its entries newest first, `ttl_s` the least seconds between two looks at it."""

    title: str
    site: str | None
    entries: tuple[FeedEntry, ...]
    ttl_s: int = 0


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names: its address and title."""

    url: str
    title: str


class FeedState(Enum):
    """Whether a feed is polled: `paused` by a person, `failed` after long failure, `gone` by the site's own word."""

    ACTIVE = "active"
    PAUSED = "paused"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """How a server wants a feed: its channel, its filters (words apart by commas), full texts, posts or none."""

    channel_id: int | None = None
    include: str = ""
    exclude: str = ""
    full_text: bool = True
    posts: bool = True


@dataclass(frozen=True, slots=True)
class Feed:
    """A stored feed. `guild_id` None is the library's; `primed_at` is its first successful poll, None before.

    `silenced` where it would post into its channel and could not.
    """

    id: int
    guild_id: int | None
    url: str
    title: str
    site: str | None
    options: FeedOptions
    state: FeedState
    added_by: int | None
    primed_at: datetime | None
    polled_at: datetime | None
    next_at: datetime
    failing_since: datetime | None
    failures: int
    error: str | None
    silenced: bool
    etag: str | None = field(repr=False)
    modified: str | None = field(repr=False)
    digest: str | None = field(repr=False)
    ttl_s: int = field(repr=False)
    moved_to: str | None = field(repr=False)
    moved_seen: int = field(repr=False)
    kept: int = 0

    @property
    def name(self) -> str:
        """Its title, or its address where it has none."""
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """A new entry that waits to be saved, for the `attempts`-th time."""

    id: int
    feed: Feed
    entry: FeedEntry
    attempts: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that came by a feed and that the feed's channel has not been told of."""

    entry_id: int
    feed: Feed
    title: str
    url: str | None
    source: str | None
    published: datetime | None


@dataclass(frozen=True, slots=True)
class FeedImport:
    """A list of feeds on its way in, and the message that tells how far it is.

    Of `total` feeds `known` were followed before, `over` are more than a server may have, `waiting` were not looked
    at yet; `problems` names those that can't be read, with reasons.
    """

    id: int
    guild_id: int | None
    channel_id: int
    message_id: int | None
    total: int
    known: int
    over: int
    waiting: int
    problems: tuple[tuple[str, str], ...]

    @property
    def done(self) -> int:
        """Feeds looked at, those that were here before included."""
        return self.total - self.waiting


class Fate(Enum):
    """What a poll does with an entry, and why."""

    NEW = "new"
    KNOWN = "known"
    FIRST_POLL = "first poll"
    EXCLUDED = "excluded"
    NOT_INCLUDED = "not included"
    OLD = "old"
    TOO_MANY = "too many"
    TOO_SHORT = "too short"
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry and its fate; `word` is the filter's word that decided, if one did.

    ROBOTS is an entry that is kept with the feed's own text, because the site allows no robots on its page.
    """

    entry: FeedEntry
    fate: Fate
    word: str = ""

    @property
    def kept(self) -> bool:
        """Whether the entry becomes an article."""
        return self.fate in {Fate.NEW, Fate.ROBOTS}
