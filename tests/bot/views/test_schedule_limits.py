"""Replies about schedules fit Discord's limits for any texts, and leave no schedule out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.records import Article, ArticleCard
from bot.records.digest import Due, Fate, Item, Schedule, Slot, State, Told, WallTime, WhenEmpty
from bot.records.questions import Length
from bot.views.notice import failure_view
from bot.views.schedules import (
    PER_PAGE,
    ScheduleState,
    changed_view,
    list_view,
    posted_view,
    scheduled_view,
    why_view,
)
from tests.bot.views.limits import NAME, NOW, TEXT, TOPIC, URL, check
from tests.conftest import all_components

ID = st.integers(2**60, 2**63 - 1)
ZONE = st.sampled_from(("UTC", "America/Argentina/ComodRivadavia"))
OUR_WORDS = st.sampled_from(("posted", "given up after 12 h: " + "Discord did not answer, and " * 6, ""))
DUES = tuple(Due((NOW + timedelta(days=n)).date(), NOW + timedelta(days=n)) for n in range(3))
SCHEDULES = st.builds(
    Schedule,
    guild_id=ID,
    channel_id=ID,
    when=st.builds(WallTime, st.integers(0, 1439), ZONE, st.integers(1, 127)),
    created_by=ID,
    topic=TOPIC,
    length=st.sampled_from(Length),
    whole_guild=st.booleans(),
    role_id=st.none() | ID,
    when_empty=st.sampled_from(WhenEmpty),
    due=st.none() | st.sampled_from(DUES),
    skipped=st.none() | st.just(NOW.date()),
    paused_at=st.none() | st.just(NOW),
    pause_reason=OUR_WORDS,
)
SLOTS = st.builds(
    Slot,
    id=ID,
    schedule_id=st.integers(1, 2**40),
    day=st.just("2026-11-22"),
    due_at=st.just(NOW),
    state=st.sampled_from(State),
    nonce=st.just("1.20261122"),
    message_id=st.none() | ID,
    outcome=OUR_WORDS,
)
STATES = st.builds(ScheduleState, SCHEDULES, st.none() | SLOTS, st.sampled_from((DUES, ())))


def numbered(states: list[ScheduleState]) -> list[ScheduleState]:
    """Each schedule with a number of its own."""
    return [replace(one, schedule=replace(one.schedule, id=10_000_001 + n)) for n, one in enumerate(states)]


def text_of(view: Any) -> str:
    """All text of a message."""
    return "\n".join(part.get("content", "") for part in all_components(view.to_components()))


@given(st.lists(STATES, min_size=1, max_size=25), st.integers(-2, 9))
@settings(max_examples=15)
def test_the_list_names_every_schedule_of_its_page(found: list[ScheduleState], number: int) -> None:
    states = numbered(found)
    view = list_view(states, number)
    check(view)
    page = min(max(number, 0), (len(states) - 1) // PER_PAGE)
    for state in states[page * PER_PAGE : (page + 1) * PER_PAGE]:
        assert f"**Digest {state.schedule.id}**" in text_of(view)


@given(STATES, SLOTS, OUR_WORDS, st.booleans())
@settings(max_examples=15)
def test_one_schedule(state: ScheduleState, slot: Slot, words: str, paused: bool) -> None:
    check(scheduled_view(state, "Digest scheduled", [words]))
    check(changed_view("Done.", "Undo", "digest-resume", state.schedule.id))
    check(posted_view(state.schedule, slot))
    notice = failure_view(state.schedule, words, words, paused)
    check(notice)
    assert f"<#{state.schedule.channel_id}>" in text_of(notice)


@given(TEXT, URL, NAME, st.lists(st.tuples(SLOTS, st.sampled_from(Fate), TOPIC), max_size=40), st.data())
@settings(max_examples=15)
def test_why(
    title: str, url: str | None, source: str | None, fates: list[tuple[Slot, Fate, str | None]], data: st.DataObject
) -> None:
    """However many digests had an article, or are to have it, those left out are counted."""
    article = Article(1, 1, title, "", url, source, None, NOW, NOW, "en", ())
    card = ArticleCard(1, title, url, source, NOW, NOW, 0, 0)
    told = [
        Told(card, Item(1, fate, 3, filter=topic), replace(slot, schedule_id=n))  # no two of one schedule and day
        for n, (slot, fate, topic) in enumerate(fates, 1)
    ]
    ahead = [replace(one, id=20_000_001 + n) for n, one in enumerate(data.draw(st.lists(SCHEDULES, max_size=25)))]
    view = why_view(article, told, ahead)
    check(view)
    shown = text_of(view).count("- Digest ")
    left = len(told) + len(ahead) - shown
    if told or ahead:
        assert left == 0 or f"{left} more" in text_of(view)
