"""robots.txt: the rules for us, the most exact one wins, and what holds where there are none."""

from __future__ import annotations

import time

import pytest

from bot.ingest.door import Door
from bot.ingest.fetch import Fetcher
from bot.ingest.robots import KEPT_S, RETRY_S, RobotsCache, parse_rules
from tests.bot.ingest.site import Site, response

TEXT = """
# a comment
User-agent: OtherBot
Disallow: /

User-agent: *
Disallow: /private   # with a comment
Allow: /private/open
Disallow: /*.pdf$
Disallow: /a*b*c
Disallow:
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/x.pdf", False),
        ("/x.pdf?page=2", True),
        ("/a-b-c-d", False),
        ("/a-c-b", True),
    ],
)
def test_rules_for_everyone(path: str, *, allowed: bool) -> None:
    """The longest pattern decides; * is anything, a final $ the end (RFC 9309, section 2.2)."""
    assert parse_rules(TEXT).allow(path) == allowed


def test_rules_that_name_us_are_the_only_ones() -> None:
    """Groups may be named together and apart."""
    rules = parse_rules("User-agent: *\nDisallow: /\n\nUser-agent: a\nUser-agent: Verbatim\nDisallow: /no\n")
    assert rules.allow("/yes")
    assert not rules.allow("/no")
    assert not parse_rules("User-agent: verbatim\nDisallow: /\nUser-agent: *\nDisallow:").allow("/x")


def test_equal_patterns_allow() -> None:
    """The less restrictive one of two."""
    assert parse_rules("User-agent: *\nDisallow: /x\nAllow: /x").allow("/x")


def test_hostile_rules_take_no_longer_than_their_length() -> None:
    """Half a megabyte of anything; patterns full of stars."""
    before = time.process_time()
    stars = "User-agent: *\nDisallow: /" + "*a" * 250_000
    many = "User-agent: *\nDisallow: /*a*a*a*a*a*b\n" * 12_000
    for text in (stars, many, "\0:" * 250_000):
        parse_rules(text).allow("/" + "a" * 2_000)
    assert time.process_time() - before < 5


async def test_what_the_door_asks() -> None:
    """Once a site; 404 allows everything, 503 nothing, and what is no address is not allowed."""
    answers = {"robots.txt": response(TEXT, Content_Type="text/plain")}
    async with Site(**answers) as site, Door(contact=None, loopback=True) as door:
        assert await door.allowed(site.url("x"))
        assert not await door.allowed(site.url("private/y"))
        assert not await door.allowed("no address")
        assert len(site.requests) == 1
    for status, allowed in (("404 Not Found", True), ("503 Busy", False), ("429 Often", False)):
        answers = {"robots.txt": response("", status)}
        async with Site(**answers) as site, Door(contact=None, loopback=True) as door:
            assert await door.allowed(site.url("x")) == allowed


async def test_rules_are_asked_for_again() -> None:
    """After a day; after ten minutes where there was no answer."""
    now = 0.0
    fetcher = Fetcher(contact=None, loopback=True)
    cache = RobotsCache(lambda: fetcher, clock=lambda: now)
    try:
        async with Site(**{"robots.txt": response("", "500 Error")}) as site:
            assert not await cache.allowed(site.url("x"))
            site.answers["/robots.txt"] = response("User-agent: *\nDisallow: /no")
            assert not await cache.allowed(site.url("x"))
            now = RETRY_S
            assert await cache.allowed(site.url("x"))
            site.answers["/robots.txt"] = response("User-agent: *\nDisallow: /")
            assert await cache.allowed(site.url("x"))
            now += KEPT_S
            assert not await cache.allowed(site.url("x"))
    finally:
        await fetcher.aclose()
