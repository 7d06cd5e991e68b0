"""Opening a database: made, migrated after a backup, or refused with a reason and left as it is."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import pytest

from bot.records import Scope
from bot.store import open_store, opening
from bot.store.article.articles import find_articles, save_articles
from bot.store.errors import (
    FileCorrupt,
    FileForeign,
    FileLocked,
    FileUnusable,
    MigrationFailed,
    SchemaNewer,
    StoreClosed,
    StoreError,
    UnsupportedDatabase,
)
from bot.store.schema import metadata
from tests.bot.store.checking import check
from tests.bot.store.making import drafted, url

STEP = """
from alembic import op
revision, down_revision = "next", "{newest}"
def upgrade():
    op.execute("CREATE TABLE extra (id INTEGER PRIMARY KEY)")
    op.execute("{then}")
"""

NEWEST = opening.REVISION


@pytest.fixture
async def path(tmp_path: Path, empty_database: Path) -> Path:
    """A closed database with an article in it."""
    copy(empty_database, tmp_path)
    async with await open_store(url(tmp_path)) as store:
        await save_articles(store, [drafted("a", "[Mara Lindqvist|“We wait,”] she said.")], guild_id=1)
    return tmp_path / "verbatim.db"


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes this program one that has a further migration step, doing what it is given."""

    def become(then: str) -> None:
        steps = tmp_path / "steps"
        copytree(opening.MIGRATIONS, steps)
        (steps / "versions" / "vnext.py").write_text(STEP.format(then=then, newest=NEWEST), "utf-8")
        monkeypatch.setattr(opening, "MIGRATIONS", steps)
        monkeypatch.setattr(opening, "REVISION", "next")

    return become


async def _titles(path: Path) -> int:
    async with await open_store(f"sqlite+aiosqlite:///{path}") as store:
        return (await find_articles(store, Scope(1), limit=5)).total


def _as_it_is(path: Path) -> tuple[bytes, set[str]]:
    """The file, and what is beside it but for SQLite's own."""
    return path.read_bytes(), {one.name for one in path.parent.iterdir() if not one.name.endswith(("-wal", "-shm"))}


async def _refused(path: Path, error: type[StoreError]) -> StoreError:
    """What opening raises; the file must be the same afterwards, and nothing new beside it."""
    before = _as_it_is(path)
    with pytest.raises(error) as caught:
        await open_store(f"sqlite+aiosqlite:///{path}", busy_timeout_s=0.3)
    assert _as_it_is(path) == before
    assert caught.value.path == path
    return caught.value


async def test_folders_are_made_and_the_file_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "some" / "new folder" / "50%.db"
    async with await open_store(f"sqlite+aiosqlite:///{path}") as store:
        await save_articles(store, [drafted("a", "Text.")], guild_id=1)
    check(path)
    assert await _titles(path) == 1


async def test_the_tables_are_those_that_the_statements_name(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for table in metadata.tables.values():
            rows = connection.execute(f"PRAGMA table_xinfo({table.name})").fetchall()
            assert [row[1] for row in rows] == [column.name for column in table.columns]
            assert {row[1] for row in rows if row[5]} == {column.name for column in table.primary_key}
            required = {row[1] for row in rows if row[3] or (row[5] and table.name != "meta")}
            assert {column.name for column in table.columns if not column.nullable} - {"key"} <= required


def test_the_revision_is_the_newest_step() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(opening.MIGRATIONS)).get_heads() == [opening.REVISION]


async def test_an_older_schema_is_migrated_after_a_backup(path: Path, later: Any) -> None:
    later("INSERT INTO extra VALUES (7)")
    assert await _titles(path) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id, version_num FROM extra, alembic_version").fetchall() == [(7, "next")]
    (backup,) = path.parent.glob(f"verbatim.schema-{NEWEST}.*.db")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEWEST,)]
        assert connection.execute("SELECT title FROM article").fetchall() == [("A title",)]
    check(path)


async def test_a_migration_that_fails_is_undone(path: Path, later: Any) -> None:
    later("INSERT INTO nowhere VALUES (7)")
    with pytest.raises(MigrationFailed) as caught:
        await open_store(f"sqlite+aiosqlite:///{path}")
    assert (caught.value.found, caught.value.wanted) == (NEWEST, "next")
    assert "(no such table: nowhere)" in str(caught.value)
    check(caught.value.backup)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'extra'").fetchall() == []
    check(path)


async def test_a_newer_schema_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
        connection.commit()
    error = await _refused(path, SchemaNewer)
    assert isinstance(error, SchemaNewer)
    assert (error.found, error.known) == ("0099", opening.REVISION)


@pytest.mark.parametrize("content", [b"title,url\n1,2\n" * 400, b"SQLite format 2\x00" + bytes(4096), b"x"])
async def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "verbatim.db"
    path.write_bytes(content)
    await _refused(path, FileCorrupt)


