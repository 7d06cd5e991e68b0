"""The bot on the real Discord; every way in which that can't begin is one clear line."""

from __future__ import annotations

import asyncio
import gc
import sys

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
        sparing = asyncio.create_task(_when_ready(client))
        try:
            await _connect(client)
        finally:
            sparing.cancel()


async def _when_ready(client: VerbatimClient) -> None:
    """Once the servers are known, which stay."""
    await client.wait_until_ready()
    spare_loop()


def spare_loop() -> None:
    """Let neither the garbage collector nor the threads that read and choose hold the event loop for long.

    What is there now is never walked again, and all that stays later ten times less often: with 10,000 servers one
    walk took 0.4 s. What has no cycles, nearly all, is freed at once as ever. A thread at work gives way after half a
    millisecond instead of five: the loop waits for that at each message it sends.
    """
    gc.freeze()
    gc.set_threshold(700, 10, 100)
    sys.setswitchinterval(0.0005)


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
