"""How much each sentence is worth: weights of words and word pairs over all sentences of a set of documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summaries.document import Sentence

_TERM = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+")


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return word[:6]


def terms(text: str) -> list[str]:
    """The words of a text, lower-case and stemmed; numbers and "U.S." are words."""
    return [_stem(word) for word in _TERM.findall(text.lower())]


class Candidates:
    """The sentences that may be chosen, with their words and word pairs as flat arrays.

    `units[bounds[i]:bounds[i + 1]]` are the units of sentence i, each once; `weights[u]` what unit u is worth.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = list(sentences)
        index: dict[object, int] = {}
        seen_in: list[set[str]] = []
        first: list[int] = []
        flat: list[int] = []
        bounds = [0]
        lengths = []
        for position, sentence in enumerate(self.sentences):
            words = terms(sentence.text)
            lengths.append(max(1, len(words)))
            for unit in dict.fromkeys([*zip(words, words[1:], strict=False)]):
                at = index.setdefault(unit, len(index))
                if at == len(seen_in):
                    seen_in.append(set())
                    first.append(position)
                seen_in[at].add(sentence.document.id)
                flat.append(at)
            bounds.append(len(flat))
        self.units = np.array(flat, dtype=np.int64)
        self.bounds = np.array(bounds, dtype=np.int64)
        self.lengths = np.array(lengths, dtype=float)
        counts = np.bincount(self.units, minlength=len(index)).astype(float)
        documents = np.array([len(s) for s in seen_in], dtype=float)
        self.weights: NDArray[np.float64] = documents * np.where(counts > 1, 1.0, 0.1)
        places: dict[str, int] = {}
        order = []
        for sentence in self.sentences:
            order.append(places.get(sentence.document.id, 0))
            places[sentence.document.id] = order[-1] + 1
        self.prior = 1.0 / (1.0 + np.array(order, dtype=float))

    def gains(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each sentence would add, given what the units are still worth."""
        if not len(self.units):
            return np.zeros(len(self.sentences))
        sums = np.concatenate([[0.0], np.cumsum(weights[self.units])])
        new = sums[self.bounds[1:]] - sums[self.bounds[:-1]]
        best = float(new.max()) or 1.0
        return np.asarray((new / best + 0.3 * self.prior) / self.lengths**0.5)
