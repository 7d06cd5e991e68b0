"""Where digests are composed: one at a time in a thread; where many wait, in processes of their own as well."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.connection import wait
from typing import Any, TypeVar

T = TypeVar("T")

CROWD = 8  # waiting at once: what a thread is done with while the processes would still be starting
PROCESSES = min(os.cpu_count() or 1, 4)


class Composers:
    """Runs functions that take processor time, away from the event loop.

    Threads share one processor with the loop, so there is one. Processes don't: they are begun while more than CROWD
    calls wait, and ended when none does. Function and arguments must be picklable.
    """

    def __init__(self, processes: int = PROCESSES) -> None:
        self._thread = ThreadPoolExecutor(1, "digests")
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._waiting = 0

    async def run(self, function: Callable[..., T], *arguments: Any) -> T:
        """What the function gives for the arguments; raises what it raises."""
        self._waiting += 1
        loop = asyncio.get_running_loop()
        try:
            if self._waiting > CROWD:
                try:
                    return await loop.run_in_executor(self._crowd(), function, *arguments)
                except BrokenExecutor:  # a process was killed, for want of memory say
                    self._end()
            return await loop.run_in_executor(self._thread, function, *arguments)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._end()

    def _crowd(self) -> ProcessPoolExecutor:
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks as they happen to be
            self._pool = ProcessPoolExecutor(self._processes, spawn, _begin)
        return self._pool

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False)
            self._pool = None


def _begin() -> None:
    """In a process: leave Ctrl+C to the bot, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
