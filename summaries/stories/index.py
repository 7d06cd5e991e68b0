"""Articles that tell one story, kept together one arrival at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from summaries.document import Document
from summaries.stories.terms import terms

# Average similarity from which articles are one story; both numbers calibrated on the development stories.
THRESHOLD = 0.15
COHESION = 0.65


@dataclass
class _Story:
    articles: list[int] = field(default_factory=list)
    inner: float = 0.0  # the similarities of its pairs of articles, summed


class StoryIndex:
    """The stories of the articles added so far; an article is a number, counted from 0 in order of arrival.

    A story is known by its first article. Average linkage (Sokal and Michener 1958), one arrival at a time.
    """

    def __init__(self) -> None:
        self._terms: list[dict[str, float]] = []
        self._story: list[int] = []
        self._stories: dict[int, _Story] = {}
        self._weights: defaultdict[str, dict[int, float]] = defaultdict(dict)  # term -> story -> weight

    def add(self, document: Document) -> int:
        """Put the document with its story and return that story's first article."""
        vector = terms(document)
        article = len(self._terms)
        self._terms.append(vector)
        sums: defaultdict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for story, other in self._weights[term].items():
                sums[story] += weight * other
        ranked = sorted(sums, key=lambda story: (-sums[story] / len(self._stories[story].articles), story))[:8]
        near = [s for s in ranked if sums[s] / len(self._stories[s].articles) >= THRESHOLD]
        home = near.pop(0) if near else article
        told = self._stories.setdefault(home, _Story())
        told.articles.append(article)
        told.inner += sums[home]
        self._story.append(home)
        for term, weight in vector.items():
            weights = self._weights[term]
            weights[home] = weights.get(home, 0.0) + weight
        for other in near:
            home = self._merge(home, other)
        return home

    def stories(self) -> Iterator[list[int]]:
        """Every story's articles in order of arrival, in order of first article."""
        for _, story in sorted(self._stories.items()):
            yield sorted(story.articles)

    def _merge(self, a: int, b: int) -> int:
        """Join two stories if they are one; return the story that has a's articles."""
        first, second = self._stories[a], self._stories[b]
        fewer = min((a, b), key=lambda story: len(self._stories[story].articles))
        shared = set(chain.from_iterable(self._terms[i] for i in self._stories[fewer].articles))
        across = sum(w.get(a, 0.0) * w.get(b, 0.0) for w in map(self._weights.__getitem__, shared))
        similarity = across / (len(first.articles) * len(second.articles))
        if similarity < max(THRESHOLD, COHESION * min(_cohesion(first), _cohesion(second))):
            return a
        keep, drop = min(a, b), max(a, b)
        dropped = self._stories.pop(drop)
        for term in set(chain.from_iterable(self._terms[i] for i in dropped.articles)):
            weights = self._weights[term]
            weights[keep] = weights.get(keep, 0.0) + weights.pop(drop)
        for article in dropped.articles:
            self._story[article] = keep
        self._stories[keep].articles += dropped.articles
        self._stories[keep].inner += dropped.inner + across
        return keep


def _cohesion(story: _Story) -> float:
    """Average similarity of the story's pairs; 0 for a single article."""
    n = len(story.articles)
    return story.inner / (n * (n - 1) / 2) if n > 1 else 0.0
