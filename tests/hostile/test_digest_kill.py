"""Real processes on a real file, killed at any moment, two at once, with clocks that leap: one post a slot."""

from __future__ import annotations

import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.records.digest import ScheduleDraft, WallTime, WhenEmpty
from bot.services.digest.posting import LEASE
from bot.services.digest.slots import next_due
from bot.store import open_store
from bot.store.digest import schedules
from tests.hostile.discord_stand_in import StandIn, standing_in

KILLS = int(
    os.environ.get("VERBATIM_KILLS", "200")
)  # more: VERBATIM_KILLS=2000 pytest -n0 tests/hostile/test_digest_kill.py
SCHEDULES = 4
BEGIN = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
DUE = 8 * 60
LOCKED_S = 10.0  # far longer than a process waits for a lock


class Processes:
    """Starts, kills and awaits processes of the bot on one database."""

    def __init__(self, database: Path, discord: StandIn) -> None:
        self._database, self._discord = database, discord
        command = [sys.executable, "-m", "tests.hostile.digest_process"]
        self._parent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, now: datetime, busy_s: float = 5.0, max_pages: int = 0) -> int:
        """A process whose clock says `now`; its id."""
        self._discord.now = now
        return int(self._ask(f"start {self._database} {self._discord.url} {now.timestamp()} {busy_s} {max_pages}"))

    def wait(self, process: int) -> int:
        """Wait until it has nothing more to do, or is dead; its status."""
        return int(self._ask(f"wait {process}"))

    def kill(self, process: int) -> None:
        """Kill it at once, whatever it does."""
        os.kill(process, signal.SIGKILL)
        self.wait(process)

    def close(self) -> None:
        """End the parent of all."""
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.close()
        self._parent.wait(timeout=30)
        self._parent.stdout.close()

    def _ask(self, line: str) -> str:
        assert self._parent.stdin
        assert self._parent.stdout
        print(line, file=self._parent.stdin, flush=True)
        return self._parent.stdout.readline()


@pytest.fixture
def discord() -> Iterator[StandIn]:
    """Where the processes post."""
    with standing_in() as found:
        yield found


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """A database with schedules for eight o'clock, a channel each, and something to tell every day."""
    path = tmp_path / "verbatim.db"
    async with await open_store(f"sqlite+aiosqlite:///{path}", clock=lambda: BEGIN) as store:
        when = WallTime(DUE, "UTC")
        for number in range(SCHEDULES):
            draft = ScheduleDraft(7, 100 + number, when, 5, when_empty=WhenEmpty.LINE)
            await schedules.add_schedule(store, draft, next_due(when, BEGIN), 0, BEGIN)
    return path


@pytest.fixture
def processes(database: Path, discord: StandIn) -> Iterator[Processes]:
    """What posts."""
    found = Processes(database, discord)
    yield found
    found.close()


def due(day: int) -> datetime:
    """When the slots of a day, counted from 0, are due."""
    return datetime.combine(BEGIN.date() + timedelta(days=day), datetime.min.time(), UTC) + timedelta(minutes=DUE)


