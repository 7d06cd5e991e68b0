"""Titles without the name of their site, authors without what stands around their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from yarl import URL

from bot.ingest.metadata import Declared
from bot.ingest.normalise import one_line

MAX_TITLE, MAX_FIELD = 300, 500
_SEPARATOR = re.compile(r"\s+[|·•‹›«»:–—-]+\s+|\s*[|｜]\s*|\s*：\s*")
_BY = re.compile(
    r"^\s*(?:(?:written|words|posted|reported) )?"
    r"(?:by|von|par|por|di|door|av|af|от|автор|autor(?:es|in)?|author)\b[\s:]+",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s+[-–—|/(]+\s*|\s+on\s+")  # the role, the agency, the day
_TAG = re.compile(r"<[^<>]{0,300}>")
_NOT_NAMES = re.compile(r"https?://|www\.|@|\d|\.(?:com|org|net|html?)\b", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:;|\||\n|,|\band\b|\bund\b|\bet\b|\by\b|&)\s*")
_LETTERS = re.compile(r"[^\W_]+")


def best_title(page: Declared, url: str | None) -> str:
    """The headline: as declared, or printed, or of the window; "" where the page has none."""
    h1 = one_line(page.h1 or "")
    for said in (page.headline, page.og_title, page.title):
        title = one_line(said or "")
        if title:
            return _without_site(title, h1, _site_names(page, url))[:MAX_TITLE]
    return h1[:MAX_TITLE]


def site_name(page: Declared, url: str | None) -> str | None:
    """What the site calls itself, or its host."""
    name = one_line((page.site or "").lstrip("@"))[:MAX_FIELD]
    if name and not name.startswith(("http://", "https://")):
        return name
    host = URL(url).host if url else None
    return host.removeprefix("www.") if host else None


def authors(page: Declared, site: str | None) -> str | None:
    """The names of those who wrote it, with commas between them; None where the page gives the site's alone."""
    sites = {_key(site or ""), ""}
    names: dict[str, None] = {}
    for said in page.authors if page.has_author_list else ():
        names |= dict.fromkeys(_persons(said))
    for said in page.authors:
        names = names or dict.fromkeys(_persons(said))
    return ", ".join(name for name in names if _key(name) not in sites)[:MAX_FIELD] or None


def _persons(said: str) -> Iterator[str]:
    """The names in a byline, up to the first part that is none."""
    text = _BY.sub("", one_line(_TAG.sub(" ", said)))
    for part in _LIST.split(text):
        name = _AFTER.split(_BY.sub("", part).strip(" .,-–—•·[]()"), maxsplit=1)[0]
        if not name:
            continue
        if _NOT_NAMES.search(name) or len(name.split()) > 6 or len(name) < 2 or name.islower():
            return
        yield name


def _without_site(title: str, h1: str, sites: set[str]) -> str:
    """`title` up to a separator behind which the site names itself, or behind which the printed headline has ended."""
    for match in reversed(list(_SEPARATOR.finditer(title))):
        head, tail = title[: match.start()].strip(), title[match.end() :].strip()
        if not head or not tail:
            continue
        if _key(tail) in sites or (h1 and _key(head) == _key(h1)):
            return _without_site(head, h1, sites)
        if _key(head) in sites or (h1 and _key(tail) == _key(h1)):
            return _without_site(tail, h1, sites)
    return title


def _site_names(page: Declared, url: str | None) -> set[str]:
    names = {_key(page.site or "")}
    if url and (host := URL(url).host):
        labels = host.removeprefix("www.").split(".")
        names |= {_key(host), _key(host.removeprefix("www.")), *map(_key, labels[:-1])}
    plain = {name.removeprefix("the") for name in names} | names | {f"the{name}" for name in names if name}
    return plain - {""}


def _key(text: str) -> str:
    return "".join(_LETTERS.findall(unicodedata.normalize("NFKC", text).casefold()))
