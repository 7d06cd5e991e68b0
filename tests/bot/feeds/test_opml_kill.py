"""The most feeds that an OPML file may have, followed by a process that is killed in the middle."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.ingest.opml import MAX_FEEDS, write_opml
from bot.records.feeds import FeedState
from bot.services.feeds.hosts import Hosts
from bot.services.feeds.polling import CLAIM, CLAIMED, Poller
from bot.store import open_store
from bot.store.feed import feeds
from bot.store.feed import imports as feed_imports
from tests.bot.feeds.making import a_feed
from tests.bot.feeds.site import Item, Site, rss20
from tests.bot.ingest.doors import QuickDoor

PROJECT = Path(__file__).parents[3]
KILLED_AT = 180  # requests


async def test_five_hundred_feeds_are_followed_though_the_process_is_killed(tmp_path: Path) -> None:
    """The next one looks at the rest; what was under way is asked twice, nothing else, and nothing is lost."""
    database = f"sqlite+aiosqlite:///{tmp_path}/verbatim.db"
    async with Site() as site, QuickDoor(contact=None, loopback=True) as door:
        listed = [a_feed(title=f"F{n}", url=f"{site.base}/feed{n}") for n in range(MAX_FEEDS)]
        for number in range(MAX_FEEDS):
            site.publish(f"/feed{number}", rss20, [Item(number)])
        opml = tmp_path / "feeds.opml"
        opml.write_bytes(write_opml("All", [("", listed)]))
        command = (sys.executable, "-m", "tests.bot.feeds.opml_process", str(opml), database)
        process = await asyncio.create_subprocess_exec(*command, cwd=PROJECT)
        while len(site.requests) < KILLED_AT and process.returncode is None:  # noqa: ASYNC110 - no event tells of both
            await asyncio.sleep(0.005)
        process.kill()
        await process.wait()
        asked_before = len(site.paths())
        assert KILLED_AT <= asked_before < MAX_FEEDS

        now = datetime.now(UTC) + CLAIM + timedelta(minutes=1)
        async with await open_store(database) as store:
            (under_way,) = await feed_imports.imports_under_way(store)
            assert asked_before - CLAIMED <= under_way.done < MAX_FEEDS
            poller = Poller(store, door, now=lambda: now, base=timedelta(hours=12), hosts=Hosts(0.0))
            await poller.poll_due()
            (finished,) = await feed_imports.imports_under_way(store)
            assert (finished.done, finished.waiting, finished.problems) == (MAX_FEEDS, 0, ())
            followed = (await feeds.find_feeds(store, None, limit=1000)).items
        assert len(followed) == MAX_FEEDS
        assert all(feed.state is FeedState.ACTIVE and feed.primed_at for feed in followed)
        assert len(set(site.paths())) == MAX_FEEDS
        assert len(site.paths()) <= MAX_FEEDS + CLAIMED
