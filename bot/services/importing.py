"""Web addresses and saved pages into the operator's library, through the door, some at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.records.savings import Saving
from bot.services.library import LoadReport
from bot.services.saving import MAX_FILE_BYTES, save_file, save_url
from bot.store import Store

if TYPE_CHECKING:
    from bot.ingest.door import Door

log = logging.getLogger(__name__)
AT_ONCE = 4
SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".pdf"})
LIBRARY = Saving(None)


def is_address(given: str) -> bool:
    """Whether what was given to the command line is a web address, not a path."""
    return given.lower().startswith(("http://", "https://"))


def documents(path: Path) -> Iterator[Path]:
    """The pages and PDF files that `path` is or has below it, sorted; hidden ones and links to folders left out."""
    if path.is_dir():
        for entry in sorted(path.iterdir()):
            if not entry.name.startswith(".") and not (entry.is_dir() and entry.is_symlink()):
                yield from documents(entry)
    elif path.suffix.lower() in SUFFIXES:
        yield path


async def import_pages(
    store: Store,
    door: Door,
    given: Sequence[str | Path],
    now: Callable[[], datetime],
    on_progress: Callable[[LoadReport, int], None] = lambda report, total: None,
) -> LoadReport:
    """Add the articles behind these addresses and in these files; what fails is named and stops nothing.

    `on_progress` is called after each with the report so far and the number of them. Each is one transaction:
    interrupted, the same call continues.
    """
    report = LoadReport()
    turns = asyncio.Semaphore(AT_ONCE)

    async def take(one: str | Path) -> None:
        async with turns:
            try:
                outcome = await _save(store, door, one, now())
            except UserError as error:
                report.problems.append((str(one), error.told(str)[0]))  # the remedy is for who uses commands
            except OSError as error:
                report.problems.append((str(one), f"can't be read: {error.strerror or error}"))
            except Exception:  # the outer edge of an item: a defect in one leaves the others whole
                log.exception("%s could not be imported", one)
                report.problems.append((str(one), "could not be read: the log tells why"))
            else:
                report.saved += outcome in {"saved", "updated"}
                report.copies += outcome == "wire"
                report.unchanged += outcome == "known"
            on_progress(report, len(given))

    async with asyncio.TaskGroup() as group:
        for one in dict.fromkeys(given):
            group.create_task(take(one))
    return report


async def _save(store: Store, door: Door, one: str | Path, now: datetime) -> str:
    if isinstance(one, str):
        return (await save_url(store, door, one, LIBRARY, now)).outcome
    return (await save_file(store, door, one.name, await asyncio.to_thread(_read, one), LIBRARY, now)).outcome


def _read(path: Path) -> bytes:
    """The file's bytes. Raises UserError where it is too large."""
    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise UserError(f"is larger than {MAX_FILE_BYTES // 1_000_000} MB")
    return data
