"""The way of a digest to its channel: permissions checked first, requests paced, refusals told apart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import discord

from bot.records.digest import Digest, Schedule, Slot
from bot.services.digest.posting import Refused
from bot.views.digest import digest_view, fitted, mark_of
from bot.views.notice import failure_view
from bot.views.permissions import NAMES, NEEDED, missing, permissions_remedy

log = logging.getLogger(__name__)
PER_SECOND = 45.0  # Discord takes 50 requests a second of a bot; answers to people need some of them too
CATCH_UP = 3
TIMEOUT_S = 60.0
# Discord's clock and ours may differ, and ours may have been put forward or back by an hour meanwhile.
SKEW = timedelta(minutes=65)
MAX_SEARCHED = 2000  # messages of a channel that are looked through for ours
UNKNOWN = "Discord did not answer, and without reading the channel the bot can't tell whether the digest was posted"


class Pace:
    """Lets requests through one after the other, `per_second` of them; after a pause no more than CATCH_UP at once."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._gap, self._next = 1 / per_second, 0.0
        self._turn = asyncio.Lock()  # those who wait for it get it in the order of asking

    async def take(self) -> None:
        """Wait for one's turn."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            now = loop.time()
            turn = max(self._next, now - CATCH_UP * self._gap)
            self._next = turn + self._gap
            if turn > now:
                await asyncio.sleep(turn - now)


class DiscordPoster:
    """Posts, finds and tells through a connected client."""

    def __init__(self, client: discord.Client, pace: Pace | None = None) -> None:
        self._client, self._pace = client, pace or Pace()

    def fitted(self, digest: Digest) -> Digest:
        """What of a digest one message has room for."""
        return fitted(digest)

    async def post(self, schedule: Schedule, slot: Slot, digest: Digest) -> int:
        """Send the message of a slot; its id. Raises Refused."""
        self._check(schedule)
        roles = [discord.Object(schedule.role_id)] if schedule.role_id else []
        async with self._request(schedule):
            # Made in its turn: many at once would hold the event loop for long.
            view = digest_view(digest, slot_id=slot.id, late_since=slot.due_at if slot.late else None)
            channel = self._channel(schedule)
            allowed = discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)
            sent = await channel.send(view=view, nonce=slot.nonce, allowed_mentions=allowed)
        return sent.id

    async def find(self, schedule: Schedule, slot: Slot) -> int | None:
        """The message of this slot that is in the channel already, known by its button. Raises Refused."""
        at = slot.sent_at
        if at is None:
            return None
        if self._check(schedule, unless_unknown=True):
            raise Refused(UNKNOWN, permissions_remedy(["Read Message History"], schedule.channel_id), for_good=True)
        mark, me, seen = mark_of(slot.id), self._client.user, 0
        async with self._request(schedule):
            history = self._channel(schedule).history(
                after=at - SKEW, before=at + SKEW, limit=MAX_SEARCHED, oldest_first=True
            )
            async for message in history:
                seen += 1
                if me is not None and message.author.id == me.id and _has(message.components, mark):
                    return message.id
        if seen >= MAX_SEARCHED:
            raise Refused(f"{UNKNOWN}: there are too many newer messages", for_good=True)
        return None

    async def tell(self, schedule: Schedule, refused: Refused, paused: bool) -> None:
        """Tell who made the schedule, or else the server's owner, or else its system channel; whoever is reached."""
        view = failure_view(schedule, refused.reason, refused.remedy, paused)
        guild = self._client.get_guild(schedule.guild_id)
        people = dict.fromkeys([schedule.created_by, *([guild.owner_id] if guild and guild.owner_id else [])])
        for person in people:
            try:
                async with self._request(schedule):
                    channel = await self._client.create_dm(discord.Object(person))
                    await channel.send(view=view)
            except Refused as silent:
                log.info("schedule %d: %d can't be told: %s", schedule.id, person, silent)
            else:
                return
        place = guild.system_channel if guild else None
        if place is not None and place.id != schedule.channel_id and not missing(place):
            try:
                async with self._request(schedule):
                    await place.send(view=view)
            except Refused as silent:
                log.info("schedule %d: nobody could be told: %s", schedule.id, silent)

    def _channel(self, schedule: Schedule) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(schedule.channel_id, guild_id=schedule.guild_id)

    def _check(self, schedule: Schedule, *, unless_unknown: bool = False) -> bool:
        """Refuse what Discord would refuse, without asking it: ten thousand refusals ban the address.

        With `unless_unknown` only tell, whether the channel is known to be closed to reading.
        """
        guild = self._client.get_guild(schedule.guild_id)
        if guild is None or guild.unavailable or guild.me is None:
            return False
        channel = guild.get_channel_or_thread(schedule.channel_id)
        if channel is None:
            return False  # a thread that is not cached, or gone: Discord knows
        lacking = missing(channel)
        if unless_unknown:
            return bool({"View Channel", "Read Message History"} & set(lacking))
        if lacking:
            raise Refused(
                f"the bot lacks {' and '.join(lacking)} in <#{schedule.channel_id}>",
                permissions_remedy(lacking, schedule.channel_id),
                for_good=True,
            )
        return False

    @asynccontextmanager
    async def _request(self, schedule: Schedule) -> AsyncIterator[None]:
        """One turn at the pace of all; what Discord refuses becomes Refused."""
        await self._pace.take()
        try:
            async with asyncio.timeout(TIMEOUT_S):
                yield
        except discord.RateLimited as error:
            raise Refused("Discord asked to wait", wait=timedelta(seconds=error.retry_after)) from error
        except discord.HTTPException as error:
            raise _refusal(error, schedule) from error
        except (TimeoutError, OSError, aiohttp.ClientError) as error:
            raise Refused("Discord did not answer") from error


def _refusal(error: discord.HTTPException, schedule: Schedule) -> Refused:
    channel = f"<#{schedule.channel_id}>"
    if error.status == 404:
        return Refused(
            f"the channel {channel} is gone", "Make a new schedule with `/digest schedule`.", for_good=True, gone=True
        )
    if error.status == 403:
        return Refused(
            f"Discord refused: the bot may not post in {channel}",
            permissions_remedy([NAMES[name] for name in NEEDED], schedule.channel_id),
            for_good=True,
        )
    if error.status in {401, 429} or error.status >= 500:
        return Refused(f"Discord answered with status {error.status}")
    log.error("schedule %d: Discord refused a digest for its form", schedule.id, exc_info=error)
    return Refused(
        f"Discord refused the message (status {error.status}, code {error.code})",
        "That is a mistake of this bot: tell its operator.",
        for_good=True,
    )


def _has(components: Iterable[Any], mark: str) -> bool:
    """Whether a button among these components, at any depth, has a custom_id that begins so."""
    return any(
        (getattr(one, "custom_id", None) or "").startswith(mark) or _has(getattr(one, "children", ()), mark)
        for one in components
    )
