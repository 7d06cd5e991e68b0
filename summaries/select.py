"""Which sentences are chosen: length, what leans on what, and the order in which they are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summaries.document import Document, Sentence
from summaries.features import Evidence
from summaries.leaning import Lean, Leanings, leanings
from summaries.rank import Ranking, Weights, learnt, ranking, worth
from summaries.terms import Floats, Ints, content

Flags = NDArray[np.bool_]
Record = Callable[[Ranking, float, Flags], None]


METHODS = ("verbatim", "lead", "lexrank", "textrank", "lsa", "luhn", "sumbasic", "kl", "edmundson")

# Two sentences state one fact when they share so many words of content, such a share of the shorter one's, and such
# a share of all; calibrated by reading the nearest pairs of articles about one event.
_SHARED, _OF_SHORTER, _OF_ALL = 4, 0.45, 0.27
# What another document's sentence must hold of a sentence, and of its quoted words, to be named as its source too.
_OF_OWN, _OF_SAID = 0.6, 0.8
_IN_MARKS = re.compile(r"[“\"„«]([^“”\"„«»]{3,2000})(?:[”\"»]|$)")
# How many standard deviations of worth a sentence gains that holds all words of the query.
_QUERY_PULL = 3.0


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

    def holds(self, sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which sentences, given their numbers of words, still fit."""
        left = np.inf if self.words is None else self.words - self.spent
        return np.asarray(sizes <= left)

    def take(self, size: int) -> None:
        """Counts a sentence of `size` words as chosen."""
        self.taken += 1
        self.spent += size


@dataclass
class Choice:
    """A greedy choice among the candidates of a ranking that keeps every leaning sentence behind its antecedent."""

    ranked: Ranking
    weights: Weights
    leans: Callable[[int], Lean]
    room: Room
    excluded: NDArray[np.bool_]
    bonus: Floats | float = 0.0
    told: list[frozenset[str]] = field(default_factory=list)
    record: Record | None = None
    follows: dict[int, int] = field(default_factory=dict)

    def run(self) -> list[int]:
        """The chosen sentences' numbers, most important first, each leaning one right behind its antecedent."""
        evidence = self.ranked.evidence
        sizes = np.array([len(text.split()) for text in evidence.texts], dtype=np.int64)
        # Closed for good, and waiting for the sentence before.
        closed, waiting = self.excluded.copy(), np.zeros(evidence.count, dtype=bool)
        if self.record is not None:
            leans = [self.leans(at) for at in range(evidence.count)]
            closed |= np.array([lean == "never" for lean in leans], dtype=bool)
            waiting |= np.array([lean not in ("never", "nothing") for lean in leans], dtype=bool)
        while not self.room.is_full:
            allowed = ~closed & ~waiting & self.room.holds(sizes)
            if not allowed.any():
                break
            if self.record is not None:
                self.record(self.ranked, self.room.used, allowed)
            value = worth(self.ranked, self.weights, self.room.used) + self.bonus
            order = np.where(allowed, -value, np.inf).argsort(kind="stable")
            best = self._first_standing(order[: int(allowed.sum())], closed, waiting)
            if best is not None:
                self._take(best, int(sizes[best]))
                closed[best] = True
                waiting[best + 1 : best + 2] = False
        return self._in_blocks()

    def _first_standing(self, order: Ints, closed: Flags, waiting: Flags) -> int | None:
        """The first sentence of an order that may be chosen now; closes or parks those that may not."""
        evidence, chosen = self.ranked.evidence, self.ranked.chosen
        for best in map(int, order):
            lean = self.leans(best)
            told = content(evidence.texts[best], evidence.codes[best])
            # While the ranker learns, repeated facts stay open to it, so that it sees what they are worth.
            repeats = self.record is None and any(is_same_fact(told, other) for other in self.told)
            if lean == "never" or repeats:
                closed[best] = True
            elif lean == "nothing":
                return best
            elif evidence.place[best] > 0 and best - 1 in chosen:
                self.follows[best] = best - 1
                return best
            else:
                waiting[best] = True
        return None

    def _take(self, best: int, size: int) -> None:
        evidence = self.ranked.evidence
        self.told.append(content(evidence.texts[best], evidence.codes[best]))
        self.ranked.choose(best)
        self.room.take(size)

    def _in_blocks(self) -> list[int]:
        after = {antecedent: sentence for sentence, antecedent in self.follows.items()}
        order: list[int] = []
        for sentence in self.ranked.chosen:
            if sentence in self.follows:
                continue
            order.append(sentence)
            while order[-1] in after:
                order.append(after[order[-1]])
        return order


def summarize(
    documents: Iterable[Document],
    *,
    sentences: int = 5,
    words: int | None = None,
    query: str | None = None,
    known: Sequence[Sentence] = (),
    method: str = "verbatim",
) -> list[Sentence]:
    """The sentences that tell best what the documents say, most important first.

    At most `sentences` of them or, with `words`, whole sentences of at most so many words together. No line
    misleads: one that leans on another ("He said", "However") comes right behind the sentence it leans on, and
    fewer are returned where no more can stand. `query` leaves out articles that do not mention any of its words
    and prefers sentences that do. `known` are sentences the reader has seen: nothing they say is chosen again.
    `method` names one of METHODS; all but "verbatim" are sumy's and know neither query nor known sentences.
    """
    documents = list(documents)
    if method != "verbatim":
        from summaries.classic import rank_sentences

        return _first(rank_sentences(documents, method), Room(sentences, words))
    documents = _about(documents, query)
    evidence = Evidence([s for d in documents for s in d.sentences if s.role == "body"])
    if not evidence.count:
        return []
    leans = _leans_of(documents)
    chosen = _choose(evidence, leans, Room(sentences, words), query, known)
    if not chosen:
        # Where no sentence stands alone (an interview, a poem), the least dependent ones are better than nothing.
        chosen = _choose(evidence, lambda at: _relaxed(leans(at)), Room(sentences, words), query, known)
    return [evidence.sentences[at] for at in chosen]


