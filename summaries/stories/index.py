"""Articles that tell one story, kept together one arrival at a time."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from heapq import nlargest
from itertools import combinations, islice, repeat
from operator import mul

from summaries.document import Document
from summaries.stories.linkage import THRESHOLD, Knot, agglomerate
from summaries.stories.terms import MAX_TERMS, terms

POOL = 2  # stories that one arrival may rearrange
KNOTS = 12  # of a story; beyond, its two closest become one for good
POSTED = 16  # of its terms, the heaviest, by which a knot is found
RECENT = 40  # knots read for one term, the latest
LOOKED_UP = 300  # knots read for one arrival, those of its rarest terms first
COMPARED = 6  # knots compared with an arrival in full
SWEPT = 64  # postings are cleared of knots that are gone whenever they have grown by so many
LIKELY = 0.2  # summed weight of the terms by which a knot was found, below which it is not compared
UNLIKE = 2  # knots that share words but turn out unrelated, after which the rest is not looked at
FAINT = 0.05  # average similarity below which two knots count as unrelated


@dataclass(slots=True)
class _Member:
    """A knot's articles, and what new ones are compared with."""

    articles: list[int]
    terms: tuple[str, ...]
    weights: array[float]
    seen: int  # the day of its last article
    links: dict[int, float] = field(default_factory=dict)  # to other knots, sums of similarities


