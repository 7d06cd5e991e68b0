"""How long grouping takes: many made-up articles one by one, and against comparing all pairs.

usage: python -m tests.bench.stories [ARTICLES]
"""

from __future__ import annotations

import gc
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from math import hypot, log
from resource import RUSAGE_SELF, getrusage
from string import ascii_lowercase
from time import process_time

from summaries.document import Document
from summaries.stories import StoryIndex
from summaries.stories.terms import rarities

VOCABULARY = 60_000
WORDS = (200, 900)  # of an article: about 500 on average
OWN = 25  # words that tell a story from others
RUNNING = 2_000  # stories in the news at once
LIMIT = 0.005  # seconds for one article
START = datetime(2024, 1, 1, tzinfo=UTC)


def news(articles: int, seed: int = 0) -> Iterator[tuple[int, Document]]:
    """The (story, article) pairs of a month: words as frequent as in language (Zipf), stories of 1 to hundreds."""
    rng = random.Random(seed)
    rarity, _ = rarities()
    spelt = sorted(rarity, key=lambda word: (rarity[word], word))
    spelt += ["".join(rng.choices(ascii_lowercase, k=rng.randint(3, 9))) for _ in range(VOCABULARY - len(spelt))]
    often = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    running: list[tuple[int, list[str]]] = []
    stories = 0
    for n in range(articles):
        if len(running) < RUNNING or rng.random() < 0.3:
            running.append((stories, rng.sample(spelt[500:], OWN)))
            stories += 1
            del running[:-RUNNING]
        # The latest stories are told most, and some of them far more than others.
        story, own = running[-1 - min(int(rng.paretovariate(0.5)) - 1, len(running) - 1)]
        words = rng.choices(spelt, cum_weights=often, k=min(WORDS[1], int(WORDS[0] + rng.expovariate(1 / 300))))
        for place in [*rng.sample(range(40), 12), *rng.choices(range(len(words)), k=20)]:
            words[place] = own[min(int(rng.expovariate(0.15)), OWN - 1)]
        yield (
            story,
            Document(str(n), " ".join(words[:10]), " ".join(words), published=START + timedelta(seconds=25 * n)),
        )


def all_pairs(documents: list[Document]) -> float:
    """Seconds that the cosines of all pairs take, with words and frequencies of the documents alone."""
    started = process_time()
    counts = [Counter(document.text.split()) for document in documents]
    seen = Counter(word for count in counts for word in count)
    vectors = []
    for count in counts:
        vector = {word: (1 + log(n)) * log(len(documents) / seen[word]) for word, n in count.items()}
        length = hypot(*vector.values())
        vectors.append({word: weight / length for word, weight in vector.items()})
    for n, vector in enumerate(vectors):
        for other in vectors[:n]:
            sum(weight * other[word] for word, weight in vector.items() if word in other)
    return process_time() - started


class Collector:
    """The processor time that Python's collector of garbage takes; what it walks is the whole process's."""

    def __init__(self) -> None:
        self.seconds = self._began = 0.0
        gc.callbacks.append(self._note)

    def _note(self, phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            self._began = process_time()
        else:
            self.seconds += process_time() - self._began

    def leave(self) -> None:
        gc.callbacks.remove(self._note)


def main(articles: int) -> None:
    """Print seconds, time per article, memory, how well the made-up stories are found, and the ratio."""
    index = StoryIndex(capacity=articles)
    told, spent, own = [], [], []
    before = getrusage(RUSAGE_SELF).ru_maxrss
    collector = Collector()
    for story, document in news(articles):
        collector.seconds, started = 0.0, process_time()
        index.add(document)
        spent.append(process_time() - started)
        own.append(spent[-1] - collector.seconds)
        told.append(story)
    collector.leave()
    memory = (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024
    ordered = sorted(spent)
    median, most_of = ordered[articles // 2], ordered[int(articles * 0.99)]
    print(f"{articles} articles: {sum(spent):.1f} s of CPU, {memory:.0f} MB")
    print(
        f"an article: p50 {1e3 * median:.2f} ms, p99 {1e3 * most_of:.2f} ms, slowest {1e3 * ordered[-1]:.1f} ms,"
        f" without the collector of garbage {1e3 * max(own):.1f} ms; {sum(s > LIMIT for s in own)} over {1e3 * LIMIT:g}"
    )
    tenth = max(1, articles // 10)
    print(
        f"first tenth {1e3 * sum(spent[:tenth]) / tenth:.2f} ms each, last {1e3 * sum(spent[-tenth:]) / tenth:.2f} ms"
    )
    pairs = Counter((told[article], n) for n, story in enumerate(index.stories()) for article in story)
    found, real = Counter[int](), Counter(told)
    for (_, n), size in pairs.items():
        found[n] += size
    precision = sum(size * size / found[n] for (_, n), size in pairs.items()) / articles
    recall = sum(size * size / real[s] for (s, _), size in pairs.items()) / articles
    print(f"{len(real)} stories, {len(found)} found, B3 precision {precision:.3f}, recall {recall:.3f}")
    slice_ = [document for _, document in news(1_000)]
    few = StoryIndex()
    started = process_time()
    for document in slice_:
        few.add(document)
    ours = process_time() - started
    plain = all_pairs(slice_)
    print(f"{len(slice_)} articles: ours {ours:.2f} s, all pairs {plain:.2f} s, ratio {plain / ours:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
