"""A server whose bot may fetch from a site on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from shutil import copy
from typing import TypeVar

import pytest

from bot.ingest.door import Door
from bot.settings import Settings
from bot.store import Store, open_store
from bot.store.opening import prepare
from tests.bot.saving.site import Site

T = TypeVar("T")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """An empty site."""
    async with Site() as started:
        yield started


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


class QuickDoor(Door):
    """A door that may open loopback and reads pages in a thread: starting a child process takes seconds."""

    async def run(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.to_thread(function, *args)


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """The quick one; what the child process does is tested with the door itself."""
    async with QuickDoor(contact=None, loopback=True) as opened:
        yield opened


@pytest.fixture
def settings() -> Settings:
    """What the bot of `room` runs with."""
    return Settings(contact="the desk", allow_loopback=True, message_content=True)
