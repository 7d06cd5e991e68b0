"""The one guarded client for everything that is fetched from the web."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import Enum
from importlib import metadata
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.ingest import urls
from bot.ingest.errors import (
    BadAddress,
    BadAnswer,
    DoorError,
    HttpStatus,
    RefusedAddress,
    TookTooLong,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from bot.ingest.guard import AddressRefused, guarded_socket, is_loopback, refused
from bot.ingest.waiting import retry_after

TOTAL_S = 20.0
REDIRECTS = 5
AT_ONCE, PER_HOST = 16, 4
KEPT_OPEN_S = 2.0  # for the page after its robots.txt; the local preview waits for every open connection
PORTS = frozenset({80, 443})
HEADERS, HEADER_BYTES = 100, 8_190
ENCODINGS = frozenset({"", "identity", "gzip", "deflate", "br"})


class Kind(Enum):
    """What is fetched: its name in errors, the most bytes (decompressed), the types asked for."""

    PAGE = ("The page", 3_000_000, "text/html,application/xhtml+xml,application/pdf;q=0.8,text/plain;q=0.7,*/*;q=0.5")
    FEED = (
        "The feed",
        5_000_000,
        "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
        "application/json;q=0.8,text/html;q=0.7,*/*;q=0.5",
    )
    FILE = ("The file", 10_000_000, "*/*")
    ROBOTS = ("The robots.txt", 512_000, "text/plain,*/*;q=0.5")

    def __init__(self, label: str, max_bytes: int, accept: str) -> None:
        self.label, self.max_bytes, self.accept = label, max_bytes, accept


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `url` after redirects, `status` 200 or 304, header names in lower case, `body` decompressed.

    `moved_to` is where the address asked for has moved for good: redirected there by 301 and 308 alone.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    charset: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class _SentOn:
    """A redirect."""

    to: URL
    status: int


class Fetcher:
    """Fetches from the public internet alone; no cookies, no proxy of the environment, no credentials."""

    def __init__(
        self,
        *,
        contact: str | None,
        loopback: bool = False,
        total_s: float = TOTAL_S,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._loopback, self._total_s = loopback, total_s
        self._places = asyncio.Semaphore(AT_ONCE)
        self._resolver = resolver or PublicResolver(loopback=loopback)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                socket_factory=guarded_socket(loopback=loopback, ports=PORTS),
                resolver=self._resolver,
                use_dns_cache=False,  # the system's resolver keeps names; a second one would only age them
                limit=AT_ONCE,
                limit_per_host=PER_HOST,
                keepalive_timeout=KEPT_OPEN_S,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None),
            headers={"User-Agent": user_agent(contact), "Accept-Encoding": "gzip, deflate, br"},
            max_line_size=HEADER_BYTES,
            max_field_size=HEADER_BYTES,
            max_headers=HEADERS,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._session.close()
        await self._resolver.close()

    async def fetch(self, url: str, kind: Kind, headers: Mapping[str, str] | None = None) -> Fetched:
        """The answer to GET `url`, redirects followed. Raises DoorError; then nothing of the body is kept."""
        target = self._checked(url)
        async with self._places:
            try:
                async with asyncio.timeout(self._total_s):
                    return await self._follow(target, kind, {"Accept": kind.accept, **(headers or {})})
            except TimeoutError:
                raise TookTooLong(target.host or "", self._total_s) from None

    def _checked(self, url: str | URL) -> URL:
        target = urls.parse(str(url))
        if target is None:
            raise BadAddress(str(url), "it is no http or https address")
        if target.raw_user is not None or target.raw_password is not None:
            raise BadAddress(str(url), "it has a user name or password in it")
        if target.port not in PORTS and not (self._loopback and is_loopback(target.raw_host or "")):
            raise BadAddress(str(url), f"it is for port {target.port}, and pages are on ports 80 and 443")
        return target.with_fragment(None)

    async def _follow(self, url: URL, kind: Kind, headers: Mapping[str, str]) -> Fetched:
        first, seen, moved = url, set[URL](), None
        for_good = True
        while url not in seen and len(seen) <= REDIRECTS:
            seen.add(url)
            got = await self._get(url, kind, headers)
            if isinstance(got, Fetched):
                return replace(got, moved_to=str(moved)) if moved else got
            url = self._checked(got.to)
            for_good = for_good and got.status in {301, 308}
            moved = url if for_good else moved
        raise TooManyRedirects(first.host or "")

    async def _get(self, url: URL, kind: Kind, headers: Mapping[str, str]) -> Fetched | _SentOn:
        """One hop: the answer, or where it sends us on."""
        host = url.host or ""
        try:
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                location = response.headers.get("Location")
                if response.status in {301, 302, 303, 307, 308} and location:
                    return _SentOn(_joined(url, location), response.status)
                if response.status == 304 and headers.keys() & {"If-None-Match", "If-Modified-Since"}:
                    return Fetched(str(url), 304, _plain(response), b"")
                if response.status not in {200, 203}:
                    raise HttpStatus(host, response.status, retry_after(response.headers.get("Retry-After")))
                body = await _body(response, kind, host)
                return Fetched(str(url), 200, _plain(response), body, _charset(response))
        except aiohttp.ClientError as error:
            raise _told(error, host) from error


def _joined(url: URL, location: str) -> URL:
    try:
        return url.join(URL(location.strip()))
    except ValueError as error:
        raise BadAddress(location, "the site sends readers on to it, and it is no web address") from error


async def _body(response: aiohttp.ClientResponse, kind: Kind, host: str) -> bytes:
    """The body, never more than the cap of it in memory."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise BadAnswer(host, "it is compressed in a way that was not asked for")
    remedy = ["See whether the site has one for a section."] if kind is Kind.FEED else []
    too_large = TooLarge(kind.label, f"{kind.max_bytes / 1_000_000:g} MB", *remedy)
    if encoding in {"", "identity"} and (response.content_length or 0) > kind.max_bytes:
        raise too_large
    body = bytearray()
    async for chunk in response.content.iter_any():
        if len(body) + len(chunk) > kind.max_bytes:
            raise too_large
        body += chunk
    return bytes(body)


