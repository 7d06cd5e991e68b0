"""Ten thousand digests due at the same minute, through discord.py to a Discord that takes 50 requests a second.

    python -m tests.bench.digests [--schedules 10000] [--history 1] [--early 600] [--latency 0.15] [--keep FILE]

Reports when the last one is out and whether in order, for how long the event loop was blocked and by what, what
Discord refused, how long people's questions took meanwhile, and each process's time and memory.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import multiprocessing
import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.jobs.digests import Digests
from bot.jobs.posting import DiscordPoster
from bot.live import spare_loop
from bot.records import Scope
from bot.records.questions import SummaryQuestion
from bot.services.summarise import summarise
from bot.store import Store, open_store
from tests.bench.crowd import CHANNEL, DUE, PATTERNS, make
from tests.bench.limited_discord import PER_SECOND, limited_discord
from tests.hostile.discord_stand_in import ME

ASKED_S = 1.0  # between two questions of people
TICKS = os.sysconf("SC_CLK_TCK")


class Rounds:
    """How long each round of a loop took, in the clock's time and in processor time of its thread."""

    def __init__(self, loop: Any) -> None:  # asyncio keeps its rounds to itself
        self.rounds: list[tuple[float, float, float]] = []  # from 10 ms on: wall, processor, at
        self.collected = 0.0
        run_once, select = loop._run_once, loop._selector.select
        idle = 0.0

        def selecting(timeout: float | None) -> Any:
            nonlocal idle
            begun = time.monotonic()
            found = select(timeout)
            idle = time.monotonic() - begun
            return found

        def measured() -> None:
            begun, cpu = time.monotonic(), time.thread_time()
            run_once()
            took, cpu = time.monotonic() - begun - idle, time.thread_time() - cpu
            if took > 0.01:
                self.rounds.append((took, cpu, begun))

        loop._selector.select = selecting
        loop._run_once = measured
        gc.callbacks.append(self._collecting)

    def _collecting(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self._begun = time.monotonic()
        else:
            self.collected = max(self.collected, time.monotonic() - self._begun)


def used(pid: int) -> tuple[float, int]:
    """Processor seconds of a process so far, and the most memory it has had, in MB."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    peak = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return (int(fields[11]) + int(fields[12])) / TICKS, int(peak.split()[1]) // 1024


class Watch:
    """What each process uses: the bot's own, and those that compose."""

    def __init__(self, discord_pid: int) -> None:
        self._discord = discord_pid
        self._begun = {os.getpid(): used(os.getpid())[0], discord_pid: used(discord_pid)[0]}
        self.now: dict[int, tuple[float, int]] = {}

    def look(self) -> None:
        """Read them; those that have ended stay as they were."""
        others = [child.pid for child in multiprocessing.active_children() if child.pid]
        for pid in {os.getpid(), *others}:
            try:
                cpu, peak = used(pid)
            except (OSError, StopIteration):
                continue
            self.now[pid] = cpu - self._begun.get(pid, 0.0), peak

    def told(self) -> list[tuple[str, float, int]]:
        """(name, processor seconds, MB) of each."""
        names = {os.getpid(): "the bot", self._discord: "Discord's stand-in"}
        return [(names.get(pid, "composing"), *one) for pid, one in sorted(self.now.items())]


async def people_asking(store: Store, url: str, count: int, took: list[tuple[float, float]]) -> None:
    """Ask for a summary every ASKED_S: seconds until Discord has the acknowledgement, and until the answer is made."""
    loop = asyncio.get_running_loop()
    async with aiohttp.ClientSession() as session:
        for number in range(10**9):
            asked = loop.time()
            await asyncio.sleep(0)
            async with session.post(f"{url}/interactions/{number}/token/callback", json={"type": 5}) as answer:
                await answer.read()
            acknowledged = loop.time() - asked
            guild = 1 + number * 37 % count
            await summarise(store, Scope(guild, CHANNEL + guild), SummaryQuestion(), store.now())
            took.append((acknowledged, loop.time() - asked))
            await asyncio.sleep(ASKED_S)


def add_guilds(client: discord.Client, count: int) -> None:
    """Fill the client's cache as the gateway does, so that permissions are checked and the heap is as large."""
    role = {"name": "@everyone", "color": 0, "hoist": False, "position": 0, "permissions": str(0x110C00),
            "managed": False, "mentionable": False, "colors": {"primary_color": 0}, "flags": 0}  # fmt: skip
    member = {"user": ME, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False,
              "flags": 0}  # fmt: skip
    for guild in range(1, count + PATTERNS):
        channels = [
            {"id": str(10**6 * step + guild), "type": 0, "name": "news", "position": step, "permission_overwrites": []}
            for step in range(1, 6)
        ]
        data: Any = {
            "id": str(guild), "name": f"Guild {guild}", "roles": [{**role, "id": str(guild)}], "members": [member],
            "channels": channels, "owner_id": "5", "features": [], "member_count": 50, "afk_timeout": 300,
            "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
            "mfa_level": 0, "premium_tier": 0, "nsfw_level": 0, "system_channel_flags": 0,
            "preferred_locale": "en-US", "premium_progress_bar_enabled": False, "emojis": [], "stickers": [],
            "threads": [], "presences": [], "voice_states": [], "stage_instances": [], "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }  # fmt: skip
        client._connection._add_guild_from_data(data)


def prepare(arguments: argparse.Namespace, path: Path) -> None:
    """Make the database, or copy the one that was kept."""
    begun, kept = time.monotonic(), arguments.keep or path
    if not kept.exists():
        asyncio.run(make(kept, arguments.schedules, arguments.history))
        took, size = time.monotonic() - begun, kept.stat().st_size >> 20
        print(f"{arguments.schedules:,} servers with a digest each, {size:,} MB, made in {took:.0f} s", flush=True)
    if kept != path:
        shutil.copy(kept, path)


async def measure(arguments: argparse.Namespace, path: Path) -> None:
    """Post them and print the figures."""
    count = arguments.schedules
    await asyncio.to_thread(prepare, arguments, path)
    begun = time.monotonic()

    def now() -> datetime:
        return DUE - timedelta(seconds=arguments.early) + timedelta(seconds=time.monotonic() - begun)

    with limited_discord(arguments.latency) as (url, pid):
        Route.BASE = url
        client = discord.Client(
            intents=discord.Intents(guilds=True), max_messages=None, allowed_mentions=discord.AllowedMentions.none()
        )
        async with client, await open_store(f"sqlite+aiosqlite:///{path}", clock=now) as store:
            await client.login("not-a-real-token")
            add_guilds(client, count)
            spare_loop()  # as the bot does when it is ready
            asked: list[tuple[float, float]] = []
            digests = Digests(store, now, DiscordPoster(client))
            rounds, watch = Rounds(asyncio.get_running_loop()), Watch(pid)
            people = asyncio.create_task(people_asking(store, url, count, asked))
            begun = time.monotonic()
            digests.start()
            due_at = begun + arguments.early
            await _until_posted(path, count, due_at, watch)
            people.cancel()
            async with aiohttp.ClientSession() as session, session.get(f"{url}/figures") as answer:
                figures = await answer.json(content_type=None)
            watch.look()
            await digests.close()
    report(count, due_at, figures, rounds, asked, watch)
    walk = time.thread_time()
    gc.collect()
    print(f"a walk over all that lives, for which the bot waits until it is quiet: {time.thread_time() - walk:.3f} s")
    check(path, figures["posts"])


async def _until_posted(path: Path, count: int, due_at: float, watch: Watch) -> None:
    """Wait, and look on from a thread: what the bench itself does must not hold the loop."""
    at_due = False
    query = "SELECT count(*) FROM slot WHERE due_at = ? AND state IN ('posted', 'empty', 'failed')"

    def settled() -> int:
        watch.look()
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute(query, (int(DUE.timestamp()),)).fetchone()[0])

    while time.monotonic() < due_at + 3600 and await asyncio.to_thread(settled) < count:
        await asyncio.sleep(1.0)
        if not at_due and time.monotonic() >= due_at:
            at_due = True
            print("until the minute: " + told_of(watch), flush=True)


def told_of(watch: Watch) -> str:
    """What each process used so far."""
    return "; ".join(f"{name} {cpu:.1f} s, {peak} MB" for name, cpu, peak in watch.told())


def report(
    count: int, due_at: float, figures: dict[str, Any], rounds: Rounds, asked: list[tuple[float, float]], watch: Watch
) -> None:
    """Print the figures."""
    times = [at for at, _ in figures["posts"]]
    took = max(times) - due_at
    print(f"posted {len(times):,}, the last after {took:.1f} s, {len(times) / took:.1f} a second; at best "
          f"{count / PER_SECOND:.0f} s; the first {min(times) - due_at:+.2f} s")  # fmt: skip
    print(f"twice {figures['twice']}, refused {figures['refused']}, most in one second {figures['most']}")
    slowest = sorted(rounds.rounds, reverse=True)[:5]
    print("longest rounds of the loop (its processor time), ms: "
          + ", ".join(f"{wall * 1000:.0f} ({cpu * 1000:.0f}) at {at - due_at:+.1f} s" for wall, cpu, at in slowest)
          + f"; garbage collection at most {rounds.collected * 1000:.0f} ms")  # fmt: skip
    print(f"rounds over 50 ms: {sum(wall > 0.05 for wall, _, _ in rounds.rounds)}, by processor time: "
          f"{sum(cpu > 0.05 for _, cpu, _ in rounds.rounds)}")  # fmt: skip

    def tell(found: list[float]) -> str:
        return f"median {statistics.median(found) * 1000:.0f} ms, longest {max(found) * 1000:.0f} ms"

    print(f"{len(asked)} summaries asked for meanwhile: acknowledged {tell([a for a, _ in asked])}; "
          f"answered {tell([a for _, a in asked])}")  # fmt: skip
    print("processors: " + told_of(watch) + f"; Discord's stand-in {figures['cpu']:.1f} s")
    total = sum(cpu for _, cpu, _ in watch.told())
    print(f"{total / count * 1000:.1f} ms a digest without the stand-in")


def check(path: Path, posts: list[tuple[float, str]]) -> None:
    """Whether the oldest slots were posted first, each once."""
    marks = [int(mark) for _, mark in posts]
    with closing(sqlite3.connect(path)) as connection:
        states = connection.execute(
            "SELECT state, count(*), sum(message_id IS NOT NULL) FROM slot WHERE due_at = ? GROUP BY state",
            (int(DUE.timestamp()),),
        ).fetchall()
    moved = max(
        (abs(at - place) for at, place in enumerate(sorted(range(len(marks)), key=marks.__getitem__))), default=0
    )
    print(f"slots {states}; different ones posted {len(set(marks)):,}; farthest from the order claimed: {moved} places")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=10_000)
    parser.add_argument("--history", type=int, default=1, help="digests that each schedule has posted before")
    parser.add_argument("--early", type=float, default=5.0, help="seconds from the start of the bot to the minute")
    parser.add_argument("--latency", type=float, default=0.15, help="seconds that Discord takes to answer, on average")
    parser.add_argument("--keep", type=Path, help="where the database is made, or stands, to be copied for the run")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(arguments, Path(folder) / "bench.db"))


if __name__ == "__main__":
    main()
