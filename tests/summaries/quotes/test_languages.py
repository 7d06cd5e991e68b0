"""What callers rely on in the languages read by rules: spans, explanations, any text, time that grows with the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.document import Document
from summaries.quotes import explain, find_quotes
from summaries.quotes.languages.choice import language_of
from summaries.quotes.languages.words import CODES
from tests.summaries.test_each_language import ARTICLES

PIECES = [
    "„",
    "“",
    "”",
    "«",
    "»",
    "‘",
    "’",
    '"',
    "'",
    " ",
    ", ",
    ". ",
    ": ",
    "; ",
    "\n",
    "-",
    "—",
    "(",
    ")",
    "?",
    "Dr. ",
]
PIECES += ["Anna Keller", "Keller", "und", "sagte", "sie", "dass", "die Ministerin", "laut", "nicht", "sei", "von der"]
PIECES += ["Claire Moreau", "a déclaré", "a-t-elle", "que", "selon", "l’", "dijo", "según", "ha detto", "zei", "aldus"]
PIECES += ["Иван Петров", "сказал", "что", "по словам", "dedi", "'e göre", "kalacağını", "söyledi", "قال", "إن", "محمد"]


@settings(max_examples=150)
@given(st.sampled_from(CODES), st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=50).map(" ".join))
def test_any_text_gives_ordered_spans_of_it(code: str, text: str) -> None:
    """No exception, spans inside the text and in order; an explanation for every span; the same the second time."""
    document = Document("d", "", text, code)
    quotes = find_quotes(document)
    assert [quote.start for quote in quotes] == sorted(quote.start for quote in quotes)
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.mention is None or quote.mention in text
        assert quote.cue is None or quote.cue in text
        assert 0 <= quote.confidence <= 1
    assert {(item.start, item.end) for item in explain(document)} == {(quote.start, quote.end) for quote in quotes}
    assert quotes == find_quotes(document)


@pytest.mark.parametrize("code", CODES)
def test_each_language_tells_itself_and_what_its_mayor_said(code: str) -> None:
    """An article without a language's name is read by the rules of its language, and explains what it finds."""
    document = Document("d", "", ARTICLES[code])
    assert language_of(document) == code
    (quote,) = find_quotes(document)
    (explanation,) = explain(document)
    assert (quote.kind, len((quote.speaker or "").split())) == ("indirect", 2)
    assert explanation.candidates[0].name == quote.speaker
    assert explanation.candidates[0].reasons


def test_a_site_in_another_language_does_not_change_how_english_is_read() -> None:
    """Many sites call every page by their own language."""
    assert language_of(Document("d", "", ARTICLES["en"], "de")) is None


def test_both_speakers_of_a_joint_statement_have_it() -> None:
    quotes = find_quotes(Document("d", "", "Anna Keller und Jonas Meier sagten, dass der Hafen offen bleibt.", "de"))
    assert [quote.speaker for quote in quotes] == ["Anna Keller", "Jonas Meier"]
    assert len({(quote.start, quote.end, quote.statement) for quote in quotes}) == 1


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        *((code, ARTICLES[code] + "\n\n") for code in ("de", "ar")),
        ("de", "„a »b "),
        ("de", "er sagte, dass "),
        ("de", "Dr."),
        ("de", "Anna Keller und "),
        ("fr", "« “"),
        ("fr", "l’a-t-il "),
        ("es", "Ana y "),
        ("ru", "по словам Ивана "),
        ("tr", "Ada'ya göre "),
    ],
)
def test_time_grows_with_the_text_alone(code: str, unit: str) -> None:
    """Four times the text takes about four times as long, whatever is repeated."""

    def seconds(characters: int) -> float:
        document = Document("d", "", unit * (characters // len(unit)), code)
        began = time.process_time()
        find_quotes(document)
        return time.process_time() - began

    seconds(len(unit))
    short, long = (min(seconds(size) for _ in range(3)) for size in (5_000, 20_000))
    assert long < 10 * short + 0.2
