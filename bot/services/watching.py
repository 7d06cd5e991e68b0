"""Links in messages as they pass: which channels are watched, what becomes of a message's links, what its end ends."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.ingest.urls import canonical
from bot.records.savings import Quotas, Saved, Saving
from bot.services.saving import links_in, save_url
from bot.store import Store
from bot.store.article import removal, watching

if TYPE_CHECKING:
    from bot.ingest.door import Door

log = logging.getLogger(__name__)
MAX_LINKS = 10  # of one message


async def set_watched(store: Store, guild_id: int, channel_id: int, by: int, now: datetime, *, on: bool) -> bool:
    """Watch a channel, or no longer; False where that is as it was."""
    if on:
        return await watching.watch_channel(store, guild_id, channel_id, by, now)
    return await watching.unwatch_channel(store, guild_id, channel_id)


async def watched(store: Store, guild_id: int) -> Sequence[int]:
    """The watched channels of a server."""
    return await watching.watched_channels(store, guild_id)


async def is_wanted(store: Store, text: str, channel_id: int, *, called: bool) -> bool:
    """Whether the links of a message are to be saved: there are any, and it calls the bot or its channel is watched."""
    return bool(links_in(text)) and (called or await watching.is_watched(store, channel_id))


async def save_links(
    store: Store, door: Door, text: str, saving: Saving, now: datetime, quotas: Quotas
) -> list[tuple[str, Saved | UserError]]:
    """Save the links of a message that are not saved from it yet, one by one, MAX_LINKS at most."""
    done: Collection[str] = ()
    if saving.guild_id is not None and saving.message_id is not None:
        done = await watching.saved_from(store, saving.guild_id, saving.message_id)
    results: list[tuple[str, Saved | UserError]] = []
    for link in links_in(text)[:MAX_LINKS]:
        if f"url:{canonical(link)}" in done:
            continue
        try:
            results.append((link, await save_url(store, door, link, saving, now, quotas)))
        except UserError as error:
            log.info("a link was not saved: %s", error)
            results.append((link, error))
    return results


async def forget_messages(store: Store, guild_id: int, message_ids: Collection[int]) -> None:
    """Messages were deleted: what they held leaves their channel, and the server where nothing else holds it."""
    gone = await removal.remove_message(store, guild_id, message_ids)
    if gone:
        log.info("%d articles went with their messages", gone)
