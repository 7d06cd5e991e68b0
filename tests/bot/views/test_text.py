"""Article text in a reply: shown letter for letter, within its length, unable to ping, format or link."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.views.text import ELLIPSIS, cut, escape, safe

HOSTILE = [
    "<@1234> <@&1> <#2> <t:0:f> </quotes:1> <:name:123> <a:name:123>",
    "# heading",
    "> quotation",
    "- item",
    "1. item",
    "2) item",
    "-# small",
    "**bold** __under__ ~~struck~~ ||spoiler|| `code` ```block```",
    "[label](https://example.org/evil)",
    "one\n# two\n> three",
    "back\\*slash*",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    """A Markdown renderer gives back one plain paragraph of the same words."""
    assert rendered(escape(text)) == " ".join(text.split())


def rendered(shown: str) -> str:
    """What a reader sees, failing where anything but one plain paragraph comes out."""
    tokens = MarkdownIt("commonmark", {"html": True}).parse(shown)
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"]), shown
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= {"text", "text_special"}, shown
    return "".join(child.content for child in children)


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=120))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """The same for arbitrary text; HTML entities are no part of Discord's Markdown, so `&` is left out."""
    text = text.replace("&", "")
    assert rendered(escape(text)) == " ".join(text.split())


@given(st.text(max_size=300), st.integers(min_value=10, max_value=200))
def test_a_cut_fits_and_ends_in_no_open_escape(text: str, limit: int) -> None:
    """Escaped, then cut, then within the limit; the mark shows that something is missing."""
    shown = safe(text, limit)
    assert len(shown) <= limit
    if len(escape(text)) > limit:
        assert shown.endswith(ELLIPSIS)
        kept = shown.removesuffix(ELLIPSIS)
        assert (len(kept) - len(kept.rstrip("\\"))) % 2 == 0


def test_short_text_is_not_cut() -> None:
    """A text that fits stays whole."""
    assert cut("three short words", 17) == "three short words"


def test_no_mention_survives() -> None:
    """Every `<` is escaped, so nothing that Discord replaces is left."""
    assert not re.search(r"(?<!\\)<", escape("".join(HOSTILE)))
