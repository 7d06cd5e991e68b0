"""A real store, the seeds in it, and the real client on a simulated Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import hypothesis
import pytest
import simcord

from bot.ask import plain
from bot.client import VerbatimClient
from bot.errors import UserError
from bot.ingest.door import Door
from bot.records import ArticleDraft
from bot.services.analyse import analyse
from bot.settings import Settings
from bot.store import Store, open_store
from bot.store.article import saving
from bot.store.opening import prepare

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
# How long a simulated Discord lets the bot work. It waits in real time for every nap of the bot's that ends within
# this, and the shortest is a minute: less than half of one, so that a test may itself take as long.
SETTLE_S = 20.0

# No test asserts a time; and what one machine finds, every machine finds.
hypothesis.settings.register_profile("verbatim", deadline=None, derandomize=True)
hypothesis.settings.load_profile("verbatim")


class Clock:
    """The time as the tests set it."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        """A minute later at every look, so that nobody is asked to wait between two questions."""
        self.time += timedelta(minutes=1)
        return self.time


@dataclass
class Room:
    """A server with two channels and two people, and the bot in it."""

    env: Any
    guild: Any
    news: Any
    lounge: Any
    anna: Any
    ben: Any
    store: Store
    refusals: list[UserError] = field(default_factory=list)

    async def ask(self, command: str, **options: Any) -> str:
        """Anna asks in #news; the reply as plain text."""
        return text_of(await self.anna.slash(self.news, command, **options))


def text_of(result: Any) -> str:
    """The reply of an interaction as plain text."""
    return plain(result.response.components)


def all_components(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every component of a message, at any depth."""
    found = []
    for component in components:
        found.append(component)
        found += all_components(component.get("components", []))
        if "accessory" in component:
            found.append(component["accessory"])
    return found


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without a row, to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "verbatim.db"
    prepare(path, 5)
    return path


@pytest.fixture
async def store(tmp_path: Path, empty_database: Path) -> AsyncIterator[Store]:
    """An empty database in a file."""
    copy(empty_database, tmp_path)
    async with await open_store(f"sqlite+aiosqlite:///{tmp_path}/verbatim.db") as opened:
        yield opened


Save = Callable[..., Any]


@pytest.fixture
def save(store: Store) -> Save:
    """Saves articles given as (title, text, fields) through the real analysis."""

    async def save_them(
        *given: tuple[str, str, dict[str, Any]], guild_id: int | None = None, channel_id: int | None = None
    ) -> list[int]:
        drafts = [
            ArticleDraft(origin=f"test:{title}", digest=title, title=title, text=text, **{"published": NOW, **fields})
            for title, text, fields in given
        ]
        return await saving.save_articles(store, list(map(analyse, drafts)), guild_id=guild_id, channel_id=channel_id)

    return save_them


@pytest.fixture
def settings() -> Settings:
    """What the bot of `room` runs with."""
    return Settings(contact="the desk")


@pytest.fixture
def door() -> Door | None:
    """The door of the bot of `room`; None is one of its own."""
    return None


@pytest.fixture
async def room(store: Store, settings: Settings, door: Door | None) -> AsyncIterator[Room]:
    """The bot on a simulated server; every error it swallows fails the test."""
    refusals: list[UserError] = []
    client = VerbatimClient(store, settings, now=Clock(), on_refusal=refusals.append, door=door)
    env = simcord.Env(client, settle_timeout=SETTLE_S)
    await env.start()
    try:
        guild = env.create_guild("Newsroom")
        news, lounge = guild.create_text_channel("news"), guild.create_text_channel("lounge")
        anna, ben = (guild.add_member(env.create_user(name)) for name in ("anna", "ben"))
        yield Room(env, guild, news, lounge, anna, ben, store, refusals)
    finally:
        await env.shutdown()
    env._raise_errors_since(env._errors_acknowledged)
