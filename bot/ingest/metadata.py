"""What a page declares about itself: JSON-LD, Open Graph and the meta elements of old."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

MAX_SCRIPT, MAX_NODES, MAX_DEPTH = 500_000, 3_000, 12
MAX_VALUE = 1_000
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting)$")
# The names under which content systems give the time of publication, the unmistakable ones first.
_DATES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "pubdate", "publishdate", "publish-date"),
    *("publish_date", "publication_date", "article.published", "originalpublicationdate"),
    *("dc.date.issued", "dcterms.created", "dc.date"),
)
_AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator")
_MICRODATA = "//*[contains(@itemtype, 'schema.org/') and contains(@itemtype, 'Article')]"
_BYLINES = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[@rel='author']",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' byline ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' author-name ')]",
)
_REFRESH = re.compile(r"^\s*(\d{1,4})[^=]{0,20}url\s*=\s*['\"]?([^'\"\s]{1,1000})", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d$|\d{8}$")
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?$")


@dataclass(slots=True)
class Declared:
    """The page's own word, as it stands there; times are aware, the most explicit one found."""

    headline: str | None = None
    og_title: str | None = None
    title: str | None = None
    h1: str | None = None
    authors: tuple[str, ...] = ()  # all of them, or (has_author_list False) several tellings, the best first
    has_author_list: bool = False
    published: datetime | None = None
    site: str | None = None
    canonical: str | None = None
    languages: tuple[str, ...] = ()
    is_free: bool = True
    is_article: bool = False
    is_video: bool = False
    is_discussion: bool = False
    word_count: int | None = None
    refresh: str | None = None
    types: frozenset[str] = field(default_factory=frozenset)


def declared(tree: Any) -> Declared:
    """What the parsed page `tree` declares. Never raises for what stands in it."""
    meta = _meta(tree)
    nodes = list(_json_ld(tree))
    article = next((node for node in nodes if _types(node) & _article_types(node)), None)
    types = frozenset(kind for node in nodes for kind in _types(node))
    kind = meta.get("og:type", "").lower()
    found = Declared(
        headline=_text(article.get("headline")) if article else None,
        og_title=meta.get("og:title") or meta.get("twitter:title"),
        title=_content(tree, "//title"),
        h1=_content(tree, "//h1[not(ancestor::header[@role='banner'])]"),
        authors=tuple(_names(article.get("author"))) if article else (),
        published=_published(article, meta, tree),
        site=meta.get("og:site_name") or (next(_names(article.get("publisher")), None) if article else None),
        canonical=_first(tree, "//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href"),
        languages=_languages(tree, meta, article),
        is_free=_is_free(article, meta),
        is_article=article is not None or kind == "article" or bool(tree.xpath(_MICRODATA)),
        is_video=kind.startswith("video") or ("VideoObject" in types and article is None),
        is_discussion=bool(types & {"DiscussionForumPosting", "QAPage"}) and article is None,
        word_count=_number(article.get("wordCount")) if article else None,
        refresh=_refresh(tree),
        types=types,
    )
    found.has_author_list = bool(found.authors)
    if not found.authors:
        bylines = (_content(tree, path) for path in _BYLINES)
        found.authors = tuple(filter(None, [*(meta.get(name) for name in _AUTHORS), *bylines]))[:3]
    return found


