"""Saving an article, and taking it out again: the plain records that pass between store, services and views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.records import ArticleCard

Outcome = Literal["saved", "known", "updated", "wire"]
"""New; here already; changed, and a new version now; the text of an article here, found at one more address."""


@dataclass(frozen=True, slots=True)
class Quotas:
    """The most that a server and a person may save in a day (of UTC), and that a server may have in all."""

    server_a_day: int = 2000
    person_a_day: int = 200
    server_total: int = 100_000


DEFAULT_QUOTAS = Quotas()


@dataclass(frozen=True, slots=True)
class Saving:
    """Who saves an article, and where. `guild_id` None is the library, which has no channels.

    `message_id` is a message of that channel that people can be led to. With `from_message` the article stands or
    is linked in that very message, and the saving ends when the message is deleted.
    """

    guild_id: int | None
    channel_id: int | None = None
    message_id: int | None = None
    user_id: int | None = None
    from_message: bool = True


@dataclass(frozen=True, slots=True)
class FirstSaving:
    """When, where and by whom an article was first saved in a server, as far as that is known."""

    at: datetime
    channel_id: int
    message_id: int | None
    user_id: int | None


@dataclass(frozen=True, slots=True)
class ArticleSource:
    """One place where an article was found. `name` is the site's, `first_seen` aware UTC."""

    origin: str
    url: str | None
    name: str | None
    title: str
    author: str | None
    published: datetime | None
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a saving.

    `lead` has the first two sentences, verbatim. `speakers` counts the statements of each name, most first;
    None stands for those of nobody by name. `first` is the first saving in this server (None in the library).
    `sources` has every place where the article was found, the one whose text is kept first.
    """

    outcome: Outcome
    card: ArticleCard
    lead: tuple[str, ...]
    speakers: tuple[tuple[str | None, int], ...]
    first: FirstSaving | None = None
    sources: tuple[ArticleSource, ...] = ()
    in_library: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: the key to undo it, and whether the article left the server or some channels alone."""

    id: int
    title: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Backfill:
    """A reading of a channel's history from `since` on: how far it is, and how it ended.

    `report` is the channel and the message that tell of it. `state` is running, done or stopped, with the reason.
    """

    id: int
    guild_id: int
    channel_id: int
    user_id: int
    report: tuple[int, int]
    since: datetime
    last_message_id: int = 0
    messages: int = 0
    saved: int = 0
    known: int = 0
    failed: int = 0
    state: str = "running"
    reason: str | None = None
