"""What the tests of feeds are made of: a stored feed, and an entry of one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.records.feeds import Feed, FeedEntry, FeedOptions, FeedState
from bot.services.feeds.schedule import DAY
from tests.bot.feeds.site import WORDS

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SITE = "https://courier.example"


def a_feed(**fields: Any) -> Feed:
    """A stored feed that was looked at first a day ago."""
    options = FeedOptions(5)
    values: dict[str, Any] = dict.fromkeys(Feed.__dataclass_fields__)
    values |= {"id": 1, "url": f"{SITE}/feed", "title": "Courier", "options": options, "state": FeedState.ACTIVE}
    values |= {"primed_at": NOW - DAY, "next_at": NOW, "failures": 0, "moved_seen": 0, "kept": 0, "ttl_s": 0}
    return Feed(**{**values, "silenced": False, **fields})


def entry(title: str = "Ferry returns", **fields: Any) -> FeedEntry:
    """An entry as it comes out of a feed."""
    values: dict[str, Any] = {"id": title, "url": f"{SITE}/{title}", "title": title, "summary": "", "content": WORDS}
    return FeedEntry(**{**values, "published": NOW, "author": None, "keys": (hash(title),), **fields})
