"""Renewal: once after an update, the stored articles are read anew by the newer engine."""

from __future__ import annotations

import asyncio
import logging

from bot.ingest.door import Door
from bot.services.renewal import renew
from bot.store import Store
from bot.store.errors import DiskFull, FileLocked

log = logging.getLogger(__name__)
AFTER_ERROR_S = 60.0  # the database is locked or full


class Renewal:
    """One task from start to stop; what it has not done at the stop, the next start does."""

    def __init__(self, store: Store, door: Door) -> None:
        self._store, self._door = store, door
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin in the background; nothing is done when the engine is the one that read everything."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop where it is; nothing happens when it never began."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            await self._renew()
        except Exception:  # the outer edge of a job: the next start tries again
            log.exception("stored articles could not be read anew")

    async def _renew(self) -> None:
        while True:
            try:
                await renew(self._store, self._door)
            except (FileLocked, DiskFull) as error:
                log.warning("reading stored articles anew waits: %s", error)
                await asyncio.sleep(AFTER_ERROR_S)
            else:
                return
