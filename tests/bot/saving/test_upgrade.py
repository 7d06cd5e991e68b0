"""A database of before there were sources, versions and feeds: its articles go on as if it had always had them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.ingest.door import Door
from bot.records import Scope
from bot.records.feeds import FeedLink, FeedOptions
from bot.records.savings import Saving
from bot.services.articles import remove_article, show_article, undo_removal
from bot.services.saving import save_url
from bot.store import open_store
from bot.store.article import articles, savings
from bot.store.feed import feeds
from bot.store.opening import MIGRATIONS
from tests.bot.saving.conftest import LATER, NOW
from tests.bot.saving.site import FERRY, HARBOUR, Site
from tests.bot.store.checking import check

AT = 1767225600
OLD = f"""
INSERT INTO guild VALUES (1, {AT}, NULL);
INSERT INTO article VALUES
  (3, NULL, 0, 'seed:a.md', 's', NULL, 'Library', NULL, NULL, {AT}, {AT}, 'en', 4, 0, 'A seed', '[0,17,0]',
   'A boat came home.'),
  (4, 1, 1, 'url:{{url}}', 'd', '{{url}}', 'Example Courier', 'R. Field', {AT}, {AT}, {AT}, 'en', 3, 0,
   'Harbour shuts', '[0,18,0]', 'The quay is empty.'),
  (9, 1, 1, 'text:x', 'x', NULL, NULL, NULL, NULL, {AT}, {AT}, 'en', 3, 0, 'Gone', '[0,13,0]', 'It was taken.');
DELETE FROM article WHERE id = 9;
INSERT INTO article_channel VALUES (4, 10, 1, {AT}, 100, 7, {AT}), (4, 20, 1, {AT}, NULL, NULL, {AT});
"""


def database_of(revision: str, folder: Path, rows: str) -> Path:
    """A file as the version left it that had this schema."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    path = folder / "verbatim.db"
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(rows)
    return path


async def test_articles_of_before_there_were_sources(tmp_path: Path, site: Site, door: Door) -> None:
    """Known by their addresses and first savings, found by their words, replaced by versions, removed and put back."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    path = database_of("0002", tmp_path, OLD.format(url=url))
    async with await open_store(f"sqlite+aiosqlite:///{path}") as store:
        everywhere = Scope(1)
        found = await articles.find_articles(store, everywhere, topic="quay", limit=9)
        assert [card.id for card in found.items] == [4]
        listed = [await articles.find_articles(store, Scope(1, channel), limit=9) for channel in (10, 20, 30)]
        assert [[card.id for card in page.items] for page in listed] == [[4, 3], [4, 3], [3]]
        first = (await savings.first_savings(store, everywhere, [4]))[4]
        assert (first.channel_id, first.message_id, first.user_id) == (10, 100, 7)
        updated = await save_url(store, door, url, Saving(1, 30, 300, 8), NOW)
        assert (updated.outcome, updated.card.id) == ("updated", 4)
        assert (await show_article(store, everywhere, 4)).changes == 1
        assert (await articles.find_articles(store, everywhere, topic="empty", limit=9)).total == 0
        other = await save_url(store, door, site.put("/ferry", "Ferry", FERRY), Saving(1, 30, 300, 8), LATER)
        assert other.card.id > 9  # an id that an article once had is never given again
        check(path)
        removed = await remove_article(store, everywhere, 4, 7, NOW, moderates=True)
        assert await undo_removal(store, 1, removed.id, 7, NOW, moderates=True) == 4
    check(path)


@pytest.mark.parametrize("revision", ["0002", "0003"])
async def test_feeds_come_to_a_database_that_had_none(revision: str, tmp_path: Path) -> None:
    """Of the server that it has, and the library's; they go with their server."""
    path = database_of(revision, tmp_path, f"INSERT INTO guild VALUES (1, {AT}, NULL);")
    async with await open_store(f"sqlite+aiosqlite:///{path}") as store:
        link = [FeedLink("https://courier.example/feed", "Courier")]
        for guild_id in (1, None):
            await feeds.add_feeds(store, guild_id, link, FeedOptions(10 if guild_id else None), NOW, limit=9)
            assert (await feeds.find_feeds(store, guild_id, limit=9)).total == 1
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("DELETE FROM guild WHERE id = 1")
        assert raw.execute("SELECT count(*) FROM feed").fetchone() == (1,)
