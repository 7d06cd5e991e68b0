"""Going live: each way in which Discord refuses is one clear line and exit status 2, never a traceback."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import discord
import pytest
from aiohttp import web
from discord.http import Route
from yarl import URL

from bot.__main__ import FAILED, run
from bot.live import LOOKS, LOOKS_AT_MOST, spare_loop, walk_when_quiet

USER = {"id": "1", "username": "verbatim", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION: dict[str, object] = {
    "id": "1",
    "name": "verbatim",
    "description": "",
    "icon": None,
    "rpc_origins": [],
    "bot_public": True,
    "bot_require_code_grant": False,
    "summary": "",
    "verify_key": "0",
    "flags": 0,
    "owner": {**USER, "id": "2", "username": "owner"},
    "team": None,
}


def plain_json(data: object, status: int = 200) -> web.Response:
    """A JSON answer whose content type is Discord's to the letter."""
    return web.Response(body=json.dumps(data), status=status, headers={"Content-Type": "application/json"})


@contextmanager
def discord_stand_in(*, token_ok: bool = True, close_code: int | None = None) -> Iterator[str]:
    """A server on loopback that logs a client in or not, and closes its gateway with `close_code`, if it has one."""

    async def me(request: web.Request) -> web.Response:
        if token_ok:
            return plain_json(USER)
        return plain_json({"message": "401: Unauthorized", "code": 0}, status=401)

    async def application(request: web.Request) -> web.Response:
        return plain_json(APPLICATION)

    async def commands(request: web.Request) -> web.Response:
        return plain_json([])

    async def gateway_address(request: web.Request) -> web.Response:
        limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return plain_json({"url": f"ws://{request.host}/ws", "shards": 1, "session_start_limit": limits})

    async def gateway(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}, "s": None, "t": None})
        await socket.receive()
        await socket.close(code=close_code or 1000)
        return socket

    app = web.Application()
    app.router.add_get("/users/@me", me)
    app.router.add_get("/oauth2/applications/@me", application)
    app.router.add_get("/applications/@me", application)
    app.router.add_put("/applications/1/commands", commands)
    app.router.add_get("/gateway/bot", gateway_address)
    app.router.add_get("/gateway", gateway_address)
    if close_code:
        app.router.add_get("/", gateway)
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(app)
    loop.run_until_complete(runner.setup())
    site = web.TCPSite(runner, "127.0.0.1", 0)
    loop.run_until_complete(site.start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        loop.close()


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A token, a fresh database, no seeds, and no .env of the folder we are in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "not-a-real-token")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/live.db")
    monkeypatch.setenv("SEEDS_DIR", "")
    return monkeypatch


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error."""
    lines = [line for line in capsys.readouterr().err.splitlines() if " INFO " not in line]
    assert len(lines) == 1, lines
    assert "not-a-real-token" not in lines[0]
    return lines[0]


def test_a_wrong_token(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Discord answers 401: the line names the setting and where the right value stands."""
    with discord_stand_in(token_ok=False) as url:
        environment.setattr(Route, "BASE", url)
        assert run([]) == FAILED
    line = complaint(capsys)
    assert "refused the token" in line
    assert "DISCORD_TOKEN" in line


def test_a_refused_intent(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The gateway closes with 4014: the line names the intent, the page and the setting."""
    environment.setenv("MESSAGE_CONTENT", "on")
    with discord_stand_in(close_code=4014) as url:
        environment.setattr(Route, "BASE", url)
        environment.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", URL(url))
        assert run([]) == FAILED
    assert "message content intent is not granted" in complaint(capsys)


@pytest.mark.parametrize(("code", "says"), [(4004, "refused the token"), (4013, "code 4013")])
def test_a_gateway_that_closes_for_good(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int, says: str
) -> None:
    """A token that was reset while we ran, and what Discord will not take: a line each."""
    with discord_stand_in(close_code=code) as url:
        environment.setattr(Route, "BASE", url)
        environment.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", URL(url))
        assert run([]) == FAILED
    assert says in complaint(capsys)


def test_a_gateway_out_of_reach(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The login passes, the gateway does not answer: the same line as for no network."""
    with discord_stand_in() as url:
        environment.setattr(Route, "BASE", url)
        environment.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", URL(url))
        assert run([]) == FAILED
    assert "can't be reached" in complaint(capsys)


def test_discord_out_of_reach(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing listens there: the line says so at once."""
    environment.setattr(Route, "BASE", "http://127.0.0.1:9")
    assert run([]) == FAILED
    assert "can't be reached" in complaint(capsys)


def test_no_token_and_no_preview(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In an installation without the extra, both remedies are named."""
    environment.delenv("DISCORD_TOKEN")
    environment.setattr("bot.preview.available", lambda: False)
    assert run([]) == FAILED
    line = complaint(capsys)
    assert "DISCORD_TOKEN" in line
    assert "[preview]" in line


def test_a_wrong_setting(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """All mistakes in one line, exit status 2."""
    environment.setenv("LOG_LEVEL", "LOUD")
    environment.setenv("PREVIEW_PORT", "x")
    assert run([]) == FAILED
    line = complaint(capsys)
    assert "LOG_LEVEL" in line
    assert "PREVIEW_PORT" in line


@pytest.fixture
def collector() -> Iterator[list[int]]:
    """The collections since, by generation; the collector is afterwards as it was."""
    found: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            found.append(info["generation"])

    before, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)
    gc.unfreeze()
    gc.set_threshold(*before)
    sys.setswitchinterval(interval)


def test_what_lives_long_is_not_walked_by_itself(collector: list[int]) -> None:
    """However much is made and kept; what is young is still collected."""
    spare_loop()
    kept = [[[number]] for number in range(200_000)]
    assert len(kept) == 200_000
    assert 1 in collector
    assert 2 not in collector


async def test_it_is_walked_when_no_digest_is_on_its_way(collector: list[int]) -> None:
    """At the look that is due, later while the bot is busy, and not later than the last."""
    spare_loop()
    asked: list[int] = []  # how many walks there had been, at each question

    def busy() -> bool:
        asked.append(collector.count(2))
        return len(asked) != 5

    walking = asyncio.create_task(walk_when_quiet(busy, look_s=0))
    for _ in range(2 * LOOKS_AT_MOST):
        await asyncio.sleep(0)
    walking.cancel()
    assert Counter(asked) == {0: 5, 1: LOOKS_AT_MOST - LOOKS + 1, 2: asked.count(2)}
    assert collector.count(2) == 2
    assert gc.get_freeze_count()
