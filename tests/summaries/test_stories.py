"""Which articles are one story."""

from __future__ import annotations

import random
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from summaries.document import Document
from summaries.stories import StoryIndex, group_stories

FERRY = (
    "The ferry Marlena sank off Korvo harbour on Tuesday with 48 people aboard. Divers pulled 31 passengers of the "
    "Marlena from the water, coastguard captain Ilse Brandt said.",
    "Divers searched Korvo harbour for a second day after the Marlena went down with 48 people aboard. Captain Ilse "
    "Brandt of the coastguard said the ferry had been inspected in May.",
)
BUDGET = (
    "Lawmakers in Terrany approved a budget that cuts fuel subsidies by a third. Finance minister Otto Quell called "
    "the vote in Terrany overdue; unions called a strike.",
    "Unions in Terrany will strike on Monday against cuts to fuel subsidies. Otto Quell, the finance minister, said "
    "the budget would stand.",
)


def articles(*texts: str) -> list[Document]:
    """Documents whose ids say nothing, as ids of feeds may."""
    return [Document("", "", text) for text in texts]


def test_articles_about_one_event_come_together_in_order_of_first_article() -> None:
    ferry, ferry_later, budget, budget_later = articles(*FERRY, *BUDGET)
    assert group_stories([budget, ferry, budget_later, ferry_later]) == [[budget, budget_later], [ferry, ferry_later]]


def test_ids_that_repeat_or_are_empty_do_not_join_articles() -> None:
    stories = group_stories([Document("7", "", FERRY[0]), Document("7", "", BUDGET[0])])
    assert [len(story) for story in stories] == [1, 1]


def test_articles_without_words_stay_alone() -> None:
    assert [len(story) for story in group_stories(articles("", "", "...", "…!", " \n"))] == [1] * 5


def test_the_index_puts_each_arrival_with_its_story() -> None:
    index = StoryIndex()
    assert [index.add(d) for d in articles(FERRY[0], BUDGET[0], FERRY[1], BUDGET[1])] == [0, 1, 0, 1]


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=80)), max_size=8), st.integers(0, 3))
def test_every_document_is_in_exactly_one_story(parts: list[tuple[str, str]], copies: int) -> None:
    """Whatever the text; and the same list gives the same stories."""
    documents = [Document("", title, text) for title, text in parts] * copies
    stories = group_stories(documents)
    assert sorted(map(id, (d for story in stories for d in story))) == sorted(map(id, documents))
    assert stories == group_stories(documents)


def test_hostile_text_costs_no_more_than_a_long_article() -> None:
    rng = random.Random(0)
    distinct = " ".join(f"w{rng.getrandbits(40):x}" for _ in range(90_000))
    started = perf_counter()
    group_stories(articles("spam " * 200_000, distinct, distinct[::-1], "x" * 1_000_000, "漢" * 1_000_000))
    assert perf_counter() - started < 1
