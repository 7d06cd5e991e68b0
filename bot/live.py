"""The bot on the real Discord; every way in which that can't begin is one clear line."""

from __future__ import annotations

import aiohttp
import discord

from bot.client import VerbatimClient
from bot.errors import StartError
from bot.settings import Settings
from bot.store import Store

PORTAL = "https://discord.com/developers/applications"


async def run_live(store: Store, settings: Settings) -> None:
    """Log in and stay connected until cancelled. Raises StartError when Discord refuses or can't be reached."""
    if settings.token is None:
        raise ValueError("run_live needs a token")
    client = VerbatimClient(store, settings)
    try:
        async with client:
            await client.start(settings.token.reveal())
    except discord.LoginFailure as error:
        raise StartError(
            f"Discord refused the token. Copy it again from {PORTAL}, page Bot, into DISCORD_TOKEN in .env."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise StartError(
            f"MESSAGE_CONTENT is on, but the message content intent is not granted: switch it on at {PORTAL},"
            " page Bot, or set MESSAGE_CONTENT=off."
        ) from error
    except (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError, discord.GatewayNotFound) as error:
        raise StartError(
            f"Discord can't be reached ({type(error).__name__}): check the network, and https://discordstatus.com."
        ) from error
    except AttributeError as error:
        # discord.py 2.7 trips over the gateway it never had when the first connection to it fails.
        if client.ws is not None:
            raise
        raise StartError(
            "Discord's gateway can't be reached: check the network, and https://discordstatus.com."
        ) from error
    except discord.HTTPException as error:
        raise StartError(f"Discord refused the connection with status {error.status}: try again later.") from error
