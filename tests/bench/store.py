"""How fast the store is when it is full: `python -m tests.bench.store [--articles N] [--keep FILE]`.

One guild with N articles (100,000) of ten quotations each, by people as unevenly quoted as they are in the
news; one of them said a twentieth of it all. Everything is made up, from a fixed seed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from bot.records import Analysis, ArticleDraft, NamedPerson, QuoteDraft, Scope
from bot.store import Store, open_store
from bot.store.article.articles import count_articles, find_articles, save_articles
from bot.store.person.people import complete_people, find_people, nearest_people, people_by_ids
from bot.store.person.quotes import find_statements
from summaries.document import Kind, Role

GUILD, CHANNEL = 1_234_567_890_123_456_789, 42
NOW = datetime(2026, 3, 1, tzinfo=UTC)
QUOTES, BATCH = 10, 100
Ask = Callable[[], Awaitable[Any]]
SPOKESMAN = "Adalbert Quistorp"
ROLES = ("", "", "mayor of Lund", "a farmer", "the minister")

_HEADS, _CORES, _TAILS = (
    syllables.split()
    for syllables in (
        "b d f g h k l m n p r s t v z br dr gr kl kr pr sch st tr al be ma sa mu ka no ri",
        "a e i o u ai ei ou ar er il om un as ed",
        "n r l s t m d k v ng rt lf ski son ez i o a",
    )
)


def words(rng: random.Random, count: int, parts: int) -> list[str]:
    """Distinct made-up words of so many syllables."""
    made: set[str] = set()
    while len(made) < count:
        made.add("".join(rng.choice(_HEADS) + rng.choice(_CORES) for _ in range(parts)) + rng.choice(_TAILS))
    return rng.sample(sorted(made), count)


class News:
    """An endless supply of articles."""

    def __init__(self, articles: int) -> None:
        self.rng = random.Random(7)
        self.vocabulary = words(self.rng, 20_000, 2)
        self.weights = list(_zipf(len(self.vocabulary)))
        given, family = words(self.rng, 800, 1), words(self.rng, 6_000, 2)
        count = max(100, articles // 5)
        self.people = sorted({f"{self.rng.choice(given)} {self.rng.choice(family)}".title() for _ in range(count)})
        self.rng.shuffle(self.people)
        self.people_weights = list(_zipf(len(self.people)))

    def draft(self, number: int, articles: int) -> tuple[ArticleDraft, Analysis]:
        """One of so many articles with its analysis, as the engine would give it."""
        rng = random.Random(number)
        pieces: list[str] = []
        sentences: list[tuple[int, int, Role]] = []
        quotes: list[QuoteDraft] = []
        at = 0
        drawn = iter(rng.choices(self.vocabulary, self.weights, k=260))
        speakers = rng.choices(self.people, self.people_weights, k=QUOTES)
        for index, speaker in enumerate(speakers):
            who = SPOKESMAN if rng.random() < 0.05 else speaker
            quoted = " ".join(islice(drawn, 16))
            kind: Kind = rng.choice(("direct", "mixed", "indirect"))
            quotes.append(QuoteDraft(at, at + len(quoted), kind, who, who, "said", index))
            sentence = f"{quoted}, said {who}. "
            sentences.append((at, at + len(sentence) - 1, "body"))
            filler = " ".join(islice(drawn, 10)) + ". "
            sentences.append((at + len(sentence), at + len(sentence) + len(filler) - 1, "body"))
            pieces += [sentence, filler]
            at += len(sentence) + len(filler)
        title = " ".join(rng.choices(self.vocabulary, self.weights, k=7))
        published = NOW - timedelta(minutes=5 * (articles - number))
        draft = ArticleDraft(f"bench:{number}", "1", title, "".join(pieces), f"https://example.org/{number}", "Example",
                             None, published)  # fmt: skip
        everyone = dict.fromkeys((*speakers, SPOKESMAN))
        named = tuple(NamedPerson(name, ROLES[len(name) % len(ROLES)]) for name in everyone)
        return draft, Analysis("en", tuple(sentences), tuple(quotes), people=named)


def _zipf(count: int) -> Iterable[float]:
    return (1 / (rank + 8) for rank in range(count))


async def fill(store: Store, articles: int) -> None:
    """Save the articles that are not there yet, and tell how fast the store alone was."""
    news = News(articles)
    begun = done = await count_articles(store, Scope(GUILD))
    spent = 0.0
    while done < articles:
        batch = [news.draft(number, articles) for number in range(done, min(done + BATCH, articles))]
        started = time.perf_counter()
        await save_articles(store, batch, guild_id=GUILD, channel_id=CHANNEL)
        spent += time.perf_counter() - started
        done += len(batch)
        if done % (articles // 10 or 1) < BATCH:
            print(f"  {done:>7} articles, {(done - begun) / spent:6.0f} a second", flush=True)


async def timed(what: str, asks: Iterable[Ask], scan_ms: float | None = None) -> None:
    """Print what these questions take, and how many times faster than a scan they are.

    The processor's time beside the clock's shows what a busy machine adds.
    """
    taken = []
    begun = time.process_time()
    for ask in asks:
        started = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - started) * 1000)
    cpu = (time.process_time() - begun) * 1000 / len(taken)
    median, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[18]
    ratio = f"{scan_ms / median:8.0f} x faster than a scan" if scan_ms else ""
    print(f"{what:<44} p50 {median:7.2f} ms   p95 {p95:7.2f} ms   cpu {cpu:6.2f} ms {ratio}", flush=True)


async def scan_ms(store: Store, sql: str) -> float:
    """How long the same question takes without an index."""
    async with store.read() as connection:
        started = time.perf_counter()
        (await connection.exec_driver_sql(sql)).all()
        return (time.perf_counter() - started) * 1000


async def measure(store: Store, articles: int) -> None:
    """Ask what people ask."""
    news, rng, here = News(articles), random.Random(11), Scope(GUILD, CHANNEL)
    async with store.read() as connection:
        said = (await connection.exec_driver_sql("SELECT name, statements FROM person")).all()
    names = rng.choices([row.name.lower() for row in said], [row.statements for row in said], k=300)
    parts = [rng.choice(name.split()) for name in names]
    people_scan = await scan_ms(
        store,
        "SELECT p.id FROM person p NOT INDEXED JOIN person_name n ON n.person_id = p.id "
        "WHERE n.name LIKE 'sa%' OR n.name LIKE '% sa%' ORDER BY p.statements DESC LIMIT 25",
    )
    for letters in (0, 1, 2, 3, 5):
        typed = [part[:letters] for part in parts]
        asks = [partial(complete_people, store, here, text) for text in typed]
        await timed(f"autocompletion, {letters} letters", asks, people_scan)
    await timed("person by the name", [partial(find_people, store, here, name) for name in names], people_scan)
    misspelt = [name[:-3] + name[-2] + name[-3] + name[-1] for name in names[:100]]
    await timed("person by a misspelt name", [partial(find_people, store, here, name) for name in misspelt])
    await timed(
        "nearest people of an unknown name", [partial(nearest_people, store, here, name + "x") for name in misspelt]
    )
    (spokesman,) = await find_people(store, here, SPOKESMAN)
    some = [hits[0] for name in names[:120] if (hits := await find_people(store, here, name))]
    await timed("people by ids", [partial(people_by_ids, store, here, hit.ids) for hit in some])
    scan = await scan_ms(
        store,
        f"SELECT id FROM statement NOT INDEXED WHERE person_id = {spokesman.ids[0]} ORDER BY newest DESC LIMIT 5",
    )
    print(f"one person has {spokesman.statements} statements")
    span = timedelta(minutes=5 * articles)
    filters: list[tuple[str, dict[str, Any]]] = [
        ("", {}),
        (", a tenth of the time", {"since": NOW - span / 10}),
        (", direct only", {"direct_only": True}),
        (", a rare topic", {"topic": news.vocabulary[9_000]}),
        (", a common topic", {"topic": news.vocabulary[3]}),
    ]
    for what, options in filters:
        for whom, hits in (("anyone's", some), ("the most quoted person's", [spokesman] * 60)):
            questions: list[Ask] = [
                partial(find_statements, store, here, hit.ids, offset=rng.choice((0, 0, 5, 20)), **options)
                for hit in hits
            ]
            await timed(f"quotes, {whom}{what}", questions, scan)
    filters = [
        ("", {}),
        (", a rare topic", {"topic": news.vocabulary[9_000]}),
        (", a common topic", {"topic": news.vocabulary[3]}),
        (", a week", {"since": NOW - timedelta(days=7)}),
    ]
    for what, options in filters:
        for whole in (False, True):
            questions = [partial(find_articles, store, here, limit=10, whole_guild=whole, **options)] * 20
            await timed(f"articles of the {'server' if whole else 'channel'}{what}", questions)


async def run(path: Path, articles: int) -> None:
    url = f"sqlite+aiosqlite:///{path}"
    async with await open_store(url) as store:
        await fill(store, articles)
    async with await open_store(url) as store, store.read() as connection:
        (pages,) = (await connection.exec_driver_sql("PRAGMA page_count")).one()
    print(f"{pages * 4096 / 1e6:.0f} MB")
    started = time.perf_counter()
    store = await open_store(url)
    async with store:
        async with store.read() as connection:
            await connection.exec_driver_sql("SELECT 1")
        print(f"opened in {time.perf_counter() - started:.2f} s")
        await measure(store, articles)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="fill this file, or measure on it where it is there already")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(given.keep or Path(folder) / "bench.db", given.articles))


if __name__ == "__main__":
    main()
