"""What the ranker knows of sentences, and how choosing one changes the worth of the others."""

from __future__ import annotations

import numpy as np
import pytest

from summaries.features import Evidence, sentence_features, unit_features
from summaries.leaning import Lean, leanings
from summaries.rank import learnt, ranking, worth
from summaries.terms import read
from tests.summaries.articles import document, ferry, harbour


def evidence() -> Evidence:
    return Evidence([s for d in (harbour(), ferry()) for s in d.sentences if s.role == "body"])


def test_units_are_counted_once_a_sentence() -> None:
    """Words and pairs are numbered over all sentences; each sentence lists its own once."""
    found = read([("the bridge and the ferry", "en"), ("the ferry", "en")])
    assert found.words.size == 4
    assert sorted(found.words.of(0).tolist()) == [0, 1, 2, 3]
    assert found.words.counts.tolist() == [3, 1, 1, 2]
    assert found.pairs.size == 4
    assert found.common.tolist() == [1, 0, 1, 0]
    assert found.words.sums(np.array([1.0, 10.0, 100.0, 1000.0])).tolist() == [1111, 1001]


def test_a_sentence_is_most_similar_to_itself() -> None:
    """Vectors have unit length."""
    found = evidence()
    near = found.similarity(found.vector(3))
    assert near.argmax() == 3
    assert near[3] == pytest.approx(1)


def test_features_are_finite_for_any_size() -> None:
    """One row for each sentence and unit, whether there is one sentence or many."""
    for sentences in ([document("Hello there, all of you.").sentences[0]], list(evidence().sentences)):
        found = Evidence(sentences)
        words, pairs = unit_features(found)
        for table, rows in (
            (sentence_features(found), found.count),
            (words, found.vocabulary.words.size),
            (pairs, found.vocabulary.pairs.size),
        ):
            assert table.shape[0] == rows
            assert np.isfinite(table).all()


@pytest.mark.parametrize("several", [False, True])
def test_the_shipped_weights_fit_the_features(several: bool) -> None:
    """One weight for each column."""
    weights = learnt(several)
    found = evidence() if several else Evidence([s for s in harbour().sentences if s.role == "body"])
    ranked = ranking(found, weights)
    assert len(weights.sentences) == ranked.static.shape[1] + ranked.state(0.0).shape[1]
    assert np.isfinite(worth(ranked, weights, 0.0)).all()


def test_what_is_chosen_adds_nothing_more() -> None:
    """The words and pairs of a chosen sentence are worth nothing to a sentence that repeats it."""
    repeated = harbour().sentences[0]
    found = Evidence([repeated, document(repeated.text, "copy").sentences[0], harbour().sentences[4]])
    ranked = ranking(found, learnt(True))
    before = ranked.state(0.0)[1, 0]
    ranked.choose(0)
    assert before > 0
    assert ranked.state(0.0)[1, 0] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("Jonas Lind runs the harbour authority of Port Alder.", "nothing"),
        ("A man was arrested after he set a boat on fire.", "nothing"),
        ("The minister of transport, Ana Roux, opened the bridge.", "nothing"),
        ("After his speech, Jonas Lind left for Stenby by train.", "nothing"),
        ("As he left the council, harbour master Jonas Lind waved.", "nothing"),
        ("As he left the council, it rained in the streets of the town.", "before"),
        ("Police in Stenby say they have closed the bridge.", "nothing"),
        ("“We expect long queues,” Jonas Lind told reporters.", "nothing"),
        ("Jonas Lind also runs the ferries of Port Alder.", "addition"),
        ("He runs the harbour authority of Port Alder.", "before"),
        ("But shop owners fear that customers will stay away.", "before"),
        ("In a statement, she said the bridge would open.", "before"),
        ("The minister said that the bridge would open in May.", "before"),
        ("“We expect long queues,” he told reporters on Monday.", "before"),
        ("This will cost the city eleven million euros.", "before"),
        ("Nobody at the harbour has an excuse for this.", "before"),
        ("The owners of these ships fear that customers will stay away.", "before"),
        ("The owners of ships said this week that customers will stay away.", "nothing"),
        ("Which is one way to keep cars off the bridge.", "before"),
        ("The 68-year-old engineer runs the ferries.", "before"),
        ("One person was hurt when the bridge swung open.", "nothing"),
        ("Cars wait at the bridge of Port Alder .", "never"),
        ("“We expect long queues in the first weeks.”", "never"),
        ("We expect long queues in the first weeks.", "never"),
        ("“I can tell you he is no longer here,” Jonas Lind told reporters.", "before"),
        ("“I can tell you Ana Roux says she is no longer here,” Jonas Lind told reporters.", "nothing"),
        ("(The council has voted on the ferries before.)", "never"),
        ("“We expect long queues, he told reporters on Monday.", "never"),
        ("and the bridge was closed again in the evening.", "never"),
        ("The bridge (built in 1931 was closed again on Monday.", "never"),
        ("Not a chance.", "never"),
    ],
)
def test_what_sentences_lean_on(text: str, lean: Lean) -> None:
    """Read behind a sentence that names somebody."""
    article = document(f"Teresa Okafor, the mayor, spoke to reporters on Monday.\n{text}")
    assert list(leanings(article).values())[1] == lean


