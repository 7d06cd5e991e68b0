"""What a reader asks about, and which texts speak of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from summaries.document import Document
from summaries.language import language
from summaries.people.folding import fold
from summaries.terms import stem, written

_MAX_WORDS, _MAX_LETTERS = 12, 40
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?\.?")

_BEGINNING_LETTERS = 4  # a shorter word would begin too many others: "war", Warsaw
_STEM_LETTERS = 6  # what an ending may leave of a word
_ENDING_LETTERS = 3
_ENDINGS = frozenset("aeiounsmryаеиоуыюяьйвмхη")  # letters that inflection puts at the end, in the alphabets we know


def beginning(word: str) -> str:
    """What a word's inflected forms begin with, be it the word itself; "" where too many others begin so too."""
    if len(word) < _BEGINNING_LETTERS or not word.isalpha():
        return ""
    stem = word
    while len(stem) > _STEM_LETTERS and len(word) - len(stem) < _ENDING_LETTERS and stem[-1] in _ENDINGS:
        stem = stem[:-1]
    return stem


class Topic:
    """A query and what speaks of it: its words, in whatever inflected form or spelled without their accents.

    A name is another word than the one that it has the stem of: "ferry" is not spoken of where Nadia Ferris is, nor
    Harris where Harry is. "US" in capitals does not ask for "us". Common words count where there are no others.
    """

    def __init__(self, query: str) -> None:
        self._query = query

    def share(self, text: str, code: str) -> float:
        """The share of the query's words that a text in a language speaks of, 0 to 1."""
        asked = _asked(self._query, code)
        words = frozenset(written(text))
        return sum(one.is_among(words, code) for one in asked) / max(1, len(asked))

    def share_of(self, document: Document) -> float:
        """The share of the query's words that a document speaks of in title and text, 0 to 1."""
        return self.share(f"{document.title}\n{document.text}", document.code)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word asked for: its form, what forms of it begin with, written out and as a stem; capitals where it is one."""

    form: str
    beginning: str
    stem: str
    capitals: str

    def is_among(self, words: Collection[str], code: str) -> bool:
        if self.capitals:
            return any(word.replace(".", "") == self.capitals for word in words)
        return any(self.form == _form(word, code) or self._begins(word, code) for word in words)

    def _begins(self, word: str, code: str) -> bool:
        if not self.beginning:
            return False
        # Of names only the letters count: "Suspenders" is no form of "suspension".
        return fold(word).startswith(self.beginning) or (word[0].islower() and _form(word, code).startswith(self.stem))


@lru_cache(maxsize=256)
def _asked(query: str, code: str) -> tuple[_Word, ...]:
    query = _INITIALS.sub(lambda initials: initials[0].replace(".", ""), query)
    words = list(dict.fromkeys(word[:_MAX_LETTERS] for word in written(query)[:_MAX_WORDS]))
    common = language(code).stop_words
    telling = [word for word in words if word.lower() not in common or _is_initials(word)]
    return tuple(
        _Word(
            form=_form(word, code),
            beginning=fold(begins := beginning(word.lower())),
            stem=_form(begins, code),
            capitals=word if word.lower() in common and _is_initials(word) else "",
        )
        for word in telling or words
    )


def _is_initials(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@lru_cache(maxsize=65_536)
def _form(word: str, code: str) -> str:
    """The folded stem of a word; in English what ends in "y" apart from what ends in "i", which have one stem."""
    found = stem(word.replace(".", ""), code)
    if code == "en" and found.endswith("i") and not word.lower().endswith(("i", "is")):
        found = f"{found[:-1]}y"
    return fold(found)
