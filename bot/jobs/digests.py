"""The dispatcher of digests: sleeps until one is due, and posts what is, the longest due first."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import discord

from bot.jobs.posting import DiscordPoster
from bot.services.digest.posting import Desk, Poster, Work, find_work, refresh_dues
from bot.store import Store
from bot.store.digest import schedules, slots

T = TypeVar("T")

log = logging.getLogger(__name__)
MAX_NAP_S = 60.0  # the wall clock may be changed while we sleep
BLOCKED_S = 1.0  # what is due and begun, or can't begin, ends in something that wakes us; should it not, this does
LOOK_AHEAD_S = 20.0  # between two looks at a crowd, for which digests must be composed early
AFTER_ERROR_S = 5.0  # the database is locked or full: what is due stays due
AT_ONCE = 64  # on their way: at 50 posts a second, each has more than a second for all its steps
BATCH = 200  # schedules that are due and read ahead
KEPT = timedelta(days=7)  # a schedule that was taken out by mistake can be brought back so long
CLOSING_S = 5.0


class Digests:
    """Posts the digests of all schedules. `start` needs a running loop; `wake` after a schedule has changed."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        poster: Poster,
        *,
        owner: str | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        self.desk = Desk(store, poster, now, owner or secrets.token_hex(8))
        self.max_nap_s = MAX_NAP_S
        self._at_once = at_once
        self._tasks: list[asyncio.Task[None]] = []
        self._nap: asyncio.Task[None] | None = None
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._queue: deque[Work] = deque()
        self._woken = False

    @classmethod
    def of(cls, client: discord.Client, store: Store, now: Callable[[], datetime]) -> Digests:
        """The dispatcher that posts through a client."""
        return cls(store, now, DiscordPoster(client))

    @property
    def busy(self) -> bool:
        """Whether a digest is on its way."""
        return bool(self._busy)

    def start(self) -> None:
        """Begin, with what came due while nobody was there."""
        self._tasks = [asyncio.create_task(self._run()), asyncio.create_task(self._look_ahead())]

    def wake(self) -> None:
        """Look again at what is due next."""
        self._woken = True
        if self._nap is not None:
            self._nap.cancel()

    async def close(self) -> None:
        """Begin nothing more, and let what is under way end, for some seconds."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        if self._busy:
            _, unfinished = await asyncio.wait(self._busy.values(), timeout=CLOSING_S)
            for task in unfinished:
                task.cancel()
            if unfinished:
                await asyncio.wait(unfinished)

    async def _run(self) -> None:
        await self._in_try(self._begin())
        while True:
            pause = await self._in_try(self._tick())
            await self._sleep(AFTER_ERROR_S if pause is None else pause)

    async def _look_ahead(self) -> None:
        while True:
            in_sight = await self._in_try(self.desk.ahead.prepare())
            await asyncio.sleep(LOOK_AHEAD_S if in_sight else self.max_nap_s)

    async def _in_try(self, step: Awaitable[T]) -> T | None:
        try:
            return await step
        except Exception:  # the outer edge of a job: the next tick tries again
            log.exception("digests: a step failed")
            return None

    async def _begin(self) -> None:
        now = self.desk.now()
        await schedules.purge_removed(self.desk.store, now - KEPT)
        changed = await refresh_dues(self.desk.store, now)
        if changed:
            log.info("newer time zone data move %d digests", changed)

    async def _tick(self) -> float:
        """Start what is due, as much as may be under way at once; for how long nothing else can be done."""
        self._woken = False
        if not self._queue:
            found = await find_work(self.desk, BATCH)
            self._queue.extend(work for work in found if work.schedule_id not in self._busy)
        begun = bool(self._queue)
        while self._queue and len(self._busy) < self._at_once:
            work = self._queue.popleft()
            task = asyncio.create_task(self._do(work))
            self._busy[work.schedule_id] = task
        if self._queue:
            return self.max_nap_s  # whoever ends first wakes us
        if begun:
            return BLOCKED_S
        moment = await slots.next_moment(self.desk.store)
        if moment is None:
            return self.max_nap_s
        ahead = (moment - self.desk.now()).total_seconds()
        return min(ahead, self.max_nap_s) if ahead > 0 else BLOCKED_S

    async def _do(self, work: Work) -> None:
        try:
            await work.do()
        except Exception:  # the outer edge of a job's item: its lease ends, and it is tried again
            log.exception("digests: schedule %d failed", work.schedule_id)
            await asyncio.sleep(AFTER_ERROR_S)
        finally:
            del self._busy[work.schedule_id]
            self.wake()

    async def _sleep(self, seconds: float) -> None:
        if not self._woken:
            self._nap = asyncio.create_task(asyncio.sleep(seconds))
            await asyncio.wait([self._nap])
            self._nap = None
