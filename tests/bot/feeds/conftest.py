"""A site on loopback, a door to it, and a clock that moves when a test moves it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from bot.ingest.door import Door
from bot.records.feeds import Feed, FeedLink, FeedOptions
from bot.services.feeds.arriving import Arriving
from bot.services.feeds.hosts import Hosts
from bot.services.feeds.polling import Poller
from bot.store import Store
from bot.store.feed import feeds
from tests.bot.feeds.site import Item, Maker, Site, rss20

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GUILD, CHANNEL = 77, 770
T = TypeVar("T")


class QuickDoor(Door):
    """A door that reads in this process: starting a child takes longer than most tests."""

    async def run(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.to_thread(function, *args)


@dataclass
class Desk:
    """A store, a site, and what polls the one for the other."""

    store: Store
    site: Site
    door: Door
    time: datetime = NOW
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ticks = 0.0
        self.hosts = Hosts(1.0, lambda: self.ticks, self._sleep)
        base = timedelta(minutes=30)
        self.poller = Poller(self.store, self.door, now=self.now, base=base, hosts=self.hosts, rng=random.Random(1))
        self.arriving = Arriving(self.store, self.door, now=self.now, hosts=self.hosts)

    def now(self) -> datetime:
        """The time as the test has it."""
        return self.time

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.ticks += seconds

    async def follow(self, path: str = "/feed", guild_id: int | None = GUILD, **options: Any) -> Feed:
        """A feed of the site that has been looked at once."""
        wishes = FeedOptions(**{"channel_id": CHANNEL if guild_id else None, **options})
        link = FeedLink(f"{self.site.base}{path}", "Quay Courier")
        added = await feeds.add_feeds(self.store, guild_id, [link], wishes, self.now(), limit=10)
        await self.poller.poll_due()
        return await self.reload(added.ids[0], guild_id)

    async def reload(self, feed_id: int, guild_id: int | None = GUILD) -> Feed:
        """The feed as it is stored now."""
        feed = await feeds.load_feed(self.store, guild_id, feed_id)
        assert feed is not None
        return feed

    def publish(self, *numbers: int, path: str = "/feed", maker: Maker = rss20, **fields: Any) -> None:
        """Show these pieces of news, the feed's own text long enough to be kept."""
        self.site.publish(path, maker, [Item(number) for number in numbers], **fields)

    def later(self, **by: float) -> None:
        """Move the clock."""
        self.time += timedelta(**by)


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    """Everything ready, and closed in good order."""
    async with Site() as site, QuickDoor(contact=None, loopback=True) as door:
        yield Desk(store, site, door)