def _plain(response: aiohttp.ClientResponse) -> Mapping[str, str]:
    return {name.lower(): ", ".join(response.headers.getall(name)) for name in response.headers}


def _charset(response: aiohttp.ClientResponse) -> str | None:
    try:
        return response.charset
    except (ValueError, LookupError):  # a Content-Type that is none
        return None


def _told(error: aiohttp.ClientError, host: str) -> DoorError:
    """The error as a person is told of it."""
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, AddressRefused):
            return RefusedAddress(host, error.os_error.why)
        if isinstance(error, aiohttp.ClientConnectorDNSError):
            return Unreachable(host, "there is no such site, or its name server is down")
        if isinstance(error, aiohttp.ClientSSLError):
            return Unreachable(host, "no secure connection could be made")
        return Unreachable(host, "it does not take connections")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return Unreachable(host, "its certificate is not trusted")
    if isinstance(error, aiohttp.InvalidURL):
        return BadAddress(str(error.url), "it is no web address")
    if isinstance(error, aiohttp.ClientPayloadError):
        return BadAnswer(host, "it broke off midway, or is not compressed as it says")
    if isinstance(error, aiohttp.ClientResponseError):
        return BadAnswer(host, "it is no valid HTTP")
    return Unreachable(host, "the connection broke off")


def user_agent(contact: str | None) -> str:
    """How we introduce ourselves: name, version, and whom to ask."""
    try:
        version = metadata.version("verbatim")
    except metadata.PackageNotFoundError:
        version = "0"
    asked = "".join(char for char in contact or "" if char.isascii() and char.isprintable() and char not in "()")
    return f"Verbatim/{version} (+{asked})" if asked else f"Verbatim/{version}"


class PublicResolver(AbstractResolver):
    """Looks names up in threads of its own, so that a slow name server holds up nothing else of the bot.

    Leaves out what may not be connected to, for a clear message; the guard is `guarded_socket`.
    """

    def __init__(self, *, loopback: bool = False) -> None:
        self._loopback = loopback
        self._threads = ThreadPoolExecutor(AT_ONCE, "names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of `host`. Raises AddressRefused where it has others alone."""
        loop = asyncio.get_running_loop()
        found: list[tuple[Any, ...]] = await loop.run_in_executor(
            self._threads,
            lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG),
        )
        usable: list[ResolveResult] = []
        why = None
        for used, _, protocol, _, (address, *_rest) in found:
            reason = None if self._loopback and is_loopback(address) else refused(address)
            why = why or reason
            if reason is None:
                usable.append(
                    ResolveResult(
                        hostname=host, host=address, port=port, family=used, proto=protocol, flags=socket.AI_NUMERICHOST
                    )
                )
        if not usable and why:
            raise AddressRefused(host, why)
        return usable

    async def close(self) -> None:
        """Wait for no look-up that is still under way."""
        self._threads.shutdown(wait=False, cancel_futures=True)
