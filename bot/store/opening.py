"""Getting the database file ready before the first question: sound, ours, and at this version's schema."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.store.backup import copy_database
from bot.store.errors import (
    FileCorrupt,
    FileForeign,
    FileUnusable,
    MigrationFailed,
    SchemaNewer,
    translated,
)
from summaries import ENGINE

REVISION = "0005"
"""The schema that this version works on: the newest step in `migrations`."""

RENEWAL = "renewal"
"""The key in `meta` of "ENGINE AFTER UPTO": the engine that reads the articles AFTER < id <= UPTO anew."""

MIGRATIONS = Path(__file__).with_name("migrations")

_MAGIC = b"SQLite format 3\x00"
_RETRY_S = 0.02
_CHECKED_WHOLE_BYTES = 64 * 2**20  # takes a quarter of a second; a gigabyte would take as long as a start may


def prepare(path: Path, busy_timeout_s: float) -> None:
    """Make the file, or check and migrate the one that is there. Blocks: call it in a thread.

    Raises FileUnusable, FileCorrupt, FileForeign, FileLocked, DiskFull, SchemaNewer or MigrationFailed; a
    file that it can't use is left as it is.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _check_header(path)
    except OSError as error:
        raise FileUnusable(path, error.strerror or str(error)) from error
    with translated(path, busy_timeout_s), closing(_connect(path, busy_timeout_s)) as connection:
        found = _found_revision(connection, path)
        if found is not None:
            _check_pages(connection, path)
    if found is not None and found != REVISION and found not in _known_revisions():
        raise SchemaNewer(path, found, REVISION)
    if found != REVISION:
        _bring_up_to_date(path, found, busy_timeout_s)
    with translated(path, busy_timeout_s), closing(_connect(path, busy_timeout_s)) as connection:
        _write_ahead(connection, busy_timeout_s)
        if found is None:
            # All that comes in is read by this engine: nothing is to be read anew.
            connection.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (RENEWAL, f"{ENGINE} 0 0"))


def _write_ahead(connection: sqlite3.Connection, busy_timeout_s: float) -> None:
    """Let readers and the writer never wait for each other; the file remembers it.

    SQLite does not wait for a lock here, whatever the time-out says, so that waiting is ours.
    """
    deadline = time.monotonic() + busy_timeout_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_S)
        else:
            return


def _bring_up_to_date(path: Path, found: str | None, busy_timeout_s: float) -> None:
    """Make the tables, or save a copy and change those that there are."""
    with translated(path, busy_timeout_s):
        if found is None:
            migrate(path, busy_timeout_s)
            return
        saved = _backup(path, found)
    try:
        migrate(path, busy_timeout_s)
    except Exception as error:
        reason = str(getattr(error, "orig", error)).partition("\n")[0]  # not the statement, which is long
        raise MigrationFailed(path, found, REVISION, saved, reason) from error


def migrate(path: Path, busy_timeout_s: float) -> None:
    """Bring the file's schema to the newest step, in one transaction."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.engine import URL

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": busy_timeout_s, "isolation_level": None},  # or pysqlite would commit before each DDL
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def _connect(path: Path, busy_timeout_s: float) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=busy_timeout_s, isolation_level=None)


def _check_header(path: Path) -> None:
    """A file that is there and doesn't begin as a database begins is refused before SQLite touches it."""
    if not path.exists():
        return
    with path.open("rb") as file:
        header = file.read(len(_MAGIC))
    if header and header != _MAGIC:
        raise FileCorrupt(path, "the file is not an SQLite database")
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise FileUnusable(path, "the file or its folder can't be written")


def _found_revision(connection: sqlite3.Connection, path: Path) -> str | None:
    """The schema of the file; None for an empty one."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise FileForeign(path)
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise FileForeign(path)
    return str(row[0])


def _check_pages(connection: sqlite3.Connection, path: Path) -> None:
    """Look for damage: all through a small file, at the beginning of every table in a large one."""
    (pages,), (page_bytes,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    wal = path.with_name(path.name + "-wal")
    if path.stat().st_size < pages * page_bytes and not (wal.exists() and wal.stat().st_size):
        raise FileCorrupt(path, "the file is shorter than it says")
    if pages * page_bytes <= _CHECKED_WHOLE_BYTES:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise FileCorrupt(path, str(verdict).splitlines()[0])
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        connection.execute(f'SELECT * FROM "{table}" LIMIT 1').fetchone()  # noqa: S608 - a name of the schema's own


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def _backup(path: Path, found: str) -> Path:
    """Copy the database next to itself under a name that tells the schema and is not taken yet."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    for suffix in ("", *(f"-{number}" for number in range(2, 100))):
        target = path.with_name(f"{path.stem}.schema-{found}.{stamp}{suffix}{path.suffix}")
        if not target.exists():
            break
    copy_database(path, target)
    return target
