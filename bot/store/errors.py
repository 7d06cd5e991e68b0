"""What can go wrong with the database, as exceptions with the facts that a message to a person needs."""

from __future__ import annotations

import copyreg
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, SupportsIndex

import sqlalchemy.exc


class StoreError(Exception):
    """Anything that the store refuses or fails at. `path` is the database file, where there is one."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        """Pickled as it is, not made anew by its constructor: a pool of processes breaks over one that fails."""
        # What pickle itself names; typeshed leaves it out.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class UnsupportedDatabase(StoreError):
    """The database URL names no SQLite file. `url` has its password hidden."""

    def __init__(self, url: str) -> None:
        super().__init__(f"not the URL of an SQLite file: {url}")
        self.url = url


class FileUnusable(StoreError):
    """The file or its folder can't be opened, made, read or written: permissions, a folder in its place, a bad disk."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}", path)
        self.reason = reason


class FileCorrupt(StoreError):
    """The file is damaged or is no database at all. It is left as it is."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}", path)
        self.reason = reason


class FileForeign(StoreError):
    """The file is a sound SQLite database of another program. It is left as it is."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} belongs to another program", path)


class FileLocked(StoreError):
    """Another process kept the file locked for `waited_s` seconds."""

    def __init__(self, path: Path, waited_s: float) -> None:
        super().__init__(f"{path} stayed locked by another process for {waited_s:g} s", path)
        self.waited_s = waited_s


class DiskFull(StoreError):
    """The disk, or the quota, has no room for the change; nothing of it was kept."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no room left on the disk of {path}", path)


class SchemaNewer(StoreError):
    """A newer version wrote the file: its schema `found` is none that this version, at `known`, has heard of."""

    def __init__(self, path: Path, found: str, known: str) -> None:
        super().__init__(
            f"{path} was written by a newer version of the bot (its schema {found}, ours {known}): update the bot", path
        )
        self.found = found
        self.known = known


class MigrationFailed(StoreError):
    """The step from schema `found` to `wanted` failed for `reason` and was undone. `backup` is the copy made before."""

    def __init__(self, path: Path, found: str, wanted: str, backup: Path, reason: str) -> None:
        super().__init__(
            f"{path} could not be brought from schema {found} to {wanted} ({reason}); it is as it was, for the version "
            f"of the bot that you had, and {backup} is a copy",
            path,
        )
        self.found = found
        self.wanted = wanted
        self.backup = backup


class BackupExists(StoreError):
    """A backup is never written over an existing file. `target` is that file."""

    def __init__(self, path: Path, target: Path) -> None:
        super().__init__(f"{target} exists already, and a backup never overwrites: choose another name", path)
        self.target = target


class StoreClosed(StoreError):
    """The store was asked for something after `close` began."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is closed", path)


@contextmanager
def translated(path: Path, busy_timeout_s: float) -> Iterator[None]:
    """Raise SQLite's complaints about the file itself as children of StoreError; a defect passes as it is."""
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        raise _translate(error.orig, path, busy_timeout_s) or error from error
    except sqlite3.Error as error:
        raise _translate(error, path, busy_timeout_s) or error from error


def _translate(error: BaseException | None, path: Path, busy_timeout_s: float) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code of an extended one
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return FileLocked(path, busy_timeout_s)
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return FileCorrupt(path, str(error))
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}:
        return FileUnusable(path, str(error))
    return None
