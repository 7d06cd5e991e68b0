"""Why two articles are one story: the names, numbers and words they share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from summaries.document import Document
from summaries.stories.terms import MAX_CHARACTERS, number, terms, words

TRIFLE = 0.01  # of the similarity, below which a shared term explains nothing

_WORD_OR_BREAK = re.compile(r"\w+(?:['’]\w+)?|[^\w ]")
_INSIDE_SENTENCE = re.compile(r"(?<=[\w,;] )\w+(?:['’]\w+)?")


@dataclass(frozen=True)
class Why:
    """What two articles share, each kind weightiest first and as the first article writes it.

    `similarity` is from 0 to 1; names that stand side by side in the first article come as one. `days_apart` is
    None where one of the dates is unknown.
    """

    similarity: float
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    words: tuple[str, ...]
    days_apart: int | None

    def sentence(self, most: int = 4) -> str:
        """The reason in words, at most so many of each kind; what is listed is as the first article writes it."""
        parts = [
            f"{kind} {', '.join(shared[:most])}"
            for kind, shared in (("names", self.names), ("numbers", self.numbers), ("words", self.words))
            if shared
        ]
        if not parts:
            return "no words in common; each is like others of the story"
        days = {None: "", 0: "; same day", 1: "; a day apart"}.get(self.days_apart, f"; {self.days_apart} days apart")
        return f"both have the {'; the '.join(parts)}{days} (similarity {self.similarity:.2f})"


def why(a: Document, b: Document) -> Why:
    """What speaks for the two articles telling one story."""
    of_a, of_b = (dict(zip(*map(np.ndarray.tolist, terms(document)), strict=True)) for document in (a, b))
    shared = {term: weight * of_b[term] for term, weight in of_a.items() if term in of_b}
    written, names = _spelling(a, set(shared))
    dates = [document.published.toordinal() for document in (a, b) if document.published]
    days = abs(dates[0] - dates[1]) if len(dates) == 2 else None
    similarity = sum(shared.values())
    ranked = [term for term in sorted(shared, key=lambda term: -shared[term]) if shared[term] >= TRIFLE * similarity]
    numbers = tuple(written[term] for term in ranked if written[term][:1].isdigit())
    plain = tuple(written[term] for term in ranked if term not in names and not written[term][:1].isdigit())
    return Why(min(1.0, similarity), _phrases(a, ranked, names), numbers, plain, days)


def _spelling(document: Document, shared: set[int]) -> tuple[dict[int, str], set[int]]:
    """How the document writes each term most often, and which terms it takes for names.

    A name has a capital inside sentences, always; how a sentence or a headline begins tells nothing.
    """
    spellings: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for word in (*words(document.title[:MAX_CHARACTERS]), *words(document.text[:MAX_CHARACTERS])):
        if (term := number(word)) in shared:
            spellings[term][word] += 1
    written = {term: max(found, key=lambda word: (found[word], word)) for term, found in spellings.items()}
    inside: defaultdict[int, list[bool]] = defaultdict(list)
    for word in _INSIDE_SENTENCE.findall(document.text[:MAX_CHARACTERS]):
        inside[number(word)].append(word[0].isupper())
    return written, {term for term in shared if all(inside.get(term, [False]))}


def _phrases(document: Document, ranked: list[int], names: set[int]) -> tuple[str, ...]:
    """Runs of shared names as the document writes them, each name in the first of its longest runs."""
    runs = []
    pieces = _WORD_OR_BREAK.findall(document.text[:MAX_CHARACTERS])
    for is_name, group in groupby(pieces, lambda piece: number(piece) in names):
        if is_name:
            runs.append(tuple(group)[:4])
    phrases: dict[int, str] = {}
    for run in sorted(runs, key=len, reverse=True):
        for word in run:
            phrases.setdefault(number(word), " ".join(run))
    return tuple(dict.fromkeys(phrases[term] for term in ranked if term in phrases))
