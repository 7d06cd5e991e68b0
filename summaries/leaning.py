"""What a sentence leans on: whether it stands alone, needs the sentence before it, or can never stand in a summary."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from operator import itemgetter

from summaries.document import Document, Sentence
from summaries.language import language
from summaries.quotations import Extent, quotations
from summaries.reading import Lean as Lean
from summaries.reading import Reading

# "MB: We have looked for it", "Jonas Lind: No": who speaks in a transcript.
_LABEL = re.compile(r"^([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}): (?=\W{0,2}[A-Z])", re.MULTILINE)
# "Jonas Lind is a writer in Stenby": a full name and what somebody is.
_AUTHOR = re.compile(
    r"[A-Z][\w’'-]+ (?:[A-Z][\w.’'-]* )?([A-Z][\w’'-]+)(?:, [^,]{2,60},)? ([a-z]+) (?!\w+(?:ing|ed)\b)"
)
# What stands around words.
_EDGES = str.maketrans(dict.fromkeys('.,:;!?"“”‘()', " "))
# What ends a line, and how many blanks may stand before or behind.
_BREAKS, _GAP = "\n\r", 3
# Shorter articles have no author's note.
_FEWEST = 6


class Leanings:
    """How each body sentence of a document depends on what comes before it, each read when it is first asked.

    "nothing": it stands alone. "addition": it adds to what was said before ("Lee also said"). "before": it needs
    the very sentence before it ("However", "He said", and that one names somebody). "never": no line before it
    helps, as a quotation without its speaker, an open quotation mark or a fragment.
    """

    def __init__(self, document: Document) -> None:
        self.body = [s for s in document.sentences if s.role == "body"]
        self.words = language(document.code)
        self._readings: dict[int, Reading] = {}
        self._leans: dict[int, Lean] = {}
        self._text = document.text

    @cached_property
    def _marks(self) -> tuple[list[Extent], list[Extent]]:
        return quotations(self._text)

    @cached_property
    def _lower(self) -> frozenset[str]:
        return frozenset(self._text.translate(_EDGES).split())

    def is_transcript(self, at: int) -> bool:
        """Whether body sentence `at` stands behind speakers' names with colons, in an interview word for word."""
        return self.body[at].start >= self._transcript

    @cached_property
    def _transcript(self) -> int:
        """Where a transcript begins: where the first of two labels stands that each come again."""
        # Two labels that each stand twice have four colons.
        if self._text.count(": ") < 4:
            return len(self._text)
        labels = [(match[1], match.start()) for match in _LABEL.finditer(self._text)]
        again = [label for label, count in Counter(label for label, _ in labels).items() if count > 1]
        return (
            min((start for label, start in labels if label in again), default=0) if len(again) > 1 else len(self._text)
        )

    def lean(self, at: int) -> Lean:
        """The leaning of body sentence `at`."""
        if at in self._leans:
            return self._leans[at]
        first = at
        while first and first not in self._leans and self._reading(first).needs:
            first -= 1
        for number in range(first, at + 1):
            if number not in self._leans:
                reading = self._reading(number)
                lost = reading.needs and not (number and self._provides(number - 1, reading))
                self._leans[number] = "never" if lost else reading.lean
        return self._leans[at]

    def _reading(self, at: int) -> Reading:
        if at not in self._readings:
            sentence = self.body[at]
            quoted, broken = (_touching(extents, sentence) for extents in self._marks)
            size = sentence.end - sentence.start
            whole = not broken and all(start >= 0 and end <= size for start, end in quoted)
            self._readings[at] = Reading(sentence.text, quoted if whole else [], self.words, whole, self._lower)
            reading = self._readings[at]
            furniture = reading.is_furniture(at) or self._is_caption(at)
            if (furniture or self._is_of_author(at)) and not self._text.isupper():
                reading.lean = "never"
            elif at and reading.lean == "nothing" and reading.is_one_more():
                reading.lean = "before"
        return self._readings[at]

    def _is_caption(self, at: int) -> bool:
        where = self._readings[at].caption()
        return where == "anywhere" or (where == "alone" and self._is_line(self.body[at]))

    def _is_line(self, sentence: Sentence) -> bool:
        """Whether a sentence is a whole line of several."""
        before = self._text[max(0, sentence.start - _GAP) : sentence.start].rstrip(" \t")
        after = self._text[sentence.end : sentence.end + _GAP].lstrip(" \t")
        alone = (not before or before[-1] in _BREAKS) and (not after or after[0] in _BREAKS)
        return alone and len(self.body) > 1

    def _is_of_author(self, at: int) -> bool:
        """Whether it tells at an article's beginning or end who somebody is of whom the article tells nothing."""
        if 1 < at < len(self.body) - 2 or len(self.body) < _FEWEST:
            return False
        match = _AUTHOR.match(self.body[at].text)
        return bool(match and match[2] in self.words.presents and self._text.count(match[1]) == 1)

    def _provides(self, at: int, after: Reading) -> bool:
        """Whether a sentence finds in body sentence `at`, right before it, whom or what it means."""
        before, lean = self._reading(at), self._leans[at]
        if after.needs == "speaker":
            return lean != "never" and before.tells_a_speaker
        chained = lean == "before" and before.needs == after.needs
        several = after.low[:1] and after.low[0] in self.words.plural_pronouns and before.names_several()
        found = before.names_somebody() or bool(several) or after.noun in before.low
        return found or (after.needs == "person" and chained)


def leanings(document: Document) -> dict[Sentence, Lean]:
    """The leaning of every body sentence of a document."""
    found = Leanings(document)
    return {sentence: found.lean(at) for at, sentence in enumerate(found.body)}


def _touching(extents: Sequence[Extent], sentence: Sentence) -> list[Extent]:
    """The extents that share characters with a sentence, counted from its start."""
    found = []
    for start, end in islice(extents, bisect_right(extents, sentence.start, key=itemgetter(1)), None):
        if start >= sentence.end:
            break
        found.append((start - sentence.start, end - sentence.start))
    return found
