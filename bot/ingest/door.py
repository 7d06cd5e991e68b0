"""The door: a web address or a file in, a normalised article draft out, whatever stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from aiohttp.abc import AbstractResolver

from bot.ingest import urls
from bot.ingest.documents import read_file, read_page
from bot.ingest.fetch import Fetched, Fetcher, Kind
from bot.ingest.robots import RobotsCache
from bot.ingest.sandbox import Sandbox
from bot.records import ArticleDraft

__all__ = ["Door", "Fetched", "Kind"]
T = TypeVar("T")


class Door:
    """Everything that comes from the web or from a person's file passes here; one for each process.

    Every method raises DoorError with words for the person who asked, and then nothing came through.
    `loopback` is for tests: this machine's own 127.0.0.1 and ::1 may be fetched from too, on any port.
    """

    def __init__(
        self, *, contact: str | None, loopback: bool = False, resolver: AbstractResolver | None = None
    ) -> None:
        self._contact, self._loopback, self._resolver = contact, loopback, resolver
        self._opened: Fetcher | None = None
        self._sandbox = Sandbox()
        self._robots = RobotsCache(self._fetcher)
        Thread(target=urls.preload, name="suffixes", daemon=True).start()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection and end every child process; safe to call again."""
        await self._sandbox.aclose()
        if self._opened is not None:
            await self._opened.aclose()
            self._opened = None

    async def article(self, url: str) -> ArticleDraft:
        """The article at `url`. Its `origin` is "url:" and its canonical address, which is `url` too.

        `digest` changes when its title or text do, or the engine. The canonical address is the one that the page
        names, where that is on the same site; else the one after redirects, without what only says who shared it.
        Meta refreshes are not followed.
        """
        page = await self.fetch(urls.unwrapped(url), kind=Kind.PAGE)
        return await self.run(read_page, page.body, page.url, page.headers.get("content-type", ""), page.charset)

    async def file(self, name: str, data: bytes) -> ArticleDraft:
        """The article in a file: HTML, PDF, Markdown or plain text, told by what is in it.

        Its `origin` is "upload:" and the SHA-256 of the bytes.
        """
        return await self.run(read_file, name, data)

    async def fetch(self, url: str, *, kind: Kind, headers: Mapping[str, str] | None = None) -> Fetched:
        """The answer to GET `url`, at most 5 redirects and 20 seconds later, within the size of its kind.

        With If-None-Match or If-Modified-Since among `headers`, its status may be 304.
        """
        return await self._fetcher().fetch(url, kind, headers)

    async def allowed(self, url: str) -> bool:
        """Whether the robots.txt of its host lets us fetch `url` unasked; False where it can't be known."""
        return await self._robots.allowed(url)

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """What a module's `function(*args)` returns in a child process: 10 seconds and 512 MB are what it has.

        It returns plain data, times and the bot's dataclasses, at most 4 MB of them.
        """
        return await self._sandbox.run(function, *args)

    def _fetcher(self) -> Fetcher:
        if self._opened is None:  # the session belongs to the running loop, which there is now
            self._opened = Fetcher(contact=self._contact, loopback=self._loopback, resolver=self._resolver)
        return self._opened
