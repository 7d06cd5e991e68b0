"""Upkeep: forgets servers that left, removals that can't be undone any more, and the counts of past days."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from discord.ext import tasks

from bot.services.articles import UNDO
from bot.store import Store, guilds
from bot.store.article import quotas, removal

log = logging.getLogger(__name__)
GRACE = timedelta(days=7)  # a server that removed the bot by mistake finds everything again


class Upkeep:
    """Every ten minutes: what was kept for a while only, and its time is over, is deleted."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now

    def start(self) -> None:
        """Begin ticking, at once and then every ten minutes."""
        self._tick.start()

    def stop(self) -> None:
        """Stop ticking; nothing happens when it never began."""
        self._tick.cancel()

    @tasks.loop(minutes=10)
    async def _tick(self) -> None:
        try:
            now = self._now()
            purged = await guilds.purge_left(self._store, now - GRACE)
            await removal.purge_removed(self._store, now - UNDO)
            await quotas.purge_quotas(self._store, now)
        except Exception:  # the outer edge of a job: the next tick tries again
            log.exception("upkeep failed")
            return
        if purged:
            log.info("deleted the data of %d servers that left", purged)
