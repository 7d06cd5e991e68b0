"""What callers rely on: offsets, statements, explanations, any text, and time that grows with the text alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.document import Document
from summaries.quotes import Quote, explain, find_quotes

ARTICLE = (
    "Clara Whitcombe runs the mill. “Flour,” Whitcombe said, “is dear this year.” She added that bread would be "
    "dear too.\n\nPeter Lindqvist, a baker, said the price was “a disaster.”\n\n"
)
PIECES = ["“", "”", '"', "'", "’", "‘", "«", "»", "„", "''", " said ", "he said", "Clara Whitcombe", ", ", ".", "\n"]
PIECES += [
    "according to ",
    "that ",
    "The mayor ",
    "(",
    ")",
    ":",
    "—",
    "told",
    "\u00a0",
    "É",
    "李",
    "🙂",
    "\r",
    "\t",
    "A.",
]


def _find(text: str) -> list[Quote]:
    return find_quotes(Document("d", "", text))


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join))
def test_any_text_gives_ordered_spans_of_it(text: str) -> None:
    """No exception, spans inside the text, in order, with words in them; the same again the second time."""
    quotes = _find(text)
    assert [quote.start for quote in quotes] == sorted(quote.start for quote in quotes)
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.text == text[quote.start : quote.end]
        assert quote.mention is None or quote.mention in text
        assert quote.cue is None or quote.cue in text
        assert 0 <= quote.confidence <= 1
    assert quotes == _find(text)


def test_spans_of_one_interrupted_sentence_share_a_statement() -> None:
    """Both halves of a sentence carry one number, the next statement another."""
    first, second, third, fourth = _find(ARTICLE)
    assert first.statement == second.statement
    assert len({first.statement, third.statement, fourth.statement}) == 3
    assert (fourth.kind, fourth.text) == ("mixed", "the price was “a disaster.”")


def test_a_joint_statement_has_one_quote_a_speaker() -> None:
    """Same span, same statement, each speaker once."""
    quotes = _find(ARTICLE + "Whitcombe and Lindqvist said that flour would stay dear.")[-2:]
    assert [quote.speaker for quote in quotes] == ["Clara Whitcombe", "Peter Lindqvist"]
    assert len({(quote.start, quote.end, quote.statement) for quote in quotes}) == 1


def test_explanations_name_the_reporting_word_and_the_candidates() -> None:
    """One explanation a statement; its first candidate is the speaker."""
    document = Document("d", "", ARTICLE)
    quotes, explanations = find_quotes(document), explain(document)
    assert [(item.start, item.end) for item in explanations] == [(quote.start, quote.end) for quote in quotes]
    for quote, item in zip(quotes, explanations, strict=True):
        assert item.cue == quote.cue
        assert item.candidates[0].name == quote.speaker
        assert item.candidates[0].reasons
        assert quote.text in str(item)


@pytest.mark.parametrize(
    "unit",
    [
        ARTICLE,
        "he said that ",
        '"Go now," he said. ',
        "“a ",
        "‘a’ ",
        "BIG NEWS FROM TOWN TODAY\n",
        "Keller: we stay\n",
        "John Smith and Mary Jones said ",
        "„«»“”",
        "(",
        '"',
    ],
)
def test_time_grows_with_the_text_alone(unit: str) -> None:
    """Four times the text takes about four times as long, whatever is repeated."""

    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        began = time.process_time()
        _find(text)
        return time.process_time() - began

    _find(unit)
    short, long = (min(seconds(size) for _ in range(3)) for size in (5_000, 20_000))
    assert long < 10 * short + 0.2
