"""`python -m bot import`: a bar while it runs, a report when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bot.errors import StartError, printable
from bot.services.library import LoadReport, import_paths
from bot.store import Store

MAX_PROBLEMS = 20  # lines of the report; the rest are counted


async def import_with_progress(store: Store, paths: Sequence[Path]) -> int:
    """Import and report; 0 when every file is in, 1 when some could not be read.

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
            report = await import_paths(store, paths, moved)
        except BaseException:
            bar.stop()
            print("Interrupted: what was imported is kept. The same command continues.", file=sys.stderr)
            raise
    if not report.seen:
        raise StartError("No article files found there: they end in .txt, .text, .md or .markdown.")
    print(_summary(report, time.monotonic() - began))
    return 1 if report.problems else 0


def _summary(report: LoadReport, seconds: float) -> str:
    lines = [
        f"{report.saved:,} {'article' if report.saved == 1 else 'articles'} imported in {seconds:.1f} s,"
        f" {report.unchanged:,} known and unchanged,"
        f" {len(report.problems):,} not imported"
    ]
    lines += [f"  {printable(name)} {problem}" for name, problem in report.problems[:MAX_PROBLEMS]]
    if len(report.problems) > MAX_PROBLEMS:
        lines.append(f"  and {len(report.problems) - MAX_PROBLEMS:,} more")
    return "\n".join(lines)
