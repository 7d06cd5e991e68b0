"""Counts in how many everyday stories each word occurs, for summaries/data/stories/frequencies.tsv.

usage: python -m tests.quality.train_stories SHARED

Reads the development texts under SHARED/data; only counts leave them. Articles of one story share one vote,
so that a story told twenty times does not make its own names look common.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from summaries.language import language
from summaries.stories.terms import MAX_CHARACTERS, normal, words

TARGET = Path(__file__).parents[2] / "summaries" / "data" / "stories" / "frequencies.tsv"
LANGUAGES = TARGET.parents[1] / "languages"
FEWEST = 2.0
SOURCES = (
    "stories_ecb.dev",
    "stories_basil.dev",
    "stories_multiling.dev",
    "quotes_dev",
    "summary_cnndm.dev",
    "summary_multinews.dev",
    "summary_writers.dev",
)


def articles(shared: Path) -> Iterator[tuple[str, str]]:
    """The (story, text with title) of every development article."""
    for source in SOURCES:
        with (shared / "data" / f"{source}.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                for part in row.get("documents", [row]):
                    yield row.get("cluster", row["id"]), f"{part.get('title', '')}\n{part['text']}"


def count(texts: Iterator[tuple[str, str]]) -> tuple[int, dict[str, float]]:
    """How many stories there are, and in how many of them each term occurs."""
    stories: defaultdict[str, list[set[str]]] = defaultdict(list)
    for story, text in texts:
        stories[story].append({normal(word) for word in words(text[:MAX_CHARACTERS])})
    counts: defaultdict[str, float] = defaultdict(float)
    for told in stories.values():
        for term, times in Counter(term for article in told for term in article).items():
            counts[term] += times / len(told)
    return len(stories), dict(counts)


def function_words() -> set[str]:
    """Words that tell no stories apart, of the languages that the development texts are not written in."""
    codes = {file.stem for file in LANGUAGES.glob("*.toml")} - {"en"}
    return {word for lists in map(language, codes) for word in lists.stop_words | lists.says | lists.dates}


def main(shared: Path) -> None:
    """Write the table."""
    stories, counts = count(articles(shared))
    for word in function_words():
        if counts.get(normal(word), 0.0) < FEWEST:
            counts[normal(word)] = stories
    rows = sorted((term, n) for term, n in counts.items() if n >= FEWEST and term)
    head = "# Stories that a word occurs in, of English news; function words of other languages count as in all (*).\n"
    TARGET.write_text(head + f"*\t{stories}\n" + "".join(f"{term}\t{n:.4g}\n" for term, n in rows), "utf-8")
    print(f"{len(rows)} terms of {stories} stories")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
