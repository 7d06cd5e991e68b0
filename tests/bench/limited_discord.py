"""A Discord on loopback with its limits: 50 requests a second of all, 5 messages in 5 seconds of a channel.

It runs in a process of its own and is lean: a request costs it a fraction of what it costs the bot. `/figures` tells
what came when.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import random
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from tests.hostile.discord_stand_in import APPLICATION, ME

PER_SECOND, PER_CHANNEL, CHANNEL_S = 50, 5, 5.0
EPOCH_MS = 1_420_070_400_000
_DECODER = json.JSONDecoder()
_EMPTY = '"mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "content": "", "edited_timestamp": null'
_FIXED = '"tts": false, "mention_everyone": false, "pinned": false, "type": 0, "flags": 32768'
_MESSAGE = (
    f'{{"id": "%d", "channel_id": "%s", "author": {json.dumps(ME)}, "timestamp": "%s", "components": %s, '
    f"{_EMPTY}, {_FIXED}}}"
)


class Limits:
    """What came, and whether it may: sliding windows, over all and of each channel."""

    def __init__(self, latency_s: float) -> None:
        self.latency_s = latency_s
        self.posts: list[tuple[float, str]] = []  # when, and whose slot
        self.nonces: set[str] = set()
        self.refused = self.twice = self.most = 0
        self._all: deque[float] = deque()
        self._channels: dict[str, deque[float]] = {}

    def over(self, channel: str) -> tuple[float, bool]:
        """For how long a message to this channel must wait, and whether for the sake of all; 0 where it is taken."""
        now = time.monotonic()
        mine = self._channels.setdefault(channel, deque())
        for taken, most, span in ((self._all, PER_SECOND, 1.0), (mine, PER_CHANNEL, CHANNEL_S)):
            while taken and now - taken[0] >= span:
                taken.popleft()
            if len(taken) >= most:
                self.refused += 1
                return taken[0] + span - now, taken is self._all
        self._all.append(now)
        self.most = max(self.most, len(self._all))
        mine.append(now)
        return 0.0, False


class _Talk(asyncio.Protocol):
    """One connection: requests one after the other."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._got = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._loop = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, end, rest = self._got.partition(b"\r\n\r\n")
        if not end:
            return
        at = head.lower().find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(rest) < length:
            return
        self._got.clear()
        method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
        if method == "POST" and path.endswith("/messages"):
            way = self._limits.latency_s / 2 * random.uniform(0.5, 1.5)
            self._loop.call_later(way, self._post, path.split("/")[-2], rest.decode())
        elif path == "/figures":
            told = {name: getattr(self._limits, name) for name in ("posts", "refused", "twice", "most")}
            self._answer(json.dumps({**told, "cpu": time.process_time()}))
        elif path.startswith("/interactions"):
            self._loop.call_later(self._limits.latency_s, self._answer, "{}")
        else:
            self._answer(json.dumps(ME if path == "/users/@me" else APPLICATION))

    def _post(self, channel: str, body: str) -> None:
        wait, is_global = self._limits.over(channel)
        way = self._limits.latency_s / 2 * random.uniform(0.5, 1.5)
        if wait:
            told = f'{{"message": "limited", "retry_after": {wait:.3f}, "global": {str(is_global).lower()}}}'
            self._loop.call_later(way, self._answer, told, "429 Too Many Requests", "Via: 1.1 stand-in\r\n")
            return
        nonce = self._string(body, '"nonce":')
        if nonce in self._limits.nonces:
            self._limits.twice += 1
        self._limits.nonces.add(nonce)
        _, _, mark = body.partition('"digest:')
        self._limits.posts.append((time.monotonic(), mark.partition(":")[0]))
        at = body.index('"components":') + 13
        _, end = _DECODER.raw_decode(body, at + (body[at] == " "))
        number = (time.time_ns() // 10**6 - EPOCH_MS) << 22 | len(self._limits.posts) & 0x3FFFFF
        stamp = "2026-03-02T08:00:00.000000+00:00"
        limits = "X-RateLimit-Limit: 5\r\nX-RateLimit-Remaining: 4\r\nX-RateLimit-Reset-After: 1\r\n"
        message = _MESSAGE % (number, channel, stamp, body[at:end])
        self._loop.call_later(way, self._answer, message, "200 OK", f"{limits}X-RateLimit-Bucket: messages\r\n")

    @staticmethod
    def _string(body: str, key: str) -> str:
        return body.partition(key)[2].lstrip().split('"', 2)[1]

    def _answer(self, body: str, status: str = "200 OK", headers: str = "") -> None:
        told = body.encode()
        head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(told)}\r\n{headers}\r\n"
        self._transport.write(head.encode() + told)


def _serve(latency_s: float, channel: Connection) -> None:
    async def run() -> None:
        limits = Limits(latency_s)
        server = await asyncio.get_running_loop().create_server(lambda: _Talk(limits), "127.0.0.1", 0)
        channel.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def limited_discord(latency_s: float) -> Iterator[tuple[str, int]]:
    """Where it listens, and its process id."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(latency_s, theirs), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}", process.pid or 0
    finally:
        process.kill()
        process.join()
