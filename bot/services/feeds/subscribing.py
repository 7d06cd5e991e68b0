"""Subscribing: from what a person types to a feed that is polled; and what the next poll would do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bot.errors import NothingFound, UserError
from bot.ingest.errors import DoorError
from bot.ingest.feeds import COMMON_PATHS, Look, look
from bot.records.feeds import Decision, Fate, Feed, FeedLink, FeedOptions, FeedState
from bot.services.feeds.filters import long_enough
from bot.services.feeds.polling import NotAFeed, Poller
from bot.store import Store
from bot.store.feed import feeds
from bot.store.feed import imports as feed_imports

if TYPE_CHECKING:
    from bot.ingest.door import Door

UNLIMITED = 1_000_000


class NoFeed(UserError):
    """A page that names no feed, and none at the usual places."""

    def __init__(self, url: str) -> None:
        super().__init__(
            "No feed was found at {url}, nor named by it, nor at the usual places of its site.",
            "Look on the site for “RSS” or “Feed”, and give that address.",
            url=url[:200],
        )


class WhichFeed(UserError):
    """A site has several feeds: `links`, kept as the offer `offer_id` until one is chosen."""

    def __init__(self, url: str, offer_id: int, links: Sequence[FeedLink]) -> None:
        super().__init__(
            "{url} has {count} feeds. Which one?", "Choose one below.", url=url[:200], count=str(len(links))
        )
        self.offer_id, self.links = offer_id, tuple(links)


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A feed that was added, and how many entries it shows now: those are known, and not saved."""

    feed: Feed
    entries: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the next poll of a feed would do with each entry that it shows at `at`."""

    feed: Feed
    decisions: tuple[Decision, ...]
    at: datetime


async def subscribe(
    poller: Poller, guild_id: int | None, typed: str, options: FeedOptions, user_id: int | None, limit: int
) -> Subscribed:
    """Find the feed that a person means, look at it, and add it with all that it shows noted as known.

    Raises DoorError, NoFeed, WhichFeed (choose with `choose`), and UserError for one that is here or one too many.
    """
    url = _address(typed)
    seen, links = await _discover(poller, url)
    if seen is None:
        if guild_id is None:
            raise UserError("{url} has several feeds: {listed}.", url=url, listed=", ".join(link.url for link in links))
        offer = json.dumps({"links": [asdict(link) for link in links], "options": asdict(options)})
        raise WhichFeed(url, await feed_imports.keep_offer(poller.store, guild_id, offer, poller.now()), links)
    return await _add(poller, guild_id, seen, options, user_id, limit)


async def choose(
    poller: Poller, guild_id: int, offer_id: int, number: int, user_id: int | None, limit: int
) -> Subscribed:
    """Add the feed `number` of an offer. Raises UserError as `subscribe` does, and when the offer has expired."""
    kept = await feed_imports.load_offer(poller.store, guild_id, offer_id)
    offer = json.loads(kept) if kept else None
    if offer is None or number >= len(offer["links"]):
        raise UserError("That choice has expired.", "Give `/feed add` the site's address again.")
    url = offer["links"][number]["url"]
    seen, _ = await _look(poller, url)
    if seen is None:
        raise NotAFeed(url)
    return await _add(poller, guild_id, seen, FeedOptions(**offer["options"]), user_id, limit)


def _address(typed: str) -> str:
    """What was typed as an address: `feed:` is another way to write http, and https need not be written."""
    url = typed.strip().strip("<>")
    if url.lower().startswith("feed:"):
        url = url[5:].removeprefix("//")
    return url if "://" in url else f"https://{url}"


async def _discover(poller: Poller, url: str) -> tuple[Look | None, Sequence[FeedLink]]:
    """The feed at or behind an address; None with the feeds to choose from where there are several."""
    seen, links = await _look(poller, url)
    if seen is not None or len(links) > 1:
        return seen, links
    for candidate in [link.url for link in links] or [urljoin(url, path) for path in COMMON_PATHS]:
        try:
            seen, _ = await _look(poller, candidate)
        except DoorError:
            if links:
                raise
            continue
        if seen is not None:
            return seen, ()
    raise NoFeed(url)


async def _look(poller: Poller, url: str) -> tuple[Look | None, Sequence[FeedLink]]:
    async with poller.hosts.turn(url):
        seen = await look(poller.door, url)
    return (replace(seen, url=seen.moved_to or url), ()) if seen.feed else (None, seen.links)


async def _add(
    poller: Poller, guild_id: int | None, seen: Look, options: FeedOptions, user_id: int | None, limit: int
) -> Subscribed:
    store = poller.store
    if seen.feed is None:
        raise NotAFeed(seen.url)
    link = FeedLink(seen.url, seen.feed.title)
    added = await feeds.add_feeds(store, guild_id, [link], options, poller.now(), limit=limit, added_by=user_id)
    if added.known:
        raise UserError("“{title}” is followed here already.", "See `/feed list`.", title=link.title or link.url)
    if added.over:
        raise too_many(limit)
    feed = await stored(store, guild_id, added.ids[0])
    await poller.note(feed, replace(seen, moved_to=None))
    return Subscribed(await stored(store, guild_id, feed.id), len(seen.feed.entries))


async def stored(store: Store, guild_id: int | None, feed_id: int) -> Feed:
    """A feed of this guild. Raises NothingFound when it is gone."""
    feed = await feeds.load_feed(store, guild_id, feed_id)
    if feed is None:
        raise NothingFound("That feed is not followed here any more.", "See `/feed list` for those that are.")
    return feed


def too_many(limit: int) -> UserError:
    """The refusal of one feed more than a server may have."""
    return UserError(
        "This server follows {limit} feeds, the most it may.",
        "Remove some with `/feed remove`; the operator of the bot sets the limit.",
        limit=f"{limit:,}",
    )


async def rehearse(poller: Poller, feed: Feed) -> Rehearsal:
    """Look at a feed as the next poll would, and change nothing. Raises what the poll would fail with."""
    seen = await poller.look(replace(feed, etag=None, modified=None, digest=None))
    decisions = [await _as_saved(poller.door, feed, decision) for decision in await poller.decisions(feed, seen)]
    return Rehearsal(feed, tuple(decisions), poller.now())


async def _as_saved(door: Door, feed: Feed, decision: Decision) -> Decision:
    """The decision, once robots.txt has been asked about the page of an entry that is to be read."""
    entry = decision.entry
    if decision.fate is not Fate.NEW or not feed.options.full_text or not entry.url or await door.allowed(entry.url):
        return decision
    return Decision(entry, Fate.ROBOTS if long_enough(entry) else Fate.TOO_SHORT)


async def find_one(store: Store, guild_id: int | None, typed: str) -> Feed:
    """The feed that a person means by an id (as completions give it), a part of its title or its address.

    Raises NothingFound, or UserError where several fit.
    """
    if typed.isascii() and typed.isdecimal() and len(typed) < 19:
        feed = await feeds.load_feed(store, guild_id, int(typed))
        if feed is not None:
            return feed
    page = await feeds.find_feeds(store, guild_id, typed=typed.strip(), limit=5)
    exact = [feed for feed in page.items if typed.strip().casefold() in {feed.title.casefold(), feed.url.casefold()}]
    if len(exact) == 1 or page.total == 1:
        return exact[0] if len(exact) == 1 else page.items[0]
    if page.total:
        listed = ", ".join(f"“{feed.name}”" for feed in page.items)
        raise UserError("{count} feeds go by “{typed}”: {listed}.", "Choose one of the completions.",
                        count=str(page.total), typed=typed, listed=listed)  # fmt: skip
    raise NothingFound("No feed here goes by “{typed}”.", "See `/feed list` for those that do.", typed=typed)


async def pause(store: Store, feed: Feed, now: datetime) -> None:
    """Poll a feed no more until `resume`."""
    await feeds.set_state(store, feed.guild_id, feed.id, FeedState.PAUSED, now)


async def resume(store: Store, feed: Feed, now: datetime) -> None:
    """Poll a feed again, at once; what it failed with is forgotten."""
    await feeds.set_state(store, feed.guild_id, feed.id, FeedState.ACTIVE, now)