def _damage(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "header":
        content[16:] = bytes(len(content) - 16)
    elif how == "schema":
        content[100:4096] = b"\xff" * 3996
    elif how == "cut short":
        del content[len(content) // 2 :]
    elif how == "inside":
        content[8192:24576] = b"\xa5" * 16384
    else:
        content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize("how", ["header", "schema", "cut short", "inside"])
async def test_a_damaged_database_is_refused(path: Path, how: str) -> None:
    _damage(path, how)
    await _refused(path, FileCorrupt)


async def test_damage_met_later_is_told_as_such(path: Path) -> None:
    async with await open_store(f"sqlite+aiosqlite:///{path}") as store:
        _damage(path, "all but the first page")
        with pytest.raises(FileCorrupt):
            await find_articles(store, Scope(1), limit=5)


async def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "verbatim.db").touch()
    assert await _titles(tmp_path / "verbatim.db") == 0


async def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "verbatim.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (id INTEGER)")
    await _refused(path, FileForeign)


async def test_a_folder_in_the_files_place_and_a_file_in_the_folders(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "verbatim.db"):
        with pytest.raises(FileUnusable) as caught:
            await open_store(f"sqlite+aiosqlite:///{path}")
        assert caught.value.reason


@pytest.mark.parametrize(
    "database_url",
    [
        "postgresql+asyncpg://user:secret@host/db",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "verbatim.db",
        "",
    ],
)
async def test_other_urls_are_refused_without_their_password(database_url: str) -> None:
    with pytest.raises(UnsupportedDatabase) as caught:
        await open_store(database_url)
    assert "secret" not in str(caught.value)


@contextmanager
def _held_by_another_process(path: Path, sql: str) -> Iterator[None]:
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute(sys.argv[2]); "
        "c.execute('DELETE FROM meta'); print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path), sql], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield
        process.communicate()


async def test_a_file_that_another_process_writes_to_is_read_and_told_as_locked(path: Path) -> None:
    with _held_by_another_process(path, "BEGIN IMMEDIATE"):
        async with await open_store(f"sqlite+aiosqlite:///{path}", busy_timeout_s=0.3) as store:
            with pytest.raises(FileLocked) as caught:
                await save_articles(store, [drafted("b", "Text.")], guild_id=1)
            assert caught.value.waited_s == 0.3
            assert (await find_articles(store, Scope(1), limit=5)).total == 1
    assert await _titles(path) == 1


async def test_another_process_that_writes_is_waited_for(path: Path) -> None:
    async with await open_store(f"sqlite+aiosqlite:///{path}", busy_timeout_s=60) as store:
        with _held_by_another_process(path, "BEGIN IMMEDIATE"):
            saving = asyncio.create_task(save_articles(store, [drafted("b", "Text.")], guild_id=1))
            for _ in range(20):  # meanwhile the file is read
                assert (await find_articles(store, Scope(1), limit=5)).total == 1
            assert not saving.done()
        await saving
    assert await _titles(path) == 2


async def test_a_file_that_another_process_keeps_for_itself_is_told_as_locked(path: Path) -> None:
    with _held_by_another_process(path, "PRAGMA locking_mode = EXCLUSIVE"):
        await _refused(path, FileLocked)


EXITING = """
import asyncio, sys
from bot.store import open_store

async def main():
    {body}

asyncio.run(main())
"""
BODIES = {
    "closed": "async with await open_store(sys.argv[1]): pass",
    "an error inside": "async with await open_store(sys.argv[1]): raise SystemExit(0)",
    "a reader and a writer cut off": """
    store = await open_store(sys.argv[1])
    async def hold(taking):
        async with taking() as connection:
            await connection.exec_driver_sql("SELECT 1 FROM article")
            await asyncio.sleep(3600)
    tasks = [asyncio.create_task(hold(taking)) for taking in (store.read, store.write)]
    await asyncio.sleep(0.2)
    import bot.store.engine
    bot.store.engine._CLOSE_TIMEOUT_S = 0.1
    await store.close()
    """,
    "cancelled while it works": """
    async with await open_store(sys.argv[1]) as store:
        async def busy():
            while True:
                async with store.read() as connection:
                    await connection.exec_driver_sql("SELECT 1 FROM article")
        tasks = [asyncio.create_task(busy()) for _ in range(8)]
        await asyncio.sleep(0.1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    """,
    "never closed": "store = await open_store(sys.argv[1]); await store.read().__aenter__()",
}


@pytest.mark.parametrize("how", BODIES)
def test_the_process_ends(path: Path, how: str) -> None:
    script = EXITING.format(body=BODIES[how])
    done = subprocess.run(
        [sys.executable, "-c", script, f"sqlite+aiosqlite:///{path}"], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    check(path)


async def test_a_closed_store_refuses_and_closes_again(path: Path) -> None:
    store = await open_store(f"sqlite+aiosqlite:///{path}")
    await find_articles(store, Scope(1), limit=5)
    await store.close()
    await store.close()
    with pytest.raises(StoreClosed):
        await find_articles(store, Scope(1), limit=5)


async def test_two_stores_may_begin_the_same_new_file(tmp_path: Path) -> None:
    stores = await asyncio.gather(*(open_store(url(tmp_path)) for _ in range(3)))
    for number, store in enumerate(stores):
        await save_articles(store, [drafted(str(number), "Text.")], guild_id=1)
    for store in stores:
        await store.close()
    assert await _titles(tmp_path / "verbatim.db") == 3
