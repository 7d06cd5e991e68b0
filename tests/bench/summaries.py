"""Times and memory of our summaries and sumy's in one run: python -m tests.bench.summaries [SENTENCES ...]

Texts are made of words drawn by Zipf's law, so that no file is needed. Prints seconds, the ratio to ours, the
exponent of growth, and the peak memory of ours. Splitting is timed apart.
"""

from __future__ import annotations

import math
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial

from summaries.document import Document, split
from summaries.select import summarize

SUMY_LIMIT = 300  # sentences beyond which sumy's quadratic methods take minutes


def article(sentences: int, seed: int = 1, name: str = "a") -> Document:
    """An article of so many sentences of about 22 words, five to a paragraph."""
    dice = random.Random(seed)
    words = [f"{''.join(dice.choices('bcdfglmnprst', k=2))}{'aeiou'[n % 5]}{'lnrst'[n % 3]}{n}" for n in range(8_000)]
    words = ["".join(c for c in w if c.isalpha()) + "aeiou"[i % 5] for i, w in enumerate(words)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    lines = []
    for number in range(sentences):
        drawn = dice.choices(words, weights, k=dice.randint(12, 32))
        drawn[0] = drawn[0].capitalize()
        if number % 7 == 0:
            drawn[3] = str(dice.randint(2, 900))
        lines.append(" ".join(drawn) + "." + ("\n" if number % 5 == 4 else ""))
    return Document(name, "", " ".join(lines), language="en")


def articles(sizes: list[int]) -> list[Document]:
    """Articles of so many sentences each, split already: that is timed apart."""
    found = [article(size, seed, str(seed)) for seed, size in enumerate(sizes)]
    assert all(document.sentences for document in found)
    return found


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The best of some rounds, in seconds of processor time."""
    best = math.inf
    for _ in range(rounds):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def first_seconds(documents: Callable[[], list[Document]], sentences: int, rounds: int = 3) -> float:
    """The best time of some rounds for a summary of documents that nothing has read yet."""
    return min(seconds(partial(summarize, documents(), sentences=sentences), 1) for _ in range(rounds))


def main(sizes: list[int]) -> None:
    """Print the tables."""
    summarize([article(30)], sentences=3)
    print(f"{'sentences':>10} {'split':>8} {'ours':>8} {'peak MB':>8}")
    points = []
    for size in sizes:
        splitting = seconds(partial(split, article(size)), 1)
        ours = first_seconds(partial(articles, [size]), 5)
        (document,) = articles([size])
        tracemalloc.start()
        summarize([document], sentences=5)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        points.append((size, ours))
        print(f"{size:10} {splitting:8.3f} {ours:8.3f} {peak:8.1f}", flush=True)
    (small, short), (large, long) = points[0], points[-1]
    print(f"exponent {math.log(long / short) / math.log(large / small):.2f} from {small} to {large} sentences")
    digest = first_seconds(partial(articles, [28] * 100), 10)
    print(f"digest of 100 articles {digest:.3f} s")
    first = first_seconds(partial(articles, [23]), 3, 20)
    again = seconds(partial(summarize, articles([23]), sentences=3), 20)
    print(f"one article of 500 words {1000 * first:.2f} ms, once it has been read {1000 * again:.2f} ms")
    for size in [size for size in sizes if size <= SUMY_LIMIT]:
        document = article(size)
        ours = seconds(partial(summarize, [document], sentences=5))
        for method in ("luhn", "sumbasic", "textrank", "lexrank"):
            theirs = seconds(partial(summarize, [document], sentences=5, method=method), 1)
            print(f"{size:10} {method:10} {theirs:8.3f} s, {theirs / ours:7.1f} times ours", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 300, 1_000, 5_000, 20_000])
