"""What Discord takes of a message, and replies of any text to hold against it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from discord import ui
from hypothesis import strategies as st

from bot.records import Article, ArticleCard, Correction, QuoteSource, Statement
from bot.records.questions import (
    Length,
    Line,
    Period,
    Story,
    Summary,
    SummaryQuestion,
)
from bot.records.savings import ArticleSource, FirstSaving, Saved
from bot.views.reply import MAX_COMPONENTS, MAX_TEXT
from bot.views.state import MAX_CUSTOM_ID, MAX_TOPIC
from tests.conftest import all_components

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HUGE_ID = 2**53
# Few characters are drawn and many come of them: a reply of fifty texts has to fit what may be drawn for one example.
SCRAP = st.one_of(st.text(min_size=1, max_size=20), st.text(alphabet="*_`~|<>#[]()\\ \n", min_size=1, max_size=30))
TEXT = st.builds(lambda text, times: text * times, SCRAP, st.one_of(st.just(1), st.integers(1, 500)))
NAME = st.one_of(st.none(), TEXT)
TOPIC = st.one_of(st.none(), st.text(min_size=1, max_size=MAX_TOPIC))
URL = st.one_of(st.none(), st.just("https://example.org/" + "x" * 470), st.just("https://example.org/a"))
WHEN_IT_WAS = st.just(NOW)
WHEN = st.one_of(st.none(), st.just(NOW))
KIND = st.sampled_from(["direct", "mixed", "indirect"])
ALSO = st.sampled_from([(), (), ("Quay Herald",), tuple(f"*{number}_" + "n`" * 300 for number in range(9))])
ARTICLE = st.builds(
    Article,
    id=st.integers(1, HUGE_ID),
    guild_id=st.none(),
    title=TEXT,
    text=TEXT,
    url=URL,
    source=NAME,
    author=NAME,
    published=WHEN,
    saved_at=st.just(NOW),
    language=st.none(),
    sentences=st.just(()),
    also=ALSO,
)
CARD = st.builds(
    ArticleCard,
    id=st.integers(1, HUGE_ID),
    title=TEXT,
    url=URL,
    source=NAME,
    published=WHEN,
    saved_at=st.just(NOW),
    words=st.integers(0, HUGE_ID),
    quotes=st.integers(0, HUGE_ID),
    also=ALSO,
)
Spans = list[tuple[int, int]]
SPANS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda two: (min(two), max(two))), max_size=9)
SOURCE = st.builds(
    ArticleSource,
    origin=st.just("url:x"),
    url=URL,
    name=NAME,
    title=TEXT,
    author=NAME,
    published=WHEN,
    first_seen=st.just(NOW),
)
SAVED = st.builds(
    Saved,
    outcome=st.sampled_from(["saved", "known", "updated", "wire"]),
    card=CARD,
    lead=st.lists(TEXT, max_size=2).map(tuple),
    speakers=st.lists(st.tuples(NAME, st.integers(1, 99)), max_size=20).map(tuple),
    first=st.one_of(st.none(), st.just(FirstSaving(NOW, HUGE_ID, HUGE_ID, HUGE_ID))),
    sources=st.lists(SOURCE, max_size=12).map(tuple),
    in_library=st.booleans(),
)
STATEMENT = st.builds(
    Statement,
    id=st.integers(1, HUGE_ID),
    speaker=NAME,
    kind=KIND,
    cue=NAME,
    mention=NAME,
    passage=st.lists(st.tuples(TEXT, st.booleans()), max_size=4).map(lambda parts: (("said", True), *parts)),
    sources=st.lists(
        st.builds(QuoteSource, quote_id=st.integers(1, HUGE_ID), article=CARD, spans=st.just(((0, 1),))),
        min_size=1,
        max_size=12,
    ).map(tuple),
    correction=st.one_of(st.none(), st.builds(Correction, st.integers(1, HUGE_ID), st.just(2**63), WHEN_IT_WAS, NAME)),
)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A story of a few articles, each of its lines out of one of them and told by some others."""
    articles = draw(st.lists(ARTICLE, min_size=1, max_size=6).map(tuple))
    tellers = st.sampled_from(articles)
    lines = st.lists(st.builds(Line, TEXT, tellers, st.lists(tellers, max_size=3).map(tuple)), max_size=9)
    return Story(draw(TEXT), articles, tuple(draw(lines)))


STORY = stories()
SUMMARY = st.builds(
    Summary,
    question=st.builds(
        SummaryQuestion, TOPIC, st.sampled_from(Period), st.sampled_from(Length), whole_guild=st.booleans(), asked=WHEN
    ),
    stories=st.lists(STORY, min_size=1, max_size=5).map(tuple),
    more_stories=st.integers(0, 1000),
    read=st.integers(1, 1000),
    fitting=st.integers(1, 10**6),
)


def check(view: ui.LayoutView) -> list[dict[str, Any]]:
    """Fail unless the message is one that Discord takes; returns its parts."""
    parts = all_components(view.to_components())  # type: ignore[no-untyped-call]  # discord.py leaves it untyped
    assert 1 <= len(parts) <= MAX_COMPONENTS
    assert sum(len(part.get("content", "")) for part in parts) <= MAX_TEXT
    assert all(part["content"].strip() for part in parts if "content" in part)
    assert all(part["components"] for part in parts if "components" in part), "Discord takes no empty box"
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(set(ids)) == len(ids)
    assert all(1 <= len(custom_id) <= MAX_CUSTOM_ID for custom_id in ids)
    for part in parts:
        assert len(part.get("label", "") or "") <= 80
        assert len(part.get("placeholder", "") or "") <= 150
        options = part.get("options", [])
        assert len(options) <= 25
        assert len({option["value"] for option in options}) == len(options)
        for option in options:
            assert 1 <= len(option["label"].strip()) <= 100
            assert len(option.get("description") or "") <= 100
    return parts
