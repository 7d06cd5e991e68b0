"""A site on loopback that answers with the very bytes a test wants, and a probe of how long the event loop waits."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from types import TracebackType
from typing import Self

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
PROBE_S = 0.005
LOOP_S = 0.05  # the longest that our code may keep the event loop


def response(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer; `_` in a header's name stands for a hyphen; Content-Length fits unless given."""
    data = body.encode() if isinstance(body, str) else body
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data)), **given}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}Connection: close\r\n\r\n".encode() + data


class Site:
    """Answers by path; `requests` has the head of each request, as it came."""

    def __init__(self, **answers: Answer) -> None:
        self.answers: dict[str, Answer] = {f"/{name}": answer for name, answer in answers.items()}
        self.requests: list[str] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        self._open: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    def url(self, path: str) -> str:
        """The address of `path` on this site."""
        return f"http://127.0.0.1:{self.port}/{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.requests.append(head)
            path = head.split(" ")[1].partition("?")[0]
            answer = self.answers.get(path, response("no such page", "404 Not Found"))
            if isinstance(answer, bytes):
                writer.write(answer)
            else:
                await answer(writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()


class LoopProbe:
    """The most processor time that went by between two turns of the event loop, in seconds.

    Processor time of this thread, not wall time: what other processes do meanwhile does not count. Nor does the
    collector of garbage, which walks through all that the tests before have left in memory.
    """

    def __init__(self) -> None:
        self.longest_s = self._began = self._collecting = 0.0
        self._thread = threading.get_ident()

    def _note(self, phase: str, _: dict[str, int]) -> None:
        if threading.get_ident() == self._thread:
            now = time.thread_time()
            if phase == "start":
                self._began = now
            else:
                self._collecting += now - self._began

    def _spent(self) -> float:
        return time.thread_time() - self._collecting

    async def _watch(self) -> None:
        last = self._spent()
        while True:
            await asyncio.sleep(PROBE_S)
            now = self._spent()
            self.longest_s, last = max(self.longest_s, now - last), now

    @classmethod
    @contextlib.asynccontextmanager
    async def watching(cls) -> AsyncIterator[LoopProbe]:
        """Watch the running loop within the block."""
        probe = cls()
        task = asyncio.create_task(probe._watch())
        gc.callbacks.append(probe._note)
        try:
            yield probe
        finally:
            gc.callbacks.remove(probe._note)
            await asyncio.sleep(2 * PROBE_S)
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
