"""The operator's library: the seeds kept in step with their folder, and imports of any size."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from bot.ingest.files import BadArticleFile, article_files, digest_of, parse_article, read_bytes
from bot.records import Analysis, ArticleDraft
from bot.services.analyse import analyse
from bot.services.copies import is_copy
from bot.store import Store
from bot.store.article import articles, copies, removal, saving
from bot.store.article.copies import SHARED_KEYS
from summaries import ENGINE

log = logging.getLogger(__name__)
SEED, FILE = "seed:", "file:"
BATCH = 32  # files a worker takes at once, and articles a transaction holds
POOL_FROM = 128  # fewer files than this are done before worker processes have started

Source = tuple[str, Path]  # origin, file
_Analysed = tuple[ArticleDraft, Analysis]


@dataclass(slots=True)
class LoadReport:
    """What became of the files: counts, and for every bad one its name with the reason."""

    saved: int = 0
    copies: int = 0  # texts that are kept already: each is one more source of its article
    unchanged: int = 0
    removed: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """Files looked at so far."""
        return self.saved + self.copies + self.unchanged + len(self.problems)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A batch as a worker hands it back, ready for one transaction."""

    articles: list[_Analysed]
    unchanged: int
    problems: list[tuple[str, str]]


async def sync_seeds(store: Store, folder: Path | None) -> LoadReport:
    """Make the library hold just the files of `folder`: new and changed ones in, missing ones out; None has none."""
    sources = [(SEED + path.relative_to(folder).as_posix(), path) for path in article_files(folder)] if folder else []
    report, known = await _load(store, sources, SEED)
    gone = known.keys() - {origin for origin, _ in sources}
    if gone:
        await removal.remove_origins(store, None, sorted(gone))
    report.removed = len(gone)
    return report


async def import_paths(
    store: Store, paths: Sequence[Path], on_progress: Callable[[LoadReport, int], None] = lambda report, total: None
) -> LoadReport:
    """Add files, and every article file below folders, to the library; known unchanged ones cost a read.

    `on_progress` is called after each batch with the report so far and the number of files. Each batch
    is one transaction: interrupted, the import is continued by the same call.
    """
    missing = [(str(path), "does not exist") for path in paths if not path.exists()]
    files = dict.fromkeys(file.absolute() for path in paths if path.exists() for file in article_files(path))
    report, _ = await _load(store, [(FILE + str(file), file) for file in files], FILE, on_progress)
    report.problems[:0] = missing
    return report


async def _load(
    store: Store,
    sources: Sequence[Source],
    prefix: str,
    on_progress: Callable[[LoadReport, int], None] = lambda report, total: None,
) -> tuple[LoadReport, Mapping[str, str]]:
    library = await articles.origins(store, None)
    known = {origin: digest for origin, digest in library.items() if origin.startswith(prefix)}
    digests = set(library.values())
    report = LoadReport()
    workers = min(os.cpu_count() or 1, 8)
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _leave_interrupts) if len(sources) >= POOL_FROM else None
    try:
        async for prepared in _prepare_all(pool, sources, known, ahead=2 * workers if pool else 1):
            new = prepared.articles if prefix == SEED else _unknown(prepared.articles, digests)
            copied = await _save(store, new, merge=prefix == FILE)
            report.saved += len(new) - copied
            report.copies += copied
            report.unchanged += prepared.unchanged + len(prepared.articles) - len(new)
            report.problems += prepared.problems
            on_progress(report, len(sources))
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)
    return report, known


def _unknown(found: Sequence[_Analysed], digests: set[str]) -> list[_Analysed]:
    """Those whose digest is not among these, which it is from now on: a file may come from another place too."""
    new: list[_Analysed] = []
    for draft, analysis in found:
        if draft.digest not in digests:
            digests.add(draft.digest)
            new.append((draft, analysis))
    return new


