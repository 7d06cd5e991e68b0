"""Which knots of articles are one story: average linkage that asks more of stories that hold together well."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heapify, heappop, heappush
from itertools import combinations

# Calibrated on the development stories, whole and in random parts, with word counts that leave them out, and with
# shorter and longer ledes: in the middle of the settings that hold for all of these, not at the best for one.
THRESHOLD = 0.13  # average similarity of two articles of one story
COHESION = 0.6  # two stories are one if as close as this part of what holds the looser of them together
USUAL, WEIGHT = 0.15, 5  # a story of few articles is taken to hold together about as well as stories do
PATIENCE, SILENCE = 3, 30  # days without an article that cost nothing, and further days that double the threshold


class Knot:
    """Articles taken as one: how many, the similarities of their pairs summed, their first and last day.

    `cohesion` is the average similarity of two of them, drawn towards the usual one while they are few.
    """

    __slots__ = ("cohesion", "first", "inner", "last", "size")

    def __init__(self, size: int = 1, inner: float = 0.0, first: int | None = None, last: int | None = None) -> None:
        self.size, self.inner, self.first, self.last = size, inner, first, last
        self.cohesion = (inner + WEIGHT * USUAL) / (size * (size - 1) / 2 + WEIGHT)

    def joined(self, other: Knot, across: float) -> Knot:
        """Both as one; `across` is the sum of the similarities between the two."""
        first, last = self.first, self.last
        if other.first is not None and other.last is not None:
            first = other.first if first is None else min(first, other.first)
            last = other.last if last is None else max(last, other.last)
        return Knot(self.size + other.size, self.inner + other.inner + across, first, last)


def margin(a: Knot, b: Knot, across: float) -> float:
    """By how much the average similarity between a and b exceeds what makes them one story."""
    similarity = across / (a.size * b.size)
    if similarity < THRESHOLD:
        return similarity - THRESHOLD
    needed = max(THRESHOLD, COHESION * min(a.cohesion, b.cohesion))
    if a.first is not None and b.first is not None and a.last is not None and b.last is not None:
        silent = max(a.first, b.first) - min(a.last, b.last) - PATIENCE
        if silent > 0:
            needed *= 1 + min(silent / SILENCE, 1)
    return similarity - needed


def agglomerate(knots: Mapping[int, Knot], links: Mapping[int, Mapping[int, float]]) -> list[list[int]]:
    """Partition the knots into stories, joining the two with the greatest margin first (Sokal and Michener 1958).

    `links` has for each knot the sums of its articles' similarities to those of others, both ways; absent is 0.
    """
    if len(knots) == 1:
        return [list(knots)]
    wholes = dict(knots)
    parts = {key: [key] for key in knots}
    near: dict[int, dict[int, float]] = {key: {} for key in knots}
    heap: list[tuple[float, int, int, int]] = []
    for a, b in combinations(sorted(knots), 2):
        if across := links[a].get(b):
            near[a][b] = near[b][a] = across
            if (gain := margin(wholes[a], wholes[b], across)) >= 0:
                heap.append((-gain, a, b, wholes[a].size + wholes[b].size))
    heapify(heap)
    while heap:
        _, a, b, size = heappop(heap)
        if a not in wholes or b not in wholes or wholes[a].size + wholes[b].size != size:
            continue  # one of the two has grown or gone since
        whole = wholes[a] = wholes[a].joined(wholes.pop(b), near[a].pop(b))
        parts[a] += parts.pop(b)
        for other, across in near.pop(b).items():
            if other != a:
                del near[other][b]
                near[a][other] = near[other][a] = near[a].get(other, 0.0) + across
        for other, across in near[a].items():
            if (gain := margin(whole, wholes[other], across)) >= 0:
                heappush(heap, (-gain, min(a, other), max(a, other), whole.size + wholes[other].size))
    return list(parts.values())
