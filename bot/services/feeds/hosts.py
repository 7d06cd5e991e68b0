"""Politeness: one request at a time to a host, and a pause between two."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SPACING_S = 1.0
MAX_IDLE = 2_000  # hosts that are remembered while nobody waits for them


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    waiting: int = 0


class Hosts:
    """The turns of all hosts; `clock` in seconds and `sleep` belong together."""

    def __init__(
        self,
        spacing_s: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.spacing_s = SPACING_S if spacing_s is None else spacing_s
        self._clock, self._sleep = clock, sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until nobody else asks the host of `url`, and the pause after the last who did is over."""
        name = host_of(url)
        host = self._hosts.setdefault(name, _Host())
        host.waiting += 1
        try:
            async with host.lock:
                pause = host.free_at - self._clock()
                if pause > 0:
                    await self._sleep(pause)
                try:
                    yield
                finally:
                    host.free_at = self._clock() + self.spacing_s
        finally:
            host.waiting -= 1
            self._forget()

    def _forget(self) -> None:
        if len(self._hosts) > MAX_IDLE:
            now = self._clock()
            self._hosts = {name: host for name, host in self._hosts.items() if host.waiting or host.free_at > now}


def host_of(url: str) -> str:
    """The host of an address in lower case; nothing where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
