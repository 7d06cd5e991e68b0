"""A Discord on loopback that takes messages: it counts them, honours nonces, and can be slow or refuse."""

from __future__ import annotations

import asyncio
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

EPOCH_MS = 1_420_070_400_000
ME = {"id": "1", "username": "verbatim", "discriminator": "0", "avatar": None, "bot": True, "global_name": None}

APPLICATION = {
    "id": "1",
    "name": "verbatim",
    "description": "",
    "icon": None,
    "summary": "",
    "verify_key": "0",
    "flags": 0,
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": ME,
    "rpc_origins": None,
    "team": None,
}


def answer(data: Any, status: int = 200) -> web.Response:
    """A JSON answer whose content type is Discord's to the letter."""
    return web.Response(body=json.dumps(data), status=status, headers={"Content-Type": "application/json"})


@dataclass
class StandIn:
    """What was posted where. `url` is where it listens, `delay_s` the longest it takes on either side of a post."""

    url: str = ""
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    delay_s: float = 0.0
    refuse: dict[str, tuple[int, float]] = field(default_factory=dict)  # channel: status, and for how many posts
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    nonces: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    requests: int = 0
    repeated: int = 0

    def marks(self) -> list[str]:
        """The slots whose messages are there, one entry a message."""
        found: list[str] = []
        for messages in self.messages.values():
            found += [mark for message in messages for mark in _marks(message["components"])]
        return found

    async def post(self, request: web.Request) -> web.Response:
        """Take a message, unless one with its nonce is there."""
        self.requests += 1
        channel, sent = request.match_info["channel"], await request.json()
        await asyncio.sleep(random.uniform(0, self.delay_s))
        status, times = self.refuse.get(channel, (0, 0))
        if times > 0:
            self.refuse[channel] = (status, times - 1)
            return answer({"message": "refused", "code": 0}, status)
        assert sent["enforce_nonce"] is True
        assert len(sent["nonce"]) <= 25
        key = (channel, sent["nonce"])
        if key in self.nonces:
            self.repeated += 1
        else:
            self.nonces[key] = self._message(channel, sent)
            self.messages.setdefault(channel, []).append(self.nonces[key])
        message = self.nonces[key]
        await asyncio.sleep(random.uniform(0, self.delay_s))
        return answer(message)

    async def history(self, request: web.Request) -> web.Response:
        """Messages of a channel after and before an id, as Discord gives them: the newest first."""
        after, before = int(request.query.get("after", 0)), int(request.query.get("before", 2**63))
        found = [m for m in self.messages.get(request.match_info["channel"], []) if after < int(m["id"]) < before]
        limit = int(request.query.get("limit", 50))
        return answer((found[:limit] if "after" in request.query else found[-limit:])[::-1])

    def _message(self, channel: str, sent: dict[str, Any]) -> dict[str, Any]:
        number = int(self.now.timestamp() * 1000 - EPOCH_MS) << 22 | self.requests & 0x3FFFFF
        empty = ("mentions", "mention_roles", "attachments", "embeds")
        fixed = {"edited_timestamp": None, "tts": False, "mention_everyone": False, "pinned": False, "type": 0}
        told = {"id": str(number), "channel_id": channel, "author": ME, "content": "", "flags": 1 << 15}
        stamp = {"timestamp": self.now.isoformat(), "components": sent["components"]}
        return {**told, **fixed, **stamp, **{name: [] for name in empty}}


def _marks(components: list[dict[str, Any]]) -> Iterator[str]:
    for one in components:
        if one.get("custom_id", "").startswith("digest:"):
            yield one["custom_id"].split(":")[1]
        yield from _marks(one.get("components", []))


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """A stand-in that listens on loopback, in a thread of its own."""
    discord = StandIn()

    async def me(request: web.Request) -> web.Response:
        return answer(ME)

    async def application(request: web.Request) -> web.Response:
        return answer(APPLICATION)

    app = web.Application()
    app.router.add_get("/users/@me", me)
    app.router.add_get("/oauth2/applications/@me", application)
    app.router.add_get("/applications/@me", application)
    app.router.add_post("/channels/{channel}/messages", discord.post)
    app.router.add_get("/channels/{channel}/messages", discord.history)
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(app)
    loop.run_until_complete(runner.setup())
    loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", 0).start())
    discord.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield discord
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        loop.close()