def _meta(tree: Any) -> dict[str, str]:
    """The first content of every meta name and property, in lower case."""
    found: dict[str, str] = {}
    for element in tree.iterfind(".//meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()[:MAX_VALUE]
        if name and content and len(found) < MAX_NODES:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects in the page's JSON-LD, outer ones first, at most MAX_NODES; what is no JSON is passed over."""
    left = MAX_NODES
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        if not 2 < len(text) <= MAX_SCRIPT:
            continue
        try:
            waiting: list[tuple[Any, int]] = [(json.loads(text, strict=False), 0)]
        except (ValueError, RecursionError):
            continue
        while waiting and left > 0:
            node, depth = waiting.pop(0)
            left -= 1
            if isinstance(node, dict):
                yield node
            children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
            if depth < MAX_DEPTH:
                waiting += [(child, depth + 1) for child in list(children)[:200] if isinstance(child, dict | list)]


def _types(node: dict[str, Any]) -> frozenset[str]:
    kinds = node.get("@type")
    return frozenset(str(kind)[:100] for kind in (kinds if isinstance(kinds, list) else [kinds])[:10] if kind)


def _article_types(node: dict[str, Any]) -> frozenset[str]:
    return frozenset(kind for kind in _types(node) if _ARTICLE.search(kind))


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.strip()[:MAX_VALUE] or None if isinstance(value, str) else None


def _names(value: object) -> Iterator[str]:
    """The names in a Person, an Organization, a text or a list of them; at most ten."""
    for item in (value if isinstance(value, list) else [value])[:10]:
        name = _text(item.get("name") if isinstance(item, dict) else item)
        if name:
            yield name


def _number(value: object) -> int | None:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


def _is_free(article: dict[str, Any] | None, meta: dict[str, str]) -> bool:
    said = article.get("isAccessibleForFree") if article else None
    tier = meta.get("article:content_tier", "").lower()
    return str(said).strip().lower() not in {"false", "no", "http://schema.org/false"} and tier != "locked"


def _published(article: dict[str, Any] | None, meta: dict[str, str], tree: Any) -> datetime | None:
    """The first of the page's own publication times that can be read, those with a time of day before bare days."""
    said = [article.get("datePublished"), article.get("dateCreated")] if article else []
    said += [meta[name] for name in _DATES if name in meta]
    for path in (
        "//*[@itemprop='datePublished']/@datetime",
        "//*[@itemprop='datePublished']/@content",
        "//time[@pubdate]/@datetime",
        "(//article//header//time | //article//time)[1]/@datetime",
    ):
        said += tree.xpath(path)[:1]
    read = [when for value in said if isinstance(value, str) and (when := parse_time(value))]
    if not read:
        return None
    # A bare day is read as its noon: another place may tell the hour of the same day.
    return next((when for when in read if not _is_noon(when) and abs(when - read[0]) <= timedelta(days=1)), read[0])


def _is_noon(when: datetime) -> bool:
    return (when.hour, when.minute, when.second) == (12, 0, 0)


def parse_time(value: str, now: datetime | None = None) -> datetime | None:
    """An aware time in UTC from ISO 8601 or RFC 5322; a day alone, or its midnight, is its noon.

    A time without a zone is taken as UTC. None where it can't be read, or is before 1900 or after tomorrow.
    """
    text = value.strip()[:60]
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        try:
            when = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if _DAY.match(text) or _MIDNIGHT.search(text.replace(" ", "T")):
        when = when.replace(hour=12, tzinfo=UTC)
    try:
        when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except OverflowError:
        return None
    latest = (now or datetime.now(UTC)) + timedelta(days=1)
    return when.replace(microsecond=0) if datetime(1900, 1, 1, tzinfo=UTC) < when < latest else None


def _languages(tree: Any, meta: dict[str, str], article: dict[str, Any] | None) -> tuple[str, ...]:
    """Two-letter codes, one for each place where the page names its language."""
    said = [
        _first(tree, "/html/@lang") or _first(tree, "/html/@xml:lang"),
        meta.get("og:locale"),
        meta.get("content-language") or _first(tree, "//meta[@http-equiv='content-language']/@content"),
        _text(article.get("inLanguage")) if article else None,
    ]
    codes = (value.strip().lower()[:2] for value in said if value)
    return tuple(code for code in codes if len(code) == 2 and code.isascii() and code.isalpha())


def _refresh(tree: Any) -> str | None:
    value = _first(tree, "//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content")
    match = _REFRESH.match(value or "")
    return match[2] if match and int(match[1]) <= 30 else None


def _first(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return str(found[0]).strip()[:MAX_VALUE] or None if found else None


def _content(tree: Any, path: str) -> str | None:
    found = tree.xpath(f"({path})[1]")
    return " ".join(found[0].text_content().split())[:MAX_VALUE] or None if found else None
