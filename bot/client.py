"""The Discord client: intents, the command tree and its sync, guilds that come and go."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord import app_commands

from bot.commands import add_commands, pressed
from bot.commands.answer import Cooldowns, report
from bot.commands.passing import Passing
from bot.errors import UserError
from bot.ingest.door import Door
from bot.jobs import Backfills, Digests, FeedsJob, Renewal, Upkeep
from bot.settings import Settings
from bot.store import Store, guilds, meta

log = logging.getLogger(__name__)
# The bot never speaks: what voice would need is not missing.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def utc_now() -> datetime:
    """The wall clock, aware."""
    return datetime.now(UTC)


class Tree(app_commands.CommandTree["VerbatimClient"]):
    """The command tree with one error handler, the outer edge of every command."""

    async def on_error(
        self, interaction: discord.Interaction[VerbatimClient], error: app_commands.AppCommandError, /
    ) -> None:
        """Log a defect and tell the person its id; refusals have been shown before they come here."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await report(interaction, cause)


class VerbatimClient(discord.Client):
    """The bot. The store is opened before and closed after it by whoever runs it.

    `always_sync` registers the commands at every start: a simulated Discord forgets them, the real one does not.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        *,
        now: Callable[[], datetime] = utc_now,
        always_sync: bool = False,
        on_refusal: Callable[[UserError], None] = lambda error: None,
        door: Door | None = None,
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=settings.message_content)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none(), max_messages=None)
        self.store, self.settings, self.now = store, settings, now
        self.door = door or Door(contact=settings.contact, loopback=settings.allow_loopback)
        self.cooldowns = Cooldowns()
        self.refused = on_refusal
        self._always_sync = always_sync
        self._upkeep = Upkeep(store, now)
        self._renewal = Renewal(store, self.door)
        self._passing = Passing(self)
        self._backfills = Backfills(self, store, self.door, settings.quotas, now)
        self.read_history = self._backfills.begin
        self.digests = Digests.of(self, store, now)
        base = timedelta(minutes=settings.feed_minutes)
        self._feeds = FeedsJob(self, store, self.door, now, base=base, quotas=settings.quotas)
        self.poller, self.wake_feeds = self._feeds.poller, self._feeds.wake
        self.tree = Tree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        add_commands(self.tree)

    async def setup_hook(self) -> None:
        """Once a start: buttons of earlier runs answer again, and commands are registered where they changed."""
        self.add_dynamic_items(pressed())
        await self._sync_commands()
        self._upkeep.start()
        self._renewal.start()
        self.digests.start()
        self._feeds.start()

    async def _sync_commands(self) -> None:
        """Register the commands when they differ from those this application registered last."""
        payloads = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        payloads.sort(key=lambda payload: (payload["type"], payload["name"]))
        digest = hashlib.sha256(json.dumps(payloads, sort_keys=True).encode()).hexdigest()
        key = f"commands:{self.application_id}"
        if not self._always_sync and await meta.get_meta(self.store, key) == digest:
            return
        await self.tree.sync()
        if not self._always_sync:
            await meta.set_meta(self.store, key, digest)
        log.info("commands registered")

    async def close(self) -> None:
        """Stop the jobs before the connection: they use both it and the store."""
        self._upkeep.stop()
        await self._renewal.stop()
        await self._backfills.close()
        await self.digests.close()
        await self._feeds.stop()
        await self.door.aclose()
        await super().close()

    async def on_ready(self) -> None:
        """At every reconnection: guilds that left while we were away are marked, those that are here unmarked."""
        here = {guild.id for guild in self.guilds}
        known = await guilds.known_guilds(self.store, left=False)
        await guilds.mark_left(self.store, sorted(known - here), self.now())
        for guild_id in sorted(here):
            await guilds.remember_guild(self.store, guild_id)
        await self._backfills.resume()
        log.info("ready as %s in %d servers", self.user, len(here))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A new server, or one that came back within the time its articles are kept for."""
        await guilds.remember_guild(self.store, guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """An outage is over: what it held up goes on."""
        await self._backfills.resume()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """We were removed: its articles are kept for a while, in case it was a mistake."""
        await guilds.mark_left(self.store, [guild.id], self.now())

    async def on_message(self, message: discord.Message) -> None:
        """Its links may be wanted."""
        await self._passing.seen(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """It may have new links."""
        await self._passing.edited(payload)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """What it held goes with it."""
        await self._passing.deleted(payload.guild_id, [payload.message_id])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """What they held goes with them."""
        await self._passing.deleted(payload.guild_id, sorted(payload.message_ids))

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """The outer edge of gateway events."""
        log.exception("error in %s", event_method)
