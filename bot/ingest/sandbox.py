"""Child processes that read what strangers wrote: no secrets in them, bounded in time and memory, replaceable."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import io
import logging
import os
import pickle
import struct
import sys
from collections.abc import Callable
from typing import Any, TypeVar, cast

from bot.ingest.errors import DoorError, TooHard

T = TypeVar("T")
log = logging.getLogger(__name__)

WORKERS = 2
WALL_S = 10.0
START_S = 30.0  # the libraries are loaded before the clock of a job starts
MEMORY_BYTES = 512 * 1024 * 1024
SPENT_BYTES = 256 * 1024 * 1024  # a child that has grown to this leaves too little room for the next job
MAX_RESULT = 4_000_000  # unpickled on the event loop
HEADER = struct.Struct(">Q")
# What Windows needs to start a process at all; nothing else of our environment is handed on.
_KEPT = ("SYSTEMROOT", "WINDIR", "PATH") if os.name == "nt" else ()


class Sandbox:
    """Runs functions in at most WORKERS child processes, started when first needed."""

    def __init__(self, *, wall_s: float = WALL_S) -> None:
        self._wall_s = wall_s
        self._places = asyncio.Semaphore(WORKERS)
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()
        self._closed = False

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """What `function(*args)` returns there: plain data and the bot's dataclasses, at most MAX_RESULT pickled.

        `function` is a module's, so that the child can import it. Raises the DoorError it raises; TooHard when
        it passes the limits, when the child dies, and for any other error, which is logged.
        """
        job = pickle.dumps((function, args), protocol=5)
        async with self._places:
            if self._closed:
                raise TooHard("the bot is closing")
            child = self._idle.pop() if self._idle else _Child()
            self._all.add(child)
            try:
                answer = await child.ask(job, self._wall_s)
            except BaseException:
                self._all.discard(child)
                await asyncio.shield(child.end())
                raise
            if answer.spent:
                self._all.discard(child)
                await child.end()
            else:
                self._idle.append(child)
        result: T = answer.result(function.__name__)
        return result

    async def aclose(self) -> None:
        """End every child and wait until it is gone; jobs under way and waiting end with TooHard."""
        self._closed = True
        for child in self._all:
            child.kill()
        for _ in range(WORKERS):  # whoever is at work, or waits for it, ends before us
            await self._places.acquire()
        for child in self._all:
            await child.end()
        self._all.clear()
        self._idle.clear()
        for _ in range(WORKERS):
            self._places.release()


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What a child sends: the value or the DoorError, or the traceback of a defect."""

    value: object = None
    refusal: DoorError | None = None
    defect: str | None = None
    spent: bool = False

    def result(self, name: str) -> Any:
        """The value; raises what there is in its place."""
        if self.refusal is not None:
            raise self.refusal
        if self.defect is not None:
            log.warning("%s failed in its process:\n%s", name, self.defect)
            raise TooHard("it is not built as such documents are")
        return self.value


class _Child:
    """One process and its two pipes."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._is_killed = False

    async def ask(self, job: bytes, wall_s: float) -> Answer:
        """The answer to `job`. Raises TooHard; the child is then of no more use."""
        try:
            if self._process is None:
                async with asyncio.timeout(START_S):
                    self._process = await _start()
                    await _receive(self._process)
            async with asyncio.timeout(wall_s):
                stdin, _ = _pipes(self._process)
                stdin.writelines((HEADER.pack(len(job)), job))
                await stdin.drain()
                return await _receive(self._process)
        except TimeoutError:
            raise TooHard(f"it took more than {wall_s:g} seconds") from None
        except (asyncio.IncompleteReadError, ConnectionError, pickle.UnpicklingError):
            raise TooHard("the process that read it gave up") from None

    def kill(self) -> None:
        """End the process at once; whoever waits for its answer is told."""
        # Once: a second signal would take the end of the process from asyncio, which then warns that it knows none.
        if self._process is not None and not self._is_killed:
            self._is_killed = True
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def end(self) -> None:
        """Kill the process and wait until it and its pipes are gone."""
        self.kill()
        process, self._process = self._process, None
        if process is None:
            return
        stdin, stdout = _pipes(process)
        stdin.close()
        with contextlib.suppress(ConnectionError):
            await stdin.wait_closed()
        while await stdout.read(1 << 16):
            pass
        await process.wait()


async def _start() -> asyncio.subprocess.Process:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",  # numpy reserves memory for each; many processors would take all there is
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.ingest.worker", str(MEMORY_BYTES), str(SPENT_BYTES), str(int(WALL_S) + 2)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
        limit=1 << 20,
    )


def _pipes(process: asyncio.subprocess.Process) -> tuple[asyncio.StreamWriter, asyncio.StreamReader]:
    return cast("asyncio.StreamWriter", process.stdin), cast("asyncio.StreamReader", process.stdout)


async def _receive(process: asyncio.subprocess.Process) -> Answer:
    _, stdout = _pipes(process)
    (length,) = HEADER.unpack(await stdout.readexactly(HEADER.size))
    if length > MAX_RESULT:
        raise TooHard("there is too much in it")
    answer = _PlainUnpickler(io.BytesIO(await stdout.readexactly(length))).load()
    if not isinstance(answer, Answer):
        raise pickle.UnpicklingError("no answer")
    return answer


class _PlainUnpickler(pickle.Unpickler):
    """Makes plain data, times and our own dataclasses alone: a child taken over can't run code here."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in {"datetime", "date", "timedelta", "timezone"}:
            return super().find_class(module, name)
        if module.startswith("bot."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, DoorError)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} may not come out of a child process")
