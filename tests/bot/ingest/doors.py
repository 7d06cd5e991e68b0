"""A door for tests of what stands behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.ingest.door import Door

T = TypeVar("T")


class QuickDoor(Door):
    """Reads in a thread of this process: starting a child takes longer than most tests."""

    async def run(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.to_thread(function, *args)
