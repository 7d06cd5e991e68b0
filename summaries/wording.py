"""The words of one sentence outside its quotations, and what kinds of words they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from summaries.language import Language


@dataclass(eq=False)
class Wording:
    """One sentence outside its quotations: what is `said` there, its words, and the same in lower case.

    `lower` are the words of its article that are somewhere written without a capital.
    """

    said: str
    tokens: Sequence[str]
    low: Sequence[str]
    words: Language
    lower: frozenset[str]

    @cached_property
    def starts(self) -> list[int]:
        """Where in `said` each of its words begins."""
        found, end = [], 0
        for token in self.tokens:
            # Nothing that can begin a word stands between two.
            start = self.said.index(token, end)
            found.append(start)
            end = start + len(token)
        return found

    def is_name(self, at: int) -> bool:
        word, words = self.low[at], self.words
        if not self.tokens[at][0].isupper() or word in words.dates or word in words.pointers or word in words.pronouns:
            return False
        if at:
            return True
        known = word in words.stop_words or word in words.starters or word in self.lower
        known = known or word.endswith(tuple(words.not_names))
        return not known and not (len(self.low) > 1 and self.low[1] in words.relations)

    def is_plural(self, at: int) -> bool:
        """Whether a word looks like a noun in the plural ("voters", "police") or counts one ("two")."""
        word, words = self.low[at], self.words
        if word in words.stop_words or word in words.dates:
            return word in words.amounts
        return (
            word in words.people
            or word in words.amounts
            or (len(word) > 3 and word[-1] == "s" and word[-2] not in "sui'")
        )
