"""The child processes: bounded, replaced when they die, without secrets, and gone in the end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ingest.errors import DoorError, HttpStatus, TooHard, TooShort
from bot.ingest.sandbox import Sandbox
from bot.records import ArticleDraft
from tests.bot.ingest.site import LOOP_S, LoopProbe
from tests.hostile import jobs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of memory and signals are POSIX's")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Children that have two seconds for a job."""
    sandbox = Sandbox(wall_s=2)
    yield sandbox
    await sandbox.aclose()


GONE_WRONG: tuple[tuple[Callable[..., object], str], ...] = (
    (jobs.spin, "2 seconds"),
    (jobs.devour, "memory"),
    (jobs.devour_slowly, "memory"),
    (jobs.kill_itself, "gave up"),
    (jobs.crash, "gave up"),
    (jobs.recurse, "nested"),
    (jobs.answer_too_much, "too much"),
    (jobs.trap, "gave up"),
    (jobs.fail, "not built"),
)


async def test_a_job_that_goes_wrong_is_told_and_the_next_one_runs(sandbox: Sandbox, tmp_path: Path) -> None:
    """Whatever it does to its process; the loop does not wait, and nothing of it runs here."""
    trap = str(tmp_path / "trapped")
    for job, words in GONE_WRONG:
        async with LoopProbe.watching() as probe:
            with pytest.raises(TooHard, match=words):
                await sandbox.run(job, *([trap] if job is jobs.trap else []))
        assert probe.longest_s < LOOP_S, words
        assert await sandbox.run(jobs.echo, words) == words
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240 - the test's own folder, and empty


async def test_a_child_killed_at_work_is_replaced(sandbox: Sandbox) -> None:
    """As by the system, when memory runs out."""
    number = await sandbox.run(jobs.process)
    work = asyncio.create_task(sandbox.run(jobs.spin))
    await asyncio.sleep(0.05)
    os.kill(number, signal.SIGKILL)
    with pytest.raises(TooHard, match="gave up"):
        await work
    assert await sandbox.run(jobs.process) != number


async def test_a_child_is_kept_for_the_next_job(sandbox: Sandbox) -> None:
    """Starting one takes half a second."""
    assert await sandbox.run(jobs.process) == await sandbox.run(jobs.process)


async def test_a_child_of_a_large_bot_is_kept_too(sandbox: Sandbox) -> None:
    """What the bot itself has in memory, or had, is not the child's."""
    taken = b"x" * (400 << 20)
    first = await sandbox.run(jobs.process)
    assert await sandbox.run(jobs.process) == first
    assert len(taken) == 400 << 20


async def test_a_child_that_grew_is_not_kept(sandbox: Sandbox) -> None:
    """It would leave too little room for the next job."""
    first = await sandbox.run(jobs.process)
    await sandbox.run(jobs.grow)
    assert await sandbox.run(jobs.process) != first


async def test_two_at_most_and_all_jobs_are_done(sandbox: Sandbox) -> None:
    """Twenty jobs at once share two processes."""
    numbers = await asyncio.gather(*(sandbox.run(jobs.process) for _ in range(20)))
    assert len(numbers) == 20
    assert len(set(numbers)) <= 2


async def test_the_child_knows_no_secret(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is made for it, not inherited."""
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    seen = await sandbox.run(jobs.environment)
    assert "DISCORD_TOKEN" not in seen
    assert "HOME" not in seen


async def test_the_child_reaches_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    """No network, no other programs, no files to write."""
    assert await sandbox.run(jobs.reach_out, str(tmp_path / "written")) == []
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240 - the test's own folder, and empty


async def test_what_is_printed_is_no_answer(sandbox: Sandbox) -> None:
    """Libraries print; the pipe of answers is another one."""
    assert await sandbox.run(jobs.print_much) == "done"


async def test_large_jobs_do_not_hold_the_loop(sandbox: Sandbox) -> None:
    """Ten megabytes in, nearly four out."""
    await sandbox.run(jobs.process)
    async with LoopProbe.watching() as probe:
        assert await sandbox.run(len, bytes(10_000_000)) == 10_000_000
        assert await sandbox.run(jobs.echo, bytes(3_900_000)) == bytes(3_900_000)
    assert probe.longest_s < LOOP_S


async def test_starting_a_child_does_not_hold_the_loop() -> None:
    """Even the first."""
    sandbox = Sandbox()
    async with LoopProbe.watching() as probe:
        await sandbox.run(jobs.process)
        await sandbox.aclose()
    assert probe.longest_s < LOOP_S


async def test_records_and_refusals_come_back_whole(sandbox: Sandbox) -> None:
    """Dataclasses with times in them, and errors with every word."""
    draft = ArticleDraft(origin="o", digest="d", title="t", text="x", published=datetime(2026, 3, 2, tzinfo=UTC))
    assert await sandbox.run(jobs.echo, draft) == draft
    for error in (TooShort(3, 60), HttpStatus("h", 503, 20.0)):
        back = await sandbox.run(jobs.echo, error)
        assert isinstance(back, DoorError)
        assert back.told(str) == error.told(str)
        assert vars(back) == vars(error)


async def test_a_job_given_up_takes_its_child_with_it(sandbox: Sandbox) -> None:
    """A cancelled task leaves no process at work."""
    number = await sandbox.run(jobs.process)
    work = asyncio.create_task(sandbox.run(jobs.spin))
    await asyncio.sleep(0.05)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


async def test_closing_leaves_no_process() -> None:
    """Neither idle nor at work; a job after it is refused."""
    sandbox = Sandbox()
    number = await sandbox.run(jobs.process)
    work = asyncio.create_task(sandbox.run(jobs.spin))
    await asyncio.sleep(0.05)
    await sandbox.aclose()
    with pytest.raises(TooHard):
        await work
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    with pytest.raises(TooHard):
        await sandbox.run(jobs.process)


async def test_a_child_ends_with_its_parent() -> None:
    """A bot that is killed leaves none behind."""
    code = (
        "import asyncio, os\nfrom bot.ingest.sandbox import Sandbox\nfrom tests.hostile import jobs\n"
        "async def main():\n    print(await Sandbox().run(jobs.process), flush=True)\n    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())"
    )
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    out, _ = await parent.communicate()
    for _ in range(6_000):  # a minute: the machine may be busy
        if not _alive(int(out)):
            return
        await asyncio.sleep(0.01)
    pytest.fail("the child outlived its parent")


def _alive(number: int) -> bool:
    """Whether the process runs: one that has ended may wait for whoever adopted it to take notice."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_time_is_this_process_own() -> None:
    """The probe measures what it says."""

    async def block() -> float:
        async with LoopProbe.watching() as probe:
            await asyncio.sleep(0.02)
            end = time.thread_time() + 0.1
            while time.thread_time() < end:
                pass
            await asyncio.sleep(0.02)
        return probe.longest_s

    assert 0.1 <= asyncio.run(block()) < 1
