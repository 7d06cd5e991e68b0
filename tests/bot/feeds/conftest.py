"""A site on loopback, a door to it, a clock that moves when a test moves it, and a bot that follows the site."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.ingest.door import Door
from bot.records.feeds import Feed, FeedLink, FeedOptions
from bot.services.feeds.arriving import Arriving
from bot.services.feeds.hosts import Hosts
from bot.services.feeds.polling import Poller
from bot.store import Store
from bot.store.feed import feeds
from tests.bot.feeds.making import NOW
from tests.bot.feeds.newsroom import Newsroom
from tests.bot.feeds.site import Item, Maker, Site, rss20
from tests.bot.ingest.doors import QuickDoor
from tests.conftest import SETTLE_S

GUILD, CHANNEL = 77, 770


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


@pytest.fixture
async def newsroom(store: Store) -> AsyncIterator[Newsroom]:
    """The bot on a simulated server; every error it swallows fails the test."""
    async with Site() as site:
        room = Newsroom(None, None, None, None, None, None, store, site)
        env = room.env = simcord.Env(room.client(), settle_timeout=SETTLE_S)
        await env.start()
        try:
            room.guild = guild = env.create_guild("Newsroom")
            room.news, room.lounge = guild.create_text_channel("news"), guild.create_text_channel("lounge")
            manager = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
            room.boss = guild.add_member(env.create_user("boss"), roles=[manager])
            room.reader = guild.add_member(env.create_user("reader"))
            yield room
        finally:
            await env.shutdown()
            for door in room.doors:
                await door.aclose()
        env._raise_errors_since(env._errors_acknowledged)
