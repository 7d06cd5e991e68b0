"""Servers that misbehave: each is told plainly, the loop goes on, memory stays flat."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

import brotli
import pytest

from bot.ingest import fetch
from bot.ingest.door import Door, Kind
from bot.ingest.errors import BadAnswer, DoorError, HttpStatus, TookTooLong, TooLarge, Unreachable
from tests.bot.ingest.site import Site, response
from tests.hostile.fetching import door as door
from tests.hostile.fetching import refusal

MB = 1_000_000


def forever(
    piece: bytes, head: bytes = b"HTTP/1.1 200 OK\r\n\r\n"
) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
    """An answer that repeats `piece` until the other side hangs up."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)

    return answer


async def test_an_endless_body_is_cut_off_at_its_cap(door: Door) -> None:
    """Three million bytes and no more; memory holds little beyond them."""
    async with Site(endless=forever(b"x" * 65_536)) as site:
        tracemalloc.start()
        try:
            error = await refusal(door, site.url("endless"))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert isinstance(error, TooLarge)
    assert "3 MB" in str(error)
    assert peak < 12 * MB


def bomb(name: str) -> bytes:
    """A hundred megabytes of zeros, packed."""
    if name == "members":
        return gzip.compress(bytes(100_000)) * 3_000
    if name == "br":
        squeezed = brotli.Compressor(quality=1)
        return b"".join(squeezed.process(bytes(MB)) for _ in range(100)) + bytes(squeezed.finish())
    packer = zlib.compressobj(1, zlib.DEFLATED, 31 if name == "gzip" else -15)
    return b"".join(packer.compress(bytes(MB)) for _ in range(100)) + packer.flush()


@pytest.mark.parametrize(
    ("name", "encoding", "error"),
    [
        ("gzip", "gzip", TooLarge),
        ("deflate", "deflate", TooLarge),
        ("br", "br", TooLarge),
        ("members", "gzip", TooLarge),
    ],
)
async def test_a_bomb_is_cut_off_decompressed(door: Door, name: str, encoding: str, error: type[DoorError]) -> None:
    """Its size on the wire says nothing; what is unpacked is never held beyond the cap."""
    async with Site(bomb=response(bomb(name), Content_Encoding=encoding)) as site:
        tracemalloc.start()
        try:
            told = await refusal(door, site.url("bomb"))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert isinstance(told, error)
    assert peak < 16 * MB


async def test_a_bomb_in_a_bomb_is_not_opened(door: Door) -> None:
    """Two encodings on top of each other were not asked for."""
    nested = gzip.compress(gzip.compress(bytes(50 * MB)))
    async with Site(nested=response(nested, Content_Encoding="gzip, gzip")) as site:
        assert isinstance(await refusal(door, site.url("nested")), BadAnswer)


async def test_broken_compression_is_told(door: Door) -> None:
    """A body that is not what its encoding says."""
    async with Site(a=response(b"no gzip at all", Content_Encoding="gzip")) as site:
        assert isinstance(await refusal(door, site.url("a")), BadAnswer)


async def test_a_slow_drip_ends_with_the_time_allowed() -> None:
    """However alive the connection is; the rest of the loop goes on meanwhile."""

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)

    async def slow_head(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with Site(drip=drip, head=slow_head) as site:
        fetcher = fetch.Fetcher(contact=None, loopback=True, total_s=0.3)
        try:
            for path in ("drip", "head"):
                with pytest.raises(TookTooLong) as caught:
                    await fetcher.fetch(site.url(path), Kind.PAGE)
                assert "0.3 seconds" in str(caught.value)
        finally:
            await fetcher.aclose()


@pytest.mark.parametrize(
    "answer",
    [
        response("short", Content_Length="500"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabcde",
        b"SSH-2.0-OpenSSH_9\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(500)) + b"\r\nx",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 20_000 + b"\r\n\r\nx",
        forever(b"X: y\r\n", b"HTTP/1.1 200 OK\r\n"),
    ],
    ids="length-too-long chunk-cut bad-chunk two-lengths negative no-http nothing flood long endless".split(),  # noqa: SIM905 - shorter than a list
)
async def test_an_answer_that_is_no_answer_is_told(door: Door, answer: Any) -> None:
    """Wrong lengths, broken chunks, floods of headers, other protocols."""
    async with Site(a=answer) as site:
        assert isinstance(await refusal(door, site.url("a")), BadAnswer | Unreachable)


async def test_more_than_the_length_says_is_told(door: Door) -> None:
    """What comes behind it belongs to nothing, and would be taken for the next answer."""
    async with Site(a=response("abcdef", Content_Length="3")) as site:
        assert isinstance(await refusal(door, site.url("a")), BadAnswer)


async def test_a_length_beyond_the_cap_is_not_even_begun(door: Door) -> None:
    """The caps of each kind."""
    async with Site(a=b"HTTP/1.1 200 OK\r\nContent-Length: 10000001\r\n\r\n") as site:
        for kind, size in ((Kind.PAGE, "3 MB"), (Kind.FEED, "5 MB"), (Kind.FILE, "10 MB")):
            assert size in str(await refusal(door, site.url("a"), kind))


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [("429 Too Many", "120", 120.0), ("503 Busy", "soon", None), ("404 Not Found", "", None), ("500 Error", "", None)],
)
async def test_errors_of_the_site_are_told_with_its_wish(
    door: Door, status: str, header: str, seconds: float | None
) -> None:
    """Status, Retry-After where it can be read, and whether it is worth trying again."""
    async with Site(a=response("x", status, Retry_After=header)) as site:
        error = await refusal(door, site.url("a"))
    assert isinstance(error, HttpStatus)
    assert (error.status, error.retry_after) == (int(status[:3]), seconds)
    assert error.temporary == (error.status != 404)


async def test_what_we_say_of_ourselves(door: Door) -> None:
    """An honest User-Agent with a contact, no cookie though one was set, no referrer."""
    async with Site(a=response("x", Set_Cookie="id=1"), b=response("y")) as site:
        await door.fetch(site.url("a"), kind=Kind.PAGE)
        await door.fetch(site.url("b"), kind=Kind.FEED)
    for head in site.requests:
        assert "User-Agent: Verbatim/" in head
        assert "(+mail@example.org)" in head
        assert "cookie" not in head.lower()
        assert "referer" not in head.lower()
    assert "application/rss+xml" in site.requests[1]


async def test_nothing_changed_is_an_answer(door: Door) -> None:
    """304 to a conditional request; without one it is an error."""
    async with Site(a=response(status="304 Not Modified", ETag='"x"')) as site:
        got = await door.fetch(site.url("a"), kind=Kind.FEED, headers={"If-None-Match": '"x"'})
        assert (got.status, got.body, got.headers["etag"]) == (304, b"", '"x"')
        assert isinstance(await refusal(door, site.url("a")), HttpStatus)


async def test_so_many_connections_and_no_more(door: Door) -> None:
    """Four to a host, whoever asks."""
    open_now, most = 0, 0

    async def count(writer: asyncio.StreamWriter) -> None:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.01)
        open_now -= 1
        writer.write(response("x"))

    async with Site(a=count) as site:
        got = await asyncio.gather(*(door.fetch(site.url("a"), kind=Kind.PAGE) for _ in range(40)))
    assert len(got) == 40
    assert most == fetch.PER_HOST
