"""Saving and importing: one article from its link to the database by stages, and an import of 10,000.

    python -m tests.bench.saving [ARTICLES]

The import runs as from a shell, with its worker processes. What it is compared with, on a sample of the same
articles, is what a plain script does: feedparser for the feed, trafilatura for the page, sumy's LexRank for a summary.
Times are of the processor, this process and its children, so that a busy machine counts less.
"""

from __future__ import annotations

import asyncio
import io
import random
import resource
import sys
import time
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bot.ingest.door import Door, Kind
from bot.records.savings import Saving
from bot.services.analyse import analyse
from bot.services.library import import_paths
from bot.services.saving import save_draft, save_url
from bot.store import Store, open_store
from bot.store.article import saving
from tests.bot.saving.site import Site, page

T = TypeVar("T")
SAMPLE = 60
ROUNDS = 10
NAMES = ["Tilda Brandt", "Ivo Lindqvist", "Mara Okafor", "Ada Merrow", "Jonas Velten", "Sofia Quill"]
WORDS = [
    "harbour",
    "ferry",
    "council",
    "winter",
    "timetable",
    "quay",
    "repair",
    "money",
    "island",
    "captain",
    "crew",
    "storm",
    "engine",
    "ticket",
    "bridge",
    "tunnel",
    "school",
    "museum",
    "market",
    "budget",
    "vote",
    "plan",
    "report",
    "road",
    "station",
    "river",
    "forest",
    "teacher",
    "doctor",
    "farmer",
    "price",
    "rent",
    "water",
    "power",
    "line",
    "cable",
    "summer",
    "visitor",
    "hotel",
    "beach",
    "street",
    "square",
    "theatre",
    "library",
    "garden",
    "fence",
    "mayor",
    "deputy",
    "inspector",
]


def paragraphs(seed: int, words: int = 800) -> tuple[str, ...]:
    """An article of so many words, a quotation in every third paragraph."""
    rng, found, count = random.Random(seed), list[str](), 0
    while count < words:
        sentences = [f"The {' '.join(rng.choices(WORDS, k=14))} of number {rng.randrange(10**6)}." for _ in range(3)]
        if len(found) % 3 == 1:
            sentences[0] = f"“We {' '.join(rng.choices(WORDS, k=11))},” said {rng.choice(NAMES)}, who was there."
        found.append(" ".join(sentences))
        count += sum(len(sentence.split()) for sentence in sentences)
    return tuple(found)


def cpu_s() -> float:
    """Processor time of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


async def one_article(folder: Path) -> None:
    """The stages of one saving by their median wall times, once everything is warm."""
    stages: dict[str, list[float]] = {}

    async def timed(stage: str, work: Awaitable[T]) -> T:
        began = time.perf_counter()
        result = await work
        stages.setdefault(stage, []).append((time.perf_counter() - began) * 1000)
        return result

    url = f"sqlite+aiosqlite:///{folder}/one.db"
    async with Site() as site, Door(contact=None, loopback=True) as door, await open_store(url) as store:
        for n in range(ROUNDS + 1):
            link = site.put(f"/{n}", f"Title {n}", paragraphs(n))
            if n == 1:
                stages.clear()
            await timed("fetch", door.fetch(link, kind=Kind.PAGE))
            draft = await timed("fetch and extract", door.article(link))
            found = await timed("analyse in the child", door.run(analyse, draft))
            await timed("one transaction", saving.save_articles(store, [found], guild_id=2))
            await timed("end to end", save_url(store, door, link, Saving(1, 1, 1, 1), now()))
            await timed("saved again (known)", save_url(store, door, link, Saving(1, 1, 2, 1), now()))
            await timed("the same draft", save_draft(store, door, draft, Saving(1), now()))
    print("One article of 800 words, over HTTP on loopback, medians in ms:")
    for stage, taken in stages.items():
        print(f"  {stage:24}{sorted(taken)[len(taken) // 2]:8.1f}")


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


async def many(folder: Path, count: int) -> float:
    """Import `count` files; processor milliseconds an article."""
    articles = folder / "articles"
    articles.mkdir()
    for n in range(count):
        (articles / f"{n:05}.txt").write_text(f"Title {n}\n\n" + "\n\n".join(paragraphs(n)))
    store: Store
    async with await open_store(f"sqlite+aiosqlite:///{folder}/many.db") as store:
        began, used = time.perf_counter(), cpu_s()
        report = await import_paths(store, [articles])
        wall, cpu = time.perf_counter() - began, cpu_s() - used
    own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"Import of {report.saved:,} articles of 800 words: {wall:.0f} s, {report.saved / wall:.0f} articles/s")
    print(
        f"  processor {1000 * cpu / count:.1f} ms an article; peak memory {own:.0f} MB, largest worker {child:.0f} MB"
    )
    return 1000 * cpu / count


def plain_sequence(count: int) -> float:
    """The plain script on `count` articles; processor milliseconds an article."""
    import feedparser
    import trafilatura
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Sentences(Tokenizer):  # type: ignore[misc]  # sumy's own needs a download of NLTK's data
        def __init__(self) -> None:
            pass

        def to_sentences(self, paragraph: str) -> Sequence[str]:
            return tuple(f"{one}." for one in paragraph.split(". ") if one)

        def to_words(self, sentence: str) -> Sequence[str]:
            return tuple(sentence.split())

    pages = [page(f"Title {n}", paragraphs(n)) for n in range(count)]
    items = "".join(f"<item><title>Title {n}</title><link>https://example.org/{n}</link></item>" for n in range(count))
    feed = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>".encode()
    used = cpu_s()
    entries = feedparser.parse(io.BytesIO(feed)).entries
    for _entry, html in zip(entries, pages, strict=True):
        text = trafilatura.extract(html) or ""
        LexRankSummarizer()(PlaintextParser.from_string(text, Sentences()).document, 5)
    return 1000 * (cpu_s() - used) / count


def main() -> None:
    """Print all figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as name:
        asyncio.run(one_article(Path(name)))
        ours = asyncio.run(many(Path(name), count))
    plain = plain_sequence(SAMPLE)
    print(f"feedparser + trafilatura + LexRank: processor {plain:.1f} ms an article, {plain / ours:.1f} times ours")


if __name__ == "__main__":
    main()
