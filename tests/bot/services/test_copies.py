"""What is taken for a copy of a text, and what an article's change shows: laws that hold for any text."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.records import Article
from bot.services.articles import _change
from bot.services.copies import KEYS, MIN_RUNS, RUN, is_copy, text_keys
from summaries.document import Role

WORD = st.text("abcdeéßñдж", min_size=1, max_size=7)
WORDS = st.lists(WORD, min_size=80, max_size=200, unique=True)
ANY = st.text(max_size=300)
MARK = st.sampled_from([" ", ", ", ". ", "\n", " – ", "… “"])


@given(ANY, ANY)
def test_it_is_the_same_both_ways(one: str, other: str) -> None:
    """And each text is a copy of itself."""
    assert is_copy(one, other) == is_copy(other, one)
    assert is_copy(one, one)


@given(WORDS, st.data())
def test_signs_and_capitals_make_no_other_text(words: list[str], data: st.DataObject) -> None:
    """Only the words count, for the keys too."""
    marks = data.draw(st.lists(MARK, min_size=len(words), max_size=len(words)))
    plain = " ".join(words)
    set_anew = "".join(word.upper() + mark for word, mark in zip(words, marks, strict=True))
    assert is_copy(plain, set_anew)
    assert text_keys(plain) == text_keys(set_anew)


@given(WORDS, st.lists(st.sampled_from(["our", "correspondent", "reports", "here"]), max_size=8), st.integers(0, 8))
def test_a_frame_and_a_cut_leave_it_a_copy(words: list[str], frame: list[str], cut: int) -> None:
    """A by-line before it, and a few words less at its end: found by the keys that are left."""
    text, printed = " ".join(words), " ".join([*frame, *words[: len(words) - cut]])
    assert is_copy(text, printed)
    assert len(text_keys(text)) <= KEYS


@given(WORDS, st.integers(0, 79))
def test_another_number_is_another_text(words: list[str], place: int) -> None:
    """However long the text and wherever the number."""
    first, second = ([*words[:place], number, *words[place:]] for number in ("12", "15"))
    assert not is_copy(" ".join(first), " ".join(second))


@given(WORDS, st.integers(2, 6))
def test_a_text_of_which_words_were_changed_all_through_is_another(words: list[str], step: int) -> None:
    """As two reports from one template are."""
    other = [f"other{n}" if n % step == 0 else word for n, word in enumerate(words)]
    assert not is_copy(" ".join(words), " ".join(other))


@given(st.lists(WORD, max_size=MIN_RUNS + RUN - 2, unique=True))
def test_a_short_text_has_no_keys(words: list[str]) -> None:
    """It is too little to tell a copy by."""
    assert text_keys(" ".join(words)) == ()


def version(sentences: list[str], title: str) -> Article:
    """An article of these sentences."""
    text = ""
    spans: list[tuple[int, int, Role]] = []
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence), "body"))
        text += sentence + "\n"
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return Article(1, 1, title, text, None, None, None, None, now, "en", tuple(spans))


SENTENCES = st.lists(st.sampled_from(["A boat came.", "It left.", "Rain fell.", "He said no."]), max_size=9)


@given(SENTENCES, SENTENCES, st.sampled_from(["One", "Two"]))
def test_what_changed_leads_from_the_one_version_to_the_other(before: list[str], after: list[str], title: str) -> None:
    """Each sentence taken out stood in the one, each put in stands in the other, in order; the rest is in both."""
    change = _change(version(before, "One"), version(after, title))
    old, new = ["One", *before], [title, *after]
    out = [line for line, is_out in change.lines if is_out]
    put = [line for line, is_out in change.lines if not is_out]
    assert len(old) - len(out) == len(new) - len(put)
    for lines, whole in ((out, old), (put, new)):
        rest = iter(whole)
        assert all(line in rest for line in lines)
    assert (old == new) == (change.lines == ())
