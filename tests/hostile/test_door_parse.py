"""Hostile documents through the whole door: a clear message, nothing returned, the loop free, memory flat."""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from bot.ingest.door import Door
from bot.ingest.errors import DoorError, NotAnArticle, TooHard, TooLarge, TooShort, Unreadable, WrongType
from tests.bot.ingest import pages, pdfs
from tests.bot.ingest.site import LOOP_S, LoopProbe, Site, response

MB = 1_000_000
BODY = f"<article><h1>{pages.TITLE}</h1>{pages.paragraphs()}</article>"


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door() -> AsyncIterator[Door]:
    """One door for all, that may fetch from this machine: what one document does, the next one would feel."""
    async with Door(contact=None, loopback=True) as door:
        await door.run(len, "")
        yield door


def megabytes() -> float:
    """The most that this process, without its children, has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (MB if sys.platform == "darwin" else 1_000)


HOSTILE: dict[str, tuple[Callable[[], str | bytes], tuple[type[DoorError], ...]]] = {
    "100,000 links": (lambda: pages.page("<a href=/>link</a> " * 100_000), (NotAnArticle,)),
    "100,000 nested elements": (
        lambda: pages.page("<div>" * 100_000 + "x"),
        (NotAnArticle, TooHard, TooShort, Unreadable),
    ),
    "100,000 open paragraphs": (lambda: pages.page("<p>x" * 100_000), (NotAnArticle,)),
    "entities of entities": (
        lambda: (
            "<!DOCTYPE html [<!ENTITY a0 'lol'>"
            + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
            + "]><html><body><p>&a12;</p></body></html>"
        ),
        (NotAnArticle, TooShort, TooHard),
    ),
    "one long word": (lambda: pages.page(f"<p>{'x' * 1_000_000}</p>"), (NotAnArticle, TooShort)),
    "one long attribute": (
        lambda: pages.page(f"<p class='{'x ' * 1_200_000}'>x</p>"),
        (NotAnArticle, TooShort, TooHard),
    ),
    "a table of 100,000 cells": (
        lambda: pages.page("<table>" + "<tr><td>x" * 100_000),
        (NotAnArticle, TooShort, TooHard),
    ),
    "brackets": (lambda: "<html><body><p>" + "[" * 500_000, (NotAnArticle, TooShort)),
    "2 MB of open tags": (lambda: "<html>" + "<" * 2_000_000, (NotAnArticle, TooShort, Unreadable)),
    "2 MB of comments": (lambda: "<html>" + "<!--" * 500_000, (NotAnArticle, TooShort, Unreadable)),
    "a script of 2 MB JSON": (
        lambda: pages.page("x", head=f"<script type='application/ld+json'>{'[' * 2_000_000}</script>"),
        (NotAnArticle, TooShort),
    ),
    "nothing": (lambda: "", (NotAnArticle, TooShort, Unreadable)),
    "NUL alone": (lambda: b"\0" * 100_000, (WrongType,)),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(10_000), (WrongType,)),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_page_is_told(door: Door, name: str) -> None:
    """As a page from the web, and as a file."""
    make, errors = HOSTILE[name]
    body = make()
    async with Site(page=response(body)) as site:
        before = megabytes()
        async with LoopProbe.watching() as probe:
            with pytest.raises(errors) as caught:
                await door.article(site.url("page"))
    message, remedy = caught.value.told(str)
    assert message.endswith(".")
    assert remedy
    assert probe.longest_s < LOOP_S
    assert megabytes() - before < 40


@pytest.mark.parametrize(
    ("make", "errors"),
    [
        (pdfs.flate_bomb, (TooHard, Unreadable, TooLarge)),
        (pdfs.deep_tree, (Unreadable,)),
        (pdfs.round_tree, (Unreadable,)),
        (pdfs.many_pages, (TooLarge,)),
        (lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<" * 100_000, (Unreadable, TooHard)),
        (lambda: b"PK\x03\x04" + bytes(9 * MB), (WrongType,)),
        (lambda: b"<html>" + bytes(9 * MB), (WrongType, NotAnArticle, TooShort, Unreadable)),
        (lambda: b"word " * 2_000_000, (TooLarge,)),
        (lambda: b"T\n\n" + b"[" * 1_900_000, (Unreadable,)),
    ],
    ids=["flate", "deep", "round", "many", "objects", "zip", "zeros", "long", "brackets"],
)
async def test_a_hostile_file_is_told(
    door: Door, make: Callable[[], bytes], errors: tuple[type[DoorError], ...]
) -> None:
    """Whatever it is called."""
    data = make()
    before = megabytes()
    async with LoopProbe.watching() as probe:
        with pytest.raises(errors) as caught:
            await door.file("story.md", data)
    assert all(caught.value.told(str))
    assert probe.longest_s < LOOP_S
    assert megabytes() - before < 60


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (pages.page(BODY.replace("harbour", "harb\0o\u202eu\u200br")).encode(), "text/html"),
        (pages.page(BODY).encode() + b"<p>\xff\xfe\xc3\x28 broken at the very end</p>", "text/html; charset=utf-8"),
        (pages.page(BODY).encode("cp1252"), "text/html; charset=utf-8"),
        (pages.page(BODY).encode("utf-16"), "text/html"),
        (pages.page(BODY).encode(), "text/html; charset=no-such-charset"),
        (pages.page(BODY).encode(), "text/html; charset=base64"),
        (pages.page(BODY).encode(), "application/octet-stream"),
        (pages.page(BODY).encode(), ""),
    ],
    ids=["nul-bidi", "invalid", "wrong-charset", "utf-16", "unknown", "no-text", "octets", "none"],
)
async def test_odd_bytes_are_read_all_the_same(door: Door, body: bytes, content_type: str) -> None:
    """Wrong charsets, broken bytes, invisible characters: the words are those that readers see."""
    async with Site(page=response(body, Content_Type=content_type)) as site:
        draft = await door.article(site.url("page"))
    assert draft.title == pages.TITLE
    assert "“We have lost a season" in draft.text
    assert "harbour of Tellmouth" in draft.text
    assert not set(draft.text) & set("\0\u202e\u200b")


async def test_the_door_goes_on_after_all_of_it(door: Door) -> None:
    """Good pages beside hostile ones, at the same time."""
    async with Site(good=response(pages.news_site()), bad=response(pages.page("<p>x" * 100_000))) as site:
        asked = [site.url("good"), site.url("bad")] * 4
        got = await asyncio.gather(*map(door.article, asked), return_exceptions=True)
    assert [getattr(draft, "title", None) for draft in got] == [pages.TITLE, None] * 4
    assert {type(error) for error in got[1::2]} <= {NotAnArticle, TooHard, TooShort}
