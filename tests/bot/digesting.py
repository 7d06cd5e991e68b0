"""A newsroom whose bot lives by the simulated clock, for what happens at set times."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.ask import plain
from bot.client import VerbatimClient
from bot.errors import UserError
from bot.jobs import FeedsJob, Upkeep
from bot.jobs import digests as job
from bot.records import ArticleDraft
from bot.records.digest import Schedule, Slot
from bot.services.analyse import analyse
from bot.settings import Settings
from bot.store import Store, open_store
from bot.store.article import saving
from bot.store.digest import schedules, slots
from tests.conftest import all_components, text_of

BEGIN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)  # a Monday
DAY_S = 86_400
EIGHT = {"time": "8:00", "timezone": "UTC"}  # the options of the usual schedule


@dataclass
class Desk:
    """A server with a manager and a reader, and the bot in it; `path` is its database."""

    env: Any
    guild: Any
    news: Any
    lounge: Any
    chief: Any
    reader: Any
    store: Store
    path: Path
    refusals: list[UserError] = field(default_factory=list)
    saved: int = 0

    async def ask(self, command: str, **options: Any) -> str:
        """The manager asks in #news; the reply as plain text."""
        return text_of(await self.chief.slash(self.news, command, **options))

    async def save(self, title: str, text: str | None = None, **fields: Any) -> int:
        """Save an article in #news."""
        self.saved += 1
        told = (
            text or f"The council of {title} met on Monday and voted for a plan of {self.saved} million crowns.\n" * 2
        )
        draft = ArticleDraft(f"test:{self.saved}", str(self.saved), title, told, published=self.env.now(), **fields)
        (row,) = await saving.save_articles(
            self.store, [analyse(draft)], guild_id=self.guild.id, channel_id=self.news.id
        )
        return row

    def messages(self, channel: Any = None) -> list[discord.Message]:
        """The digests in a channel, the oldest first: what has the button of a slot."""
        return [message for message in (channel or self.news).history() if _has_mark(self.stored(message).components)]

    def posted(self, channel: Any = None) -> list[str]:
        """The digests in a channel as plain text, the oldest first."""
        return [plain(self.stored(message).components) for message in self.messages(channel)]

    def stored(self, message: discord.Message) -> Any:
        """A message as Discord keeps it."""
        return self.env.backend.get_message(message.channel.id, message.id)

    async def last(self, schedule_id: int = 1) -> Slot:
        """The newest slot of a schedule."""
        return (await slots.last_slots(self.store, [schedule_id]))[schedule_id]

    async def waiting(self) -> list[Schedule]:
        """The schedules of the server."""
        return await schedules.schedules_of(self.store, self.guild.id)

    async def only(self) -> Schedule:
        """The one schedule of the server."""
        (one,) = await self.waiting()
        return one


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """The bot on a simulated server at six in the morning, UTC; every error it swallows fails the test."""
    monkeypatch.setattr(job, "MAX_NAP_S", 90_000.0)  # the simulated clock never leaps
    for other in (FeedsJob, Upkeep):  # their ticks are no part of this, and there are thousands of them in a year
        monkeypatch.setattr(other, "start", lambda self: None)
    envs: list[Any] = []

    def now() -> datetime:
        moment: datetime = envs[0].backend.clock.now() if envs else BEGIN
        return moment

    path = tmp_path / "verbatim.db"
    async with await open_store(f"sqlite+aiosqlite:///{path}", clock=now) as store:
        refusals: list[UserError] = []
        client = VerbatimClient(store, Settings(contact="the desk"), now=now, on_refusal=refusals.append)
        # Shorter than any nap of the dispatcher here: a nap that ends before would be waited for in real time.
        env = simcord.Env(client, settle_timeout=58)
        env.backend.clock.advance((BEGIN - env.backend.clock.now()).total_seconds())
        envs.append(env)
        await env.start()
        try:
            guild = env.create_guild("Newsroom")
            news, lounge = guild.create_text_channel("news"), guild.create_text_channel("lounge")
            managers = guild.create_role("desk", permissions=discord.Permissions(manage_guild=True))
            chief = guild.add_member(env.create_user("chief"), roles=[managers])
            reader = guild.add_member(env.create_user("reader"))
            yield Desk(env, guild, news, lounge, chief, reader, store, path, refusals)
        finally:
            await env.shutdown()
        env._raise_errors_since(env._errors_acknowledged)


def _has_mark(components: list[dict[str, Any]]) -> bool:
    return any((part.get("custom_id") or "").startswith("digest:") for part in all_components(components))
