"""The choice itself: which sentences fill a summary's length, each leaning one behind what it leans on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from summaries.facts import are_days_apart, is_retold, is_same_fact
from summaries.introductions import told_first
from summaries.rank import Ranking, Weights, worth
from summaries.terms import Floats, Ints, content
from summaries.ties import Ties

Flags = NDArray[np.bool_]
Record = Callable[[Ranking, float, Flags], None]

# How many sentences may come along with the one that leans on them.
_LONGEST_CHAIN = 3


@dataclass
class Room:
    """How much may still be chosen: a number of sentences, or of words separated by blanks."""

    sentences: int
    words: int | None
    taken: int = 0
    spent: int = 0

    @property
    def used(self) -> float:
        """The share of the length that is filled."""
        return self.spent / max(1, self.words) if self.words is not None else self.taken / max(1, self.sentences)

    @property
    def is_full(self) -> bool:
        """Whether nothing more can be chosen."""
        return self.spent >= self.words if self.words is not None else self.taken >= self.sentences

    def holds(self, count: int, words: int) -> bool:
        """Whether so many sentences of so many words together still fit."""
        if self.words is not None:
            return self.spent + words <= self.words
        return self.taken + count <= self.sentences

    def take(self, size: int) -> None:
        """Counts a sentence of `size` words as chosen."""
        self.taken += 1
        self.spent += size


@dataclass
class Choice:
    """A greedy choice among the candidates of a ranking.

    A leaning sentence is taken together with the sentences that it leans on, where these together are worth more
    than as many others. `opening` is what each sentence was worth before any was chosen.
    """

    ranked: Ranking
    weights: Weights
    ties: Ties
    room: Room
    excluded: Flags
    bonus: Floats | float = 0.0
    told: list[frozenset[str]] = field(default_factory=list)
    record: Record | None = None
    known: set[str] = field(default_factory=set)
    opening: Floats = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        evidence = self.ranked.evidence
        self._sizes: Ints = np.array([len(text.split()) for text in evidence.texts], dtype=np.int64)
        self._closed = self.excluded.copy()
        self._is_brief = evidence.articles > 1 and self.room.words is None
        if self.record is not None:
            # Read all at once, so that the ranker learns nothing from sentences that can never be chosen.
            self._closed |= np.array([self.ties.lean(at) == "never" for at in range(evidence.count)], dtype=bool)

    def run(self) -> list[int]:
        """The numbers of the chosen sentences, most important first."""
        while not self.room.is_full:
            allowed = ~self._closed
            if self.room.words is not None:
                allowed &= self._sizes <= self.room.words - self.room.spent
            if self.record is not None and allowed.any():
                self.record(self.ranked, self.room.used, allowed)
            value = worth(self.ranked, self.weights, self.room.used) + self.bonus
            order = np.where(allowed, -value, np.inf).argsort(kind="stable")[: int(allowed.sum())]
            if not self.ranked.chosen:
                self.opening = value
            chain = self._best_chain(value, order)
            if not chain:
                break
            for sentence in chain:
                self._take(sentence)
        return self.ranked.chosen

    def _best_chain(self, value: Floats, order: Ints) -> list[int]:
        """The sentence, or sentences in order, to take next."""
        singles: list[int] = []
        chains: list[list[int]] = []
        for at in map(int, order):
            chain = self._chain(at)
            if len(chain) == 1:
                singles.append(at)
            elif chain:
                chains.append(chain)
            if len(singles) > (_LONGEST_CHAIN - 1 if chains else 0):
                break

        def mean(chain: list[int]) -> float:
            return float(np.average(value[chain], weights=self._sizes[chain] if self.room.words is not None else None))

        best, gain = singles[:1], 0.0
        for chain in chains:
            rivals = singles[: len(chain)]
            more = mean(chain) - mean(rivals) if rivals else np.inf
            if more > gain or not best:
                best, gain = chain, more
        return best

    def _chain(self, at: int) -> list[int]:
        """The sentence behind those that have to come along; nothing where it can't be taken, which closes it."""
        chain, unread = [at], [at]
        while unread:
            sentence = unread.pop()
            lean = self.ties.lean(sentence)
            first = lean != "nothing" and self.ranked.evidence.place[sentence] == 0
            if lean == "never" or first or self._repeats(sentence):
                self._closed[at] = True
                return []
            missing = [need.by for need in self.ties.needs(sentence) if not self._is_known(need.key)]
            wanted = [next((by for by in told if self._stands(by)), told[0]) for told in missing]
            if lean != "nothing" and sentence - 1 not in self.ranked.chosen:
                wanted.append(sentence - 1)
            if self.ties.asks(sentence) and sentence + 1 not in self.ranked.chosen:
                wanted.append(sentence + 1)
            for other in wanted:
                if other in chain:
                    continue
                if len(chain) == _LONGEST_CHAIN or self._closed[other]:
                    return []
                chain.append(other)
                unread.append(other)
        chain.sort()
        return chain if self.room.holds(len(chain), int(self._sizes[chain].sum())) else []

    def _is_known(self, key: str) -> bool:
        return key in self.known or any(key in self.ties.tells(at) for at in self.ranked.chosen)

    def _stands(self, at: int) -> bool:
        return not self._closed[at] and self.ties.lean(at) != "never"

    def _repeats(self, at: int) -> bool:
        """Whether a sentence says what is told already, or no more than its article's headline."""
        # While the ranker learns, repeated facts stay open to it, so that it sees what they are worth.
        if self.record is not None:
            return False
        evidence = self.ranked.evidence
        told = content(evidence.texts[at], evidence.codes[at])
        if told <= evidence.titles[evidence.article[at]] or any(is_same_fact(told, other) for other in self.told):
            return True
        return self._is_brief and any(self._retells(at, told, other) for other in self.ranked.chosen)

    def _retells(self, at: int, told: frozenset[str], other: int) -> bool:
        evidence = self.ranked.evidence
        one, another = evidence.sentences[at].document, evidence.sentences[other].document
        if one is another or are_days_apart(one, another):
            return False
        return is_retold(told, content(evidence.texts[other], evidence.codes[other]), evidence.rarity_of)

    def _take(self, at: int) -> None:
        evidence = self.ranked.evidence
        self.told.append(content(evidence.texts[at], evidence.codes[at]))
        self.ranked.choose(at)
        self.room.take(int(self._sizes[at]))
        self._closed[at] = True


def in_blocks(chosen: Sequence[int], ties: Ties) -> list[int]:
    """Chosen sentences in their order, but each behind what it leans on and what introduces whom it names."""
    after = {at - 1: at for at in chosen if ties.lean(at) != "nothing" or (at - 1 in chosen and ties.asks(at - 1))}
    blocks: list[list[int]] = []
    for sentence in chosen:
        if after.get(sentence - 1) == sentence:
            continue
        blocks.append([sentence])
        while blocks[-1][-1] in after:
            blocks[-1].append(after[blocks[-1][-1]])
    return [at for block in told_first(blocks, ties.needs, ties.tells) for at in block]
