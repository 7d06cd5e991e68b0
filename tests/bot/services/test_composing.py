"""Compositions run beside the event loop: in a thread, and in processes where many wait."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.records import Scope
from bot.services.digest.composing import CROWD, Composers
from bot.store import Store, open_store
from bot.store.article import articles
from bot.store.errors import FileLocked


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """What is read from."""
    async with await open_store(f"sqlite+aiosqlite:///{tmp_path / 'verbatim.db'}") as found:
        yield found


async def load(store: Store, number: int) -> tuple[int, int] | None:
    """The number and how many articles are stored; nothing for the number 100."""
    return None if number == 100 else (number, await articles.count_articles(store, Scope(None)))


async def load_number(store: Store, number: int) -> int:
    """What was given."""
    return number


def whereabouts(loaded: tuple[int, int]) -> tuple[int, int, int]:
    """What was loaded, and the process that was asked."""
    return *loaded, os.getpid()


def fail(number: int) -> None:
    """Raise, as a defect would."""
    raise ValueError(number)


def lock(number: int) -> None:
    """Raise, as the store would."""
    raise FileLocked(Path("verbatim.db"), number)


def die(number: int) -> None:
    """End the process, as the kernel does when memory is short."""
    if multiprocessing.parent_process() is not None:
        os._exit(9)


async def test_a_few_run_in_this_process(store: Store) -> None:
    """No process is begun for them."""
    composers = Composers(1)
    found = await asyncio.gather(*(composers.run(store, load, whereabouts, number) for number in range(CROWD)))
    assert found == [(number, 0, os.getpid()) for number in range(CROWD)]


async def test_a_crowd_is_shared_with_processes_that_end(store: Store) -> None:
    """Every answer comes, some from another process that read for itself, and after a while none is left."""
    composers = Composers(1, idle_s=0)
    others = multiprocessing.active_children()
    asked = [*range(5 * CROWD), 100]
    found = await asyncio.gather(*(composers.run(store, load, whereabouts, number) for number in asked))
    assert found.pop() is None
    assert [one[:2] for one in found if one] == [(number, 0) for number in range(5 * CROWD)]
    assert len({one[2] for one in found if one}) == 2
    children = [child for child in multiprocessing.active_children() if child not in others]
    await asyncio.sleep(0)
    for child in children:
        await asyncio.to_thread(child.join, 60)
    assert [child.exitcode for child in children] == [0]


async def test_what_is_raised_arrives(store: Store) -> None:
    """From the thread and from a process."""
    composers = Composers(1, idle_s=0)
    calls = [composers.run(store, load_number, fail, number) for number in range(2 * CROWD)]
    found = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(error) for error in found] == [ValueError] * (2 * CROWD)


async def test_what_the_store_raises_arrives(store: Store) -> None:
    """From a process too, which goes on: the pool breaks over what it can't make anew."""
    composers = Composers(1)
    before = await composers.run(store, load, whereabouts, 1, apart=True)
    with pytest.raises(FileLocked) as found:
        await composers.run(store, load_number, lock, 5, apart=True)
    assert (found.value.path, found.value.waited_s) == (Path("verbatim.db"), 5)
    assert str(found.value) == "verbatim.db stayed locked by another process for 5 s"
    assert await composers.run(store, load, whereabouts, 1, apart=True) == before, "the same process"
    composers._end()


async def test_a_process_that_dies_loses_nothing(store: Store) -> None:
    """What it had is done in the thread."""
    composers = Composers(1, idle_s=0)
    calls = [composers.run(store, load_number, die, number) for number in range(2 * CROWD)]
    assert await asyncio.gather(*calls) == [None] * (2 * CROWD)
    with pytest.raises(ValueError, match="7"):
        await composers.run(store, load_number, fail, 7)
