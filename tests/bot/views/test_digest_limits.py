"""A digest is one message, whatever its articles hold, and its items say what of it was shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.records import Article
from bot.records.digest import Digest, Fate, Item, ScheduleDraft, WallTime
from bot.records.questions import Line, Story
from bot.records.savings import ArticleSource, FirstSaving
from bot.views.digest import digest_view, fitted
from tests.bot.views.limits import NAME, NOW, STATEMENT, STORY, TEXT, TOPIC, URL, check
from tests.conftest import all_components

SOURCE = st.builds(ArticleSource, TEXT, URL, NAME, TEXT, NAME, st.none(), st.just(NOW))
SAVING = st.builds(FirstSaving, st.just(NOW), st.integers(2**60, 2**63), st.integers(2**60, 2**63), st.none())


@st.composite
def digests(draw: st.DrawFn) -> Digest:
    """A digest of any stories, each of its articles numbered, with an item for each."""
    role = draw(st.none() | st.integers(2**60, 2**63))
    asked = ScheduleDraft(2**62, 2**62, WallTime(0, "UTC"), 1, draw(TOPIC), role_id=role)
    stories = draw(st.lists(STORY, max_size=5))
    brief = draw(st.lists(STORY, max_size=12))
    statements = tuple(draw(st.lists(STATEMENT, max_size=3)))
    items = []
    for number, story in enumerate((*stories, *brief), 1):
        lines = tuple(line.text for line in story.lines) if number <= len(stories) else ()
        items += [Item(a.id, Fate.CARRIED if lines else Fate.BRIEF, number, lines) for a in story.articles]
    ids = [item.article_id for item in items]
    copies = {one: tuple(draw(st.lists(SOURCE, max_size=3))) for one in ids[:5]}
    savings = {one: draw(SAVING) for one in ids[:5]}
    return Digest(asked, tuple(stories), tuple(brief), statements, tuple(items), copies, savings)


def text_of(view: ui.LayoutView) -> str:
    """All text of a message."""
    components: Any = view.to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it untyped
    return "\n".join(part.get("content", "") for part in all_components(components))


@given(digests(), st.booleans(), st.sampled_from((None, 2**62)))
@settings(max_examples=25)
def test_a_digest_is_within_the_limits_and_shows_all_that_is_left_of_it(
    digest: Digest, late: bool, slot_id: int | None
) -> None:
    view = digest_view(digest, slot_id=slot_id, late_since=NOW if late else None)
    check(view)
    shown = fitted(digest)
    assert fitted(shown) == shown
    text = text_of(view)
    assert text.count("Reported by") >= len(shown.stories)
    assert ("**Also**" in text) >= bool(shown.brief)
    assert {item.article_id for item in shown.items} == {item.article_id for item in digest.items}


def story(number: int, lines: int, sentence: str) -> Story:
    """A story of one article that has that many long lines."""
    url = f"https://example.org/{number}/" + "x" * 250
    article = Article(number, 1, f"Story {number}", "", url, f"Paper {number}", None, NOW, NOW, "en", ())
    told = tuple(Line(f"{number}.{at} {sentence}", article, ()) for at in range(lines))
    return Story(f"Story {number}", (article,), told)


@pytest.mark.parametrize("length", [40, 400, 4000])
def test_what_did_not_fit_is_named_as_such(length: int) -> None:
    stories = tuple(story(number, 3, "word " * (length // 5)) for number in range(1, 6))
    brief = tuple(story(number, 0, "") for number in range(6, 40))
    items = tuple(
        Item(one.articles[0].id, Fate.CARRIED if one.lines else Fate.BRIEF, at, tuple(line.text for line in one.lines))
        for at, one in enumerate((*stories, *brief), 1)
    )
    asked = ScheduleDraft(1, 2, WallTime(0, "UTC"), 3)
    digest = Digest(asked, stories, brief, items=items)
    shown, text = fitted(digest), text_of(digest_view(digest, slot_id=1))
    for item in shown.items:
        named = f"Story {item.article_id}" in text
        assert named == (item.fate is not Fate.CUT)
        assert bool(item.lines) == (item.fate is Fate.CARRIED)
        for line in item.lines:
            assert line[:20] in text.replace("\\", "")
    assert any(item.fate is Fate.CUT for item in shown.items)
    assert f"{sum(item.fate is Fate.CUT for item in shown.items)} articles more under Everything" in text


def test_links_lead_to_every_source_and_to_the_message_that_saved_it() -> None:
    one = story(1, 1, "The gate was closed.")
    copy = ArticleSource("o", "https://tide.example/7", "Daily Tide", "The same", None, None, NOW)
    asked = ScheduleDraft(11, 22, WallTime(0, "UTC"), 3)
    saved = FirstSaving(datetime(2026, 1, 1, tzinfo=UTC), 22, 33, 3)
    text = text_of(digest_view(Digest(asked, (one,), sources={1: (copy, copy)}, savings={1: saved}), slot_id=1))
    assert "[Daily Tide](<https://tide.example/7>)" in text
    assert "https://discord.com/channels/11/22/33" in text
