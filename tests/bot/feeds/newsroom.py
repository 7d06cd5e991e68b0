"""A server whose people follow feeds: the simulated Discord, the bot in it, and a site on loopback."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.ask import plain
from bot.client import VerbatimClient
from bot.records import Scope
from bot.settings import Settings
from bot.store import Store
from bot.store.article import articles
from tests.bot.feeds.site import Item, Site, rss20
from tests.bot.ingest.doors import QuickDoor
from tests.conftest import NOW, text_of


@dataclass
class Newsroom:
    """A server with an administrator and a reader, the bot in it, and a site on loopback."""

    env: Any
    guild: Any
    news: Any
    lounge: Any
    boss: Any
    reader: Any
    store: Store
    site: Site
    time: datetime = NOW
    doors: list[QuickDoor] = field(default_factory=list)

    def now(self) -> datetime:
        """The time as the test has it."""
        return self.time

    def client(self, limit: int = 1000) -> VerbatimClient:
        """A bot that waits for no host."""
        settings = Settings(contact="the desk", feeds_per_server=limit)
        door = QuickDoor(contact=None, loopback=True)
        self.doors.append(door)
        client = VerbatimClient(self.store, settings, now=self.now, door=door)
        client.poller.hosts.spacing_s = 0
        return client

    async def do(self, command: str, person: Any = None, **options: Any) -> Any:
        """One command of the administrator's in #news."""
        self.time += timedelta(seconds=10)
        options = {name.replace("_", "-"): value for name, value in options.items()}
        return await (person or self.boss).slash(self.news, f"feed {command}", **options)

    async def ask(self, command: str, person: Any = None, **options: Any) -> str:
        """Its reply as text."""
        return text_of(await self.do(command, person, **options))

    async def add(self, path: str = "/feed", **options: Any) -> str:
        """Follow a feed of the site."""
        return await self.ask("add", url=f"{self.site.base}{path}", **options)

    async def pass_time(self, **by: float) -> None:
        """Let the clock run, and the job have its rounds."""
        self.time += timedelta(**by)
        await self.env.advance_time(61)

    def publish(self, *numbers: int, path: str = "/feed") -> None:
        """Show these pieces of news."""
        self.site.publish(path, rss20, [Item(number) for number in numbers])

    async def stored(self) -> list[str]:
        """The titles that /summary finds in #news."""
        scope = Scope(self.guild.id, self.news.id)
        return [card.title for card in (await articles.find_articles(self.store, scope, limit=50)).items]

    def posted(self, channel: Any = None) -> list[str]:
        """What the bot has said in a channel, as text."""
        return [text_of_message(one) for one in (channel or self.news).history() if one.author.bot]


def text_of_message(message: Any) -> str:
    """A message's components as plain text."""
    return plain([component.to_dict() for component in message.components])
