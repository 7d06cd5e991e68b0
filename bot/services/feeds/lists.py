"""Lists of feeds: a page of them, completions, and OPML in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.errors import NothingFound
from bot.ingest.opml import BadOpml, read_opml, write_opml
from bot.records import Page
from bot.records.feeds import Feed, FeedImport, FeedOptions, FeedState
from bot.services.feeds.polling import Poller
from bot.services.feeds.subscribing import too_many
from bot.services.paging import nearest_page
from bot.store import Store
from bot.store.feed import feeds
from bot.store.feed import imports as feed_imports

PER_PAGE = 8
COMPLETIONS = 25
HOW_TO_ADD = "Add one with `/feed add url:`; a site's address is enough. `/feed import` takes a feed reader's OPML."


async def feeds_page(store: Store, guild_id: int | None, wanted: int) -> tuple[int, Page[Feed]]:
    """A page of a guild's feeds by title, and its number. Raises NothingFound where there are none."""

    async def load(page: int) -> Page[Feed]:
        return await feeds.find_feeds(store, guild_id, limit=PER_PAGE, offset=page * PER_PAGE)

    number, page = await nearest_page(load, wanted, PER_PAGE)
    if not page.total:
        raise NothingFound("No feeds are followed here yet.", HOW_TO_ADD)
    return number, page


async def complete(
    store: Store, guild_id: int | None, typed: str, states: frozenset[FeedState] | None = None
) -> list[Feed]:
    """Feeds whose title or address has what was typed, those in one of `states`."""
    page = await feeds.find_feeds(store, guild_id, typed=typed.strip(), limit=COMPLETIONS, states=states)
    return list(page.items)


async def import_opml(
    poller: Poller, data: bytes, guild_id: int | None, options: FeedOptions, user_id: int | None, limit: int
) -> FeedImport:
    """Add the feeds of an OPML file, all due at once: whoever polls next looks at each for the first time.

    Raises BadOpml, and UserError when a server has no room for one feed more.
    """
    store, now = poller.store, poller.now()
    links = await poller.door.run(read_opml, data)
    if isinstance(links, str):
        raise BadOpml(links)
    import_id = await feed_imports.begin_import(store, guild_id, options.channel_id or 0, len(links), now)
    added = await feeds.add_feeds(
        store, guild_id, links, options, now, limit=limit, added_by=user_id, import_id=import_id
    )
    await feed_imports.import_counted(store, import_id, known=added.known, over=added.over)
    if added.over and not added.ids:
        await feed_imports.end_import(store, import_id, now)
        raise too_many(limit)
    begun = await feed_imports.load_import(store, import_id)
    if begun is None:
        raise NothingFound("This server's data was deleted meanwhile.")
    return begun


async def export_opml(store: Store, guild_id: int | None, title: str, channels: Mapping[int, str]) -> bytes:
    """All feeds of a guild as OPML, those of a channel in a group of its name. Raises NothingFound without any."""
    page = await feeds.find_feeds(store, guild_id, limit=1_000_000)
    if not page.total:
        raise NothingFound("No feeds are followed here yet.", HOW_TO_ADD)
    return write_opml(title, _groups(page.items, channels))


def _groups(listed: Sequence[Feed], channels: Mapping[int, str]) -> list[tuple[str, Sequence[Feed]]]:
    groups: dict[str, list[Feed]] = {}
    for feed in listed:
        groups.setdefault(channels.get(feed.options.channel_id or 0, ""), []).append(feed)
    return sorted(groups.items())
