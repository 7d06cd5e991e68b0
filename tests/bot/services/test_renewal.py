"""A newer engine reads what is stored anew: words, dates and corrections stay, what was found is replaced."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from bot.ingest.door import Door
from bot.ingest.errors import TooHard
from bot.jobs import renewal as job
from bot.records import Scope
from bot.services.analyse import analyse
from bot.services.renewal import BATCH, renew
from bot.store import Store, open_store
from bot.store.article.articles import load_articles, save_articles
from bot.store.article.versions import load_versions
from bot.store.meta import set_meta
from bot.store.opening import RENEWAL
from bot.store.person.corrections import correct_speaker
from bot.store.person.people import find_people
from bot.store.person.quotes import find_statements
from tests.bot.store.checking import check
from tests.bot.store.making import drafted

T = TypeVar("T")
HERE, THERE = Scope(1), Scope(2)


class ThreadDoor(Door):
    """Analyses in a thread, `left` articles; then it fails as a child process may, or as nothing should."""

    left = 1_000
    failure: Exception = TooHard("it took too long")

    async def run(self, function: Callable[..., T], *args: object) -> T:
        self.left -= 1
        if self.left < 0:
            raise self.failure
        return await asyncio.to_thread(function, *args)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(f"sqlite+aiosqlite:///{tmp_path}/verbatim.db") as opened:
        yield opened


@pytest.fixture
async def door() -> AsyncIterator[ThreadDoor]:
    async with ThreadDoor(contact=None) as opened:
        yield opened


async def _save(store: Store, name: str, guild_id: int | None, *, filed: str, more: str = "", old: int = 0) -> int:
    """An article in which `name` speaks, as an older engine stored it: her words `filed` under another name."""
    text = f"“We will open the harbour again on Monday for all ships,” said {name}, the mayor of Port Ellery.{more}"
    draft, analysis = analyse(drafted(f"url:{name}", text)[0])
    assert {one.speaker for one in analysis.quotes} == {name}
    found = replace(analysis, quotes=tuple(replace(one, speaker=filed) for one in analysis.quotes))
    changed = [old] if old else []
    (article_id,) = await save_articles(store, [(draft, found)], guild_id=guild_id, changed=changed)
    return article_id


async def _said(store: Store, scope: Scope, name: str) -> list[str]:
    pages = [await find_statements(store, scope, hit.ids) for hit in await find_people(store, scope, name)]
    return [" ".join(one.words) for page in pages for one in page.items]


async def test_what_an_older_engine_found_is_replaced(store: Store, door: ThreadDoor) -> None:
    """In every server and in the library; the article itself, its undated day too, stays as it was."""
    ids = {1: await _save(store, "Mara Lindqvist", 1, filed="Old Engine")}
    ids[2] = await _save(store, "Ivo Brandt", 2, filed="Old Engine")
    await _save(store, "Vera Holt", None, filed="Old Engine")
    before = {guild: await load_articles(store, Scope(guild), [ids[guild]]) for guild in ids}
    assert await renew(store, door, "newer") == 3
    assert {guild: await load_articles(store, Scope(guild), [ids[guild]]) for guild in ids} == before
    assert await _said(store, HERE, "Mara Lindqvist") == ["“We will open the harbour again on Monday for all ships,”"]
    assert len(await _said(store, THERE, "Ivo Brandt")) == len(await _said(store, THERE, "Vera Holt")) == 1
    assert await _said(store, HERE, "Ivo Brandt") == []
    assert await find_people(store, HERE, "Old Engine") == []
    assert await renew(store, door, "newer") == 0
    await asyncio.to_thread(check, store.path)


async def test_an_administrators_correction_outlives_the_engine(store: Store, door: ThreadDoor) -> None:
    await _save(store, "Mara Lindqvist", 1, filed="Old Engine")
    (hit,) = await find_people(store, HERE, "Old Engine")
    page = await find_statements(store, HERE, hit.ids)
    await correct_speaker(store, 1, page.items[0].sources[0].quote_id, "person", "Sam Stone", by=77)
    await renew(store, door, "newer")
    assert len(await _said(store, HERE, "Sam Stone")) == 1
    assert await find_people(store, HERE, "Mara Lindqvist") == []


async def test_earlier_versions_keep_only_what_is_withdrawn(store: Store, door: ThreadDoor) -> None:
    first = await _save(store, "Mara Lindqvist", 1, filed="Old Engine")
    again = await _save(store, "Mara Lindqvist", 1, filed="Old Engine", more=" It rained.", old=first)
    await renew(store, door, "newer")
    current, earlier = await load_versions(store, HERE, again)
    assert current.text.endswith("It rained.")
    assert not earlier.text.endswith("It rained.")
    await asyncio.to_thread(check, store.path)


async def test_it_goes_on_where_it_was_stopped(store: Store, door: ThreadDoor) -> None:
    """A crash costs a batch at most."""
    for number in range(BATCH + 5):
        await _save(store, f"Mara Lind{'abcdefghijklmnopqrstuvwxyz'[number]}", 1, filed="Old Engine")
    door.left, door.failure = BATCH + 2, RuntimeError("killed")
    with pytest.raises(RuntimeError, match="killed"):
        await renew(store, door, "newer")
    door.left = 1_000
    assert await renew(store, door, "newer") == 5
    assert await find_people(store, HERE, "Old Engine") == []


async def test_what_can_not_be_read_keeps_what_was_found(store: Store, door: ThreadDoor) -> None:
    await _save(store, "Mara Lindqvist", 1, filed="Old Engine")
    door.left = 0
    assert await renew(store, door, "newer") == 0
    assert len(await _said(store, HERE, "Old Engine")) == 1


async def test_a_new_file_has_nothing_to_read_anew(store: Store, door: ThreadDoor) -> None:
    await _save(store, "Mara Lindqvist", 1, filed="Old Engine")
    assert await renew(store, door) == 0


async def test_a_locked_database_holds_it_up_and_does_not_end_it(
    tmp_path: Path, door: ThreadDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup or an import may hold the file for longer than is waited for it: no restart is needed after that."""
    waits: list[float] = []
    locked = sqlite3.connect(tmp_path / "verbatim.db", isolation_level=None, check_same_thread=False)
    real_sleep = asyncio.sleep

    async def sleep(seconds: float) -> None:
        if seconds == job.AFTER_ERROR_S:
            waits.append(seconds)
            locked.execute("ROLLBACK")
        await real_sleep(0)

    async with await open_store(f"sqlite+aiosqlite:///{tmp_path}/verbatim.db", busy_timeout_s=0.05) as opened:
        await _save(opened, "Mara Lindqvist", 1, filed="Old Engine")
        await set_meta(opened, RENEWAL, "older 0 0")
        monkeypatch.setattr(asyncio, "sleep", sleep)
        with closing(locked):
            locked.execute("BEGIN IMMEDIATE")
            renewal = job.Renewal(opened, door)
            renewal.start()
            assert renewal._task is not None
            await asyncio.wait_for(renewal._task, 60)
        assert len(waits) == 1
        assert len(await _said(opened, HERE, "Mara Lindqvist")) == 1
