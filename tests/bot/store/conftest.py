"""A store in a folder of its own, with a clock that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy

import pytest

from bot.store import Store, open_store
from tests.bot.store.checking import check
from tests.bot.store.making import NOW, url


@pytest.fixture
async def store(tmp_path: Path, empty_database: Path) -> AsyncIterator[Store]:
    """A new store; when the test is over its database must be in order."""
    copy(empty_database, tmp_path)
    async with await open_store(url(tmp_path), clock=lambda: NOW) as opened:
        yield opened
    check(tmp_path / "verbatim.db")