def _leans_of(documents: Sequence[Document]) -> Callable[[int], Lean]:
    """The leaning of a sentence by its number among the body sentences of all documents."""
    read = [Leanings(document) for document in documents]
    starts = np.cumsum([0, *(len(leanings.body) for leanings in read)])

    def lean(at: int) -> Lean:
        document = int(np.searchsorted(starts, at, side="right")) - 1
        return read[document].lean(at - int(starts[document]))

    return lean


def _relaxed(lean: Lean) -> Lean:
    return "never" if lean == "never" else "nothing"


def _choose(
    evidence: Evidence, leans: Callable[[int], Lean], room: Room, query: str | None, known: Sequence[Sentence]
) -> list[int]:
    weights = learnt(evidence.articles > 1)
    ranked = ranking(evidence, weights)
    told = []
    for text, code in {(s.text, s.document.language or "en") for s in known}:
        ranked.know(text, code)
        told.append(content(text, code))
    seen = {s.text for s in known}
    excluded = np.array([text in seen for text in evidence.texts], dtype=bool)
    bonus: Floats | float = 0.0
    if query:
        value = worth(ranked, weights, 0.0)
        bonus = _QUERY_PULL * float(value.std()) * evidence.share_of(query)
    return Choice(ranked, weights, leans, room, excluded, bonus, told).run()


def _first(ranked: Iterable[Sentence], room: Room) -> list[Sentence]:
    chosen = []
    for sentence in ranked:
        size = len(sentence.text.split())
        if not room.is_full and room.holds(np.array([size]))[0]:
            chosen.append(sentence)
            room.take(size)
    return chosen


def _about(documents: Sequence[Document], query: str | None) -> list[Document]:
    """The documents that mention the query in title or text; all of them without one."""
    if not query:
        return list(documents)
    return [
        d for d in documents if content(query, d.language or "en") & content(f"{d.title}\n{d.text}", d.language or "en")
    ]


def is_short(documents: Iterable[Document], *, sentences: int = 5, words: int | None = None) -> bool:
    """Whether the documents are hardly longer than the summary asked for, so that a reader should read them instead."""
    body = [s.text for d in documents for s in d.sentences if s.role == "body"]
    if words is not None:
        return sum(len(text.split()) for text in body) <= 1.3 * words
    return len(body) <= sentences


def reading_order(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Chosen sentences, as `summarize` returns them, in the order for a reader.

    By the time of their articles where all have one, else by how far into its article each stands. Sentences that
    lean on the one before them stay behind it, so that the first can stand alone.
    """
    blocks: list[list[Sentence]] = []
    leans: dict[Sentence, Lean] = {}
    for sentence in sentences:
        if sentence not in leans:
            leans |= leanings(sentence.document)
        before = blocks[-1][-1] if blocks else None
        if before and before.document.id == sentence.document.id and leans.get(sentence, "nothing") != "nothing":
            blocks[-1].append(sentence)
        else:
            blocks.append([sentence])
    return [sentence for block in sorted(blocks, key=_story_time(sentences)) for sentence in block]


def _story_time(sentences: Sequence[Sentence]) -> Callable[[list[Sentence]], tuple[Any, ...]]:
    dated = all(s.document.published is not None for s in sentences)
    arrival = {s.document.id: at for at, s in reversed(list(enumerate(sentences)))}

    def key(block: list[Sentence]) -> tuple[Any, ...]:
        head = block[0]
        if dated:
            return head.document.published, arrival[head.document.id], head.start
        return head.start / max(1, len(head.document.text)), arrival[head.document.id]

    return key


def also_reported(sentence: Sentence, documents: Iterable[Document]) -> list[Sentence]:
    """The sentences of other documents that report what this one says, the nearest one of each such document.

    To name a document as a source is a claim: it asks more than `is_same_fact`, which only keeps a summary from
    saying a thing twice. The other sentence holds most of this one's words, and of words in quotation marks
    nearly all.
    """
    own = content(sentence.text, sentence.document.language or "en")
    said = _quoted(sentence)
    found = []
    for document in documents:
        if document.id == sentence.document.id:
            continue
        code = document.language or "en"
        rated = [
            (len(own & other), -s.start, s)
            for s in document.sentences
            if s.role == "body"
            and is_same_fact(own, other := content(s.text, code))
            and len(own & other) >= _OF_OWN * len(own)
            and len(said & other) >= _OF_SAID * len(said)
        ]
        if rated:
            found.append(max(rated)[2])
    return found


def _quoted(sentence: Sentence) -> frozenset[str]:
    """The stems of the words of content that stand in quotation marks in a sentence."""
    words = " ".join(match[1] for match in _IN_MARKS.finditer(sentence.text))
    return content(words, sentence.document.language or "en")


def is_same_fact(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences, given as the stems of their words of content, state one fact, numbers agreeing."""
    shared = len(one & other)
    if shared < _SHARED or shared < _OF_SHORTER * min(len(one), len(other)) or shared < _OF_ALL * len(one | other):
        return False
    numbers, others = ({word for word in side if word[0].isdigit()} for side in (one, other))
    return not numbers or not others or bool(numbers & others)
