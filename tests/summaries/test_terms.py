"""Words are found piece by piece, as they would be in the whole text, and what is kept of them is bounded."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from summaries import reading, terms
from summaries.language import language
from summaries.pointing import Pointing

TEXTS = st.text(st.sampled_from(list("aB1.,:'’-_\"“”² \n\x85市é٣")), max_size=40)


@given(TEXTS)
@example("The U.S.-made ferry's 3.5 million, O’Neil's 市议会 and _km²_.")
def test_pieces_hold_the_words_of_the_whole_text(text: str) -> None:
    """No word reaches over a blank, nor depends on what stands behind one."""
    assert terms.written(text) == terms._TERM.findall(text)


@given(TEXTS)
def test_words_begin_where_the_pattern_finds_them(text: str) -> None:
    """The places of a sentence's words need no second search for the pattern."""
    words = reading._WORD.findall(text)
    found = Pointing(text, words, list(map(str.lower, words)), language("en"), frozenset())
    assert found.starts == [match.start() for match in reading._WORD.finditer(text)]


def test_what_is_kept_of_words_is_bounded() -> None:
    """A long word is worked out each time; all are forgotten where there are too many."""
    asked: list[str] = []

    def size(word: str) -> int:
        asked.append(word)
        return len(word)

    known = terms.Known(size)
    long = "a" * (known.LONGEST + 1)
    assert [known["ferry"], known["ferry"], known[long], known[long]] == [5, 5, len(long), len(long)]
    assert asked == ["ferry", long, long]
    for number in range(known.ROOM + 1):
        known[str(number)]
    assert len(known) <= known.ROOM
