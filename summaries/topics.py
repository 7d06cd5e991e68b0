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
        forms = {_forms(word, code) for word in words}
        return sum(one.is_among(words, forms) for one in asked) / max(1, len(asked))

    def share_of(self, document: Document) -> float:
        """The share of the query's words that a document speaks of in title and text, 0 to 1."""
        return self.share(f"{document.title}\n{document.text}", document.code)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word asked for: its form, what forms of it begin with, written out and as a stem; or the initials it is."""

    form: str
    beginning: str
    stem: str
    initials: str

    def is_among(self, words: Collection[str], forms: Collection[tuple[str, str, bool]]) -> bool:
        if self.initials:
            # "J.K.", "JK" or "J. K."
            spaced = all(map(words.__contains__, self.initials))
            return spaced or any(word.replace(".", "") == self.initials for word in words)
        if any(form == self.form for form, _, _ in forms):
            return True
        # Of names only the letters count: "Suspenders" is no form of "suspension".
        return bool(self.beginning) and any(
            spelled.startswith(self.beginning) or (not is_name and form.startswith(self.stem))
            for form, spelled, is_name in forms
        )


@lru_cache(maxsize=256)
def _asked(query: str, code: str) -> tuple[_Word, ...]:
    dotted: set[str] = set()

    def joined(initials: re.Match[str]) -> str:
        dotted.add(initials[0].replace(".", "").upper())
        return initials[0].replace(".", "").upper()

    words = list(dict.fromkeys(word[:_MAX_LETTERS] for word in written(_INITIALS.sub(joined, query))[:_MAX_WORDS]))
    common = language(code).stop_words
    # Other words in capitals may be those of whoever types all in capitals.
    initials = {
        word for word in words if word in dotted or (word.isupper() and len(word) > 1 and word.lower() in common)
    }
    telling = [word for word in words if word in initials or word.lower() not in common]
    return tuple(_word(word, code, word in initials) for word in telling or words)


def _word(word: str, code: str, is_initials: bool) -> _Word:
    begins = beginning(word.lower())
    return _Word(_forms(word, code)[0], fold(begins), _forms(begins, code)[0], word if is_initials else "")


@lru_cache(maxsize=65_536)
def _forms(word: str, code: str) -> tuple[str, str, bool]:
    """A word's stem and the word itself, folded, and whether it is written as a name.

    In English what ends in "y" is told apart from what ends in "i": they have one stem.
    """
    found = stem(word.replace(".", ""), code)
    if code == "en" and found.endswith("i") and not word.lower().endswith(("i", "is")):
        found = f"{found[:-1]}y"
    return fold(found), fold(word), not word[:1].islower()
