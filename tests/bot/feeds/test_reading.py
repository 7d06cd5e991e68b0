"""Feeds of every format become the same plain records, whatever hostile things stand in them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.feeds import MAX_CONTENT, MAX_ENTRIES, MAX_TITLE, find_links, max_age_s, read_body
from bot.ingest.fragments import plain, plain_line
from tests.bot.feeds.site import FORMATS, Item, Maker, atom, page, rss20

BASE = "https://courier.example"


@pytest.mark.parametrize("maker", FORMATS.values(), ids=FORMATS)
def test_every_format_says_the_same(maker: Maker) -> None:
    """Title, entries newest first, absolute links, plain text."""
    feed = read_body(maker(BASE, [Item(2), Item(1, title="Käse & Brot")]), f"{BASE}/feed", None).feed
    assert feed is not None
    assert feed.title == "Quay Courier"
    assert feed.site == f"{BASE}/"
    assert [entry.url for entry in feed.entries] == [f"{BASE}/news/2", f"{BASE}/news/1"]
    assert feed.entries[1].title == "Käse & Brot"
    assert feed.entries[0].own_text == Item(2).shown_text
    if maker is not FORMATS["RSS 0.91"]:
        assert feed.entries[0].published == Item(2).when


@pytest.mark.parametrize("maker", [FORMATS["Atom"], FORMATS["JSON Feed"]])
def test_what_is_text_is_no_markup(maker: Maker) -> None:
    """Where the format says which of both a title is."""
    feed = read_body(maker(BASE, [Item(1, title="Käse & <Brot>")]), BASE, None).feed
    assert feed is not None
    assert feed.entries[0].title == "Käse & <Brot>"


def test_entries_come_newest_first() -> None:
    """Whatever order the feed has, where all are dated."""
    feed = read_body(rss20(BASE, [Item(1), Item(3), Item(2)]), BASE, None).feed
    assert feed is not None
    assert [entry.title[-1] for entry in feed.entries] == ["3", "2", "1"]


def test_ttl_is_read() -> None:
    """In minutes."""
    feed = read_body(rss20(BASE, [Item(1)]), BASE, None).feed
    assert feed is not None
    assert feed.ttl_s == 3600


def test_markup_in_titles_is_read_away() -> None:
    """Tags and character references become what a person reads; a lone < stays."""
    assert plain_line("Ferry <b>back</b> &amp; more", 100) == "Ferry back & more"
    assert plain_line("Boats < trains &lt;3", 100) == "Boats < trains <3"
    assert plain("<p>One</p><script>steal()</script><p>Two<br>lines</p>", 100) == "One\n\nTwo\nlines"
    assert plain("<ul><li>A<li>B</ul>", 100).split() == ["A", "B"]


@given(st.text(max_size=300), st.integers(1, 80))
@settings(max_examples=200)
def test_no_text_is_longer_than_its_cap(text: str, limit: int) -> None:
    """Whatever stands in it, and a line is a line."""
    assert len(plain(text, limit)) <= limit
    line = plain_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


def test_a_path_or_an_address_as_body_is_not_opened(tmp_path: Path) -> None:
    """feedparser would read the file that a body names."""
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss20(BASE, [Item(1)]))
    for body in (os.fsencode(secret), b"file://" + os.fsencode(secret), b"/etc/passwd", b"http://127.0.0.1/feed"):
        assert read_body(body, BASE, None).feed is None


@pytest.mark.parametrize(
    "body",
    [b"", b"\0" * 100, b"\xff\xfe", b"just words", b"{", b"[" * 200_000, b'{"version": 3}', page("Home", "Words.")],
    ids=["empty", "nul", "bom", "words", "brace", "deep", "version", "page"],
)
def test_what_is_no_feed_is_none(body: bytes) -> None:
    """Never an error."""
    assert read_body(body, BASE, None).feed is None


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "iso-8859-1", "no-such-charset"]))
@settings(max_examples=150)
def test_no_bytes_raise(body: bytes, charset: str | None) -> None:
    """A feed with any bytes in the middle is read as far as it can be."""
    whole = rss20(BASE, [Item(1), Item(2)])
    read_body(whole[:300] + body + whole[300:], BASE, charset)


def test_entity_bombs_are_refused() -> None:
    """Entities made of entities; the harmless document type of RSS 0.91 is none."""
    bomb = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 7))
    body = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "lol">' + bomb + b"]>" + rss20(BASE, [Item(1)])[38:]
    assert read_body(body.replace(b"Ferry report", b"&e6;"), BASE, None).feed is None


def test_fifty_thousand_entries_are_five_hundred() -> None:
    """The newest, and quickly: the middle of the body is not read at all."""
    body = rss20(BASE, [Item(1, text="x")]).partition(b"<item>")[0]
    body += b"".join(b"<item><title>Entry %d</title><link>/n/%d</link></item>" % (n, n) for n in range(50_000))
    feed = read_body(body + b"</channel></rss>", BASE, None).feed
    assert feed is not None
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.entries[0].title == "Entry 0"


def test_everything_is_capped() -> None:
    """Titles and contents."""
    feed = read_body(atom(BASE, [Item(1, title="T" * 5000, text="word " * 60_000)]), BASE, None).feed
    assert feed is not None
    assert len(feed.entries[0].title) == MAX_TITLE
    assert len(feed.entries[0].content) <= MAX_CONTENT


@pytest.mark.parametrize(
    ("charset", "encoding"), [("iso-8859-1", "utf-8"), (None, "utf-8"), ("windows-1252", "cp1252")]
)
def test_a_wrong_charset_makes_no_mojibake(charset: str | None, encoding: str) -> None:
    """UTF-8 is told by its bytes, whatever the server says; others by what it says."""
    body = atom(BASE, [Item(1, title="Brücke")]).decode().replace("<?xml version='1.0'?>", "").encode(encoding)
    feed = read_body(body, BASE, charset).feed
    assert feed is not None
    assert feed.entries[0].title == "Brücke"


def test_invalid_utf8_loses_a_character_and_no_entry() -> None:
    """A feed with a broken byte is still a feed."""
    feed = read_body(rss20(BASE, [Item(1), Item(2)]).replace(b"report", b"rep\xffort"), BASE, None).feed
    assert feed is not None
    assert len(feed.entries) == 2


def test_dangerous_links_are_none() -> None:
    """Only http and https lead anywhere; without a title and text an entry is none."""
    items = [
        Item(n, link=link) for n, link in enumerate(["javascript:alert(1)", "file:///etc/passwd", "//x.example/a"])
    ]
    feed = read_body(rss20(BASE, items), f"{BASE}/feed", None).feed
    assert feed is not None
    assert {entry.url for entry in feed.entries} == {None, "https://x.example/a"}


def test_json_of_the_wrong_shapes() -> None:
    """Lists where texts belong, numbers where lists do: the rest is read."""
    items: list[object] = [
        7,
        {"id": [1]},
        {"id": 5, "title": {"a": 1}, "content_text": "Some words."},
        {"authors": "x"},
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "title": None, "items": items}).encode()
    feed = read_body(body, BASE, None).feed
    assert feed is not None
    assert [(entry.id, entry.title) for entry in feed.entries] == [("5", "Some words.")]


def test_a_page_names_its_feeds() -> None:
    """Only feeds, resolved, each once."""
    head = (
        b'<html><head><base href="/de/"><link rel="alternate" type="application/rss+xml" href="feed.xml" title="Alles">'
        b'<LINK REL="alternate feed" TYPE="application/atom+xml; charset=utf-8" HREF="https://x.example/atom">'
        b'<link rel=alternate type=application/rss+xml href=feed.xml><link rel="alternate" hreflang="en" href="/en">'
        b'<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/5"></head></html>'
    )
    links = find_links(head, f"{BASE}/", None)
    assert [link.url for link in links] == [f"{BASE}/de/feed.xml", "https://x.example/atom"]
    assert links[0].title == "Alles"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("max-age=600", 600), ("public, Max-Age = 60", 60), ("no-store", 0), ("s-maxage=9", 0), ("max-age=x", 0), ("", 0)],
)
def test_cache_control(header: str, seconds: int) -> None:
    """max-age in whatever company; s-maxage is for shared caches."""
    assert max_age_s(header) == seconds
