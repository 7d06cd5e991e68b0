"""Upkeep: forgets servers that left."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from discord.ext import tasks

from bot.store import Store, guilds

log = logging.getLogger(__name__)
GRACE = timedelta(days=7)  # a server that removed the bot by mistake finds everything again


class Upkeep:
    """Every hour: the data of servers that left more than GRACE ago is deleted."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now

    def start(self) -> None:
        """Begin ticking, at once and then every hour."""
        self._tick.start()

    def stop(self) -> None:
        """Stop ticking; nothing happens when it never began."""
        self._tick.cancel()

    @tasks.loop(hours=1)
    async def _tick(self) -> None:
        try:
            purged = await guilds.purge_left(self._store, self._now() - GRACE)
        except Exception:  # the outer edge of a job: the next tick tries again
            log.exception("upkeep failed")
            return
        if purged:
            log.info("deleted the data of %d servers that left", purged)
