"""`python -m bot import`: a bar while it runs, a report when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import StartError, printable
from bot.services.importing import documents, import_pages, is_address
from bot.services.library import LoadReport, import_paths
from bot.settings import Settings
from bot.store import Store

MAX_PROBLEMS = 20  # lines of the report; the rest are counted


async def import_with_progress(store: Store, settings: Settings, given: Sequence[str]) -> int:
    """Import files, folders and web addresses, and report; 0 when all are in, 1 when some could not be read.

    Raises StartError when no article file was found at all.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    began = time.monotonic()
    columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("import", total=None)

        def moved(report: LoadReport, total: int) -> None:
            bar.update(task, completed=report.seen, total=total)

        try:
            report = await _import(store, settings, given, moved)
        except BaseException:
            bar.stop()
            print("Interrupted: what was imported is kept. The same command continues.", file=sys.stderr)
            raise
    if not report.seen:
        raise StartError("No article files found there: they end in .txt, .text, .md, .markdown, .html, .htm or .pdf.")
    print(_summary(report, time.monotonic() - began))
    return 1 if report.problems else 0


async def _import(
    store: Store, settings: Settings, given: Sequence[str], moved: Callable[[LoadReport, int], None]
) -> LoadReport:
    """Text files by worker processes; addresses and pages through the door, which is opened for them alone."""
    paths, pages = _sorted_out(given)
    report = await import_paths(store, paths, moved) if paths else LoadReport()
    if pages:
        from bot.ingest.door import Door

        async with Door(contact=settings.contact, loopback=settings.allow_loopback) as door:
            of_pages = await import_pages(store, door, pages, lambda: datetime.now(UTC), moved)
        report.saved += of_pages.saved
        report.copies += of_pages.copies
        report.unchanged += of_pages.unchanged
        report.problems += of_pages.problems
    return report


def _sorted_out(given: Sequence[str]) -> tuple[list[Path], list[str | Path]]:
    """What is text, and what has to pass the door."""
    paths: list[Path] = []
    pages: list[str | Path] = []
    for one in given:
        found: list[str | Path] = [one] if is_address(one) else [*documents(Path(one))]
        pages += found
        if not found or Path(one).is_dir():
            paths.append(Path(one))
    return paths, pages


def _summary(report: LoadReport, seconds: float) -> str:
    copies = f" {report.copies:,} more found to be another source of a text that is kept," if report.copies else ""
    lines = [
        f"{report.saved:,} {'article' if report.saved == 1 else 'articles'} imported in {seconds:.1f} s,"
        f"{copies} {report.unchanged:,} known and unchanged,"
        f" {len(report.problems):,} not imported"
    ]
    lines += [f"  {printable(name)}: {printable(problem)}" for name, problem in report.problems[:MAX_PROBLEMS]]
    if len(report.problems) > MAX_PROBLEMS:
        lines.append(f"  and {len(report.problems) - MAX_PROBLEMS:,} more")
    return "\n".join(lines)
