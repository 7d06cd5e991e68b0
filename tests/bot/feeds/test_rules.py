"""Filters, identity, schedules, turns of hosts, OPML: what needs no network."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.ingest.feeds import read_body
from bot.ingest.opml import MAX_FEEDS, read_opml, write_opml
from bot.records.feeds import Fate, FeedOptions
from bot.services.feeds.filters import MAX_KEPT, checked, first_match, folded, judge
from bot.services.feeds.hosts import Hosts
from bot.services.feeds.rounds import work_off
from bot.services.feeds.schedule import DAY, GIVEN_UP_AFTER, after_failure, after_success, given_up
from tests.bot.feeds.making import NOW, SITE, a_feed, entry
from tests.bot.feeds.site import WORDS, Item, json_feed, rss20

BASE = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("ferry", "The Ferry sails", "ferry"),
        ("ferry", "The ferryman sails", ""),
        ("ferr*", "The ferryman sails", "ferr*"),
        ("north quay", "at the north\n quay today", "north quay"),
        ("sport, FERRY", "ferry news", "FERRY"),
        ("zurich", "Zürich votes", "zurich"),
        ("straße", "An der STRASSE", "straße"),
        ("東京", "今日の東京は晴れ", "東京"),
        ("C++", "about C++ today", "C++"),
        ("a.b", "axb", ""),
        ("*", "anything", ""),
        (", ,", "anything", ""),
    ],
)
def test_filters_match_whole_words(words: str, text: str, found: str) -> None:
    """Case, accents and line breaks do not count; * ends a beginning; scripts without blanks match anywhere."""
    assert first_match(words, folded(text)) == found


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_filter_raises(words: str, text: str) -> None:
    """Whatever a person types is a filter, or is refused in words."""
    first_match(words, folded(text))


def test_filters_are_bounded() -> None:
    """Twenty words, two hundred characters; blanks and empty parts are tidied."""
    assert checked("  a  b ,, c", "include") == "a b, c"
    assert checked(None, "include") == ""
    for typed in (",".join("abcdefghijklmnopqrstuvwxyz"), "x" * 201):
        with pytest.raises(UserError, match="include: takes at most 20"):
            checked(typed, "include")


@pytest.mark.parametrize(
    ("fields", "options", "known", "fate", "word"),
    [
        ({}, {}, set(), Fate.NEW, ""),
        ({"keys": (1, 2)}, {}, {2}, Fate.KNOWN, ""),
        ({"published": NOW - timedelta(days=3)}, {}, set(), Fate.OLD, ""),
        ({"published": NOW - timedelta(hours=30)}, {}, set(), Fate.NEW, ""),
        ({"published": None}, {}, set(), Fate.NEW, ""),
        ({}, {"exclude": "crane, sport"}, set(), Fate.EXCLUDED, "crane"),
        ({}, {"include": "trains"}, set(), Fate.NOT_INCLUDED, ""),
        ({}, {"include": "trains, ferry"}, set(), Fate.NEW, ""),
        ({"content": "Short."}, {}, set(), Fate.NEW, ""),
        ({"content": "Short."}, {"full_text": False}, set(), Fate.TOO_SHORT, ""),
        ({"content": "Short.", "url": None}, {}, set(), Fate.TOO_SHORT, ""),
        ({}, {"full_text": False}, set(), Fate.NEW, ""),
    ],
)
def test_fates(fields: dict[str, Any], options: dict[str, Any], known: set[int], fate: Fate, word: str) -> None:
    """Each rule by itself."""
    feed = a_feed(options=replace(FeedOptions(5), **options))
    (decision,) = judge([entry(**fields)], known, feed)
    assert (decision.fate, decision.word) == (fate, word)


def test_the_first_poll_keeps_nothing() -> None:
    """Before a feed was looked at once, all in it is old."""
    assert [one.fate for one in judge([entry(), entry("Other")], set(), a_feed(primed_at=None))] == [
        Fate.FIRST_POLL
    ] * 2


def test_a_flood_is_cut() -> None:
    """The newest MAX_KEPT are kept; what is dropped for another reason does not count."""
    entries = [entry(f"Entry {n}", keys=(n,)) for n in range(MAX_KEPT + 5)]
    fates = [one.fate for one in judge(entries, {0, 1}, a_feed())]
    assert fates.count(Fate.NEW) == MAX_KEPT
    assert fates[-3:] == [Fate.TOO_MANY] * 3


def _keys(*items: Item) -> list[set[int]]:
    feed = read_body(json_feed(SITE, list(items)), SITE, None).feed
    assert feed is not None
    return [set(one.keys) for one in feed.entries]


@pytest.mark.parametrize(
    "changed",
    [
        Item(1, title="Ferry is back"),
        Item(1, at=NOW),
        Item(1, guid="another-id"),
        Item(1, link="/news/1?utm_source=rss#top"),
        Item(1, guid="another-id", link="/moved/1"),
        Item(1, title="Ferry is back", guid="another-id"),
        Item(1, text=WORDS + " Corrected."),
    ],
    ids=["renamed", "re-dated", "new id", "tracked", "new id and address", "renamed with new id", "corrected"],
)
def test_a_changed_entry_is_the_same(changed: Item) -> None:
    """By address, id, or words: one is enough."""
    assert _keys(Item(1))[0] & _keys(changed)[0]


def test_different_entries_share_no_key() -> None:
    """Though all lead to the home page, or have one id, or say the same every day under another title."""
    alike = Item(1, link="/"), Item(1, guid="same"), Item(1, text="Sunny with a light wind all day long.")
    for one in alike:
        first, second = _keys(one, replace(one, number=2))
        assert first
        assert second
        assert not first & second


def test_an_entry_that_stands_twice_is_one() -> None:
    """As feeds of two sections show it."""
    assert len(_keys(Item(1), Item(1))) == 1


def test_the_next_poll_is_jittered_and_asked_for() -> None:
    """Around the base; never before max-age or ttl is over; a day at most."""
    rng = random.Random(1)
    waits = [after_success(NOW, BASE, 0, rng) - NOW for _ in range(200)]
    assert timedelta(minutes=27) <= min(waits) < timedelta(minutes=28)
    assert timedelta(minutes=32) < max(waits) <= timedelta(minutes=33)
    asked = [after_success(NOW, BASE, 7200, rng) - NOW for _ in range(50)]
    assert min(asked) >= timedelta(hours=2)
    assert after_success(NOW, BASE, 10**9, rng) - NOW == DAY


def test_failures_double_the_wait_up_to_a_day_and_end_after_two() -> None:
    """Half an hour, one, two ... ; Retry-After is waited for; the last try is at 48 hours exactly."""
    rng, now, failures, waits = random.Random(1), NOW, 0, []
    while not given_up(now, NOW):
        failures += 1
        later = after_failure(now, BASE, failures, NOW, None, rng)
        waits.append(later - now)
        now = later
    assert now == NOW + GIVEN_UP_AFTER
    for number, wait in enumerate(waits[:-1]):
        assert 0.9 <= wait / (BASE * 2**number) <= 1.1
    assert after_failure(NOW, BASE, 1, NOW, 7200, rng) >= NOW + timedelta(hours=2)
    assert after_failure(NOW, BASE, 1, NOW, 10**6, rng) <= NOW + DAY
    assert after_failure(NOW, BASE, 10**6, NOW, None, rng) <= NOW + DAY


async def test_a_host_is_asked_by_one_at_a_time_with_a_pause() -> None:
    """Other hosts do not wait for it."""
    clock = [0.0]

    async def sleep(seconds: float) -> None:
        clock[0] += seconds
        await asyncio.sleep(0)

    hosts = Hosts(1.0, lambda: clock[0], sleep)
    began: list[tuple[str, float]] = []
    inside = 0

    async def ask(url: str) -> None:
        nonlocal inside
        async with hosts.turn(url):
            began.append((url, clock[0]))
            if url.startswith("https://a"):
                inside += 1
                assert inside == 1
                await asyncio.sleep(0)
                inside -= 1

    await asyncio.gather(ask("https://a.example/1"), ask("https://A.example/2"), ask("https://b.example/"))
    times = [at for url, at in began if "/a." in url.lower()]
    assert times[1] - times[0] >= 1
    assert dict(began)["https://b.example/"] == 0


async def test_work_is_claimed_as_it_is_done() -> None:
    """Never more than allowed under way, and all of it in the end."""
    left, under_way, most, done = list(range(50)), 0, 0, []

    async def claim(count: int) -> list[int]:
        taken = left[:count]
        del left[:count]
        return taken

    async def do(piece: int) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        done.append(piece)

    await work_off(claim, do, 6)
    assert sorted(done) == list(range(50))
    assert most <= 6


OPML = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body><outline text="News">
<outline text="Deeper"><outline type="rss" text="Courier" xmlUrl="https://courier.example/feed"/></outline>
<outline type="rss" title="Caf&#233; &amp; Co" text="x" XMLURL=" https://cafe.example/rss "/></outline>
<outline text="again" xmlUrl="https://courier.example/feed"/></body></opml>"""


