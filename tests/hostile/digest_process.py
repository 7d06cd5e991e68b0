"""The bot's dispatcher of digests as processes to be killed: one is loaded once, and forks the others.

Lines on standard input: `start DATABASE URL EPOCH BUSY_S PAGES` answers with the process id; `wait PID` with its
status. A process posts what is due at that time, and ends when nothing more is. PAGES is how many the database may
have, 0 for as many as the disk takes.
"""

from __future__ import annotations

import asyncio
import faulthandler
import importlib
import os
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import discord
from discord.http import Route

from bot.jobs import digests as job
from bot.jobs.posting import DiscordPoster, Pace
from bot.store import Store, engine, open_store
from bot.store.digest import slots

HUNG_S = 120.0  # a process that takes longer tells where it stands, and ends


async def post(database: str, url: str, epoch: float, busy_s: float) -> None:
    """Be the bot, from this moment of its clock on, until nothing is due."""
    Route.BASE = url
    job.AFTER_ERROR_S = job.BLOCKED_S = 0.05
    begun = time.monotonic()

    def now() -> datetime:
        return datetime.fromtimestamp(epoch, UTC) + timedelta(seconds=time.monotonic() - begun)

    client = discord.Client(intents=discord.Intents.none(), max_messages=None)
    async with client, await open_store(f"sqlite+aiosqlite:///{database}", clock=now, busy_timeout_s=busy_s) as store:
        await client.login("not-a-real-token")
        digests = job.Digests(store, now, DiscordPoster(client, Pace(10_000)))
        digests.start()
        while await _something_due(store, now) or digests.busy:  # noqa: ASYNC110 - the database is what changes
            await asyncio.sleep(0.01)
        await digests.close()


async def _something_due(store: Store, now: Callable[[], datetime]) -> bool:
    try:
        moment = await slots.next_moment(store)
    except Exception:  # the database is locked, say: the dispatcher sees to that itself
        return True
    return moment is not None and moment <= now()


def main() -> None:
    """Fork a process for every line that asks for one."""
    importlib.import_module("sqlalchemy.dialects.sqlite.aiosqlite")  # or each would load it anew
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "wait":
            _, status = os.waitpid(int(arguments[0]), 0)
            sys.stdout.write(f"{status}\n")
            sys.stdout.flush()
            continue
        process = os.fork()
        if process:
            sys.stdout.write(f"{process}\n")
            sys.stdout.flush()
            continue
        database, url, epoch, busy_s, pages = arguments
        if pages != "0":
            # mypy takes the number of pragmas for part of the type.
            engine._WRITER_PRAGMAS = (*engine._WRITER_PRAGMAS, f"PRAGMA max_page_count = {pages}")  # type: ignore[assignment]
        status = 1
        faulthandler.dump_traceback_later(HUNG_S, exit=True)
        try:
            asyncio.run(post(database, url, float(epoch), float(busy_s)))
            status = 0
        except BaseException:  # a fork never goes back into its parent's loop
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)


if __name__ == "__main__":
    main()
