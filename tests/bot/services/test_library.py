"""The library: seeds kept in step with their folder, imports continued after an interruption, a kill at any moment."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from bot.records import Analysis, ArticleDraft, Scope
from bot.services import library
from bot.services.analyse import analyse as analyse_one
from bot.services.library import import_paths, sync_seeds
from bot.store import Store
from bot.store.article import articles, saving, savings
from bot.store.person import people
from tests.conftest import Room, text_of

KILLS = 50
LIBRARY = Scope(None)


def write(folder: Path, name: str, title: str, text: str) -> Path:
    """A text file with its title on the first line."""
    file = folder / name
    file.write_text(f"{title}\n{text}\n", encoding="utf-8")
    return file


async def titles(store: Store) -> set[str]:
    """The titles in the library."""
    page = await articles.find_articles(store, LIBRARY, limit=1000, offset=0)
    return {card.title for card in page.items}


async def test_seeds_are_loaded_once(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the second start nothing is analysed."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    write(folder, "a.txt", "One", "A ship came in.")
    write(folder, "b.txt", "Two", "A ship left.")
    first = await sync_seeds(store, folder)
    assert (first.saved, first.unchanged) == (2, 0)

    def refuse(draft: object) -> None:
        raise AssertionError(f"analysed again: {draft}")

    monkeypatch.setattr(library, "analyse", refuse)
    second = await sync_seeds(store, folder)
    assert (second.saved, second.unchanged, second.removed) == (0, 2, 0)


async def test_seeds_follow_their_folder(store: Store, tmp_path: Path) -> None:
    """A changed file replaces its article, a removed one is removed, a bad one is named and the rest load."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    file = write(folder, "a.txt", "Old title", "“I came in,” said Ada Merrow.")
    write(folder, "b.txt", "Two", "A ship left.")
    await sync_seeds(store, folder)
    assert await people.find_people(store, LIBRARY, "Merrow")
    write(folder, "a.txt", "New title", "A boat came in.")
    (folder / "b.txt").unlink()
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00")
    write(folder, "c.txt", "Three", "A raft sank.")
    report = await sync_seeds(store, folder)
    assert (report.saved, report.removed) == (2, 1)
    assert [(Path(name).name, "UTF-8" in why) for name, why in report.problems] == [("bad.txt", True)]
    assert await titles(store) == {"New title", "Three"}
    assert not await people.find_people(store, LIBRARY, "Merrow")
    assert file.exists()


async def test_no_seeds_any_more(store: Store, tmp_path: Path) -> None:
    """An empty SEEDS_DIR takes out what the seeds had brought; what was imported stays."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    write(folder, "a.txt", "One", "A ship came in.")
    other = write(tmp_path, "b.txt", "Two", "A ship left.")
    await sync_seeds(store, folder)
    await import_paths(store, [other])
    assert (await sync_seeds(store, None)).removed == 1
    assert await titles(store) == {"Two"}


async def test_one_bad_file_stops_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Impossible dates, unfolding lists, names that are no UTF-8, a defect of ours: each is named, the rest load."""
    folder = tmp_path / "in"
    folder.mkdir()
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    bad = {
        b"date.txt": "---\ntitle: T\npublished: 9999-12-31T23:59:59-12:00\n---\nx",
        b"bomb.txt": f"---\n{bomb}title: *i\n---\nx",
        b"list.txt": "---\ntitle: [a, b]\n---\nx",
        b"long.txt": "---\ntitle: T\nx: " + "y" * 20_000 + "\n---\nx",
        b"brackets.md": "T\n" + "[" * 100_000,
        b"name\xff.txt": "T\nx",
        b"defect.txt": "Defect\nx",
    }
    for name, text in bad.items():
        write(folder, os.fsdecode(name), *text.split("\n", 1))
    write(folder, "good.txt", "Good", "A ship came in.\n" + " " * 50_000 + "x" + "\u0301" * 50_000)
    os.mkfifo(folder / "pipe.txt")
    real = analyse_one

    def analyse(draft: ArticleDraft) -> tuple[ArticleDraft, Analysis]:
        if draft.title == "Defect":
            raise RuntimeError("a defect")
        return real(draft)

    monkeypatch.setattr(library, "analyse", analyse)
    report = await import_paths(store, [folder, Path("/dev/null")])
    assert report.saved == 1
    assert await titles(store) == {"Good"}
    assert len(report.problems) == len(bad) + 2
    assert all(why for _, why in report.problems)


