"""By what an entry of a feed is known again, though its title, its date, its id or its address has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from bot.ingest import urls
from bot.records.feeds import FeedEntry

_WORDS = 40  # of an entry's text: where feeds cut their summaries differs from day to day


def with_keys(entries: Sequence[FeedEntry], site: str | None) -> tuple[FeedEntry, ...]:
    """The entries with their keys, an entry that stands twice once.

    A key is a hash of the canonical address, of the id, or of title and text; one that several entries
    share (every entry of some feeds leads to the home page) tells none of them from the others and is left out.
    """
    home = _canonical(site) if site else None
    once: dict[tuple[int, ...], FeedEntry] = {}
    for entry in entries:
        once.setdefault(_keys(entry, home), entry)
    shared = Counter(key for keys in once for key in keys)
    return tuple(
        replace(entry, keys=tuple(key for key in keys if shared[key] == 1) or keys) for keys, entry in once.items()
    )


def _keys(entry: FeedEntry, home: str | None) -> tuple[int, ...]:
    address = _canonical(entry.url) if entry.url else None
    words = " ".join(f"{entry.title} {entry.own_text}".casefold().split()[:_WORDS])
    marks = (
        ("url", address if address != home else None),
        ("id", entry.id),
        # A title alone says too little: "Weather" is one every day.
        ("words", words if entry.own_text else None),
    )
    return tuple(dict.fromkeys(_hash(f"{kind} {mark}") for kind, mark in marks if mark)) or (_hash(entry.title),)


def _canonical(url: str) -> str:
    """The address's one form, http and https alike."""
    try:
        return urls.canonical(url).partition("://")[2]
    except ValueError:
        return url


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
