"""A database of many servers whose digests fall due at the same minute, each with articles and digests of its own.

A few servers are made by the bot itself: articles of the seeds analysed and saved, earlier digests posted. All others
are copies of their rows under other ids, in which names and long words are replaced by others of the same length, so
that every offset holds and no two servers have the same texts.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.ingest.files import article_files, parse_article
from bot.jobs.digests import Digests
from bot.records import Analysis, ArticleDraft
from bot.records.digest import Digest, Schedule, ScheduleDraft, Slot, WallTime
from bot.records.savings import Saving
from bot.services.analyse import analyse
from bot.services.digest.posting import Refused
from bot.services.digest.slots import next_due
from bot.store import Store, open_store
from bot.store.article import saving
from bot.store.digest import schedules, slots
from summaries.stories.terms import normal, rarities

SEEDS = Path(__file__).parents[2] / "seeds"
DUE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CHANNEL = 10**6  # added to a guild's id
PATTERNS = 20
FEWEST, MOST = 6, 12  # articles of a digest
IDS = {  # the columns that are moved, by table: to other rows ("id"), or to other guilds and channels ("guild")
    "guild": {"id": "guild"},
    "article": {"id": "id", "guild_id": "guild", "owner": "guild", "version_of": "id"},
    "article_channel": {"article_id": "id", "channel_id": "guild", "owner": "guild"},
    "article_source": {"id": "id", "article_id": "id", "owner": "guild"},
    "article_key": {"owner": "guild", "article_id": "id"},
    "article_people": {"article_id": "id"},
    "saving": {"id": "id", "article_id": "id", "owner": "guild", "channel_id": "guild"},
    "person": {"id": "id", "guild_id": "guild", "owner": "guild"},
    "person_name": {"id": "id", "person_id": "id"},
    "person_key": {"owner": "guild", "person_id": "id"},
    "person_sound": {"owner": "guild", "person_id": "id"},
    "statement": {"id": "id", "guild_id": "guild", "person_id": "id", "library_id": "id"},
    "statement_key": {"statement_id": "id"},
    "quote": {"id": "id", "statement_id": "id", "article_id": "id", "person_id": "id", "name_id": "id"},
    "arrival": {"id": "id", "article_id": "id", "owner": "guild", "channel_id": "guild"},
    "schedule": {"id": "id", "guild_id": "guild", "channel_id": "guild", "start": "id"},
    "slot": {"id": "id", "schedule_id": "id", "after": "id", "until": "id"},
    "digest_item": {"slot_id": "id", "article_id": "id"},
}
WORDS = {"title", "text", "name", "folded", "people", "lines"}  # columns


async def make(path: Path, count: int, history: int) -> None:
    """Make the database: `count` schedules, one a guild, each with `history` digests behind it."""
    clock = [DUE - timedelta(days=history + 1)]
    async with await open_store(f"sqlite+aiosqlite:///{path}", clock=lambda: clock[0]) as store:
        supply = [analyse(draft) for draft in _seeds()]
        when = WallTime(DUE.hour * 60, "UTC")
        for guild in range(1, PATTERNS + 1):
            draft = ScheduleDraft(guild, CHANNEL + guild, when, 5)
            await schedules.add_schedule(store, draft, next_due(when, clock[0]), 0, clock[0])
        for day in range(history + 1):
            clock[0] = DUE - timedelta(days=history - day, hours=6)
            for guild in range(1, PATTERNS + 1):
                await _save_some(store, supply, guild, day, clock[0])
            if day < history:
                clock[0] = DUE - timedelta(days=history - day)
                await _post_all(store, lambda: clock[0])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        _multiply(connection, -(-count // PATTERNS))
        connection.execute(f"UPDATE schedule SET next_at = NULL, next_day = NULL WHERE id NOT IN "
                           f"(SELECT id FROM schedule ORDER BY id LIMIT {count})")  # fmt: skip


def _seeds() -> list[ArticleDraft]:
    return [
        parse_article(file.read_bytes(), origin=file.name, digest="", markdown=file.suffix == ".md")
        for file in article_files(SEEDS)
    ]


async def _save_some(
    store: Store, supply: list[tuple[ArticleDraft, Analysis]], guild: int, day: int, now: datetime
) -> None:
    """Save some of the articles, in other words than those of another day."""
    random = Random(guild * 1000 + day)
    batch = []
    for number, (draft, analysis) in enumerate(random.sample(supply, random.randint(FEWEST, MOST))):
        other = _Vocabulary([draft.title, draft.text]).others(f"{guild}.{day}")
        renamed = ArticleDraft(
            f"{draft.origin}:{day}", f"{day}.{number}", other(draft.title), other(draft.text), draft.url, draft.source,
            draft.author, now - timedelta(minutes=number), draft.language,
        )  # fmt: skip
        batch.append((renamed, analysis))
    where = Saving(guild, CHANNEL + guild, 10**9 + day, 5)
    await saving.save_articles(store, batch, guild_id=guild, channel_id=CHANNEL + guild, saving=where)


class _Paper:
    """A Discord that takes everything."""

    def fitted(self, digest: Digest) -> Digest:
        from bot.views.digest import fitted

        return fitted(digest)

    async def post(self, schedule: Schedule, slot: Slot, digest: Digest) -> int:
        return slot.id

    async def find(self, schedule: Schedule, slot: Slot) -> int | None:
        return None

    async def tell(self, schedule: Schedule, refused: Refused, paused: bool) -> None:
        raise refused


async def _post_all(store: Store, now: Callable[[], datetime]) -> None:
    digests = Digests(store, now, _Paper())
    digests.start()
    # No event tells of it: what changes is the database.
    while digests.busy or ((moment := await slots.next_moment(store)) and moment <= now()):  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    await digests.close()


def _multiply(connection: sqlite3.Connection, times: int) -> None:
    """Copy all that is there, so that it is there `times` times."""
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -400000"):
        connection.execute(f"PRAGMA {pragma}")
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%AFTER INSERT%'"
    triggers = connection.execute(query).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")  # but for the text indexes, what they note is copied
    tables = {table: connection.execute(f"SELECT * FROM {table}") for table in IDS}
    names = {table: [column[0] for column in rows.description] for table, rows in tables.items()}
    rows = {table: cursor.fetchall() for table, cursor in tables.items()}
    stride = 1 + max(row[0] for table in IDS if "id" in names[table] and table != "guild" for row in rows[table])
    vocabulary = _Vocabulary(
        [row[names["article"].index(column)] for row in rows["article"] for column in ("title", "text")]
    )
    connection.execute("BEGIN")
    for time in range(1, times):
        other = vocabulary.others(str(time))
        for table, columns in IDS.items():
            moves = [_move(columns.get(name), name in WORDS, time, stride, other) for name in names[table]]
            marks = ", ".join("?" * len(moves))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", _moved(rows[table], moves))
    connection.execute("COMMIT")
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _moved(rows: list[Any], moves: list[Callable[[Any], Any] | None]) -> Iterator[list[Any]]:
    for row in rows:
        yield [value if move is None else move(value) for value, move in zip(row, moves, strict=True)]


def _move(
    kind: str | None, is_words: bool, time: int, stride: int, other: Callable[[str], str]
) -> Callable[[Any], Any] | None:
    if is_words:
        return lambda value: None if value is None else other(value)
    if kind is None:
        return None
    by = time * (stride if kind == "id" else PATTERNS)
    return lambda value: None if value is None else value + by


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_WORD = re.compile(r"[A-Za-z]{4,}")
_LONG = re.compile(r"\b[a-z]{8,}\b")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvwz"
_VARIED = 250  # of the long words


class _Vocabulary:
    """The words of texts that are replaced."""

    def __init__(self, texts: list[str]) -> None:
        known, _ = rarities()
        self._names = sorted({name for text in texts for name in _NAME.findall(text) if normal(name) not in known})
        self._long = sorted({word for text in texts for word in _LONG.findall(text)})
        self._alike: dict[int, list[str]] = {}
        for word in self._long:
            self._alike.setdefault(len(word), []).append(word)

    def others(self, key: str) -> Callable[[str], str]:
        """Replaces, differently for every key, names by invented ones and long words by each other."""
        random = Random(key)
        others = {name: _invented(name, random) for name in self._names}
        for word in random.sample(self._long, min(_VARIED, len(self._long))):
            others[word] = random.choice(self._alike[len(word)])
        return lambda text: _WORD.sub(lambda match: others.get(match[0], match[0]), text)


def _invented(name: str, random: Random) -> str:
    letters = (random.choice(_VOWELS if letter in _VOWELS else _CONSONANTS) for letter in name[1:])
    return name[0] + "".join(letters)
