"""What the candidates for one summary need told before them: the line right before, a name in full, a thing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from summaries.document import Document, Sentence
from summaries.introductions import Introductions, Need
from summaries.leaning import Lean, Leanings


@dataclass(frozen=True)
class Ties:
    """Reads documents only as far as it is asked; candidates are their body sentences, numbered through.

    `relaxed`: 1 where nobody has to be introduced and an article's first sentence may lean on what is not there,
    2 where no candidate needs another (an interview, a poem).
    """

    starts: Sequence[int]
    leanings: Sequence[Leanings]
    introductions: Sequence[Introductions]
    relaxed: int = 0
    _needed: dict[int, list[Need]] = field(default_factory=dict)
    _leant: dict[int, Lean] = field(default_factory=dict, init=False)

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Ties:
        readings = [document.readings for document in documents]
        leanings = [leaning for leaning, _ in readings]
        starts = list(accumulate((len(read.body) for read in leanings), initial=0))
        return cls(starts, leanings, [introductions for _, introductions in readings])

    @property
    def body(self) -> list[Sentence]:
        """The candidates."""
        return [sentence for read in self.leanings for sentence in read.body]

    def relax(self) -> Ties:
        """The same, one step less strict."""
        return replace(self, relaxed=self.relaxed + 1)

    def lean(self, at: int) -> Lean:
        """How candidate `at` depends on the one right before it."""
        if at not in self._leant:
            number = self._document(at)
            self._leant[at] = self._lean(self.leanings[number], at - self.starts[number])
        return self._leant[at]

    def _lean(self, read: Leanings, at: int) -> Lean:
        # A question that nothing answers tells no news, nor does an interview word for word.
        last = 0 < at == len(read.body) - 1
        if self.relaxed < 2 and (read.is_transcript(at) or (last and read.body[at].text[-1] == "?")):
            return "never"
        lean = read.lean(at)
        return "nothing" if lean != "never" and self.relaxed > (1 if at else 0) else lean

    def asks(self, at: int) -> bool:
        """Whether candidate `at` is its article's own question, which the next candidate answers."""
        number = self._document(at)
        body, place = self.leanings[number].body, at - self.starts[number]
        asking = body[place].document.text[body[place].end - 1] == "?"
        return asking and self.relaxed < 2 and place + 1 < len(body)

    def needs(self, at: int) -> list[Need]:
        """What must be told before candidate `at`, and which candidate introduces it."""
        if self.relaxed:
            return []
        if at not in self._needed:
            number = self._document(at)
            start = self.starts[number]
            needs = self.introductions[number].needs(at - start)
            self._needed[at] = [Need(need.key, tuple(start + by for by in need.by)) for need in needs]
            if len(self.starts) > 2:
                self._needed[at] += self._introduced_elsewhere(at - start, number)
        return self._needed[at]

    def _introduced_elsewhere(self, at: int, number: int) -> list[Need]:
        """The names of a sentence of document `number` that only other documents introduce."""
        needs = []
        for name in self.introductions[number].unknown(at):
            found = [
                (start, other.introduces(name)) for start, other in zip(self.starts, self.introductions, strict=False)
            ]
            if by := tuple(start + sentence for start, sentence in found if sentence >= 0):
                needs.append(Need(name, by))
        return needs

    def tells(self, at: int) -> frozenset[str]:
        """The keys that are told once candidate `at` is."""
        number = self._document(at)
        return self.introductions[number].tells(at - self.starts[number])

    def _document(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1
