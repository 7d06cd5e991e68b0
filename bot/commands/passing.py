"""Messages that pass by: links in watched channels and in messages that mention the bot are saved, with a receipt."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from typing import Any, cast

import discord

from bot.commands.add import texts_of
from bot.commands.answer import Host
from bot.records.savings import Saved, Saving
from bot.services.watching import forget_messages, is_wanted, save_links
from bot.views.saved import FAILED, RECEIPTS, results_view, saved_view

log = logging.getLogger(__name__)
AT_ONCE = 4  # messages whose links are being read; the others wait their turn


class Passing:
    """What a client does with the messages that Discord tells it of."""

    def __init__(self, client: discord.Client) -> None:
        self._client, self._app = client, cast("Host", client)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._told: set[int] = set()  # channels in which a receipt could not be given

    async def seen(self, message: discord.Message) -> None:
        """A new message, a person's or another bot's (feeds come by webhooks): never one of our own."""
        me = self._client.user
        if message.guild is None or me is None or message.author.id == me.id:
            return
        called = not message.author.bot and any(user.id == me.id for user in message.mentions)
        text = "\n".join(texts_of(message))
        channel_id = _listed_in(message.channel)
        if not await is_wanted(self._app.store, text, channel_id, called=called):
            return
        saving = Saving(message.guild.id, channel_id, message.id, message.author.id)
        async with self._turns:
            results = await save_links(
                self._app.store, self._app.door, text, saving, self._app.now(), self._app.settings.quotas
            )
        marks = [RECEIPTS[one.outcome] if isinstance(one, Saved) else FAILED for _, one in results]
        await self._mark(message, dict.fromkeys(marks))
        if called and results:
            (_, one), *others = results
            alone = isinstance(one, Saved) and not others
            view = saved_view(one, message.guild.id) if alone and isinstance(one, Saved) else results_view(results)
            await self._answer(message, view)

    async def edited(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A message whose author changed it may have new links; Discord's own addition of cards is no edit."""
        if payload.message.edited_at is not None:
            await self.seen(payload.message)

    async def deleted(self, guild_id: int | None, message_ids: Collection[int]) -> None:
        """Messages are gone, and what they alone held with them."""
        if guild_id is not None:
            await forget_messages(self._app.store, guild_id, message_ids)

    async def _mark(self, message: discord.Message, marks: Collection[str]) -> None:
        """Receipts as reactions; where those are not permitted, the log says so once a channel."""
        try:
            for mark in marks:
                await message.add_reaction(mark)
        except (discord.Forbidden, discord.NotFound) as error:
            if isinstance(error, discord.Forbidden) and message.channel.id not in self._told:
                self._told.add(message.channel.id)
                log.warning("no receipts in channel %d: the permission to add reactions is missing", message.channel.id)

    async def _answer(self, message: discord.Message, view: discord.ui.LayoutView) -> None:
        try:
            await message.reply(view=view, mention_author=False)
        except (discord.Forbidden, discord.NotFound):
            log.info("no answer in channel %d: the permission to send messages is missing", message.channel.id)


def _listed_in(channel: Any) -> int:
    """A thread belongs to its channel."""
    return int(channel.parent_id if isinstance(channel, discord.Thread) else channel.id)