def test_opml_is_read_at_any_depth() -> None:
    """Addresses once, titles readable, upper-case attributes too."""
    links = read_opml(OPML)
    assert not isinstance(links, str)
    assert [(link.url, link.title) for link in links] == [
        ("https://courier.example/feed", "Courier"),
        ("https://cafe.example/rss", "Café & Co"),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no OPML that can be read"),
        (b"words", "no OPML that can be read"),
        (b"<opml><body>", "no OPML that can be read"),
        (b"<html/>", "is no OPML"),
        (b"<opml/>", "names no feeds"),
        (b'<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "declares entities"),
        (b"<opml>" + b"<outline>" * 30 + b"</outline>" * 30 + b"</opml>", "nested more than"),
        (
            b"<opml>" + b'<outline xmlUrl="https://e.example/%d"/>' * 501 % tuple(range(501)) + b"</opml>",
            "more than 500",
        ),
        (b"<opml>" + b" " * 2_000_001 + b"</opml>", "larger than 2 MB"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "no OPML that can be read"),
    ],
)
def test_bad_opml_is_told(data: bytes, why: str) -> None:
    """Bombs, nests, floods and what is something else."""
    said = read_opml(data)
    assert isinstance(said, str)
    assert why in said


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_written_is_read_again(title: str, group: str) -> None:
    """Any title and any group's name; control characters are left out."""
    feed = a_feed(title=title, url="https://courier.example/feed?a=1&b=<2>")
    written = write_opml("Newsroom", [(group, [feed])])
    ElementTree.fromstring(written)
    links = read_opml(written)
    assert not isinstance(links, str)
    assert [link.url for link in links] == [feed.url]


def test_five_hundred_feeds_fit() -> None:
    """The most that is promised."""
    feeds = [a_feed(url=f"https://e{n}.example/{'x' * 200}") for n in range(MAX_FEEDS)]
    links = read_opml(write_opml("All", [("", feeds)]))
    assert len(links) == MAX_FEEDS


def test_the_same_words_in_two_languages_of_markup() -> None:
    """RSS and JSON Feed of one article give the same keys: a site may change its format."""
    first = read_body(rss20(SITE, [Item(1)]), SITE, None).feed
    second = read_body(json_feed(SITE, [Item(1)]), SITE, None).feed
    assert first is not None
    assert second is not None
    assert first.entries[0].keys == second.entries[0].keys
