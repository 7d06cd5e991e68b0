"""What a sentence says of a thing or place it does not name: "it", "there", "denied that"."""

from __future__ import annotations

from functools import lru_cache

from summaries.language import language
from summaries.wording import Wording

_BEGINNING = 10
_INTRODUCTION = 160
# As far behind "it" stands what it announces ("it is not yet clear whether").
_ANNOUNCED = 8
_CLAUSE_ENDS = ",;:()–—"


@lru_cache(maxsize=64)
def _triggers(code: str) -> frozenset[str]:
    words = language(code)
    return frozenset().union(
        words.neuters,
        words.objects,
        words.places,
        words.last_pointers,
    )


class Pointing(Wording):
    """One sentence, read for what it points to."""

    def points_back(self) -> bool:
        """Whether the thing, place or deed it means was told before."""
        present = _triggers(self.words.code).intersection(self.low)
        if not present:
            return False
        words = self.words
        return (
            (not present.isdisjoint(words.neuters) and self._thing_before())
            or (not present.isdisjoint(words.objects) and self._things_before())
            or (not present.isdisjoint(words.places) and self._place_before())
            or (not present.isdisjoint(words.last_pointers) and (self._fact_before() or self._that_noun_before()))
        )

    def are_those(self, start: int) -> bool:
        """Whether from a word on it has "those airstrikes" or "these two men" and no such before them."""
        return any(self._are_those(at) for at in range(start, len(self.low) - 1))

    def _are_those(self, at: int) -> bool:
        low, words = self.low, self.words
        if low[at] not in words.demonstratives:
            return False
        ends = next((i for i in range(at + 1, min(at + 3, len(low))) if self.is_plural(i)), 0)
        if not ends or any(low[i] in words.complements or low[i] in words.places_after for i in range(at + 1, ends)):
            return False
        noun = low[ends].removesuffix("s")
        return noun not in words.times and noun not in " ".join(low[:at])

    def _thing_before(self) -> bool:
        """Whether "it" comes before any noun it could mean, not being the "it" of "it rained"."""
        low, words = self.low, self.words
        at = next((i for i, word in enumerate(low) if word in words.neuters and not self._is_empty(i)), -1)
        if at < 0:
            return False
        own = low[at] in words.neuter_own
        if self._is_introduction(at):
            return False
        nouns = [i for i in range(at) if self._opens_noun(i)]
        if low[at + 1 : at + 2] and low[at + 1] in words.says:
            return not any(self.is_name(i) for i in range(at))
        if len(nouns) != 1 or own:
            return not nouns
        return self._is_object(at) and self._is_one_clause(nouns[0], at)

    def _is_empty(self, at: int) -> bool:
        """Whether an "it" stands for nothing: "it seems", "it is hard to say", "made it clear"."""
        low, words = self.low, self.words
        if low[at] in words.neuter_own:
            return False
        if at and low[at - 1] in words.idle:
            return True
        after = low[at + 1 : at + 3]
        if after and after[0] in words.dummies:
            return True
        if after[-1:] and after[-1].endswith("ing"):
            return False
        if "'" not in low[at] and not (after and after[0] in words.auxiliaries):
            return False
        end = next((i for i in range(at + 1, len(low)) if self.said[self.starts[i] - 2] in _CLAUSE_ENDS), len(low))
        return any(
            low[i] in words.announced and not (low[i - 1] in words.bound or low[i - 1].endswith("ed"))
            for i in range(at + 1, min(end, at + 1 + _ANNOUNCED))
        )

    def _is_introduction(self, at: int) -> bool:
        """Whether what it means follows the introduction: "In its first week, the ferry", "When it sank, Lind said"."""
        low, words = self.low, self.words
        opens = low[0] in words.introducers or low[0].endswith(tuple(words.not_names))
        if not opens and not (at and low[at - 1] in words.introducers):
            return False
        commas = [i for i in range(at + 1, len(low)) if self.said[self.starts[i] - 2] == ","]
        return any(self._names_next(i) for i in commas if self.starts[i] - self.starts[at] < _INTRODUCTION)

    def _names_next(self, at: int) -> bool:
        """Whether a subject begins here or within two words."""
        if self.low[at] in self.words.determiners or self.said[self.starts[at] - 1] == '"':
            return True
        return any(token[0].isupper() for token in self.tokens[at : at + 3])

    def _opens_noun(self, at: int) -> bool:
        """Whether a noun that "it" can mean begins here; times ("the week") are none."""
        low, words = self.low, self.words
        if self.is_name(at):
            return not self.is_name(at - 1) if at else True
        if low[at] not in words.determiners:
            return False
        end = next(
            (i for i in range(at + 1, len(low)) if low[i] in words.stop_words or low[i] in words.places_after), len(low)
        )
        return end > at + 1 and words.times.isdisjoint(low[at + 1 : end]) and not self.is_plural(end - 1)

    def _is_object(self, at: int) -> bool:
        low, words = self.low, self.words
        before = low[at - 1]
        if (before in words.places_after or before in words.prepositions) and before not in words.clauses:
            return True
        if at + 1 == len(low) or self.said[self.starts[at] + len(low[at])] != " ":
            return True
        after = low[at + 1]
        return after in words.places_after or after in words.complements or after == "and"

    def _is_one_clause(self, noun: int, at: int) -> bool:
        """Whether no new subject can begin between a noun and the pronoun, so that this means another thing."""
        low, words = self.low, self.words
        between = low[noun + 1 : at]
        return (
            not any(mark in self.said[self.starts[noun] : self.starts[at]] for mark in _CLAUSE_ENDS)
            and words.clauses.isdisjoint(between)
            and words.says.isdisjoint(between)
        )

    def _things_before(self) -> bool:
        """Whether "them" comes before any plural or name but the subject of its clause."""
        low, words = self.low, self.words
        at = next(i for i, word in enumerate(low) if word in words.objects)
        if self._is_introduction(at):
            return False
        named = [i for i in range(at) if self.is_name(i) or self.is_plural(i) or low[i] in words.persons]
        own = low[at] in words.neuter_own
        return not named or (not own and named[-1] - named[0] + 1 == len(named) and self._is_one_clause(named[-1], at))

    def _place_before(self) -> bool:
        """Whether "there" is a place, and none is told."""
        low, words = self.low, self.words
        if low[0] in words.places and len(low) > 1 and (self.is_name(1) or low[1] in words.determiners):
            return True
        for at, word in enumerate(low):
            if word not in words.places or not at or low[at - 1] in words.places_after or low[at - 1] in words.idle:
                continue
            after = low[at + 1] if at + 1 < len(low) else ""
            if after and self.starts[at + 1] == self.starts[at] + len(word) + 1:
                ends = after in words.places_after or after in words.complements or after == "and"
                if not ends or after in words.auxiliaries:
                    continue
            if not any(
                low[i] in words.places_after or low[i] in words.complements
                for i in range(at)
                if low[i] != "with" and low[i] not in words.definite
            ):
                return True
        return False

    def _fact_before(self) -> bool:
        """Whether "that" is what was told before: "say that didn't happen", "confirmed that on Sunday"."""
        low, words = self.low, self.words
        for at in range(1, len(low)):
            if low[at] not in words.last_pointers or low[at] in words.demonstratives:
                continue
            said = low[at - 1] in words.says or low[at - 1].endswith("ed")
            after = low[at + 1] if at + 1 < len(low) else ""
            if low[at - 1] in words.prepositions and after in words.auxiliaries and low[at - 1] not in words.clauses:
                return not any(low[i] in words.articles for i in range(at))
            if low[at - 1] in words.says and after in words.auxiliaries and after in words.stop_words:
                return True
            if said and 1 < len(low) - at <= 4 and after in words.places_after:
                return True
        return False

    def _that_noun_before(self) -> bool:
        """Whether its beginning has "that" before a noun: "in that county", "On Monday, that mood was gone"."""
        low, words = self.low, self.words
        return any(
            low[at] in words.last_pointers
            and low[at] not in words.demonstratives
            and (low[at - 1] in words.places_after or low[at - 1] in words.prepositions or self._ends_introduction(at))
            and low[at + 1] not in words.stop_words
            and not any(map(self.is_name, range(at)))
            and not any(low[i] in words.articles for i in range(at))
            for at in range(1, min(_BEGINNING, len(low) - 1))
        )

    def _ends_introduction(self, at: int) -> bool:
        return self.low[0] in self.words.introducers and self.said[self.starts[at] - 2] == ","
