"""The feeds' job: polls what is due, saves what is new, and tells channels; also how far an import is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, TypeAlias

import discord
from discord import ui
from discord.ext import tasks

from bot.ingest.door import Door
from bot.records.feeds import Feed, FeedImport
from bot.records.savings import Quotas
from bot.services.feeds.arriving import Arriving
from bot.services.feeds.polling import Poller
from bot.store import Store
from bot.store.feed import feeds, polls
from bot.store.feed import imports as feed_imports
from bot.views.feeds import arrivals_view, import_view, notices_view, silenced_view

log = logging.getLogger(__name__)
EDIT_S = 2.0  # between two edits of a message that tells how far an import is
UNDO = timedelta(minutes=10)  # a removed feed can be brought back so long
OFFERED = timedelta(days=1)
MAX_TOLD = 500  # articles that channels are told of in one round
Place: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


class FeedsJob:
    """A round every minute, and one at once when `wake` is called; never two at a time."""

    def __init__(
        self,
        client: discord.Client,
        store: Store,
        door: Door,
        now: Callable[[], datetime],
        *,
        base: timedelta,
        quotas: Quotas,
    ) -> None:
        self._client, self._store, self._now = client, store, now
        self.poller = Poller(store, door, now=now, base=base)
        self._arriving = Arriving(store, door, now=now, hosts=self.poller.hosts, quotas=quotas)
        self._turn = asyncio.Lock()
        self._again = False
        self._woken: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, at once and then every minute."""
        self._tick.start()

    async def stop(self) -> None:
        """End what is under way: it is taken up again at the next start."""
        under_way = [task for task in (self._tick.get_task(), self._woken) if task is not None]
        for task in under_way:
            task.cancel()
        if under_way:
            await asyncio.wait(under_way)

    def wake(self) -> None:
        """Begin a round now, or one more after that which is under way."""
        self._again = True
        if not self._turn.locked():
            self._woken = asyncio.create_task(self.round())

    @tasks.loop(minutes=1)
    async def _tick(self) -> None:
        await self.round()

    async def round(self) -> None:
        """Everything that there is to do now, each step in its own try."""
        steps = (self._poll, self._arriving.save_due, self._tell_arrivals, self._tell_notices, self._tidy)
        async with self._turn:
            self._again = True
            while self._again:
                self._again = False
                for step in steps:
                    await self._in_try(step)

    @staticmethod
    async def _in_try(step: Callable[[], Awaitable[Any]]) -> None:
        try:
            await step()
        except Exception:  # the outer edge of a job: the next round tries again
            log.exception("feeds: a step failed")

    async def _poll(self) -> None:
        """Poll what is due, and tell of the imports that are under way meanwhile."""
        told: dict[int, int] = {}
        polling = asyncio.create_task(self.poller.poll_due())
        try:
            while not polling.done():
                await asyncio.wait([polling], timeout=EDIT_S)
                await self._tell_imports(told)
        finally:
            polling.cancel()
            await asyncio.wait([polling])
        polling.result()

    async def _tell_imports(self, told: dict[int, int]) -> None:
        """Edit the messages of imports that have come further than `told` says, by import."""
        for progress in await feed_imports.imports_under_way(self._store):
            if progress.message_id is None or told.get(progress.id) == progress.done:
                continue  # its command has not answered yet, or nothing has happened since
            told[progress.id] = progress.done
            if not await self._edit(progress):
                log.info("import %d: its message can't be edited any more", progress.id)
            if not progress.waiting:
                await feed_imports.end_import(self._store, progress.id, self._now())

    async def _edit(self, progress: FeedImport) -> bool:
        channel = self._client.get_partial_messageable(progress.channel_id, guild_id=progress.guild_id)
        try:
            await channel.get_partial_message(progress.message_id or 0).edit(view=import_view(progress))
        except discord.HTTPException:
            return False
        return True

    async def _tell_arrivals(self) -> None:
        """Post what came, a message a channel."""
        waiting = await polls.arrivals(self._store, MAX_TOLD)
        waiting.sort(key=lambda one: (one.feed.options.channel_id or 0, one.entry_id))
        for channel_id, group in groupby(waiting, key=lambda one: one.feed.options.channel_id or 0):
            arrived = list(group)
            if await self._post(arrived[0].feed.guild_id, channel_id, arrivals_view(arrived), arrived[-1].entry_id):
                await polls.entries_done(self._store, [one.entry_id for one in arrived])

    async def _tell_notices(self) -> None:
        """Tell channels, once, which of their feeds were paused and why."""
        waiting = await polls.notices(self._store)
        waiting.sort(key=lambda one: (one[0].options.channel_id or 0, one[0].id))
        for channel_id, group in groupby(waiting, key=lambda one: one[0].options.channel_id or 0):
            paused = list(group)
            guild_id = paused[0][0].guild_id
            if guild_id is None or await self._post(guild_id, channel_id, notices_view(paused), paused[-1][0].id):
                await polls.noticed(self._store, [feed.id for feed, _ in paused])

    async def _post(self, guild_id: int | None, channel_id: int, view: ui.LayoutView, number: int) -> bool:
        """Whether a channel has been told, or never can be: then who added its feeds is told why."""
        guild = self._client.get_guild(guild_id or 0)
        if guild is None or guild.unavailable:
            return False
        channel = guild.get_channel_or_thread(channel_id)
        if not isinstance(channel, Place):
            await self._silence(channel_id, "its channel is gone.")
            return True
        allowed = channel.permissions_for(guild.me)
        if not (allowed.view_channel and allowed.send_messages):
            await self._silence(channel_id, f"the bot may not see or post in #{channel.name}.")
            return True
        try:
            await channel.send(view=view, nonce=f"feeds-{number}")
        except (discord.Forbidden, discord.NotFound):
            await self._silence(channel_id, f"Discord does not let the bot post in #{channel.name}.")
        except discord.HTTPException:
            log.warning("feeds: channel %d could not be told", channel_id, exc_info=True)
            return False
        return True

    async def _silence(self, channel_id: int, reason: str) -> None:
        silenced = await feeds.silence(self._store, channel_id, reason)
        for user_id in {feed.added_by for feed in silenced if feed.added_by is not None}:
            mine = [feed for feed in silenced if feed.added_by == user_id]
            await self._tell_person(user_id, mine, reason)

    async def _tell_person(self, user_id: int, silenced: Sequence[Feed], reason: str) -> None:
        try:
            channel = await self._client.create_dm(discord.Object(user_id))
            await channel.send(view=silenced_view(silenced, reason))
        except discord.HTTPException:  # who takes no messages of bots sees it in /feed list
            log.info("feeds: who added %d of them can't be told", len(silenced))

    async def _tidy(self) -> None:
        await feeds.purge_removed(self._store, self._now() - UNDO)
        await feed_imports.purge_offers(self._store, self._now() - OFFERED)
