"""Where digests are composed: one at a time in a thread; where many wait, in processes of their own."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, TypeVar

from bot.store import Store

M = TypeVar("M")
T = TypeVar("T")

CROWD = 8  # waiting at once: what a thread is done with while the processes would still be starting
PROCESSES = min(os.cpu_count() or 1, 4)
IDLE_S = 20.0  # without work, before the processes are ended
BUSY_S = 5.0


class Composers:
    """Composes away from the event loop: what reads the database, and what then takes processor time.

    Threads share one processor with the loop, so there is one. Processes don't, and read for themselves: they are
    begun when more than CROWD compositions wait, or one is asked for `apart`, and ended when for IDLE_S there was none.
    """

    def __init__(self, processes: int = PROCESSES, idle_s: float = IDLE_S) -> None:
        self._thread = ThreadPoolExecutor(1, "digests")
        self._processes, self._idle_s = processes, idle_s
        self._begun: asyncio.Task[ProcessPoolExecutor] | None = None
        self._waiting = 0
        self._ending: asyncio.TimerHandle | None = None

    async def run(
        self,
        store: Store,
        load: Callable[..., Coroutine[Any, Any, M | None]],
        tell: Callable[[M], T],
        *arguments: Any,
        apart: bool = False,
    ) -> T | None:
        """What `tell` makes of what `load(store, *arguments)` gives; None where that is None. Raises what they raise.

        Functions, arguments and results must be picklable.
        """
        loop = asyncio.get_running_loop()
        self._waiting += 1
        if self._ending is not None:
            self._ending.cancel()
        try:
            if apart or self._begun is not None or self._waiting > CROWD:
                try:
                    crowd = await self._crowd(store.path)
                    return await loop.run_in_executor(crowd, _compose, load, tell, arguments)
                except (BrokenExecutor, OSError):  # killed, for want of memory say, or never begun
                    self._end()
            material = await load(store, *arguments)
            return None if material is None else await loop.run_in_executor(self._thread, tell, material)
        finally:
            self._waiting -= 1
            if not self._waiting and self._begun is not None:
                self._ending = loop.call_later(self._idle_s, self._end)

    async def _crowd(self, path: Path) -> ProcessPoolExecutor:
        """The processes; begun in a thread, for it takes longer than the event loop may wait."""
        if self._begun is None:
            self._begun = asyncio.create_task(asyncio.to_thread(_begin_processes, self._processes, path))
        return await asyncio.shield(self._begun)

    def _end(self) -> None:
        begun, self._begun = self._begun, None
        if begun is not None and begun.done() and not begun.cancelled() and begun.exception() is None:
            begun.result().shutdown(wait=False)


def _begin_processes(count: int, path: Path) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks as they happen to be
    pool = ProcessPoolExecutor(count, spawn, _begin, (path,))
    pool.submit(os.getpid)  # the first task begins them
    return pool


class _Here:
    """What a process of the crowd works with."""

    runner: asyncio.Runner
    store: Store


def _begin(path: Path) -> None:
    """In a process: open the database, leave Ctrl+C to the bot, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(10)  # the event loop comes first
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _Here.runner, _Here.store = asyncio.Runner(), Store(path, BUSY_S, lambda: datetime.now(UTC))
    Finalize(None, _close, exitpriority=1)  # an open connection has a thread, for which the process would wait


def _compose(load: Callable[..., Coroutine[Any, Any, M | None]], tell: Callable[[M], T], arguments: Any) -> T | None:
    material = _Here.runner.run(load(_Here.store, *arguments))
    return None if material is None else tell(material)


def _close() -> None:
    _Here.runner.run(_Here.store.close())
    _Here.runner.close()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
