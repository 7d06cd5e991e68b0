"""Feeds: what a body holds as entries of plain text, where a site's feed is, and fetching one through the door."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bot.ingest.fetch import Kind
from bot.ingest.fragments import plain, plain_line
from bot.ingest.identity import with_keys
from bot.ingest.rawfeeds import RawEntry, RawFeed, read_raw
from bot.records.feeds import FeedEntry, FeedLink, ParsedFeed

if TYPE_CHECKING:
    from bot.ingest.door import Door

MAX_ENTRIES = 500
MAX_TITLE, MAX_SUMMARY, MAX_AUTHOR, MAX_ID = 300, 2_000, 200, 500
MAX_CONTENT = 100_000
MAX_TEXT_BYTES = 3_000_000  # of all entries together, as UTF-8: what comes out of the child process is bounded
MAX_URL = 2_000
MAX_LINKS = 10
_UNTITLED = 80  # characters of a text that stand for the title that it lacks
_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/xml"}
)
NOT_MODIFIED = 304
MAX_VALIDATOR = 500
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
COMMON_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
"""Where sites that name no feed most often have one: WordPress, Hugo, Jekyll, Ghost, Substack, Medium."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a body is: a feed, or a page with links to feeds, or neither."""

    feed: ParsedFeed | None
    links: tuple[FeedLink, ...] = ()


def read_body(body: bytes, url: str, charset: str | None) -> Reading:
    """The feed in a body fetched from `url`, or the feeds that the page in it names.

    Takes CPU time and memory that the body decides: call it in the door's child process alone.
    """
    raw = read_raw(body, url, charset)
    if raw is not None:
        return Reading(_parsed(raw, url))
    return Reading(None, find_links(body, url, charset))


def _parsed(raw: RawFeed, url: str) -> ParsedFeed:
    entries, room = [], MAX_TEXT_BYTES
    for one in _newest(raw.entries):
        entry = _entry(one, url, min(MAX_CONTENT, room // 4))
        if entry is not None:
            room = max(room - len(entry.content.encode()) - len(entry.summary.encode()), 0)
            entries.append(entry)
    site = _address(raw.site, url)
    return ParsedFeed(plain_line(raw.title, MAX_TITLE), site, with_keys(entries, site), raw.ttl_s)


def _newest(entries: Sequence[RawEntry]) -> Sequence[RawEntry]:
    """The newest entries first, where all say when they were published; else in the feed's own order."""
    if all(entry.published for entry in entries):
        oldest = datetime.min.replace(tzinfo=UTC)
        entries = sorted(entries, key=lambda entry: entry.published or oldest, reverse=True)
    return entries[:MAX_ENTRIES]


def _entry(raw: RawEntry, url: str, room: int) -> FeedEntry | None:
    """The entry as plain text; None where it says nothing at all."""
    content = plain(raw.content, room)
    summary = plain(raw.summary, min(MAX_SUMMARY, room))
    title = plain_line(raw.title, MAX_TITLE) or " ".join((summary or content).split())[:_UNTITLED]
    link = _address(raw.url, url) or _address(raw.id, "")
    if not title:
        return None
    return FeedEntry(
        id=_short_id(raw.id),
        url=link,
        title=title,
        summary=summary,
        content=content,
        published=raw.published,
        author=plain_line(raw.author, MAX_AUTHOR) or None,
    )


def _short_id(given: str) -> str:
    return given if len(given) <= MAX_ID else hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()


def _address(given: str, base: str) -> str | None:
    """An absolute http or https address, None for all else."""
    try:
        joined = urljoin(base, given.strip()) if given.strip() else ""
        parts = urlsplit(joined)
    except ValueError:
        return None
    fits = parts.scheme in {"http", "https"} and parts.hostname and len(joined) <= MAX_URL
    return joined if fits and joined.isprintable() else None


@dataclass(frozen=True, slots=True)
class Look:
    """What looking at a feed's address gave: `feed` None where it is `unchanged`, or no feed.

    `etag` and `modified` are what to ask with next time, `asked_s` how long the server wants to be left alone,
    `moved_to` where the feed has moved for good.
    """

    url: str
    unchanged: bool
    feed: ParsedFeed | None
    links: tuple[FeedLink, ...]
    etag: str | None
    modified: str | None
    digest: str | None
    asked_s: int
    moved_to: str | None


async def look(
    door: Door, url: str, *, etag: str | None = None, modified: str | None = None, digest: str | None = None
) -> Look:
    """Fetch a feed, unless it is unchanged, and read it in the child process. Raises DoorError."""
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    got = await door.fetch(url, kind=Kind.FEED, headers={name: value for name, value in asked.items() if value})
    now_digest = digest if got.status == NOT_MODIFIED else hashlib.sha256(got.body).hexdigest()
    unchanged = got.status == NOT_MODIFIED or now_digest == digest
    reading = Reading(None) if unchanged else await door.run(read_body, got.body, got.url, got.charset)
    return Look(
        got.url,
        unchanged,
        reading.feed,
        reading.links,
        _validator(got.headers, "etag") or (etag if unchanged else None),
        _validator(got.headers, "last-modified") or (modified if unchanged else None),
        now_digest,
        max_age_s(got.headers.get("cache-control", "")),
        got.moved_to,
    )


def _validator(headers: Mapping[str, str], name: str) -> str | None:
    """A header that is sent back as it came; none that is longer than any sane one."""
    value = headers.get(name, "")
    return value if 0 < len(value) <= MAX_VALIDATOR and value.isprintable() else None


def max_age_s(cache_control: str) -> int:
    """The seconds of max-age in a Cache-Control header (RFC 9111), 0 where there is none."""
    found = _MAX_AGE.search(cache_control)
    return int(found[1]) if found else 0


class _Head(HTMLParser):
    """Collects `<link rel="alternate">` of feeds, and the page's `<base>`."""

    def __init__(self) -> None:
        super().__init__()
        self.base = ""
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and not self.base:
            self.base = given.get("href", "")
        elif tag == "link" and "alternate" in given.get("rel", "").lower().split():
            kind = given.get("type", "").partition(";")[0].strip().lower()
            is_json_feed = kind == "application/json" and "wp-json" not in given.get("href", "")
            if (kind in _TYPES or is_json_feed) and len(self.found) < 10 * MAX_LINKS:
                self.found.append((given.get("href", ""), given.get("title", "")))


def find_links(body: bytes, url: str, charset: str | None) -> tuple[FeedLink, ...]:
    """The feeds that a page names in its head, in its order, at most MAX_LINKS."""
    try:
        text = body.decode(charset or "utf-8", "replace")
    except LookupError:
        text = body.decode("utf-8", "replace")
    head = _Head()
    head.feed(text[:1_000_000])
    base = _address(head.base, url) or url
    links: dict[str, FeedLink] = {}
    for href, title in head.found:
        address = _address(href, base)
        if address and len(links) < MAX_LINKS:
            links.setdefault(address, FeedLink(address, plain_line(title, MAX_TITLE)))
    return tuple(links.values())
