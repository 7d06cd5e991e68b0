"""Compositions run beside the event loop: in a thread, and in processes where many wait."""

from __future__ import annotations

import asyncio
import multiprocessing
import os

import pytest

from bot.services.composing import CROWD, Composers


def whereabouts(number: int) -> tuple[int, int]:
    """The number, and the process that was asked."""
    return number, os.getpid()


def fail(number: int) -> None:
    """Raise, as a defect would."""
    raise ValueError(number)


def die() -> None:
    """End the process, as the kernel does when memory is short."""
    if multiprocessing.parent_process() is not None:
        os._exit(9)


async def test_a_few_run_in_this_process() -> None:
    """No process is begun for them."""
    composers = Composers(1)
    found = await asyncio.gather(*(composers.run(whereabouts, number) for number in range(CROWD)))
    assert found == [(number, os.getpid()) for number in range(CROWD)]


async def test_a_crowd_is_shared_with_processes_that_end() -> None:
    """Every answer comes, some from another process, and when nothing waits none is left."""
    composers = Composers(1)
    found = await asyncio.gather(*(composers.run(whereabouts, number) for number in range(5 * CROWD)))
    assert [number for number, _ in found] == list(range(5 * CROWD))
    assert len({process for _, process in found}) == 2
    for child in multiprocessing.active_children():
        await asyncio.to_thread(child.join, 20)
    assert multiprocessing.active_children() == []


async def test_what_is_raised_arrives() -> None:
    """From the thread and from a process."""
    composers = Composers(1)
    calls = [composers.run(fail, number) for number in range(2 * CROWD)]
    found = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(error) for error in found] == [ValueError] * (2 * CROWD)


async def test_a_process_that_dies_loses_nothing() -> None:
    """What it had is done in the thread."""
    composers = Composers(1)
    assert await asyncio.gather(*(composers.run(die) for _ in range(2 * CROWD))) == [None] * (2 * CROWD)
    with pytest.raises(ValueError, match="7"):
        await composers.run(fail, 7)
