"""What a digest is: the schedule that asks for it, the slot it is posted in, and what it holds. Plain records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TypeAlias

from bot.records import ArticleCard, Scope, Statement
from bot.records.questions import Length, Story
from bot.records.savings import ArticleSource, FirstSaving

Mark: TypeAlias = int
"""How far articles had arrived at a moment: the id of the newest row of `arrival`, which are in the order of saving.

A digest holds what arrived after its schedule's last digest's mark, up to its own: no clock is asked.
"""

EVERY_DAY = 0b111_1111
"""The days of a schedule are bits: Monday is 1, Sunday is 64."""


class WhenEmpty(Enum):
    """What a schedule does where nothing is new."""

    SILENT = "post nothing"
    LINE = "post one line"


@dataclass(frozen=True, slots=True)
class WallTime:
    """When a schedule is due: minutes after midnight by the clocks of an IANA zone, on some days of the week."""

    minute: int
    zone: str
    days: int = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Due:
    """One time at which a schedule is due: the local date that is its slot, and the instant, aware UTC."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class ScheduleDraft:
    """A schedule as a person asks for it."""

    guild_id: int
    channel_id: int
    when: WallTime
    created_by: int
    topic: str | None = None
    length: Length = Length.MEDIUM
    whole_guild: bool = False
    role_id: int | None = None
    when_empty: WhenEmpty = WhenEmpty.SILENT
    grace: timedelta = timedelta(hours=6)

    @property
    def scope(self) -> Scope:
        """Whose articles its digests tell: the channel's, or the whole server's; the library's always."""
        return Scope(self.guild_id, None if self.whole_guild else self.channel_id)


@dataclass(frozen=True, slots=True)
class Schedule(ScheduleDraft):
    """A stored schedule.

    `due` is its next slot, None while paused or where no day is left. `start` is the mark before its first
    digest. `failures` counts the slots refused for good since the last that was posted.
    """

    id: int = 0
    created_at: datetime | None = None
    start: Mark = 0
    due: Due | None = None
    skipped: date | None = None
    paused_at: datetime | None = None
    pause_reason: str | None = None
    failures: int = 0


class State(Enum):
    """What became of a slot. CLAIMED and SENDING are under way; the others are final."""

    CLAIMED = "claimed"
    SENDING = "sending"
    POSTED = "posted"
    EMPTY = "empty"
    MISSED = "missed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Slot:
    """One digest of a schedule: of a local date ("2026-11-22"), or asked for by hand ("now-<interaction id>").

    It tells what arrived after `after`, up to `until`. `sent_at` is when it was last tried, `nonce` what
    Discord tells a repetition by.
    """

    id: int
    schedule_id: int
    day: str
    due_at: datetime
    state: State
    nonce: str
    after: Mark = 0
    until: Mark = 0
    attempts: int = 0
    claimed_at: datetime | None = None
    sent_at: datetime | None = None
    settled_at: datetime | None = None
    message_id: int | None = None
    late: bool = False
    outcome: str | None = None

    @property
    def by_hand(self) -> bool:
        """Whether somebody asked for it, rather than the clock."""
        return self.day.startswith("now-")


class Fate(Enum):
    """What happened to an article in a digest."""

    CARRIED = "carried"  # sentences of it stand in the digest
    BRIEF = "brief"  # its headline is the one line of a story
    FOLDED = "folded"  # it tells a story of the digest, in the words of another article
    CUT = "cut"  # its story did not fit
    NOTHING_NEW = "nothing new"  # an earlier digest of the schedule told its story, and it adds nothing
    EXCLUDED = "excluded"  # a filter of the schedule left it out


@dataclass(frozen=True, slots=True)
class Item:
    """An article in a digest: the number of its story, counted from 1, the lines of it that were shown, verbatim,
    and the filter that left it out."""

    article_id: int
    fate: Fate
    story: int | None = None
    lines: tuple[str, ...] = ()  # as text: the article may have another version, at other offsets, tomorrow
    filter: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What one digest holds. `items` has every article of its span, shown or not.

    `stories` are told in sentences, `brief` in their headline; both the most covered first. `sources` has every place
    where an article of theirs was found, by its id, and `savings` where it was first saved in the server.
    """

    schedule: ScheduleDraft
    stories: tuple[Story, ...]
    brief: tuple[Story, ...] = ()
    statements: tuple[Statement, ...] = ()
    items: tuple[Item, ...] = field(default=(), repr=False)
    sources: Mapping[int, tuple[ArticleSource, ...]] = field(default_factory=dict, repr=False)
    savings: Mapping[int, FirstSaving] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to one article in one digest, with the slot it was told in."""

    card: ArticleCard
    item: Item
    slot: Slot