async def _save(store: Store, new: Sequence[_Analysed], *, merge: bool) -> int:
    """Save a batch, and where asked to `merge`, note copies as sources of what they copy; how many are copies.

    Interrupted between the two, the same import finds the copies again. Seeds are not merged: each goes with its file.
    """
    if not merge:
        await saving.save_articles(store, new, guild_id=None)
        return 0
    elsewhere = await copies.find_candidates_in_library(store, {draft.origin: found.keys for draft, found in new})
    kept, of_stored, of_batch = await asyncio.to_thread(_sort_out, new, elsewhere)
    ids = await saving.save_articles(store, kept, guild_id=None)
    sources = [*of_stored, *((ids[place], draft) for place, draft in of_batch)]
    if sources:
        await saving.add_sources(store, None, sources)
    return len(sources)


def _sort_out(
    new: Sequence[_Analysed], elsewhere: Mapping[str, Sequence[tuple[int, str]]]
) -> tuple[list[_Analysed], list[tuple[int, ArticleDraft]], list[tuple[int, ArticleDraft]]]:
    """What is to be kept of a batch; the copies of stored articles, by id; those of what is kept, by place in it."""
    kept: list[_Analysed] = []
    of_stored: list[tuple[int, ArticleDraft]] = []
    of_batch: list[tuple[int, ArticleDraft]] = []
    for draft, found in new:
        stored = (one for one, text in elsewhere.get(draft.origin, ()) if is_copy(text, draft.text))
        if (article_id := next(stored, None)) is not None:
            of_stored.append((article_id, draft))
            continue
        keys = set(found.keys)
        alike = (place for place, (_, other) in enumerate(kept) if len(keys.intersection(other.keys)) >= SHARED_KEYS)
        place = next((place for place in alike if is_copy(kept[place][0].text, draft.text)), None)
        if place is None:
            kept.append((draft, found))
        else:
            of_batch.append((place, draft))
    return kept, of_stored, of_batch


async def _prepare_all(
    pool: Executor | None, sources: Sequence[Source], known: Mapping[str, str], ahead: int
) -> AsyncIterator[_Prepared]:
    """Batches as they are ready, in order, with at most `ahead` of them in work or waiting."""
    loop = asyncio.get_running_loop()
    waiting: deque[asyncio.Future[_Prepared]] = deque()
    try:
        for batch in _batches(sources):
            digests = {origin: known[origin] for origin, _ in batch if origin in known}
            waiting.append(loop.run_in_executor(pool, prepare, batch, digests))
            if len(waiting) >= ahead:
                yield await waiting.popleft()
        while waiting:
            yield await waiting.popleft()
    finally:  # interrupted: what is under way is no longer wanted, and nobody asks how it ended
        for future in waiting:
            future.cancel()


def _leave_interrupts() -> None:
    """Ctrl+C is for the process that asked; its workers end when it closes the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _batches(sources: Sequence[Source]) -> Iterator[Sequence[Source]]:
    for start in range(0, len(sources), BATCH):
        yield sources[start : start + BATCH]


def prepare(batch: Sequence[Source], known: Mapping[str, str]) -> _Prepared:
    """Read, parse and analyse a batch of files, those whose digest is known left out."""
    prepared: list[_Analysed] = []
    problems: list[tuple[str, str]] = []
    for origin, path in batch:
        try:
            data = read_bytes(path)
            digest = digest_of(data, ENGINE)
            if known.get(origin) != digest:
                markdown = path.suffix.lower() in {".md", ".markdown"}
                prepared.append(analyse(parse_article(data, origin=origin, digest=digest, markdown=markdown)))
        except BadArticleFile as error:
            problems.append((str(path), str(error)))
        except Exception:  # the outer edge of a file: a defect in one leaves the others whole
            log.exception("%s could not be analysed", path)
            problems.append((str(path), "could not be analysed: the log tells why"))
    return _Prepared(prepared, len(batch) - len(prepared) - len(problems), problems)
