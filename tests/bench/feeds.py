"""1,000 feeds with nothing new, polled once, and plain feedparser: `python -m tests.bench.feeds [FEEDS]`."""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.ingest.door import Door
from bot.records.feeds import FeedLink, FeedOptions
from bot.services.feeds.hosts import Hosts
from bot.services.feeds.polling import Poller, PollReport
from bot.store import Store, open_store
from bot.store.feed import feeds
from tests.bot.feeds.site import Item, Site, rss20

ENTRIES = 20
WAYS = {"304 to a conditional request": "etag", "200, the same bytes": "same", "200, a new date alone": "dated"}


def _serve(count: int, way: Any, port: Any) -> None:
    """The site in a process of its own, so that its CPU time is not ours."""

    async def serve() -> None:
        async with Site() as site:
            bodies = {f"/{n}": rss20(site.base, [Item(n * ENTRIES + k) for k in range(ENTRIES)]) for n in range(count)}
            port.put(site.base)
            asked = 0

            def answer(request: Any) -> Any:
                from aiohttp import web

                nonlocal asked
                asked += 1
                body = bodies[request.path]
                if way.value == "etag":
                    headers = {"ETag": f'"{request.path}"'}
                    same = request.headers.get("If-None-Match") == headers["ETag"]
                    return web.Response(status=304 if same else 200, body=None if same else body, headers=headers)
                if way.value == "dated":
                    body = body.replace(b"<ttl>", b"<lastBuildDate>%d</lastBuildDate><ttl>" % asked, 1)
                return web.Response(body=body)

            site._response = answer  # type: ignore[method-assign]  # nothing recorded, nothing looked up
            await asyncio.sleep(3600)

    asyncio.run(serve())


@contextmanager
def _timed(label: str, count: int) -> Iterator[None]:
    wall, own, children = time.perf_counter(), time.process_time(), _children_s()
    yield
    wall, own, children = time.perf_counter() - wall, time.process_time() - own, _children_s() - children
    print(f"{label:38} {wall:7.2f} s  {own:6.2f} s CPU  {own / count * 1000:6.2f} ms CPU a feed", end="")
    print(f"  and {children:.2f} s of its children" if children > 0.05 else "")


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def _bench(count: int, way: Any, base: str) -> None:
    clock = [datetime(2026, 11, 22, 9, tzinfo=UTC)]
    with tempfile.TemporaryDirectory() as folder:
        async with await open_store(f"sqlite+aiosqlite:///{folder}/bench.db", clock=lambda: clock[0]) as store:
            links = [FeedLink(f"{base}/{n}", f"Feed {n}") for n in range(count)]
            await feeds.add_feeds(store, 1, links, FeedOptions(5), clock[0], limit=count)
            for label, name in WAYS.items():
                way.value = name
                for repeated in (False, True):  # the first time the server changes its way, what is sent is new
                    clock[0] += timedelta(days=2)
                    await _round(store, clock, label if repeated else f"  (before: {label})", count)


async def _round(store: Store, clock: list[datetime], label: str, count: int) -> PollReport:
    with _timed(label, count):  # with the start and the end of its child processes
        async with Door(contact=None, loopback=True) as door:
            base, rng = timedelta(minutes=30), random.Random(1)
            poller = Poller(store, door, now=lambda: clock[0], base=base, hosts=_NoTurns(), rng=rng)
            report = await poller.poll_due()
    assert report.polled == count, report
    if report.failed:  # a machine so busy that a child process had no second of its ten
        print(f"  {len(report.failed)} failed: {report.failed[0][1]}")
    return report


class _NoTurns(Hosts):
    """Every feed has a host of its own."""

    def turn(self, url: str) -> Any:
        return super().turn(f"https://{url.rpartition('/')[2]}.example/")


def _plain(count: int) -> None:
    import feedparser

    bodies = [rss20("http://x", [Item(n * ENTRIES + k) for k in range(ENTRIES)]) for n in range(count)]
    with _timed("feedparser.parse of the same bodies", count):
        for body in bodies:
            feedparser.parse(io.BytesIO(body))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        way, port = manager.Value("u", "etag"), manager.Queue()
        server = context.Process(target=_serve, args=(count, way, port), daemon=True)
        server.start()
        print(f"{count} feeds of {ENTRIES} entries")
        asyncio.run(_bench(count, way, port.get()))
        server.terminate()
    _plain(count)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
