"""A server whose bot may fetch from a site on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import simcord

from bot.client import VerbatimClient
from bot.errors import UserError
from bot.ingest.door import Door
from bot.settings import Settings
from bot.store import Store
from tests.bot.conftest import Clock, Room
from tests.bot.saving.site import Site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """An empty site."""
    async with Site() as started:
        yield started


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """A door that may open loopback."""
    async with Door(contact=None, loopback=True) as opened:
        yield opened


@pytest.fixture
def settings() -> Settings:
    """What the bot of `room` runs with."""
    return Settings(contact="the desk", allow_loopback=True, message_content=True)


@pytest.fixture
async def room(store: Store, settings: Settings, door: Door) -> AsyncIterator[Room]:
    """The bot on a simulated server; every error it swallows fails the test."""
    refusals: list[UserError] = []
    client = VerbatimClient(store, settings, now=Clock(), on_refusal=refusals.append, door=door)
    env = simcord.Env(client, settle_timeout=30)
    await env.start()
    try:
        guild = env.create_guild("Newsroom")
        news, lounge = guild.create_text_channel("news"), guild.create_text_channel("lounge")
        anna, ben = (guild.add_member(env.create_user(name)) for name in ("anna", "ben"))
        yield Room(env, guild, news, lounge, anna, ben, store, refusals)
    finally:
        await env.shutdown()
    env._raise_errors_since(env._errors_acknowledged)
