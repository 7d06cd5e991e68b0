"""New entries of feeds become articles: the full text of their pages, or the feed's own."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.ingest import urls
from bot.ingest.errors import DoorError
from bot.records import ArticleDraft
from bot.records.feeds import FeedEntry, PendingEntry
from bot.records.savings import DEFAULT_QUOTAS, Quotas, Saved, Saving
from bot.services.feeds.filters import long_enough
from bot.services.feeds.hosts import Hosts
from bot.services.feeds.rounds import work_off
from bot.services.saving import save_draft
from bot.store import Store
from bot.store.feed import polls

if TYPE_CHECKING:
    from bot.ingest.door import Door

log = logging.getLogger(__name__)
AT_ONCE = 4
CLAIMED = 12  # at once: the last of them, all on one host that never answers, is fetched within CLAIM
CLAIM = timedelta(minutes=10)
ATTEMPTS = 4
RETRY = timedelta(minutes=15)  # doubled each time
AHEAD = timedelta(days=1)  # a date later than this is a mistake of the feed


@dataclass(slots=True)
class ArrivalReport:
    """What became of the entries that waited: `dropped` names those given up, with reasons."""

    saved: int = 0
    known: int = 0
    delayed: int = 0
    dropped: list[tuple[str, str]] = field(default_factory=list)


class NoRobots(UserError):
    """The site lets no robots read the page, and the feed says too little to be kept by itself."""

    def __init__(self) -> None:
        super().__init__("The site lets no robots read this page, and the feed's own text is too short.")


class Arriving:
    """Saves the new entries of feeds through a door."""

    def __init__(
        self, store: Store, door: Door, *, now: Callable[[], datetime], hosts: Hosts, quotas: Quotas = DEFAULT_QUOTAS
    ) -> None:
        self._store, self._door, self._now, self._hosts, self._quotas = store, door, now, hosts, quotas
        self._places = asyncio.Semaphore(AT_ONCE)

    async def save_due(self) -> ArrivalReport:
        """Save every entry that waits, each in its own try; one that fails is tried ATTEMPTS times in all."""
        report = ArrivalReport()

        async def claim(count: int) -> Sequence[PendingEntry]:
            now = self._now()
            return await polls.claim_entries(self._store, now, now + CLAIM, count)

        await work_off(claim, lambda pending: self._save_one(pending, report), CLAIMED)
        return report

    async def _save_one(self, pending: PendingEntry, report: ArrivalReport) -> None:
        async with self._places:
            try:
                saved = await self._save(pending)
            except UserError as error:
                await self._put_off(pending, error.told(str)[0], report, final=not _may_pass(error))
                return
            except Exception:  # the outer edge of one entry: the others are saved all the same
                log.exception("entry %d of feed %d could not be saved", pending.id, pending.feed.id)
                await self._put_off(pending, "could not be saved: the log tells why", report, final=False)
                return
        told = not self._is_news(pending, saved)
        report.saved += saved.outcome != "known"
        report.known += saved.outcome == "known"
        await polls.entry_saved(self._store, pending, saved.card.id, told=told)

    async def _put_off(self, pending: PendingEntry, reason: str, report: ArrivalReport, *, final: bool) -> None:
        if final or pending.attempts >= ATTEMPTS:
            report.dropped.append((pending.entry.title, reason))
            log.info("entry %r of feed %d is given up: %s", pending.entry.title, pending.feed.id, reason)
            await polls.entries_done(self._store, [pending.id])
        else:
            report.delayed += 1
            await polls.entry_delayed(self._store, pending.id, self._now() + RETRY * 2 ** (pending.attempts - 1))

    @staticmethod
    def _is_news(pending: PendingEntry, saved: Saved) -> bool:
        """Whether the feed's channel is to be told: not of what was posted or told there before."""
        options = pending.feed.options
        if not options.posts or pending.feed.silenced or options.channel_id is None or saved.outcome == "updated":
            return False
        return saved.outcome != "known" or saved.first is None or saved.first.channel_id != options.channel_id

    async def _save(self, pending: PendingEntry) -> Saved:
        feed = pending.feed
        saving = Saving(feed.guild_id, feed.options.channel_id, from_message=False)
        draft = await self._draft(pending)
        return await save_draft(self._store, self._door, draft, saving, self._now(), self._quotas)

    async def _draft(self, pending: PendingEntry) -> ArticleDraft:
        """The article behind an entry, or the entry itself where its page can't be had or holds no article."""
        entry, feed = pending.entry, pending.feed
        own = own_draft(entry, feed.title or None, self._now())
        if not (feed.options.full_text and entry.url):
            return own
        try:
            page = await self._page(entry.url)
        except DoorError as error:
            if error.temporary and pending.attempts < ATTEMPTS:
                raise
            if not long_enough(entry):
                raise
            return own
        if page is None:
            if not long_enough(entry):
                raise NoRobots
            return own
        return replace(
            page,
            source=page.source or own.source,
            author=page.author or own.author,
            published=page.published or own.published,
        )

    async def _page(self, url: str) -> ArticleDraft | None:
        """The article at an address; None where robots may not fetch it."""
        async with self._hosts.turn(url):
            if not await self._door.allowed(url):
                return None
        async with self._hosts.turn(url):
            return await self._door.article(url)


def _may_pass(error: UserError) -> bool:
    """Whether trying again may help: a site that is down, a quota that is used up today."""
    return error.temporary if isinstance(error, DoorError) else not isinstance(error, NoRobots)


def own_draft(entry: FeedEntry, source: str | None, now: datetime) -> ArticleDraft:
    """An entry's own words as an article."""
    text = entry.own_text
    published = entry.published if entry.published and entry.published < now + AHEAD else None
    digest = hashlib.sha256(f"{entry.title}\0{text}".encode()).hexdigest()
    try:
        url = urls.canonical(entry.url) if entry.url else None
    except ValueError:
        url = None
    origin = f"url:{url}" if url else f"feed:{digest}"
    return ArticleDraft(origin, digest, entry.title, text, url, source, entry.author, published)
