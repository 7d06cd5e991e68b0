"""Articles that tell one story, kept together one arrival at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import combinations

from summaries.document import Document
from summaries.stories.knots import Knots
from summaries.stories.linkage import THRESHOLD, Knot, agglomerate
from summaries.stories.postings import SHARDS, Postings
from summaries.stories.terms import Numbers, Weights, scale, terms

POOL = 2  # stories that one arrival may rearrange
KNOTS = 12  # of a story; beyond, its two closest become one for good
POSTED = 16  # of its terms, the heaviest, by which a knot is found
UNLIKE = 2  # knots that share words but turn out unrelated, after which the rest is not looked at
FAINT = 0.05  # average similarity below which two knots count as unrelated


class StoryIndex:
    """The stories of the articles added so far. An article is a number, counted from 0 in order of arrival.

    A story is known by its first article. Arrivals may join stories or part one that was joined too early, so
    that whatever the order of arrival, the stories are close to those of average linkage over all articles; the
    number of a story may then change. An arrival costs the same however many articles came before. Of more than
    `capacity` articles, the stories are forgotten that changed longest ago, but never the one just told.
    """

    def __init__(self, *, capacity: int = 100_000) -> None:
        scale()  # read from its file now, not when the first article comes
        self._capacity = capacity
        self._arrived = 0
        self._today = date.max.toordinal()  # of the last article that had a date
        self._knots = Knots()
        self._postings = Postings()
        self._shards: list[dict[int, int]] = [{} for _ in range(SHARDS)]  # article -> knot; see Postings
        self._stories: dict[int, tuple[int, ...]] = {}  # story -> knots, the story that changed last at the end

    def __len__(self) -> int:
        return sum(map(len, self._shards))

    def add(self, document: Document) -> int:
        """Put the next article with its story; return the story's first article."""
        day = document.published.toordinal() if document.published else None
        self._today = self._today if day is None else day
        article = self._arrived
        self._arrived += 1
        numbers, weights = terms(document)
        posted = self._postings.of(numbers[:POSTED].tolist())
        likely = self._postings.likely(posted, weights)
        order = numbers.argsort()
        ascending = numbers[order], weights[order]
        links = self._similar(likely, *ascending)
        closest = self._closest(links)
        # What the search left out of these stories counts too, or who belongs would depend on how far it looked.
        others = [knot for story in closest for knot in self._stories[story] if knot not in links]
        links.update(zip(others, self._knots.products(*ascending, others), strict=True))
        knot = self._knots.tie(article, day, self._today, numbers, weights)
        self._knots.link(knot, links)
        self._postings.post(knot, posted)
        self._shard(article)[article] = knot
        self._stories[article] = (knot,)
        self._settle([article, *closest])
        home = self.story(article)
        while len(self) > self._capacity and len(self._stories) > 1:
            self._forget(next(story for story in self._stories if story != home))
        return home

    def forget(self, before: datetime) -> None:
        """Forget the stories without an article since `before`.

        An article without a date is as old as the dated one that arrived before it; without any, it stays.
        """
        day, seen = before.toordinal(), self._knots.seen
        for story in [s for s, knots in self._stories.items() if all(seen[knot] < day for knot in knots)]:
            self._forget(story)

    def story(self, article: int) -> int:
        """The first article of the story that an article is in; KeyError if it is forgotten."""
        return self._knots.story[self._shard(article)[article]]

    def stories(self) -> Iterator[list[int]]:
        """Every story's articles in order of arrival, in order of first article."""
        for _, knots in sorted(self._stories.items()):
            yield sorted(article for knot in knots for article in self._knots.articles[knot])

    def _shard(self, article: int) -> dict[int, int]:
        return self._shards[article % SHARDS]

    def _similar(self, likely: list[int], numbers: Numbers, weights: Weights) -> dict[int, float]:
        """Knots among the likely ones that resemble the vector, with the sum of their articles' similarities to it."""
        similar: dict[int, float] = {}
        unlike = 0
        for knot, similarity in zip(likely, self._knots.products(numbers, weights, likely), strict=True):
            if similarity >= FAINT * self._knots.sums[knot][0]:
                similar[knot] = similarity
            else:
                unlike += 1
                if unlike > UNLIKE:
                    break
        return similar

    def _closest(self, links: dict[int, float]) -> list[int]:
        """The stories that an arrival with these links may belong to, closest first."""
        best: dict[int, float] = {}
        for knot, similarity in links.items():
            average = similarity / self._knots.sums[knot][0]
            story = self._knots.story[knot]
            if average >= THRESHOLD and average > best.get(story, 0.0):
                best[story] = average
        return sorted(best, key=best.__getitem__, reverse=True)[:POOL]

    def _settle(self, stories: Iterable[int]) -> None:
        """Part the knots of these stories anew."""
        pool = [knot for story in stories for knot in self._stories.pop(story)]
        links = {knot: self._knots.links[knot] for knot in pool}
        for part in agglomerate({knot: Knot(*self._knots.sums[knot]) for knot in pool}, links):
            while len(part) > KNOTS:
                self._fold(part)
            story = min(self._knots.articles[knot][0] for knot in part)
            self._stories[story] = tuple(part)
            for knot in part:
                self._knots.story[knot] = story

    def _fold(self, part: list[int]) -> None:
        """Make the two closest knots of a story one."""
        knots = self._knots
        kept, gone = max(combinations(sorted(part), 2), key=lambda pair: knots.closeness(*pair))
        if len(knots.articles[kept]) < len(knots.articles[gone]):
            kept, gone = gone, kept  # fewer articles have to be told
        part.remove(gone)
        for article in knots.articles[gone]:
            self._shard(article)[article] = kept
        for knot in (kept, gone):
            self._postings.withdraw(knot, knots.numbers[knot][:POSTED].tolist())
        knots.fold(kept, gone)
        self._postings.post(kept, self._postings.of(knots.numbers[kept][:POSTED].tolist()))

    def _forget(self, story: int) -> None:
        for knot in self._stories.pop(story):
            for article in self._knots.articles[knot]:
                del self._shard(article)[article]
            self._postings.withdraw(knot, self._knots.numbers[knot][:POSTED].tolist())
            self._knots.untie(knot)