async def test_the_same_file_from_another_place_is_known(store: Store, tmp_path: Path) -> None:
    """A copy, and a folder that was moved, bring nothing twice."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "a.txt", "Title", "A ship came in.")
    await import_paths(store, [tmp_path / "one"])
    report = await import_paths(store, [tmp_path / "two"])
    assert (report.saved, report.unchanged) == (0, 1)
    assert len(await titles(store)) == 1


AGENCY = "\n".join(
    f"The harbour office of quay {n} counted its 12 ferries and told the council what the winter had cost the crews."
    for n in ("one", "two", "three", "four", "five", "six")
)


def wire(folder: Path, name: str, source: str, text: str) -> None:
    """One newspaper's print of an agency's text."""
    write(folder, name, "---", f"title: Ferries of {source}\nsource: {source}\n---\n{text}")


async def test_an_agency_text_in_several_files_is_one_article_with_its_sources(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one batch and in another; killed before the copies were noted, the same import finds them again."""
    folder = tmp_path / "in"
    folder.mkdir()
    wire(folder, "a.txt", "Courier", f"“We wait,” said Ada Merrow.\n{AGENCY}")
    wire(folder, "b.txt", "Herald", f"“We wait,” said Ada Merrow.\n{AGENCY}")
    wire(folder, "c.txt", "Gazette", AGENCY.replace("12", "31"))  # of another number: another text

    async def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(saving, "add_sources", killed)
    with pytest.raises(KeyboardInterrupt):
        await import_paths(store, [folder])
    monkeypatch.undo()
    report = await import_paths(store, [folder])
    assert (report.saved, report.copies, report.unchanged) == (0, 1, 2)
    wire(tmp_path, "later.txt", "Post", f"{AGENCY}\n“We wait,” said Ada Merrow.")
    report = await import_paths(store, [tmp_path / "later.txt", folder])
    assert (report.saved, report.copies, report.unchanged) == (0, 1, 3)
    listed = await articles.find_articles(store, Scope(None), limit=9)
    kept = {card.title: card.id for card in listed.items}
    assert kept.keys() == {"Ferries of Courier", "Ferries of Gazette"}
    first = kept["Ferries of Courier"]
    sources = await savings.sources_of(store, Scope(None), [first])
    assert [source.name for source in sources[first]] == ["Courier", "Herald", "Post"]


async def test_a_copy_that_was_rewritten_is_an_article(store: Store, tmp_path: Path) -> None:
    """Its file says something else now, and the other keeps its own text."""
    wire(tmp_path, "a.txt", "Courier", AGENCY)
    wire(tmp_path, "b.txt", "Herald", AGENCY)
    assert (await import_paths(store, [tmp_path])).copies == 1
    wire(tmp_path, "b.txt", "Herald", "A storm broke the bridge.")
    report = await import_paths(store, [tmp_path])
    assert (report.saved, report.unchanged) == (1, 1)
    assert await titles(store) == {"Ferries of Courier", "Ferries of Herald"}
    wire(tmp_path, "b.txt", "Herald", AGENCY)  # an article of its own stays one
    assert (await import_paths(store, [tmp_path])).saved == 1
    assert await titles(store) == {"Ferries of Courier", "Ferries of Herald"}


async def test_an_import_is_continued_and_reported(store: Store, tmp_path: Path) -> None:
    """Known files are skipped; progress counts up to the whole; a missing path is named."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(70):
        write(folder, f"{n:03d}.txt", f"Title {n}", f"Ship {n} came in.")
    await import_paths(store, [folder / "000.txt", folder / "001.txt"])
    seen: list[tuple[int, int]] = []
    report = await import_paths(store, [folder, tmp_path / "missing"], lambda r, total: seen.append((r.seen, total)))
    assert (report.saved, report.unchanged) == (68, 2)
    assert [why for _, why in report.problems] == ["does not exist"]
    assert seen[-1] == (70, 70)
    assert seen == sorted(seen)
    assert len(await titles(store)) == 70


async def test_a_large_import_is_analysed_by_worker_processes(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From POOL_FROM files on, all of it; the result is the same."""

    def refuse(draft: object) -> None:
        raise AssertionError(f"analysed in this process: {draft}")

    monkeypatch.setattr(library, "analyse", refuse)  # here alone: a worker imports the module anew
    for n in range(library.POOL_FROM + 5):
        write(tmp_path, f"{n:03d}.txt", f"Title {n}", f"“Number {n} is here,” said Ada Merrow.")
    report = await import_paths(store, [tmp_path])
    assert (report.saved, report.problems) == (library.POOL_FROM + 5, [])
    hits = await people.find_people(store, LIBRARY, "Ada Merrow")
    assert [hit.statements for hit in hits] == [library.POOL_FROM + 5]