def test_a_pronoun_needs_a_name_in_the_line_before() -> None:
    """Where the sentence before names nobody, no line helps."""
    article = document("The bridge was closed on Monday evening.\nHe told reporters that it was unsafe.")
    assert list(leanings(article).values()) == ["nothing", "never"]


def test_a_sentence_inside_an_open_quotation_never_stands() -> None:
    """Its speaker is named elsewhere, and it shows no marks of its own."""
    text = 'Lind was angry. "The city knew about it. The city did nothing for ten years. Nobody cared," Lind said.'
    assert [lean for lean in leanings(document(text)).values() if lean != "never"] == []


def test_a_quotation_alone_goes_on_with_the_one_before() -> None:
    """Right behind a quotation with a speaker it keeps him; behind anything else it has none."""
    text = '"The city knew about it," Lind said. "Nobody cared for ten years." "Nobody ever looked at it." Cars passed.'
    assert list(leanings(document(text)).values())[:3] == ["nothing", "before", "before"]
    alone = 'The bridge was closed on Monday evening. "Nobody cared for ten years."'
    assert list(leanings(document(alone)).values()) == ["nothing", "never"]


@pytest.mark.parametrize(
    "text",
    [
        "The winter of '57 was cold in Port Alder. The harbour froze for a week.",
        "Fans of 'Power Boats' met in Port Alder. The harbour was full of people.",
        "„Wir warten seit Jahren“, sagte Ute Brandt. Die Brücke wird im Mai saniert.",
    ],
)
def test_marks_that_open_nothing(text: str) -> None:
    """An apostrophe, a title in single marks or a closed quotation leave the next sentence standing."""
    assert list(leanings(document(text)).values())[1] == "nothing"


def test_a_role_leans_on_the_noun_that_introduced_it() -> None:
    """ "The man" finds "a 40-year-old man" in the sentence before."""
    text = "Divers in Port Alder rescued a 40-year-old man from the water. The man was unhurt and went home."
    assert list(leanings(document(text)).values()) == ["nothing", "before"]


def test_a_long_row_of_leaning_sentences_is_read() -> None:
    """Without recursion, however many follow each other."""
    assert "before" in leanings(document("Jonas Lind spoke. " + "He told reporters that it was late. " * 3000)).values()


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("All 33 workers of the coal mine in Port Alder have been found.", "nothing"),
        ("The harbour of Port Alder froze in World War I and in the year after.", "nothing"),
        ("The harbour of Port Alder froze when I moved there with a friend.", "never"),
        ("On Monday I went to the harbour of Port Alder with a friend.", "never"),
        ("The widow of the man whose life was filmed has written a letter to him.", "nothing"),
        ("A co-pilot flew on alone after he had closed the door.", "nothing"),
        ('After many years the film "Harbour Lights" will be shown in Port Alder again.', "nothing"),
        ("After many years the film will be shown in Port Alder again.", "never"),
    ],
)
def test_what_a_sentence_itself_explains(text: str, lean: Lean) -> None:
    """A pit is no "mine", a numeral no "I"; a relative clause or a title says who or which is meant."""
    assert list(leanings(document(text)).values()) == [lean]
