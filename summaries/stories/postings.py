"""By which terms a knot is found."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from sys import byteorder

from summaries.stories.terms import Weights

RECENT = 40  # knots read for one term, the latest
LOOKED_UP = 300  # knots read for one arrival, those of its rarest terms first
COMPARED = 6  # knots compared with an arrival in full
LIKELY = 0.2  # summed weight of the terms by which a knot was found, below which it is not compared
SHARDS = 64

_BYTES = array("i").itemsize


class Postings:
    """The latest knots of each term; terms are the numbers that tell them apart.

    Knots are kept as bytes, which lie together: most of the time that looking them up takes is spent waiting for
    memory. And what is no container costs the collector of garbage nothing.
    """

    def __init__(self) -> None:
        # One great dictionary would now and then make an arrival wait until it has grown.
        self._shards: list[dict[int, bytearray]] = [{} for _ in range(SHARDS)]

    def of(self, numbers: Iterable[int]) -> list[bytearray]:
        """What is posted under each of these terms, to be read, and posted to, by the other methods."""
        found = []
        for number in numbers:
            shard = self._shards[number % SHARDS]
            posted = shard.get(number)
            if posted is None:
                posted = shard[number] = bytearray()
            found.append(posted)
        return found

    @staticmethod
    def post(knot: int, found: Iterable[bytearray]) -> None:
        """Let the knot be found by these terms."""
        packed = knot.to_bytes(_BYTES, byteorder)
        for posted in found:
            posted += packed
            if len(posted) > 2 * RECENT * _BYTES:
                del posted[: -RECENT * _BYTES]

    def withdraw(self, knot: int, numbers: Iterable[int]) -> None:
        """Let the knot not be found by these terms any more."""
        packed = knot.to_bytes(_BYTES, byteorder)
        for number in numbers:
            shard = self._shards[number % SHARDS]
            posted = shard.get(number)
            if posted is None:
                continue
            at = posted.find(packed)
            while at >= 0 and at % _BYTES:  # the end of one knot and the beginning of another
                at = posted.find(packed, at + 1)
            if at >= 0:
                del posted[at : at + _BYTES]
            if not posted:
                del shard[number]

    @staticmethod
    def likely(found: Sequence[bytearray], weights: Weights) -> list[int]:
        """The knots whose terms, of those looked up, weigh most together, heaviest first.

        `found` is what is posted under the terms of these weights, which must descend.
        """
        overlap: dict[int, float] = {}
        known = overlap.get
        weigh = weights[: len(found)].tolist()
        left = LOOKED_UP * _BYTES
        # The rarest first, and of equally rare ones the heaviest.
        for posted, weight in sorted(zip(found, weigh, strict=True), key=lambda entry: len(entry[0])):
            recent = posted[-RECENT * _BYTES :]
            for knot in array("i", recent):
                overlap[knot] = known(knot, 0.0) + weight
            left -= len(recent)
            if left < 0:
                break
        likely = [knot for knot, weight in overlap.items() if weight >= LIKELY]
        return sorted(likely, key=overlap.__getitem__, reverse=True)[:COMPARED]
