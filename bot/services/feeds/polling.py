"""Polling: each feed that is due is looked at once, and what is new in it is noted for saving."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.errors import UserError
from bot.ingest.errors import DoorError, HttpStatus, TooHard
from bot.ingest.feeds import Look, look
from bot.records.feeds import Decision, Feed, FeedState
from bot.services.feeds.filters import judge
from bot.services.feeds.hosts import Hosts
from bot.services.feeds.rounds import work_off
from bot.services.feeds.schedule import after_failure, after_success, given_up
from bot.store import Store
from bot.store.feed import polls
from bot.store.feed.polls import Failure, Success

if TYPE_CHECKING:
    from bot.ingest.door import Door

log = logging.getLogger(__name__)
AT_ONCE = 8
CLAIMED = 24  # at once: the last of them, all on one host that never answers, is polled within CLAIM
CLAIM = timedelta(minutes=10)
MOVED_POLLS = 3  # polls in a row that are sent to the same new address, until the feed is polled there
GONE = 410


class NotAFeed(UserError):
    """What an address sends is no feed."""

    def __init__(self, url: str) -> None:
        super().__init__(
            "{url} is no feed that can be read: neither RSS, nor Atom, nor JSON Feed.",
            "Give the address of the feed, or of the site's home page.",
            url=url[:200],
        )


@dataclass(slots=True)
class PollReport:
    """What became of the feeds that were due."""

    polled: int = 0
    unchanged: int = 0
    new: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


class Poller:
    """Polls the feeds of a store through a door. `base` is the usual time between two polls."""

    def __init__(
        self,
        store: Store,
        door: Door,
        *,
        now: Callable[[], datetime],
        base: timedelta,
        hosts: Hosts | None = None,
        rng: random.Random | None = None,
    ) -> None:
        self.store, self.door, self.now, self.base = store, door, now, base
        self.hosts = hosts or Hosts()
        self._rng = rng or random.Random()  # noqa: S311 - jitter keeps no secret
        self._places = asyncio.Semaphore(AT_ONCE)

    async def poll_due(self, report: PollReport | None = None) -> PollReport:
        """Poll every feed that is due now, each in its own try; also called by two processes at once."""
        report = report or PollReport()

        async def claim(count: int) -> Sequence[Feed]:
            now = self.now()
            return await polls.claim_feeds(self.store, now, now + CLAIM, count)

        await work_off(claim, lambda feed: self._poll_one(feed, report), CLAIMED)
        return report

    async def _poll_one(self, feed: Feed, report: PollReport) -> None:
        report.polled += 1
        try:
            new = await self.poll(feed)
        except UserError as error:
            report.failed.append((feed.name, told(error)))
        except Exception:  # the outer edge of one feed: the claim expires, and it is tried again
            log.exception("feed %d could not be polled", feed.id)
            report.failed.append((feed.name, "could not be polled: the log tells why"))
        else:
            report.unchanged += new is None
            report.new += new or 0

    async def poll(self, feed: Feed) -> int | None:
        """Look at a feed and note what came of it: the number of new entries, None where it is unchanged.

        Raises the UserError that was noted as its failure.
        """
        try:
            seen = await self.look(feed)
        except (DoorError, NotAFeed) as error:
            await self._fail(feed, error)
            raise
        return await self.note(feed, seen)

    async def look(self, feed: Feed) -> Look:
        """The feed as it is now, in its host's turn. Raises DoorError and NotAFeed."""
        async with self.hosts.turn(feed.url), self._places:
            seen = await look(self.door, feed.url, etag=feed.etag, modified=feed.modified, digest=feed.digest)
        if not seen.unchanged and seen.feed is None:
            raise NotAFeed(feed.url)
        return seen

    async def note(self, feed: Feed, seen: Look) -> int | None:
        """Note what a look at a feed showed: the number of new entries, None where it is unchanged."""
        now = self.now()
        decisions = await self.decisions(feed, seen)
        columns: dict[str, Any] = {"etag": seen.etag, "modified": seen.modified, "digest": seen.digest}
        if seen.feed is not None:
            columns |= {"ttl_s": seen.feed.ttl_s, "site": seen.feed.site or feed.site}
            columns |= {"title": seen.feed.title or feed.title}
        asked_s = max(seen.asked_s, columns.get("ttl_s", feed.ttl_s))
        moved_to = seen.moved_to if seen.moved_to != feed.url else None
        success = Success(
            after_success(now, self.base, asked_s, self._rng),
            columns,
            moved_to,
            [decision.entry for decision in decisions],
            [decision.entry for decision in decisions if decision.kept],
        )
        new = await polls.record_success(self.store, feed, now, success)
        if moved_to and moved_to == feed.moved_to and feed.moved_seen + 2 >= MOVED_POLLS:
            await polls.move(self.store, feed, moved_to)
        return None if seen.unchanged else new

    async def decisions(self, feed: Feed, seen: Look) -> Sequence[Decision]:
        """What a poll that saw this does with each entry, and why."""
        if seen.feed is None:
            return ()
        entries = seen.feed.entries
        known = await polls.known_keys(self.store, feed.id, {key for entry in entries for key in entry.keys})
        return await asyncio.to_thread(judge, entries, known, feed)

    async def _fail(self, feed: Feed, error: UserError) -> None:
        now, failures = self.now(), feed.failures + 1
        since = feed.failing_since or now
        state = FeedState.ACTIVE
        if isinstance(error, HttpStatus) and error.status == GONE:
            state = FeedState.GONE
        elif given_up(now, since) or (feed.primed_at is None and not _may_pass(error)):
            state = FeedState.FAILED
        wait_s = error.retry_after if isinstance(error, HttpStatus) else None
        next_at = after_failure(now, self.base, failures, since, wait_s, self._rng)
        # A feed that never could be read is told of where it was added, and not in its channel too.
        notice = told(error) if state is not FeedState.ACTIVE and feed.primed_at is not None else None
        await polls.record_failure(self.store, feed, now, Failure(next_at, told(error), state, notice))


def _may_pass(error: UserError) -> bool:
    """Whether a feed that never was read may be read later; reading takes too long on a busy machine too."""
    return isinstance(error, TooHard) or (isinstance(error, DoorError) and error.temporary)


def told(error: UserError) -> str:
    """The cause in one line, without the remedy, which is for who typed the address."""
    return error.told(str)[0]
