"""Which articles are one story."""

from __future__ import annotations

import gc
import random
from datetime import UTC, datetime, timedelta
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.document import Document
from summaries.stories import StoryIndex, group_stories, why
from summaries.stories.postings import Postings

TREES = ("ash", "birch", "cedar", "elm", "fir", "oak", "pine", "yew")
START = datetime(2024, 5, 7, tzinfo=UTC)
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
    started = process_time()
    group_stories(articles("spam " * 200_000, distinct, distinct[::-1], "x" * 1_000_000, "漢" * 1_000_000))
    assert process_time() - started < 1


def test_why_names_what_two_articles_share() -> None:
    ferry, later = (
        Document("", "", text, published=datetime(2024, 5, 7 + n, tzinfo=UTC)) for n, text in enumerate(FERRY)
    )
    reason = why(ferry, later)
    assert {"Marlena", "Ilse Brandt"} <= set(reason.names)
    assert reason.numbers == ("48",)
    assert {"ferry", "Divers"} <= set(reason.words)
    assert reason.days_apart == 1
    assert why(ferry, Document("", "", BUDGET[0])).similarity < reason.similarity <= 1


@given(*[st.text(st.characters(codec="utf-8"), max_size=60)] * 4)
def test_why_has_an_answer_for_any_text(title: str, text: str, other_title: str, other_text: str) -> None:
    a, b = Document("", title, text), Document("", other_title, other_text + " " + text)
    reason = why(a, b)
    assert 0 <= reason.similarity <= 1
    written = f"{title} {text}"
    assert all(word in written for word in (*reason.numbers, *reason.words) if word.isascii())


def test_an_event_like_another_is_a_story_of_its_own() -> None:
    """Two ferry disasters: the words are the same, the names are not."""
    other = (
        "A ferry with 112 people aboard capsized in Tindra Bay on Sunday. Rescuers brought 90 passengers of the Stella "
        "Nova ashore, said Noah Obi, who leads the port police.",
        "The Stella Nova, which capsized in Tindra Bay with 112 people aboard, carried too many lorries, port police "
        "chief Noah Obi said. The ferry's owner denied it.",
    )
    first, second, third, fourth = articles(FERRY[0], other[0], FERRY[1], other[1])
    assert group_stories([first, second, third, fourth]) == [[first, third], [second, fourth]]


def test_the_order_of_arrival_does_not_decide_who_belongs_together() -> None:
    documents = articles(*FERRY, *BUDGET, "Rain fell.", "")
    expected = {frozenset(map(id, story)) for story in group_stories(documents)}
    for seed in range(10):
        random.Random(seed).shuffle(documents)
        assert {frozenset(map(id, story)) for story in group_stories(documents)} == expected


def test_articles_far_apart_in_time_need_more_in_common() -> None:
    texts = (FERRY[0], "Owners of the Marlena were fined by a court over ballast pumps that had not been repaired.")
    near, far = (
        [Document("", "", t, published=START + timedelta(days=n * gap)) for n, t in enumerate(texts)] for gap in (1, 90)
    )
    assert [len(group_stories(near)), len(group_stories(far))] == [1, 2]


def test_stories_that_are_over_are_forgotten() -> None:
    index = StoryIndex()
    old, new = (Document("", "", text, published=START + timedelta(days=n * 40)) for n, text in enumerate(FERRY))
    index.add(old)
    index.forget(START + timedelta(days=30))
    assert len(index) == 0
    assert index.add(new) == 1
    assert list(index.stories()) == [[1]]
    with pytest.raises(KeyError):
        index.story(0)


@given(st.lists(st.lists(st.sampled_from(TREES), max_size=5), max_size=40))
def test_the_index_holds_together_when_everything_is_tight(texts: list[list[str]]) -> None:
    """With room for few knots and articles, folding and forgetting leave every article kept in exactly one story."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "index.KNOTS": 2,
            "knots.MAX_TERMS": 2,
            "postings.COMPARED": 4,
            "postings.RECENT": 1,
        }.items():
            patch.setattr(f"summaries.stories.{name}", value)
        index = StoryIndex(capacity=12)
        for document in articles(*map(" ".join, texts)):
            story = index.add(document)
            kept = [article for articles_ in index.stories() for article in articles_]
            assert sorted(set(kept)) == sorted(kept)
            assert len(kept) == len(index)
            assert len(index) <= 12 or len(list(index.stories())) == 1
            for articles_ in index.stories():
                assert {index.story(article) for article in articles_} == {articles_[0]}
            assert story in {articles_[0] for articles_ in index.stories()}


def test_articles_leave_next_to_nothing_to_the_collector_of_garbage() -> None:
    """Or it halts one arrival the longer the more articles there are: a quarter of a second at 100,000."""
    index = StoryIndex()
    index.add(Document("", "", FERRY[0]))
    gc.collect()
    before = len(gc.get_objects())
    for n in range(200):
        index.add(Document("", "", " ".join(f"{n}x{k}" for k in range(30))))
    gc.collect()
    # Objects of the index beside its articles; some Pythons let the collector see a dictionary of numbers.
    assert len(gc.get_objects()) - before < 300


def test_a_knot_is_withdrawn_where_it_stands_and_nowhere_else() -> None:
    """The end of one knot and the beginning of the next may read like a third."""
    postings = Postings()
    for knot in (256, 0, 1):
        postings.post(knot, postings.of([7]))
    for knot in (1, 1, 65536):
        postings.withdraw(knot, [7, 8])
    assert sorted(postings.likely(postings.of([7]), np.array([1.0]))) == [0, 256]


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Паром «Марлена» затонул у гавани Корво во вторник, на борту было 48 человек, сообщила береговая охрана.",
            "В гавани Корво второй день ищут пассажиров парома «Марлена»: на его борту находились 48 человек.",
            "Парламент Террании принял бюджет и сократил субсидии на топливо; профсоюзы объявили забастовку.",
            "Профсоюзы Террании начнут забастовку из-за бюджета и субсидий на топливо, сообщили в парламенте.",
        ),
        (
            "Die Fähre Marlena ist am Dienstag vor dem Hafen von Korvo mit 48 Menschen an Bord gesunken.",
            "Nach dem Untergang der Fähre Marlena suchen Taucher im Hafen von Korvo weiter nach den Vermissten.",
            "Das Parlament von Terranien hat den Haushalt beschlossen und die Zuschüsse für Treibstoff gekürzt.",
            "Gegen die Kürzung der Zuschüsse für Treibstoff in Terranien haben Gewerkschaften zum Streik aufgerufen.",
        ),
        (
            "星期二，渡轮玛琳娜号在科沃港外沉没，船上有四十八人，海岸警卫队正在搜救。",
            "渡轮玛琳娜号沉没后，潜水员第二天继续在科沃港搜救失踪乘客。",
            "特兰尼亚议会通过预算，削减燃料补贴三分之一，工会宣布罢工。",
            "特兰尼亚工会将于星期一罢工，抗议议会削减燃料补贴。",
        ),
    ],
    ids=["Russian", "German", "Chinese"],
)
def test_stories_are_found_in_other_languages(texts: tuple[str, ...]) -> None:
    first, second, third, fourth = articles(*texts)
    assert group_stories([first, third, second, fourth]) == [[first, second], [third, fourth]]


def test_why_says_it_in_words() -> None:
    """What a person reads beside two articles of a story; "" never."""
    ferry, later = articles(*FERRY)
    assert why(ferry, later).sentence().startswith("both have the names ")
    assert "Marlena" in why(ferry, later).sentence()
    assert "no words in common" in why(*articles("", "")).sentence()
