"""Writes: one at a time, whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from bot.records import Scope
from bot.store import Store, open_store
from bot.store.article.articles import count_articles, find_articles, load_articles, save_articles
from bot.store.backup import backup
from bot.store.errors import BackupExists, DiskFull, FileUnusable
from bot.store.guilds import known_guilds
from bot.store.meta import get_meta, set_meta
from tests.bot.store.checking import check, count_rows
from tests.bot.store.making import drafted, url

HERE = Scope(1)
TEXT = (
    "[Mara Lindqvist|“Answer {n} of them all is that we wait for the port,”] she said. [Ivo Brandt|“No {n},”] he said."
)


async def test_readers_go_on_while_a_batch_is_written(store: Store) -> None:
    await save_articles(store, [drafted("first", "Text.")], guild_id=1)
    async with store.write() as connection:
        await connection.exec_driver_sql("DELETE FROM article")
        async with asyncio.timeout(60):
            assert await count_articles(store, HERE) == 1, "what is not committed is not seen"
    assert await count_articles(store, HERE) == 0


async def test_a_reader_sees_one_moment(store: Store) -> None:
    async with store.read() as connection:
        before = (await connection.exec_driver_sql("SELECT count(*) FROM article")).scalar_one()
        await save_articles(store, [drafted("a", "Text.")], guild_id=1)
        after = (await connection.exec_driver_sql("SELECT count(*) FROM article")).scalar_one()
        assert before == after == 0
    assert await count_articles(store, HERE) == 1


async def test_a_reader_can_not_write(store: Store) -> None:
    with pytest.raises(FileUnusable):
        async with store.read() as connection:
            await connection.exec_driver_sql("DELETE FROM article")


async def test_writers_wait_for_each_other_and_share_no_transaction(store: Store) -> None:
    async def fail() -> None:
        async with store.write() as connection:
            await connection.exec_driver_sql("INSERT INTO meta VALUES ('undone', '1')")
            await asyncio.sleep(0.01)
            raise ZeroDivisionError

    saves = (save_articles(store, [drafted(str(n), TEXT.format(n=n))], guild_id=n % 3 + 1) for n in range(12))
    pages = (find_articles(store, HERE, limit=5) for _ in range(12))
    facts = (set_meta(store, "key", "1") for _ in range(4))
    done = await asyncio.gather(*saves, *(fail() for _ in range(6)), *pages, *facts, return_exceptions=True)
    assert [type(one) for one in done if isinstance(one, BaseException)] == [ZeroDivisionError] * 6
    assert await get_meta(store, "undone") is None
    assert [await count_articles(store, Scope(n)) for n in (1, 2, 3)] == [4, 4, 4]


async def test_a_task_cancelled_in_a_write_leaves_nothing_and_frees_the_writer(store: Store) -> None:
    batch = [drafted(str(n), TEXT.format(n=n)) for n in range(40)]
    for delay_s in (0.0, 0.003, 0.01, 0.03):
        task = asyncio.create_task(save_articles(store, batch, guild_id=1))
        await asyncio.sleep(delay_s)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await count_articles(store, HERE) in {0, 40}
    async with asyncio.timeout(60):
        await save_articles(store, batch, guild_id=1)
    assert await count_articles(store, HERE) == 40


async def test_a_full_disk_is_told_and_nothing_is_kept(store: Store) -> None:
    await save_articles(store, [drafted("a", "Text.")], guild_id=1)
    before = count_rows(store.path)
    async with store.write() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(DiskFull):
        await save_articles(store, [drafted(str(n), TEXT.format(n=n) * 40) for n in range(40)], guild_id=2)
    assert count_rows(store.path) == before
    assert await count_articles(store, HERE) == 1


SAVING = """
import asyncio, sys
from bot.store import open_store
from bot.store.article.saving import save_articles
from tests.bot.store.making import drafted
from tests.bot.store.test_writing import TEXT

async def main():
    async with await open_store(sys.argv[1]) as store:
        print("begun", flush=True)
        for n in range(10_000):
            batch = [drafted(f"{n % 7}:{k}", TEXT.format(n=n * 5 + k)) for k in range(5)]
            await save_articles(store, batch, guild_id=n % 2 + 1, channel_id=9)

asyncio.run(main())
"""


def test_a_killed_process_leaves_every_article_whole_or_absent(tmp_path: Path, empty_database: Path) -> None:
    copy(empty_database, tmp_path)
    rng = random.Random(5)
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", SAVING, url(tmp_path)], stdout=subprocess.PIPE)
        with process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            time.sleep(rng.uniform(0.05, 0.6))
            process.send_signal(signal.SIGKILL)
        check(tmp_path / "verbatim.db")
        with closing(sqlite3.connect(tmp_path / "verbatim.db")) as connection:
            batches = connection.execute("SELECT owner, substr(origin, 1, 2), count(*) FROM article GROUP BY 1, 2")
            assert {count for _, _, count in batches} <= {5}, "a batch is one transaction"


async def test_a_backup_is_a_whole_database_though_the_store_is_at_work(store: Store, tmp_path: Path) -> None:
    writing = asyncio.create_task(_save_many(store))
    await asyncio.sleep(0.05)
    for number in range(2):
        target = tmp_path / f"new folder {number}" / "copy.db"
        await backup(url(tmp_path), target)
        check(target)
        async with await open_store(f"sqlite+aiosqlite:///{target}") as copied:
            cards = (await find_articles(copied, HERE, limit=99)).items
            assert len(await load_articles(copied, HERE, [card.id for card in cards])) == len(cards)
        assert {one.name for one in _inside(target.parent)} == {"copy.db"}
    await writing


def _inside(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def _save_many(store: Store) -> None:
    for n in range(12):
        await save_articles(store, [drafted(f"{n}:{k}", TEXT.format(n=n)) for k in range(5)], guild_id=1)


async def test_a_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("precious")
    with pytest.raises(BackupExists) as caught:
        await backup(url(tmp_path), target)
    assert caught.value.target == target
    assert target.read_text() == "precious"
    with pytest.raises(FileUnusable):
        await backup(url(tmp_path / "nowhere"), tmp_path / "copy.db")
    with pytest.raises(FileUnusable):
        await backup(url(tmp_path), target / "below a file.db")
    assert not (tmp_path / "copy.db").exists()
    assert await known_guilds(store) == set()
