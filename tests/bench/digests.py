"""Ten thousand digests due at the same minute, on a simulated Discord that takes 50 requests a second.

    python -m tests.bench.digests [--schedules 10000] [--latency 0.15]

Reports when the last one is out, the longest the event loop was blocked, what Discord refused, and the memory used.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import tempfile
import time
from collections import deque
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.jobs.digests import Digests
from bot.jobs.posting import Pace
from bot.records import ArticleDraft
from bot.records.digest import Digest, Schedule, ScheduleDraft, Slot, WallTime
from bot.services.analyse import analyse
from bot.services.digest.posting import Refused
from bot.services.digest.slots import next_due
from bot.store import open_store
from bot.store.article import saving
from bot.store.digest import schedules
from bot.views.digest import digest_view, fitted
from tests.summaries.articles import FERRY, HARBOUR

BEGIN = datetime(2026, 3, 2, 7, 59, tzinfo=UTC)
PER_SECOND, PER_CHANNEL, CHANNEL_S = 50, 5, 5.0


class Simulated:
    """A Discord that answers after a while, and refuses what goes over its limits."""

    def __init__(self, latency_s: float) -> None:
        self._latency_s, self._pace = latency_s, Pace()
        self._all: deque[float] = deque()
        self._channels: dict[int, deque[float]] = {}
        self.posts: dict[int, float] = {}
        self.order: list[datetime] = []
        self.refused = self.twice = 0

    def fitted(self, digest: Digest) -> Digest:
        """As the real one does."""
        return fitted(digest)

    async def post(self, schedule: Schedule, slot: Slot, digest: Digest) -> int:
        """Take a message."""
        digest_view(digest, slot_id=slot.id).to_components()  # type: ignore[no-untyped-call]
        await self._pace.take()
        await asyncio.sleep(random.uniform(0.5, 1.5) * self._latency_s)
        at = time.monotonic()
        mine = self._channels.setdefault(schedule.channel_id, deque())
        for taken, most, span in ((self._all, PER_SECOND, 1.0), (mine, PER_CHANNEL, CHANNEL_S)):
            while taken and at - taken[0] >= span:
                taken.popleft()
            if len(taken) >= most:
                self.refused += 1
                raise Refused("429", wait=timedelta(seconds=span))
        self._all.append(at)
        mine.append(at)
        self.twice += slot.id in self.posts
        self.posts[slot.id] = at
        self.order.append(slot.due_at)
        return slot.id

    async def find(self, schedule: Schedule, slot: Slot) -> int | None:
        """Its own messages are all known."""
        return slot.id if slot.id in self.posts else None

    async def tell(self, schedule: Schedule, refused: Refused, paused: bool) -> None:
        """Nobody listens."""


class Rounds:
    """The most processor time that one round of a loop took: how long it was blocked, on a machine of its own."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.longest_s = 0.0
        run_once = loop._run_once  # type: ignore[attr-defined]

        def measured() -> None:
            begun = time.thread_time()
            run_once()
            self.longest_s = max(self.longest_s, time.thread_time() - begun)

        loop._run_once = measured  # type: ignore[attr-defined]


async def measure(count: int, latency_s: float, folder: Path) -> None:
    """Post `count` digests and print the figures."""
    moment = BEGIN

    def now() -> datetime:
        return moment + timedelta(seconds=time.monotonic() - begun)

    begun = time.monotonic()
    async with await open_store(f"sqlite+aiosqlite:///{folder / 'bench.db'}", clock=now) as store:
        museum = "A museum was robbed of an astrolabe on Sunday.\nThe police look for two men in a grey van."
        texts = [("Bridge to close", HARBOUR), ("Ferries for Port Alder", FERRY), ("Museum robbed", museum)]
        drafts = [analyse(ArticleDraft(f"bench:{n}", "1", title, text)) for n, (title, text) in enumerate(texts)]
        when = WallTime(8 * 60, "UTC")
        due = next_due(when, BEGIN)
        for number in range(count):
            draft = ScheduleDraft(1 + number // 20, 10**6 + number // 2, when, 5, whole_guild=False)
            await schedules.add_schedule(store, draft, due, 0, BEGIN)
        for guild in range(1, 2 + (count - 1) // 20):
            for channel in {10**6 + n // 2 for n in range((guild - 1) * 20, min(guild * 20, count))}:
                await saving.save_articles(store, drafts, guild_id=guild, channel_id=channel)
        print(f"{count:,} schedules, two a channel, 3 articles a channel, made in {time.monotonic() - begun:.0f} s")
        discord = Simulated(latency_s)
        digests = Digests(store, now, discord)
        moment, begun = BEGIN + timedelta(minutes=1), time.monotonic()
        cpu, longest, started = time.process_time(), 0.0, begun
        rounds = Rounds(asyncio.get_running_loop())
        digests.start()
        while len(discord.posts) < count and time.monotonic() - started < 3600:
            at = time.monotonic()
            await asyncio.sleep(0.005)
            longest = max(longest, time.monotonic() - at - 0.005)
        took = time.monotonic() - started
        await digests.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"last one out after {took:.1f} s, {len(discord.posts) / took:.1f} a second; at best {count / PER_SECOND:.0f} s"
    )
    print(f"posted {len(discord.posts):,}, twice {discord.twice}, refused for going over a limit {discord.refused}")
    cpu = time.process_time() - cpu
    print(
        f"loop blocked for at most {longest * 1000:.0f} ms, its own work in one round for at most "
        f"{rounds.longest_s * 1000:.0f} ms"
    )
    print(f"processor {cpu:.0f} s, {cpu / count * 1000:.1f} ms a digest, without the composing processes; {peak} MB")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=10_000)
    parser.add_argument("--latency", type=float, default=0.15, help="seconds that Discord takes to answer, on average")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(arguments.schedules, arguments.latency, Path(folder)))


if __name__ == "__main__":
    main()
