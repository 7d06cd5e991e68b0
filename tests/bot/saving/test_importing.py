"""`python -m bot import` with addresses, pages and text files at once, as an operator runs it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.progress import import_with_progress
from bot.records import Scope
from bot.settings import Settings
from bot.store import Store, articles
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
