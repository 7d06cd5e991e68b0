"""Reading the history of channels for links: told of in a message, stopped by a button, continued after a restart."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import discord

from bot.errors import UserError
from bot.ingest.door import Door
from bot.records.savings import Backfill, Quotas, Saved, Saving
from bot.services.saving import QuotaReached
from bot.services.watching import save_links
from bot.store import Store
from bot.store.article import backfills
from bot.views.backfill import backfill_view

log = logging.getLogger(__name__)
MAX_MESSAGES = 10_000
EVERY_S = 2.0  # between two changes of the message that tells of it
KEPT_EVERY = 50  # messages without a link between two notes of how far it is


class Backfills:
    """The readings under way; one after the other, so that Discord and the sites are asked gently."""

    def __init__(
        self, client: discord.Client, store: Store, door: Door, quotas: Quotas, now: Callable[[], datetime]
    ) -> None:
        self._client, self._store, self._door, self._quotas, self._now = client, store, door, quotas, now
        self._one = asyncio.Lock()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._told_at: dict[int, float] = {}

    async def resume(self) -> None:
        """Go on with those that the last run of the bot, or an outage, did not let end; again is harmless."""
        for job in await backfills.running_backfills(self._store):
            self.begin(job)

    def begin(self, job: Backfill) -> None:
        """Read in the background."""
        if job.id not in self._tasks:
            task = self._tasks[job.id] = asyncio.create_task(self._run(job))
            task.add_done_callback(lambda _: self._tasks.pop(job.id, None))

    async def close(self) -> None:
        """Stop where they are: the next start continues."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, job: Backfill) -> None:
        async with self._one:
            try:
                ended = await self._read(job)
            except discord.Forbidden:
                ended = replace(job, state="stopped", reason="I may no longer read that channel's history.")
            except discord.HTTPException as error:  # the next start continues
                log.warning("backfill %d: Discord answered with status %d", job.id, error.status)
                return
            except Exception:  # the outer edge of a job: it must not look as if it ran for ever
                log.exception("backfill %d failed", job.id)
                ended = replace(job, state="stopped", reason="Something went wrong on our side; the log tells what.")
            if ended.state != "running":
                await backfills.note_progress(self._store, ended)
            await self._tell(ended, at_once=True)

    async def _read(self, job: Backfill) -> Backfill:
        guild, channel = self._client.get_guild(job.guild_id), self._client.get_channel(job.channel_id)
        if guild is not None and guild.unavailable:  # an outage: it is resumed when that ends
            return job
        if not isinstance(channel, discord.TextChannel):
            return replace(job, state="stopped", reason="The channel is gone.")
        after = discord.Object(job.last_message_id) if job.last_message_id else job.since
        async for message in channel.history(limit=MAX_MESSAGES - job.messages, after=after, oldest_first=True):
            try:
                done = await self._one_message(job, message)
            except QuotaReached as error:
                return replace(job, state="stopped", reason=str(error))
            had_links = done.saved + done.known + done.failed > job.saved + job.known + job.failed
            job = done
            if had_links or job.messages % KEPT_EVERY == 0:
                if not await backfills.note_progress(self._store, job):
                    stopped = await backfills.load_backfill(self._store, job.guild_id, job.id)
                    return stopped or job
                await self._tell(job)
        reason = f"{MAX_MESSAGES:,} messages are the most for one reading." if job.messages >= MAX_MESSAGES else None
        return replace(job, state="done", reason=reason)

    async def _one_message(self, job: Backfill, message: discord.Message) -> Backfill:
        job = replace(job, messages=job.messages + 1, last_message_id=message.id)
        me = self._client.user
        if me is not None and message.author.id == me.id:
            return job
        text = "\n".join([message.content, *(snapshot.content for snapshot in message.message_snapshots)])
        saving = Saving(job.guild_id, job.channel_id, message.id, None)  # the server's quota alone: nobody posts it now
        results = await save_links(self._store, self._door, text, saving, self._now(), self._quotas)
        for _, one in results:
            if isinstance(one, QuotaReached):
                raise one
        saved = [one for _, one in results if isinstance(one, Saved)]
        known = sum(one.outcome == "known" for one in saved)
        failed = sum(isinstance(one, UserError) for _, one in results)
        return replace(job, saved=job.saved + len(saved) - known, known=job.known + known, failed=job.failed + failed)

    async def _tell(self, job: Backfill, *, at_once: bool = False) -> None:
        """Change the message that tells of it, where it still is; no oftener than every EVERY_S."""
        at = time.monotonic()
        if not at_once and at - self._told_at.get(job.id, 0.0) < EVERY_S:
            return
        self._told_at[job.id] = at
        channel = self._client.get_channel(job.report[0])
        if not isinstance(channel, discord.TextChannel | discord.Thread):
            return
        try:
            await channel.get_partial_message(job.report[1]).edit(view=backfill_view(job))
        except discord.HTTPException as error:
            log.info("backfill %d: its message can't be changed (status %d)", job.id, error.status)
