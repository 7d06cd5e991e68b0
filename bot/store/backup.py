"""A consistent copy of the database while it is in use."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.errors import BackupExists, FileUnusable, translated
from bot.store.urls import database_path


async def backup(database_url: str, target: Path) -> None:
    """Copy the database of a URL into the new file `target`, at one moment of its life.

    The bot may go on reading and writing. `target` appears whole or not at all; BackupExists where there
    is a file already. FileUnusable where there is no database or `target` can't be written.
    """
    path = database_path(database_url)
    with translated(path, 0):
        await asyncio.to_thread(copy_database, path, target)


def copy_database(path: Path, target: Path) -> None:
    """Do the work of `backup`. Blocks."""
    if not path.is_file():
        raise FileUnusable(path, "there is no such file")
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        if os.path.lexists(target):
            raise BackupExists(path, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(path, partial)
            os.link(partial, target)  # fails where a file of that name has come meanwhile: one of two backups wins
        except FileExistsError as error:
            raise BackupExists(path, target) from error
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise FileUnusable(target, error.strerror or str(error)) from error


def _copy(path: Path, partial: Path) -> None:
    source_uri = f"{path.absolute().as_uri()}?mode=rw"  # "ro" could not read a WAL that a crash left behind
    with closing(sqlite3.connect(source_uri, uri=True)) as source, closing(sqlite3.connect(partial)) as copy:
        # All pages in one step: SQLite holds one snapshot and the writer goes on in the WAL. In several
        # steps every commit meanwhile would start the copy over.
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file to carry away, without a WAL beside it
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
