"""What is known of each knot: articles that the index of stories takes as one."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from heapq import nlargest
from itertools import accumulate

import numpy as np

from summaries.stories.linkage import Knot
from summaries.stories.terms import MAX_TERMS, Numbers, Weights

FEWEST = 1 << 10  # knots that there is room for from the start

_NONE = np.empty(0, np.int64)
_WEIGHTLESS = np.empty(0)


class Knots:
    """Knots by number, an array for each of their properties; the number of one untied is given again.

    The collector of garbage does not look into arrays, and passes over what these hold: numbers, arrays, and tuples
    and dictionaries of numbers. With objects for each knot, it would halt one arrival for as long as hundreds take.
    """

    def __init__(self) -> None:
        self.sums = np.empty(FEWEST, object)  # what makes a Knot
        self.articles = np.empty(FEWEST, object)  # the first one first
        self.seen = array("q")  # the day of the last article
        self.story = array("q")
        self.links = np.empty(FEWEST, object)  # to other knots, sums of similarities
        self.numbers = np.empty(FEWEST, object)  # of terms, heaviest first
        self.weights = np.empty(FEWEST, object)  # of the same, summed over the articles
        self._free: list[int] = []

    def tie(self, article: int, day: int | None, seen: int, numbers: Numbers, weights: Weights) -> int:
        """The number of a new knot of one article, which is a story of its own."""
        if not self._free:
            knot = len(self.seen)
            if knot == len(self.sums):
                for column in (self.sums, self.articles, self.links, self.numbers, self.weights):
                    column.resize(2 * knot, refcheck=False)
            self.seen.append(0)
            self.story.append(0)
            self.links[knot] = {}
            self._free.append(knot)
        knot = self._free.pop()
        self.sums[knot] = (1, 0.0, day, day)
        self.articles[knot] = (article,)
        self.seen[knot], self.story[knot] = seen, article
        self.numbers[knot], self.weights[knot] = numbers, weights
        return knot

    def untie(self, knot: int) -> None:
        """Forget the knot."""
        for other in self.links[knot]:
            del self.links[other][knot]
        self.links[knot], self.articles[knot] = {}, ()
        self.numbers[knot], self.weights[knot] = _NONE, _WEIGHTLESS
        self._free.append(knot)

    def link(self, knot: int, similarities: Mapping[int, float]) -> None:
        """Note the sums of similarities between this knot and others."""
        for other, similarity in similarities.items():
            self.links[knot][other] = self.links[other][knot] = similarity

    def products(self, numbers: Numbers, weights: Weights, knots: Sequence[int]) -> list[float]:
        """For each of the knots, the sum of its articles' similarities to a vector, whose numbers must ascend."""
        if not knots:
            return []
        columns = [self.numbers[knot] for knot in knots]
        theirs = np.concatenate(columns)
        places = numbers.searchsorted(theirs)
        shared = numbers.take(places, mode="clip") == theirs
        products = weights.take(places, mode="clip") * shared
        products *= np.concatenate([self.weights[knot] for knot in knots])
        starts = [0, *accumulate(map(len, columns[:-1]))]
        sums: list[float] = np.add.reduceat(products, starts).tolist()
        return sums

    def closeness(self, a: int, b: int) -> float:
        """Average similarity between the articles of two knots."""
        average: float = self.links[a].get(b, 0.0) / (self.sums[a][0] * self.sums[b][0])
        return average

    def fold(self, kept: int, gone: int) -> None:
        """Make two knots one."""
        across = self.links[kept].get(gone, 0.0)
        whole = Knot(*self.sums[kept]).joined(Knot(*self.sums[gone]), across)
        self.sums[kept] = whole.size, whole.inner, whole.first, whole.last
        self.seen[kept] = max(self.seen[kept], self.seen[gone])
        early, late = sorted((self.articles[kept], self.articles[gone]), key=lambda articles: articles[0])
        self.articles[kept] = early + late
        total: dict[int, float] = {}
        for knot in (kept, gone):
            for number, weight in zip(self.numbers[knot].tolist(), self.weights[knot].tolist(), strict=True):
                total[number] = total.get(number, 0.0) + weight
        heaviest = nlargest(2 * MAX_TERMS, total, key=total.__getitem__)
        self.numbers[kept] = np.array(heaviest, np.int64)
        self.weights[kept] = np.array([total[number] for number in heaviest])
        links = self.links[gone].copy()
        links.pop(kept, None)
        self.untie(gone)
        self.link(kept, {other: self.links[kept].get(other, 0.0) + similarity for other, similarity in links.items()})
