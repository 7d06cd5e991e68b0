"""Which knots of articles are one story: average linkage that asks more of stories that hold together well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

# Calibrated on the development stories, whole and in random parts, with word counts that leave them out, and with
# shorter and longer ledes: in the middle of the settings that hold for all of these, not at the best for one.
THRESHOLD = 0.13  # average similarity of two articles of one story
COHESION = 0.6  # two stories are one if as close as this part of what holds the looser of them together
USUAL, WEIGHT = 0.15, 5  # a story of few articles is taken to hold together about as well as stories do
PATIENCE, SILENCE = 3, 30  # days without an article that cost nothing, and further days that double the threshold


@dataclass(slots=True)
class Knot:
    """Articles taken as one: how many, the similarities of their pairs summed, their first and last day."""

    size: int = 1
    inner: float = 0.0
    first: int | None = None
    last: int | None = None

    @property
    def cohesion(self) -> float:
        """Average similarity of two of its articles, drawn towards the usual one while they are few."""
        pairs = self.size * (self.size - 1) / 2
        return (self.inner + WEIGHT * USUAL) / (pairs + WEIGHT)

    def absorb(self, other: Knot, across: float) -> None:
        """Take over the other's articles; `across` is the sum of the similarities between the two."""
        self.size += other.size
        self.inner += other.inner + across
        if other.first is not None and other.last is not None:
            self.first = other.first if self.first is None else min(self.first, other.first)
            self.last = other.last if self.last is None else max(self.last, other.last)


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
    wholes = {key: Knot(knot.size, knot.inner, knot.first, knot.last) for key, knot in knots.items()}
    parts = {key: [key] for key in knots}
    near = {key: {other: links[key][other] for other in links[key].keys() & knots.keys()} for key in knots}
    heap: list[tuple[float, int, int, int, int]] = []

    def offer(one: int, other: int) -> None:
        a, b = min(one, other), max(one, other)
        gain = margin(wholes[a], wholes[b], near[a][b])
        if gain >= 0:
            heappush(heap, (-gain, a, b, len(parts[a]), len(parts[b])))

    for a, others in near.items():
        for b in others:
            if a < b:
                offer(a, b)
    while heap:
        _, a, b, *sizes = heappop(heap)
        if [len(parts.get(a, ())), len(parts.get(b, ()))] != sizes:
            continue  # one of the two has grown or gone since
        wholes[a].absorb(wholes.pop(b), near[a].pop(b))
        parts[a] += parts.pop(b)
        for other, across in near.pop(b).items():
            if other != a:
                del near[other][b]
                near[a][other] = near[other][a] = near[a].get(other, 0.0) + across
        for other in near[a]:
            offer(a, other)
    return list(parts.values())
