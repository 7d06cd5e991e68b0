"""`python -m bot import` with addresses, pages and text files at once, as an operator runs it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.progress import import_with_progress
from bot.records import Scope
from bot.settings import Settings
from bot.store import Store
from bot.store.article import articles
from tests.bot.ingest import pages, pdfs
from tests.bot.saving.site import FERRY, HARBOUR, Site, page


async def test_addresses_pages_and_texts_together(
    store: Store, site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One report for all; what fails is named with its reason, and again all is known."""
    folder = tmp_path / "articles"
    folder.mkdir()
    saved_page = page("Ferries all year", FERRY)
    await asyncio.to_thread((folder / "ferry.html").write_text, saved_page)
    await asyncio.to_thread((folder / "note.md").write_text, "# A note\n\n“We wait,” said Ada Merrow.")
    given = [site.put("/harbour", "Harbour shuts", HARBOUR), site.url("/gone"), str(folder), str(tmp_path / "no.pdf")]
    settings = Settings(allow_loopback=True)
    assert await import_with_progress(store, settings, given) == 1
    report = capsys.readouterr().out
    assert "3 articles imported" in report
    assert "2 not imported" in report
    assert "404" in report
    assert "No such file" in report
    listed = await articles.find_articles(store, Scope(None), limit=9)
    assert sorted(card.title for card in listed.items) == ["A note", "Ferries all year", "Harbour shuts"]
    assert await import_with_progress(store, settings, [given[0], str(folder)]) == 0
    assert "0 articles imported" in capsys.readouterr().out


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.pdf": pdfs.flate_bomb,
    "deep.pdf": pdfs.deep_tree,
    "endless.pdf": pdfs.round_tree,
    "locked.pdf": pdfs.locked,
    "nested.html": lambda: pages.page("<div>" * 100_000 + "x").encode(),
    "links.html": lambda: pages.page("<a href=/>link</a> " * 100_000).encode(),
    "picture.html": lambda: b"\x89PNG\r\n\x1a\n" + bytes(10_000),
    "page.pdf": lambda: b"%PDF-1.7 but no more",
    "large.html": lambda: b"<html>" + b" " * 10_000_001,
    "nul.txt": lambda: b"Title\n" + b"\0" * 1_000,
    "latin.txt": lambda: "Title\nEin Dampfer läuft ein.".encode("latin-1"),
    "large.md": lambda: b"Title\n" + b"x" * 2_000_001,
}


async def test_hostile_files_in_a_folder(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is named with its reason, none is stored, and the good one among them is in."""
    for name, make in HOSTILE.items():
        await asyncio.to_thread((tmp_path / name).write_bytes, make())
    await asyncio.to_thread((tmp_path / "ferry.html").write_text, page("Ferries all year", FERRY))
    assert await import_with_progress(store, Settings(), [str(tmp_path)]) == 1
    report = capsys.readouterr().out
    assert "1 article imported" in report
    assert f"{len(HOSTILE)} not imported" in report
    for name in HOSTILE:
        (line,) = (line for line in report.splitlines() if f"/{name}" in line)
        assert len(line.split(name)[1]) > 12
    assert await articles.count_articles(store, Scope(None)) == 1