class StoryIndex:
    """The stories of the articles added so far. An article is a number, counted from 0 in order of arrival.

    A story is known by its first article. Arrivals may join stories or part one that was joined too early, so
    that whatever the order of arrival, the stories are close to those of average linkage over all articles; the
    number of a story may then change. An arrival costs the same however many articles came before. Of more than
    `capacity` articles, the stories are forgotten that changed longest ago, but never the one just told.
    """

    def __init__(self, *, capacity: int = 100_000) -> None:
        self._capacity = capacity
        self._arrived = 0
        self._today = date.max.toordinal()  # of the last article that had a date
        self._knots: dict[int, Knot] = {}
        self._members: dict[int, _Member] = {}
        # Term -> knots; some may be gone. Arrays, for the collector of garbage would go through as many lists.
        self._postings: defaultdict[str, array[int]] = defaultdict(partial(array, "q"))
        self._knot_of: dict[int, int] = {}  # article -> knot
        self._story_of: dict[int, int] = {}  # knot -> story
        self._stories: dict[int, list[int]] = {}  # story -> knots, the story that changed last at the end

    def __len__(self) -> int:
        return len(self._knot_of)

    def add(self, document: Document) -> int:
        """Put the next article with its story; return the story's first article."""
        published = document.published
        self._today = published.toordinal() if published else self._today
        article = self._arrived
        self._arrived += 1
        vector = terms(document)
        member = _Member([article], tuple(vector), array("d", vector.values()), self._today)
        links = self._similar(vector)
        closest = self._closest(links)
        # What the search left out of these stories counts too, or who belongs would depend on how far it looked.
        for knot in [knot for story in closest for knot in self._stories[story] if knot not in links]:
            links[knot] = self._product(vector, knot)
        day = published.toordinal() if published else None
        self._knots[article] = Knot(first=day, last=day)
        self._members[article] = member
        self._knot_of[article] = self._story_of[article] = article
        self._stories[article] = [article]
        self._post(article)
        for knot, similarity in links.items():
            member.links[knot] = self._members[knot].links[article] = similarity
        self._settle([article, *closest])
        home = self.story(article)
        while len(self) > self._capacity and len(self._stories) > 1:
            self._forget(next(story for story in self._stories if story != home))
        return home

    def forget(self, before: datetime) -> None:
        """Forget the stories without an article since `before`.

        An article without a date is as old as the dated one that arrived before it; without any, it stays.
        """
        day = before.toordinal()
        for story in [s for s, knots in self._stories.items() if all(self._members[k].seen < day for k in knots)]:
            self._forget(story)

    def story(self, article: int) -> int:
        """The first article of the story that an article is in; KeyError if it is forgotten."""
        return self._story_of[self._knot_of[article]]

    def stories(self) -> Iterator[list[int]]:
        """Every story's articles in order of arrival, in order of first article."""
        for _, knots in sorted(self._stories.items()):
            yield sorted(article for knot in knots for article in self._members[knot].articles)

    def _similar(self, vector: dict[str, float]) -> dict[int, float]:
        """Knots that resemble the vector, with the sum of their articles' similarities to it."""
        overlap: defaultdict[int, float] = defaultdict(float)
        found = [(len(posted), term, posted) for term in islice(vector, POSTED) if (posted := self._postings.get(term))]
        left = LOOKED_UP
        for _, term, posted in sorted(found):
            weight = vector[term]
            for knot in posted[-RECENT:]:
                overlap[knot] += weight
            left -= min(len(posted), RECENT)
            if left < 0:
                break
        similar: dict[int, float] = {}
        unlike = 0
        for knot in nlargest(COMPARED, [k for k, o in overlap.items() if o >= LIKELY], key=overlap.__getitem__):
            if knot not in self._members:
                continue
            similarity = self._product(vector, knot)
            if similarity >= FAINT * self._knots[knot].size:
                similar[knot] = similarity
            else:
                unlike += 1
                if unlike > UNLIKE:
                    break
        return similar

    def _product(self, vector: dict[str, float], knot: int) -> float:
        """The sum of the similarities of a knot's articles to the vector."""
        member = self._members[knot]
        product: float = sum(map(mul, map(vector.get, member.terms, repeat(0.0)), member.weights))
        return product

    def _closest(self, links: dict[int, float]) -> list[int]:
        """The stories that an arrival with these links may belong to, closest first."""
        best: dict[int, float] = {}
        for knot, similarity in links.items():
            story = self._story_of[knot]
            best[story] = max(best.get(story, 0.0), similarity / self._knots[knot].size)
        return nlargest(POOL, (story for story, most in best.items() if most >= THRESHOLD), key=best.__getitem__)

    def _settle(self, stories: Iterable[int]) -> None:
        """Part the knots of these stories anew."""
        pool = [knot for story in stories for knot in self._stories.pop(story)]
        links = {knot: self._members[knot].links for knot in pool}
        for part in agglomerate({knot: self._knots[knot] for knot in pool}, links):
            while len(part) > KNOTS:
                self._fold(part)
            story = min(self._members[knot].articles[0] for knot in part)
            self._stories[story] = part
            for knot in part:
                self._story_of[knot] = story

    def _fold(self, part: list[int]) -> None:
        """Make the two closest knots of a story one."""

        def closeness(pair: tuple[int, int]) -> float:
            a, b = pair
            return self._members[a].links.get(b, 0.0) / (self._knots[a].size * self._knots[b].size)

        a, b = max(combinations(sorted(part), 2), key=closeness)
        part.remove(b)
        kept, gone = self._members[a], self._members[b]
        across = kept.links.get(b, 0.0)
        self._detach(b)
        self._knots[a].absorb(self._knots.pop(b), across)
        for knot, similarity in gone.links.items():
            if knot != a:
                kept.links[knot] = self._members[knot].links[a] = kept.links.get(knot, 0.0) + similarity
        self._unpost(a)
        total = dict(zip(kept.terms, kept.weights, strict=True))
        for term, weight in zip(gone.terms, gone.weights, strict=True):
            total[term] = total.get(term, 0.0) + weight
        kept.terms = tuple(nlargest(2 * MAX_TERMS, total, key=total.__getitem__))
        kept.weights = array("d", map(total.__getitem__, kept.terms))
        kept.seen = max(kept.seen, gone.seen)
        kept.articles = sorted(kept.articles + gone.articles)
        for article in gone.articles:
            self._knot_of[article] = a
        self._post(a)

    def _forget(self, story: int) -> None:
        for knot in self._stories.pop(story):
            for article in self._members[knot].articles:
                del self._knot_of[article]
            self._detach(knot)
            del self._knots[knot]

    def _post(self, knot: int) -> None:
        for term in self._members[knot].terms[:POSTED]:
            postings = self._postings[term]
            postings.append(knot)
            if len(postings) % SWEPT == 0:
                postings[:] = array("q", [k for k in dict.fromkeys(postings) if k in self._members])

    def _unpost(self, knot: int) -> None:
        """Take a knot out of short postings; long ones are swept as they grow."""
        for term in self._members[knot].terms[:POSTED]:
            postings = self._postings[term]
            if len(postings) < SWEPT:
                postings.remove(knot)
                if not postings:
                    del self._postings[term]

    def _detach(self, knot: int) -> None:
        """Take a knot out of the index, keeping its numbers in _knots."""
        self._unpost(knot)
        for other in self._members.pop(knot).links:
            del self._members[other].links[knot]
        del self._story_of[knot]
