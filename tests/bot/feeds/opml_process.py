"""A process that follows the feeds of an OPML file, to be killed at it: `... OPML_FILE DATABASE_URL`."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.records.feeds import FeedOptions
from bot.services.feeds.hosts import Hosts
from bot.services.feeds.lists import import_opml
from bot.services.feeds.polling import Poller
from bot.store import open_store
from tests.bot.ingest.doors import QuickDoor


async def follow_all(path: str, database: str) -> None:
    """Add the feeds and look at each."""
    async with await open_store(database) as store, QuickDoor(contact=None, loopback=True) as door:
        base = timedelta(hours=12)
        poller = Poller(store, door, now=lambda: datetime.now(UTC), base=base, hosts=Hosts(0.0))
        await import_opml(poller, await asyncio.to_thread(Path(path).read_bytes), None, FeedOptions(), None, 1000)
        await poller.poll_due()


if __name__ == "__main__":
    asyncio.run(follow_all(*sys.argv[1:]))
