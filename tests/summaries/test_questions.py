"""Questions of an article, which no summary leaves open."""

from __future__ import annotations

import pytest

from summaries.select import reading_order, summarize
from tests.summaries.articles import document

QUESTION = "But who will pay for the bridge of Stenby, its engineers and the ferries of Port Alder?"
ANSWER = "Taxes on the boats of tourists do."
ARTICLE = f"""\
The council of Port Alder voted on Monday to close the bridge of Stenby.
Teresa Okafor, the mayor, wants ferries to cross every ten minutes from April.
{QUESTION} {ANSWER}
Engineers found cracks in three steel beams of the bridge of Stenby in November.
Karin Vega, who leads the opposition, fears that ambulances come too late."""


@pytest.mark.parametrize(("sentences", "words"), [(2, None), (3, None), (4, None), (5, 40), (5, 60)])
def test_a_question_comes_with_its_answer(sentences: int, words: int | None) -> None:
    """The next sentence of the article is right behind it."""
    shown = [s.text for s in reading_order(summarize([document(ARTICLE)], sentences=sentences, words=words))]
    assert QUESTION not in shown or shown[shown.index(QUESTION) + 1] == ANSWER


def test_a_question_is_told() -> None:
    """It is no worse than other sentences where there is room for its answer."""
    shown = [s.text for s in reading_order(summarize([document(ARTICLE)], sentences=5))]
    assert QUESTION in shown


def test_a_last_question_stays_open() -> None:
    """Nothing answers what an article ends on, so that no summary has it."""
    article = document(ARTICLE.replace(f"{QUESTION} {ANSWER}\n", "") + f" {QUESTION}")
    assert QUESTION not in [s.text for s in summarize([article], sentences=5)]
    assert [s.text for s in summarize([document(QUESTION)], sentences=1)] == [QUESTION]