async def test_what_was_imported_can_be_asked(room: Room, tmp_path: Path) -> None:
    """From a file to an answer."""
    write(tmp_path, "a.txt", "Ferry returns", "“We sail again on Friday,” said Ada Merrow, the captain.")
    await import_paths(room.store, [tmp_path])
    result = await room.anna.slash(room.news, "quotes", person="merrow")
    assert "We sail again on Friday" in text_of(result)


# Loads the engine once, then forks a process for each line of its input: so 50 kills need not load it 50 times.
IMPORTER = """
import asyncio, os, sys
from contextlib import suppress
from pathlib import Path
from bot.services import library
from bot.services.analyse import analyse
from bot.services.library import import_paths
from bot.records import ArticleDraft
from bot.store import open_store

library.POOL_FROM = 10**9  # worker processes would only have begun when the kill comes
analyse(ArticleDraft("x", "x", "Title", "A ship came in."))

async def main():
    async with await open_store(sys.argv[1]) as store:
        print("open", flush=True)
        await import_paths(store, [Path(sys.argv[2])], told)

def told(report, total):
    if report.saved:
        print("saved", flush=True)

for line in sys.stdin:
    child = os.fork()
    if not child:
        asyncio.run(main())
        print("done", flush=True)
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


def test_killed_at_any_moment_every_article_is_whole_or_absent(tmp_path: Path) -> None:
    """SIGKILL at 50 random moments of an import: no half article, no orphan, a sound file; then it is continued."""
    folder = tmp_path / "in"
    folder.mkdir()
    count = 1200
    for n in range(count):
        text = f"“Number {n} is here,” said Ada Merrow, the captain.\nBen Okoro said that ship {n} had come in.\n"
        write(folder, f"{n:04d}.txt", f"Title {n}", text)
    database = tmp_path / "killed.db"
    command = [sys.executable, "-c", IMPORTER, f"sqlite+aiosqlite:///{database}", str(folder)]
    chance = random.Random(20261122)
    landed = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as importer:
        assert importer.stdin is not None
        assert importer.stdout is not None
        for _ in range(KILLS):
            importer.stdin.write("go\n")
            child = int(importer.stdout.readline())
            for _ in range(chance.randint(0, 2)):  # "open", then a "saved" for every batch that is new
                importer.stdout.readline()
            time.sleep(chance.uniform(0, 0.06))
            with suppress(ProcessLookupError):  # it has ended already
                os.kill(child, signal.SIGKILL)
            for line in importer.stdout:
                if line == "ended\n":
                    break
            if database.exists() and database.stat().st_size:
                landed.append(whole_articles(database))
        importer.stdin.write("go\n")
        importer.stdin.close()
        assert "done\n" in list(importer.stdout)
    assert landed == sorted(landed), "a kill took back what had been saved"
    assert len(set(landed)) > 5, "the kills did not meet the import at work"
    assert whole_articles(database) == count


def whole_articles(database: Path) -> int:
    """How many articles are stored, failing when one is not whole or anything is left of one that is not."""
    connection = sqlite3.connect(database)
    try:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'article'").fetchone():
            return 0  # killed before the tables were made
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        stored = dict(connection.execute("SELECT id, title FROM article"))
        told = dict(connection.execute("SELECT article_id, count(*) FROM quote GROUP BY article_id"))
        assert told == dict.fromkeys(stored, 2)
        found = connection.execute("SELECT count(*) FROM article_text WHERE article_text MATCH 'title'").fetchone()
        assert found == (len(stored),)
    finally:
        connection.close()
    return len(stored)


def test_the_event_loop_is_never_blocked_by_an_analysis(tmp_path: Path) -> None:
    """While a long article is analysed in a worker, the loop goes on turning."""
    from bot.store import open_store

    write(tmp_path, "long.txt", "Long", "“We sail,” said Ada Merrow. The ship left the harbour at noon. " * 400)

    async def main() -> int:
        turns = 0
        async with await open_store(f"sqlite+aiosqlite:///{tmp_path}/x.db") as store:
            work = asyncio.ensure_future(sync_seeds(store, tmp_path))
            while not work.done():
                await asyncio.sleep(0.001)
                turns += 1
            assert (await work).saved == 1
        return turns

    assert asyncio.run(main()) > 10
