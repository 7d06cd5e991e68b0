"""What a body says as a feed: RSS 0.9 to 2.0 and Atom through feedparser, JSON Feed by itself."""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

MAX_AT_EITHER_END = 500  # entries at the beginning and at the end of a body that are looked at
MAX_ENTITIES = 300
_ENTRY_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s+[^>]*?(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"\n\s*\n|(?<=[.!?…:”\"»])[ \t]*\r?\n")
_PERIODS_S = {"hourly": 3600, "daily": 86400, "weekly": 7 * 86400, "monthly": 30 * 86400, "yearly": 365 * 86400}


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as its format gives it: title, summary, content and author are HTML not yet read, nothing is capped."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime | None
    author: str


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as its format gives it."""

    title: str
    site: str
    entries: Sequence[RawEntry]
    ttl_s: int = 0


def read_raw(body: bytes, url: str, charset: str | None) -> RawFeed | None:
    """The feed in a body fetched from `url`, None where there is none; `charset` is what the server said."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json(body)
    if _HTML.search(body[:1000]) or _is_bomb(body):
        return None
    return _read_xml(_both_ends(body), url, charset)


def _is_bomb(body: bytes) -> bool:
    """Whether it declares entities that are made of entities, or more than any feed does."""
    declared = [a or b for a, b in _ENTITY.findall(body)]
    return len(declared) > MAX_ENTITIES or any(re.search(rb"&[A-Za-z_]|%[A-Za-z_]", value) for value in declared)


def _both_ends(body: bytes) -> bytes:
    """The body without the entries in its middle, where there are so many that reading them would take seconds."""
    ends = [found.end() for found in _ENTRY_END.finditer(body)]
    if len(ends) <= 2 * MAX_AT_EITHER_END:
        return body
    return body[: ends[MAX_AT_EITHER_END - 1]] + body[ends[-MAX_AT_EITHER_END - 1] :]


def _read_xml(body: bytes, url: str, charset: str | None) -> RawFeed | None:
    import feedparser  # takes a tenth of a second to import

    stated = "utf-8" if _is_utf8(body) else charset
    media = f"application/xml; charset={stated}" if stated else "application/xml"
    # A stream, never the body itself: that feedparser would take for a file's path or an address, and open it.
    found = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": media, "content-location": url},
        sanitize_html=False,  # of their HTML the words alone are kept
        resolve_relative_uris=False,
    )
    if not found.get("version") and not found.entries:
        return None
    head = found.feed
    return RawFeed(
        _as_html(head.get("title_detail"), head, "title"),
        _text(head, "link"),
        [_xml_entry(entry) for entry in found.entries],
        _ttl_s(head),
    )


def _is_utf8(body: bytes) -> bool:
    """Whether it can be nothing else, whatever the server and the declaration say: others seldom decode as UTF-8."""
    if b"\0" in body or b"\x1b" in body or body.isascii():
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _ttl_s(head: Mapping[str, Any]) -> int:
    """How long the feed asks not to be looked at: `ttl` in minutes, or the period of RSS's syndication module."""
    minutes = _text(head, "ttl").strip()
    if minutes.isascii() and minutes.isdecimal() and len(minutes) < 7:
        return int(minutes) * 60
    frequency = _text(head, "sy_updatefrequency").strip()
    times = int(frequency) if frequency.isascii() and frequency.isdecimal() and len(frequency) < 5 else 1
    return _PERIODS_S.get(_text(head, "sy_updateperiod").strip().lower(), 0) // max(times, 1)


def _xml_entry(entry: Mapping[str, Any]) -> RawEntry:
    contents = entry.get("content")
    values = [_as_html(one, one) for one in contents[:5]] if isinstance(contents, list) else []
    return RawEntry(
        id=_text(entry, "id"),
        url=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        title=_as_html(entry.get("title_detail"), entry, "title"),
        summary=_as_html(entry.get("summary_detail"), entry, "summary"),
        content=max(values, key=len, default=""),
        published=_struct(entry.get("published_parsed") or entry.get("updated_parsed")),
        author=_text(entry, "author"),
    )


def _as_html(detail: Any, item: Mapping[str, Any], key: str = "value") -> str:
    """The text under `key`, escaped where feedparser says that it is plain."""
    text = _text(item, key)
    return _escaped(text) if isinstance(detail, dict) and detail.get("type") == "text/plain" else text


def _escaped(text: str) -> str:
    """Plain text as HTML: a line that ends in the middle of a sentence was only broken to a width."""
    return _PARAGRAPH_END.sub("<p>", escape(text, quote=False))


def _struct(stamp: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(stamp), UTC) if stamp else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _read_json(body: bytes) -> RawFeed | None:
    """A JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    try:
        found = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not _text(found, "version").startswith("https://jsonfeed.org/version/"):
        return None
    items = found.get("items")
    listed = items if isinstance(items, list) else []
    if len(listed) > 2 * MAX_AT_EITHER_END:
        listed = listed[:MAX_AT_EITHER_END] + listed[-MAX_AT_EITHER_END:]
    entries = [_json_entry(item) for item in listed if isinstance(item, dict)]
    return RawFeed(_escaped(_text(found, "title")), _text(found, "home_page_url"), entries)


def _json_entry(item: Mapping[str, Any]) -> RawEntry:
    return RawEntry(
        id=_text(item, "id"),
        url=_text(item, "url") or _text(item, "external_url"),
        title=_escaped(_text(item, "title")),
        summary=_escaped(_text(item, "summary")),
        content=_text(item, "content_html") or _escaped(_text(item, "content_text")),
        published=_iso(_text(item, "date_published") or _text(item, "date_modified")),
        author=_json_author(item),
    )


def _json_author(item: Mapping[str, Any]) -> str:
    authors = item.get("authors")
    for one in (*(authors[:10] if isinstance(authors, list) else ()), item.get("author")):
        if isinstance(one, dict) and _text(one, "name"):
            return _text(one, "name")
    return ""


def _iso(stamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stamp.strip()[:40])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _text(item: Mapping[str, Any], key: str) -> str:
    """A value that is text, or a number as some JSON feeds give their ids; nothing for all else."""
    value = item.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if value.bit_length() < 128 else ""
    return value if isinstance(value, str) else ""
