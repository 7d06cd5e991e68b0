"""A store in a folder of its own, with a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Store, open_store
from tests.bot.store.making import NOW, url


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(url(tmp_path), clock=lambda: NOW) as opened:
        yield opened