def outcomes(database: Path) -> dict[tuple[int, date], tuple[str, str, str]]:
    """The id, state and outcome of every slot, by schedule and date."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT schedule_id, day, id, state, outcome FROM slot").fetchall()
    return {
        (schedule, date.fromisoformat(day)): (str(row), state, said or "") for schedule, day, row, state, said in rows
    }


def check(database: Path, discord: StandIn, days: int) -> Counter[str]:
    """One post, or none and a recorded reason, for every slot of these days; how many slots ended in which state."""
    found = outcomes(database)
    wanted = {(number + 1, BEGIN.date() + timedelta(days=day)) for number in range(SCHEDULES) for day in range(days)}
    assert set(found) == wanted
    posts = Counter(discord.marks())
    assert max(posts.values(), default=0) <= 1, "a slot was posted twice"
    for key, (row, state, outcome) in found.items():
        assert state in {"posted", "missed", "failed"}, f"{key} was left {state}"
        assert outcome, f"{key}: {state} without a reason"
        assert posts[row] == (state == "posted"), f"{key} is recorded as {state}, and there are {posts[row]} posts"
    return Counter(state for _, state, _ in found.values())


@pytest.mark.timeout(KILLS * 10)
def test_killed_at_any_moment(database: Path, discord: StandIn, processes: Processes) -> None:
    """Killed again and again while it posts, each time forgetting all it held: every slot is posted once."""
    discord.delay_s = 0.01
    for day in range(2):
        begun = time.monotonic()
        assert processes.wait(processes.start(due(day))) == 0
    longest, day, killed = time.monotonic() - begun, 1, 0
    chance = random.Random(6)
    while killed < KILLS:
        day += 1
        now = due(day)
        for _ in range(20):
            process = processes.start(now)
            time.sleep(chance.uniform(0, longest))
            processes.kill(process)
            killed += 1
            now += LEASE + timedelta(seconds=1)
            discord.nonces.clear()  # it is minutes later: Discord has forgotten them
        assert processes.wait(processes.start(now)) == 0
    assert check(database, discord, day + 1) == {"posted": SCHEDULES * (day + 1)}


def test_killed_and_started_again_at_once(database: Path, discord: StandIn, processes: Processes) -> None:
    """The dead process still holds its slots: the next leaves them alone until the lease ends, then posts the rest."""
    discord.delay_s = 1.0  # however late we see the first message, others are still on their way
    now = due(0)
    process = processes.start(now)
    while not discord.marks():
        time.sleep(0.005)
    processes.kill(process)
    discord.delay_s = 0.02
    held = [row for row, state, _ in outcomes(database).values() if state in {"claimed", "sending"}]
    assert held
    processes.wait(processes.start(now + timedelta(seconds=5)))
    posts = Counter(discord.marks())
    assert sum(posts[row] for row in held) <= len(held)
    processes.wait(processes.start(now + LEASE + timedelta(seconds=1)))
    assert check(database, discord, 1) == {"posted": SCHEDULES}


@pytest.mark.parametrize("nonces", [True, False], ids=["nonces", "no nonces"])
def test_two_processes_at_once(database: Path, discord: StandIn, processes: Processes, nonces: bool) -> None:
    """On one file, at the same moment: between them they post every slot once, without the help of a nonce."""
    discord.delay_s = 0.01
    for day in range(3):
        together = [processes.start(due(day)) for _ in range(2)]
        assert [processes.wait(process) for process in together] == [0, 0]
        if not nonces:
            discord.nonces.clear()
    assert check(database, discord, 3) == {"posted": SCHEDULES * 3}
    assert discord.repeated == 0


def test_the_clock_leaps(database: Path, discord: StandIn, processes: Processes) -> None:
    """An hour forth and back, between processes that are killed in the middle, and with two clocks at once."""
    discord.delay_s = 0.01
    chance = random.Random(7)
    hour = timedelta(hours=1)
    for day in range(3):
        for leap in (timedelta(), hour, timedelta(), -hour, hour, -hour / 2):
            process = processes.start(due(day) + leap)
            time.sleep(chance.uniform(0.05, 0.3))
            processes.kill(process)
        ahead, behind = processes.start(due(day) + hour), processes.start(due(day) - hour)
        assert [processes.wait(process) for process in (ahead, behind)] == [0, 0]
        assert processes.wait(processes.start(due(day) + 2 * hour)) == 0
    assert check(database, discord, 3) == {"posted": SCHEDULES * 3}


def test_downtime(database: Path, discord: StandIn, processes: Processes) -> None:
    """Back after three days and five hours: the newest slot late, the older recorded as missed; after seven, none."""
    processes.wait(processes.start(due(3) + timedelta(hours=5)))
    assert check(database, discord, 4) == {"missed": 3 * SCHEDULES, "posted": SCHEDULES}
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM slot WHERE late").fetchone() == (SCHEDULES,)
    processes.wait(processes.start(due(4) + timedelta(hours=7)))
    assert check(database, discord, 5) == {"missed": 4 * SCHEDULES, "posted": SCHEDULES}


def test_the_database_is_locked(database: Path, discord: StandIn, processes: Processes) -> None:
    """Held by another process for longer than we wait, before the claim and again in the middle: posted once, after."""
    discord.delay_s = 0.05
    for day in range(2):
        process = 0
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            if day == 0:
                other.execute("BEGIN IMMEDIATE")
                process = processes.start(due(day), busy_s=0.2)
                time.sleep(LOCKED_S)
                assert not discord.marks()
            else:
                process = processes.start(due(day), busy_s=0.2)
                while len(discord.marks()) <= SCHEDULES:
                    time.sleep(0.002)
                other.execute("BEGIN IMMEDIATE")
                time.sleep(LOCKED_S)
            other.execute("COMMIT")
        processes.wait(process)
        processes.wait(processes.start(due(day) + LEASE + timedelta(minutes=1)))
    assert check(database, discord, 2) == {"posted": 2 * SCHEDULES}


def test_the_disk_is_full(database: Path, discord: StandIn, processes: Processes) -> None:
    """No room to claim: nothing is posted. With room again it is posted late, once, or recorded as missed."""
    for day, back in enumerate((timedelta(hours=1), timedelta(hours=7))):
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            pages = _fill(other)
            before = len(discord.marks())
            process = processes.start(due(day), max_pages=pages)
            time.sleep(1.0)
            processes.kill(process)
            assert len(discord.marks()) == before
            other.execute("DELETE FROM slot WHERE day LIKE 'filler%'")
        assert processes.wait(processes.start(due(day) + back)) == 0
    assert check(database, discord, 2) == {"posted": SCHEDULES, "missed": SCHEDULES}


def _fill(connection: sqlite3.Connection) -> int:
    """Fill the database's pages until none has room for another slot; their number."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    row = "INSERT INTO slot (schedule_id, day, due_at, state, nonce) VALUES (1, 'filler' || ?, 0, 'missed', '')"
    try:
        for number in itertools.count():
            connection.execute(row, (number,))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
            raise
    return int(pages)
