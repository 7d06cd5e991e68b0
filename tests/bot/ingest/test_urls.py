"""Addresses in messages, and the one form of an address among its many."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.ingest.urls import MAX_LINKS, MAX_URL, canonical, links, parse, same_site, unwrapped


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.example/x.", ["https://a.example/x"]),
        ("<https://a.example/x>", ["https://a.example/x"]),
        ("[the story](https://a.example/x) and [more](<https://a.example/y>)", ["https://a.example/x", "https://a.example/y"]),
        ('[a](https://a.example/x "title")', ["https://a.example/x"]),
        ("(https://a.example/wiki/X_(y))", ["https://a.example/wiki/X_(y)"]),
        ("(see https://a.example/x), they say", ["https://a.example/x"]),
        ("**https://a.example/x** ||https://a.example/y|| `https://a.example/z`",
         ["https://a.example/x", "https://a.example/y", "https://a.example/z"]),
        ("“https://a.example/x” «https://a.example/y»", ["https://a.example/x", "https://a.example/y"]),
        ("https://a.example/x https://a.example/x", ["https://a.example/x"]),
        ("HTTPS://A.example/X!", ["HTTPS://A.example/X"]),
        ("https://bücher.example/ä?q=1#f", ["https://bücher.example/ä?q=1#f"]),
        ("https://a.example/?q=a&b=c;", ["https://a.example/?q=a&b=c"]),
        ("https:// http://. ftp://a.example a.example mailto:a@b.example", []),
        ("https://[bad https://a.example:99999/x", []),
        ("https://a.example/1\nhttps://a.example/2", ["https://a.example/1", "https://a.example/2"]),
    ],
)  # fmt: skip
def test_links_in_a_message(text: str, found: list[str]) -> None:
    """Discord's forms, without the punctuation of the sentence around them."""
    assert links(text) == found


def test_links_are_counted() -> None:
    """The first twenty-five different ones."""
    assert len(links(" ".join(f"https://a.example/{n}" for n in range(100)))) == MAX_LINKS


def test_links_take_no_longer_than_the_text() -> None:
    """Processor time for hostile messages."""
    before = time.process_time()
    for text in (
        "https://" * 20_000,
        "https://a.example/" + "(" * 40_000,
        "[" * 40_000,
        "https://a.example/x)" * 5_000,
    ):
        links(text)
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://a.example/x?utm_source=n&id=3&fbclid=z#top", "https://a.example/x?id=3"),
        ("https://a.example/x?b=2&a=1&a=0", "https://a.example/x?a=1&a=0&b=2"),
        ("HTTP://A.Example:80/x", "http://a.example/x"),
        ("https://a.example:443", "https://a.example/"),
        ("https://a.example./x", "https://a.example/x"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://a.example/a/../b/./c", "https://a.example/b/c"),
        ("https://a.example/%7Eu", "https://a.example/~u"),
        ("https://a.example/x/", "https://a.example/x/"),
        ("https://a.example/?12345", "https://a.example/?12345"),
        ("https://a.example/?amp=1", "https://a.example/"),
        ("https://a.example/?amp=5", "https://a.example/?amp=5"),
        ("https://a.example/story/amp/", "https://a.example/story/"),
        ("https://a.example/story/amp", "https://a.example/story"),
        ("https://a.example/amp/story", "https://a.example/story"),
        ("https://a.example/story.amp.html", "https://a.example/story.html"),
        ("https://a.example/amplifier", "https://a.example/amplifier"),
        ("https://m.bbc.co.uk/x", "https://www.bbc.co.uk/x"),
        ("https://amp.cnn.com/x", "https://www.cnn.com/x"),
        ("https://en.m.wikipedia.org/wiki/X", "https://en.wikipedia.org/wiki/X"),
        ("https://m.co.uk/x", "https://m.co.uk/x"),
        ("https://www.google.com/amp/s/a.example/x?usqp=1", "https://a.example/x"),
        ("https://www.google.com/amp/a.example/x", "http://a.example/x"),
        ("https://a-example.cdn.ampproject.org/c/s/a.example/x.amp", "https://a.example/x"),
        ("https://user:pw@a.example/x", "https://a.example/x"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ],
)
def test_the_canonical_form(url: str, plain: str) -> None:
    """What it says in its docstring."""
    assert canonical(url) == plain
    assert canonical(plain) == plain


HOSTS = ("a.example", "m.a.example", "amp.m.b.co.uk", "www.google.com", "x-y.cdn.ampproject.org", "ü.example", "[::1]")
PATHS = ("", "/amp/s/a.b/amp/x", "/c/m.a.b/amp", "/amp/amp/")
URLS = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(HOSTS),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.sampled_from(PATHS) | st.text(max_size=20).map(lambda text: "/" + text),
    st.just("") | st.text(max_size=20).map(lambda text: "?" + text),
)


@given(URLS)
@example("https://www.google.com/amp/s/www.google.com/amp/s/m.a.example/amp/x/amp/amp/?amp&utm_a#x")
@example("http://a.example/?&&=&a&&b=%26&%")
def test_the_canonical_form_is_its_own(url: str) -> None:
    """Once is enough; and it is an address still."""
    if parse(url) is None:
        with pytest.raises(ValueError, match="no web address"):
            canonical(url)
        return
    once = canonical(url)
    assert canonical(once) == once
    assert parse(once) is not None


def test_lengths() -> None:
    """Counted as sent; what is near the longest has a canonical form too."""
    assert parse("https://a.example/" + "ä" * 1_000) is None
    assert links("https://a.example/" + "x" * 3_000) == []
    longest = "https://m.a.example/" + "x" * (MAX_URL - 20)
    assert canonical(longest) == longest.replace("m.a", "www.a")


@given(st.text(max_size=200))
def test_no_text_breaks_anything(text: str) -> None:
    """Any text for any function."""
    assert isinstance(links(text), list)
    assert isinstance(unwrapped(text), str)
    assert same_site(text, text) in {True, False}


@pytest.mark.parametrize(
    "url", ["", "x", "ftp://a.example/", "https://", "javascript:alert(1)", "https://a:b/", "//a.example/"]
)
def test_what_is_no_address_has_no_canonical_form(url: str) -> None:
    """ValueError, never another error."""
    with pytest.raises(ValueError, match="no web address"):
        canonical(url)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://www.bbc.co.uk/x", "http://news.bbc.co.uk/y", True),
        ("https://bbc.co.uk/", "https://itv.co.uk/", False),
        ("https://a.github.io/", "https://b.github.io/", False),
        ("https://a.blogspot.com/", "https://b.blogspot.com/", False),
        ("https://a.example/", "https://www.a.example/", True),
        ("http://127.0.0.1:80/", "http://127.0.0.1:81/", False),
        ("http://127.0.0.1:81/", "http://127.0.0.1:81/x", True),
        ("https://a.example/", "mailto:x@a.example", False),
        ("https://evil-a.example/", "https://a.example/", False),
    ],
)
def test_same_site(a: str, b: str, *, same: bool) -> None:
    """One registrable domain, private suffixes included."""
    assert same_site(a, b) == same
