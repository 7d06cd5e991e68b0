"""A local Discord for who has no token: the real bot on a simulated server, in a browser or for one question."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.client import VerbatimClient, utc_now
from bot.errors import StartError, UserError
from bot.settings import Settings
from bot.store import Store

BOT, GUILD, CHANNELS, PERSON = "Verbatim", "Newsroom", ("news", "lounge"), "you"
SETTLE_S = 120.0  # the simulation gives up on an answer after this; a person would have given up before
WELCOME = (
    "Welcome to the newsroom. Type `/` below to see the commands; try `/summary`, `/quotes person:Abu Qasra`, `/help`."
)


@dataclass(frozen=True, slots=True)
class World:
    """The simulated server: simcord's environment, its channels, and the person who types in the first."""

    env: Any
    channels: Sequence[Any]
    person: Any


def available() -> bool:
    """Whether the extra `preview` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("simcord", "markdown_it", "av"))


@asynccontextmanager
async def simulated(
    store: Store, settings: Settings, on_refusal: Callable[[UserError], None] = lambda error: None
) -> AsyncIterator[World]:
    """The real client, connected to a Discord in memory. Raises StartError without the extra `preview`."""
    if not available():
        raise StartError(
            "The local preview is not installed: run pip install '.[preview]' in the project's folder;"
            " or, to go live on Discord, put a token behind DISCORD_TOKEN in .env."
        )
    # Imported, simcord tries discord.py out with a client of no intents, and discord.py warns of that.
    logging.getLogger("discord.state").setLevel(logging.ERROR)
    import simcord

    client = VerbatimClient(store, settings, always_sync=True, on_refusal=on_refusal)
    client.digests.max_nap_s = 1000 * SETTLE_S  # a nap that ends before is taken for an answer still to come
    env = simcord.Env(client, check_errors=False, settle_timeout=SETTLE_S)
    # The simulated clock stands still at a date of its own; set before the start, it tells today's.
    env.backend.bot_user.name = BOT
    env.backend.clock.advance((utc_now() - env.backend.clock.now()).total_seconds())
    await env.start()
    try:
        owner = env.create_user(PERSON)  # of the server: every command is there to be tried
        guild = env.create_guild(GUILD, owner=owner)
        channels = [guild.create_text_channel(name) for name in CHANNELS]
        yield World(env, channels, guild.add_member(owner))
    finally:
        await env.shutdown()
        await client.door.aclose()  # the simulation ends what the client does, and does not close it


async def run_preview(store: Store, settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve the local Discord until the page's session is ended. `announce` is given the page's address."""
    async with simulated(store, settings) as world:
        await world.person.send(world.channels[0], WELCOME)
        page = world.env.preview(
            world.channels[0], viewers=[world.person], layout="channel", port=settings.preview_port
        )
        import simcord

        try:
            preview = await page.__aenter__()
        except simcord.SetupError as error:
            raise StartError(f"The page can't be served: {error}. Try another PREVIEW_PORT, or none.") from error
        try:
            announce(preview.url)
            await preview.wait_closed()
        finally:
            await preview.close()
