"""The bot on the real Discord; every way in which that can't begin is one clear line."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable

import aiohttp
import discord

from bot.client import VerbatimClient
from bot.errors import StartError
from bot.settings import Settings
from bot.store import Store

PORTAL = "https://discord.com/developers/applications"
STATUS = "https://discordstatus.com"
BAD_TOKEN = 4004  # the gateway's code for a token that was reset meanwhile
REFUSED_TOKEN = f"Discord refused the token. Copy it again from {PORTAL}, page Bot, into DISCORD_TOKEN in .env."
NEVER = 1_000_000  # collections of the middle-aged before the oldest are walked: years
LOOKS, LOOKS_AT_MOST = 60, 360
OUT_OF_REACH = f"Discord can't be reached: check the network, and {STATUS}."


async def run_live(store: Store, settings: Settings) -> None:
    """Log in and stay connected until cancelled. Raises StartError when Discord refuses or can't be reached."""
    if settings.token is None:
        raise ValueError("run_live needs a token")
    client = VerbatimClient(store, settings)
    async with client:
        try:
            await client.login(settings.token.reveal())
        except discord.LoginFailure as error:
            raise StartError(REFUSED_TOKEN) from error
        except discord.HTTPException as error:
            raise StartError(f"Discord answered with status {error.status}: try again later, see {STATUS}.") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise StartError(OUT_OF_REACH) from error
        sparing = asyncio.create_task(_spare(client))
        try:
            await _connect(client)
        finally:
            sparing.cancel()


async def _spare(client: VerbatimClient) -> None:
    """From when the servers are known, which stay."""
    await client.wait_until_ready()
    spare_loop()
    await walk_when_quiet(lambda: client.digests.busy)


def spare_loop() -> None:
    """Let neither the garbage collector nor the threads that read and choose hold the event loop for long.

    What is there now is never walked again, and what lives long only by `walk_when_quiet`: with 10,000 servers one
    walk took 0.4 s, in the middle of their digests. What has no cycles, nearly all, is freed at once as ever. A
    thread at work gives way after half a millisecond instead of five: the loop waits for that at each message it sends.
    """
    gc.freeze()
    gc.set_threshold(700, 10, NEVER)
    sys.setswitchinterval(0.0005)


async def walk_when_quiet(busy: Callable[[], bool], look_s: float = 10.0) -> None:
    """Collect what lives long while no digest is on its way: LOOKS looks after the last time, at most LOOKS_AT_MOST.

    What is left of the first walk, the language engine loaded meanwhile above all, stays and is never walked again.
    """
    looks, walks = 0, 0
    while True:
        await asyncio.sleep(look_s)
        looks += 1
        if looks < LOOKS or (busy() and looks < LOOKS_AT_MOST):
            continue
        gc.collect()
        if not walks:
            gc.freeze()
        looks, walks = 0, walks + 1


async def _connect(client: VerbatimClient) -> None:
    """Keep the gateway's connection until cancelled."""
    try:
        await client.connect()
    except discord.PrivilegedIntentsRequired as error:
        raise StartError(
            f"MESSAGE_CONTENT is on, but the message content intent is not granted: switch it on at {PORTAL},"
            " page Bot, or set MESSAGE_CONTENT=off."
        ) from error
    except discord.ConnectionClosed as error:
        if error.code == BAD_TOKEN:
            raise StartError(REFUSED_TOKEN) from error
        raise StartError(f"Discord closed the connection for good (code {error.code}); see {STATUS}.") from error
    except (aiohttp.ClientError, TimeoutError, discord.GatewayNotFound) as error:
        raise StartError(OUT_OF_REACH) from error
    except AttributeError as error:
        # discord.py 2.7 trips over the gateway it never had when the first connection to it fails.
        if client.ws is not None:
            raise
        raise StartError(OUT_OF_REACH) from error
