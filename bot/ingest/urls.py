"""Web addresses: those in a message, the one form of an address among its many, and whose site it is."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from importlib import resources

from yarl import URL

MAX_LINKS = 25
MAX_URL = 2_000
MAX_TEXT = 40_000

_ADDRESS = re.compile(r"https?://[^\s<>\"`\\^{}|\x00-\x1f]{1,2000}", re.IGNORECASE)
_CLOSING = ".,:;!?'…*_~”’»“„«‹›。，、！？）」』"
_OPENED_BY = {")": "(", "]": "["}

_AMP_PARAMETERS = frozenset({"amp", "outputtype"})
_AMP_VALUES = frozenset({"", "1", "true", "yes", "amp"})
_MOBILE = frozenset({"m", "mobile", "amp"})
_AMP_PATH = re.compile(r"^/amp(?=/.)|(?<=[^/])/amp(?=/?$)|(?<=[^/])\.amp(?=(?:\.html?)?$)", re.IGNORECASE)
_AMP_VIEWER = re.compile(r"^/amp/(?:s/)?(?=[\w-]+\.)", re.IGNORECASE)
_AMP_CACHE = re.compile(r"^/(?:c|v|a|i)/(s/)?(?=[\w-]+\.)", re.IGNORECASE)


def links(text: str) -> list[str]:
    """The http and https addresses in a message, in order, each once, at most MAX_LINKS.

    Reads Discord's forms: <https://...>, [words](https://...) and bare; punctuation that closes a sentence and
    brackets that were opened before the address do not belong to it.
    """
    found: dict[str, None] = {}
    for match in _ADDRESS.finditer(text[:MAX_TEXT]):
        url = _without_closing(match[0])
        if parse(url) is not None:
            found.setdefault(url)
        if len(found) == MAX_LINKS:
            break
    return list(found)


def _without_closing(url: str) -> str:
    """`url` up to a bracket that closes what was opened before it, without the punctuation of its sentence."""
    depth = dict.fromkeys(_OPENED_BY.values(), 0)
    for at, char in enumerate(url):
        if char in depth:
            depth[char] += 1
        elif char in _OPENED_BY:
            depth[_OPENED_BY[char]] -= 1
            if depth[_OPENED_BY[char]] < 0:
                url = url[:at]
                break
    return url.rstrip(_CLOSING)


def parse(url: str) -> URL | None:
    """`url` as the client that opens it reads it.

    None where it is no http or https address with a host, or is longer than MAX_URL as it is sent.
    """
    parsed = _read(url) if len(url) <= MAX_URL else None
    return parsed if parsed is not None and len(str(parsed)) <= MAX_URL else None


def _read(url: str) -> URL | None:
    try:
        parsed = URL(url.strip())
        return parsed if parsed.scheme in {"http", "https"} and parsed.host and parsed.port else None
    except ValueError:
        return None


def canonical(url: str) -> str:
    """The one form of `url` that stands for its page, whatever way it was shared; the canonical form of itself.

    AMP viewers, AMP and mobile hosts and paths become the page they show; tracking parameters, default ports,
    user-info and the fragment go; the host is in lower case and ASCII (IDNA), the path without dots; the query is
    sorted by name, values of one name in their order. The scheme and the path's final slash stay.

    Raises ValueError when it is no http or https address.
    """
    parsed, before = parse(url), ""
    while parsed is not None and url != before:  # a viewer within a viewer, the AMP path of a mobile host
        before, parsed = url, _read(unwrapped(url))
        url = str(_plain(parsed)) if parsed else url
    if parsed is None:
        raise ValueError(f"no web address: {url[:200]}")
    return url


def preload() -> None:
    """Read the list of public suffixes, which takes a tenth of a second; else the first who needs it waits."""
    _domain("www.example.org")


def unwrapped(url: str) -> str:
    """The page that an address of Google's AMP viewer or AMP cache shows; any other `url` as it is."""
    parsed = _read(url)
    if parsed is None:
        return url
    host, path = parsed.raw_host or "", parsed.raw_path
    viewer = None
    if host.startswith(("google.", "www.google.")):
        viewer = _AMP_VIEWER.match(path)
    elif host.endswith(".cdn.ampproject.org"):
        viewer = _AMP_CACHE.match(path)
    if viewer is None:
        return url
    scheme = "https" if "s/" in viewer[0][2:] else "http"
    query = f"?{parsed.raw_query_string}" if parsed.raw_query_string else ""
    page = f"{scheme}://{path[viewer.end() :]}{query}"
    return page if _read(page) else url


def same_site(a: str, b: str) -> bool:
    """Whether both addresses belong to one registrable domain; hosts without one (IP addresses) must be equal."""
    first, second = parse(a), parse(b)
    if first is None or second is None:
        return False
    if first.raw_host == second.raw_host:
        return first.port == second.port or _domain(first.raw_host) is not None
    domain = _domain(first.raw_host)
    return domain is not None and domain == _domain(second.raw_host)


@lru_cache(maxsize=4_096)
def _domain(host: str | None) -> str | None:
    """The part of a host that someone registered, by the public suffix list, its private part included."""
    if host is None or _is_ip(host) or "." not in host:
        return None
    from tld import get_fld

    found = get_fld(f"https://{host}", fail_silently=True, search_private=True)
    return found or ".".join(host.split(".")[-2:])  # the list's own rule for endings that it does not have


def _plain(url: URL) -> URL:
    host = _desktop(url.raw_host or "")
    at = f"[{host}]" if ":" in host else host
    if not url.is_default_port():
        at += f":{url.port}"
    path = _AMP_PATH.sub("", url.raw_path) or "/"
    fields = [field for field in url.raw_query_string.split("&") if field and not _is_tracking(field)]
    query = "&".join(sorted(fields, key=lambda field: field.partition("=")[0]))
    return URL(f"{url.scheme}://{at}{path}{'?' if query else ''}{query}")


def _is_tracking(field: str) -> bool:
    name, _, value = field.lower().partition("=")
    names, prefixes = _tracking()
    return name in names or name.startswith(prefixes) or (name in _AMP_PARAMETERS and value in _AMP_VALUES)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    """The names, and the beginnings of names, in tracking.txt."""
    lines = resources.files("bot.ingest").joinpath("tracking.txt").read_text("utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return frozenset(words), tuple(word[:-1] for word in words if word.endswith("*"))


def _desktop(host: str) -> str:
    """The host without its mobile or AMP label: en.m.x.org is en.x.org; m.x.org, of a registered x.org, www.x.org."""
    host = host.rstrip(".")
    labels = host.split(".")
    if _is_ip(host) or not _MOBILE & set(labels[:2]):
        return host
    domain = _domain(host)
    own = len(domain.split(".")) if domain else len(labels)
    at = next((i for i, label in enumerate(labels[: len(labels) - own][:2]) if label in _MOBILE), None)
    if at is None:
        return host
    labels.pop(at)
    return "www." * (len(labels) == own) + ".".join(labels)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
