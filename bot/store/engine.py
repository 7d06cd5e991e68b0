"""The open database: one writer, several readers, and a close that leaves no thread behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.errors import StoreClosed, translated
from bot.store.opening import prepare
from bot.store.urls import database_path

_READERS = 4
_CLOSE_TIMEOUT_S = 10.0  # for what is under way; then it is cut off

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",  # with WAL: a power cut may lose the last transaction, never half of one
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 268435456",
)
_WRITER_PRAGMAS = (
    "PRAGMA cache_size = -65536",
    "PRAGMA wal_autocheckpoint = 4000",  # 16 MB: a batch touches the same pages of the indexes as the one before
    "PRAGMA journal_size_limit = 67108864",
)
_READER_PRAGMAS = ("PRAGMA cache_size = -16384", "PRAGMA query_only = ON")


def _now() -> datetime:
    return datetime.now(UTC)


async def open_store(database_url: str, *, busy_timeout_s: float = 5.0, clock: Callable[[], datetime] = _now) -> Store:
    """Open the database, making the file and its folders, or migrating an older schema after a backup beside it.

    `busy_timeout_s` is how long another process may hold the file before FileLocked; `clock` tells the
    aware time that rows are stamped with. Raises children of StoreError; a file that can't be used
    (FileCorrupt, FileForeign, SchemaNewer) is left as it is. Close the store: `async with`, or `close`.
    """
    path = database_path(database_url)
    await asyncio.to_thread(prepare, path, busy_timeout_s)
    return Store(path, busy_timeout_s, clock)


class Store:
    """An open database. Its subjects' modules take it as their first argument."""

    def __init__(self, path: Path, busy_timeout_s: float, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.now = clock
        self._busy_timeout_s = busy_timeout_s
        self._connections: list[Any] = []  # of aiosqlite: each owns a thread that must end before the process can
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False
        self._snapshot: ContextVar[AsyncConnection | None] = ContextVar("snapshot", default=None)
        self._writer = self._engine(1, "BEGIN IMMEDIATE", (*_PRAGMAS, *_WRITER_PRAGMAS))
        self._readers = self._engine(_READERS, "BEGIN", (*_PRAGMAS, *_READER_PRAGMAS))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees the database at one moment, and can't change it."""
        if (shared := self._snapshot.get()) is not None:
            yield shared
            return
        async with self._connection(self._readers) as connection:
            yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[None]:
        """All that is read inside sees the database at one moment, over one connection: await one after the other."""
        async with self.read() as connection:
            token = self._snapshot.set(connection)
            try:
                yield
            finally:
                self._snapshot.reset(token)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """The one writing connection, in a transaction: kept at the end, undone by any exception.

        Await nothing in it but the connection.
        """
        async with self._connection(self._writer) as connection:
            yield connection

    async def close(self) -> None:
        """Wait for what is under way (10 s at most), then close every connection. Again is harmless."""
        self._closed = True
        try:
            async with asyncio.timeout(_CLOSE_TIMEOUT_S):
                await self._idle.wait()
        except TimeoutError:
            pass
        await self._writer.dispose()
        await self._readers.dispose()
        for connection in self._connections:
            await connection.close()  # what a cut-off task still held; nothing for the others
        self._connections.clear()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _engine(self, size: int, begin: str, pragmas: tuple[str, ...]) -> AsyncEngine:
        engine = create_async_engine(
            URL.create("sqlite+aiosqlite", database=str(self.path)),
            pool_size=size,
            max_overflow=0,
            pool_timeout=3600,  # a queue for the connection is no failure; what holds it is bounded itself
            connect_args={"timeout": self._busy_timeout_s, "isolation_level": None},  # transactions begin below alone
        )

        def connected(connection: Any, entry: ConnectionPoolEntry) -> None:
            self._connections.append(connection.driver_connection)
            cursor = connection.cursor()
            for pragma in pragmas:
                cursor.execute(pragma)
            cursor.close()

        event.listen(engine.sync_engine, "connect", connected)
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    @asynccontextmanager
    async def _connection(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        if self._closed:
            raise StoreClosed(self.path)
        self._under_way += 1
        self._idle.clear()
        try:
            with translated(self.path, self._busy_timeout_s):
                async with engine.begin() as connection:
                    yield connection
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()
