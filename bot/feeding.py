"""`python -m bot feeds`, and OPML files given to `python -m bot import`: the library's feeds from a shell."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import UserError, printable
from bot.ingest.door import Door
from bot.records.feeds import Feed, FeedOptions, FeedState
from bot.services.feeds.arriving import ArrivalReport, Arriving
from bot.services.feeds.lists import import_opml
from bot.services.feeds.polling import Poller, PollReport
from bot.services.feeds.subscribing import find_one, subscribe
from bot.settings import Settings
from bot.store import Store
from bot.store.feed import feeds
from bot.store.feed import imports as feed_imports

MAX_LINES = 30  # of one kind in a report; the rest are counted
OF_LIBRARY = 1_000_000
SHOWN_S = 0.2  # between two looks at how far an import is


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def _poller(store: Store, settings: Settings) -> AsyncIterator[Poller]:
    base = timedelta(minutes=settings.feed_minutes)
    async with Door(contact=settings.contact, loopback=settings.allow_loopback) as door:
        yield Poller(store, door, now=_now, base=base)


async def poll(store: Store, settings: Settings) -> int:
    """Poll what is due once, save what is new, and report; 1 where something failed.

    Channels are told by the bot, when it runs next.
    """
    began = time.monotonic()
    async with _poller(store, settings) as poller:
        polled = await poller.poll_due()
        arrived = await Arriving(store, poller.door, now=_now, hosts=poller.hosts, quotas=settings.quotas).save_due()
    print(_report(polled, arrived, time.monotonic() - began))
    return 1 if polled.failed or arrived.dropped else 0


def _report(polled: PollReport, arrived: ArrivalReport, seconds: float) -> str:
    changed = polled.polled - polled.unchanged - len(polled.failed)
    lines = [
        f"{_counted(polled.polled, 'feed')} polled in {seconds:.1f} s: {polled.unchanged:,} unchanged,"
        f" {changed:,} changed, {len(polled.failed):,} failed",
        f"{_counted(arrived.saved, 'article')} saved, {arrived.known:,} known,"
        f" {arrived.delayed:,} to be tried again, {len(arrived.dropped):,} given up",
    ]
    return "\n".join([*lines, *_listed(polled.failed), *_listed(arrived.dropped)])


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _listed(problems: Sequence[tuple[str, str]]) -> list[str]:
    lines = [f"  {printable(name)}: {printable(why)}" for name, why in problems[:MAX_LINES]]
    more = len(problems) - MAX_LINES
    return [*lines, f"  and {more:,} more"] if more > 0 else lines


async def list_feeds(store: Store) -> int:
    """Print the library's feeds, a line each, with what is wrong with them."""
    page = await feeds.find_feeds(store, None, limit=OF_LIBRARY)
    if not page.total:
        print("The library has no feeds. Add some: python -m bot feeds add ADDRESS, or python -m bot import FILE.opml")
    for feed in page.items:
        print(_line(feed))
    return 0


def _line(feed: Feed) -> str:
    ahead = f"next {feed.next_at:%Y-%m-%d %H:%M} UTC" if feed.state is FeedState.ACTIVE else feed.state.value
    error = f"; {feed.error}" if feed.error else ""
    return printable(f"{feed.name}: {feed.url} ({_counted(feed.kept, 'article')}, {ahead}{error})")


async def add(store: Store, settings: Settings, addresses: Sequence[str]) -> int:
    """Add feeds, or the feeds of sites, to the library; 1 where one could not be."""
    status = 0
    async with _poller(store, settings) as poller:
        for address in addresses:
            try:
                made = await subscribe(poller, None, address, FeedOptions(posts=False), None, OF_LIBRARY)
            except UserError as error:
                print(f"  {printable(address)}: {printable(str(error))}")
                status = 1
            else:
                print(printable(f"Followed: {made.feed.name} ({made.feed.url})"))
    return status


async def remove(store: Store, typed: str) -> int:
    """Take a feed out of the library. Raises UserError where none or several go by that."""
    feed = await find_one(store, None, typed)
    await feeds.remove_feed(store, None, feed.id, _now())
    print(printable(f"Not followed any more: {feed.name}. Its articles stay."))
    return 0


async def import_lists(store: Store, settings: Settings, paths: Sequence[Path]) -> int:
    """Add the feeds of OPML files to the library and look at each once; 1 where one could not be read."""
    status = 0
    async with _poller(store, settings) as poller:
        for path in paths:
            try:
                status = max(status, await _import_list(poller, path))
            except (UserError, OSError) as error:
                why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
                print(f"  {printable(str(path))}: {printable(why)}")
                status = 1
    return status


async def _import_list(poller: Poller, path: Path) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    data = await asyncio.to_thread(path.read_bytes)
    begun = await import_opml(poller, data, None, FeedOptions(posts=False), None, OF_LIBRARY)
    columns = (TextColumn("Looking at feeds"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("feeds", total=begun.total)
        polling = asyncio.create_task(poller.poll_due())
        try:
            while not polling.done():
                await asyncio.wait([polling], timeout=SHOWN_S)
                begun = await feed_imports.load_import(poller.store, begun.id) or begun
                bar.update(shown, completed=begun.done)
        finally:  # interrupted: what was added is polled when feeds are polled next
            polling.cancel()
            await asyncio.wait([polling])
    await feed_imports.end_import(poller.store, begun.id, _now())
    good = begun.total - begun.known - begun.over - len(begun.problems)
    print(f"{_counted(good, 'feed')} followed, {begun.known:,} known, {len(begun.problems):,} could not be read")
    for line in _listed(begun.problems):
        print(line)
    return 1 if begun.problems else 0
