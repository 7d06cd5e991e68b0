"""A server whose bot may fetch from a site on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.ingest.door import Door
from bot.services.saving import FRESH
from bot.settings import Settings
from tests.bot.ingest.doors import QuickDoor
from tests.bot.saving.site import Site

NOW = datetime.now(UTC)
LATER = NOW + 2 * FRESH


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """An empty site."""
    async with Site() as started:
        yield started


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """The quick one; what the child process does is tested with the door itself."""
    async with QuickDoor(contact=None, loopback=True) as opened:
        yield opened


@pytest.fixture
def settings() -> Settings:
    """What the bot of `room` runs with."""
    return Settings(contact="the desk", allow_loopback=True, message_content=True)
