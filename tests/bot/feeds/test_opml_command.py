"""`/feed import` and `/feed export` as people use them; an import that a restart breaks off."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.ingest.opml import read_opml, write_opml
from bot.records.feeds import FeedLink, FeedOptions, FeedState
from bot.store.feed import feeds
from bot.store.feed import imports as feed_imports
from tests.bot.feeds.making import a_feed
from tests.bot.feeds.newsroom import Newsroom
from tests.conftest import NOW, text_of


async def test_opml_in_and_out(newsroom: Newsroom) -> None:
    """Followed, those that can't be read named with reasons; exported, in groups of their channels."""
    for number in range(4):
        newsroom.publish(1, path=f"/feed{number}")
    listed = [a_feed(title=f"F{n}", url=f"{newsroom.site.base}/feed{n}") for n in range(6)]
    result = await newsroom.do("import", file=("mine.opml", write_opml("Mine", [("News", listed)])))
    shown = text_of(result)
    assert "4 feeds followed" in shown
    assert "2 feeds could not be read" in shown
    assert "status 404" in shown
    exported = await newsroom.do("export")
    (attached,) = exported.response.attachments
    links = read_opml(await attached.read())
    assert not isinstance(links, str)
    assert len(links) == 6
    again = await newsroom.do("import", file=("mine.opml", write_opml("Mine", [("", listed)])))
    assert "6 feeds of the file were followed here before" in text_of(again)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"not xml", "no OPML"),
        (b'<!DOCTYPE o [<!ENTITY a "b">]><opml/>', "declares entities"),
        (b" " * 2_000_001, "larger than 2 MB"),
    ],
)
async def test_bad_opml_is_refused(newsroom: Newsroom, data: bytes, says: str) -> None:
    """With the reason, and nothing begun."""
    assert says in await newsroom.ask("import", file=("mine.opml", data))
    assert await feed_imports.imports_under_way(newsroom.store) == []


async def test_a_file_that_discord_does_not_give(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said, with what to do."""

    async def gone(self: discord.Attachment) -> bytes:
        answer: Any = SimpleNamespace(status=404, reason="Not Found")
        raise discord.NotFound(answer, "")

    monkeypatch.setattr(discord.Attachment, "read", gone)
    assert "Upload it again" in await newsroom.ask("import", file=("mine.opml", write_opml("Mine", [])))


async def test_an_import_survives_a_restart(newsroom: Newsroom) -> None:
    """Stopped in the middle: the next start looks at the rest, and the same message tells the end."""
    for number in range(30):
        newsroom.publish(1, path=f"/feed{number}")
    listed = [a_feed(title=f"F{n}", url=f"{newsroom.site.base}/feed{n}") for n in range(30)]
    guild_id, options = newsroom.guild.id, FeedOptions(newsroom.news.id)
    sent = await newsroom.do("list")  # a message of the bot's, as the command's answer is
    import_id = await feed_imports.begin_import(newsroom.store, guild_id, newsroom.news.id, 30, NOW)
    links = [FeedLink(one.url, one.title) for one in listed]
    await feeds.add_feeds(newsroom.store, guild_id, links, options, NOW, limit=100, import_id=import_id)
    await feed_imports.import_told(newsroom.store, import_id, newsroom.news.id, sent.response.id)
    poller = newsroom.env.bot.poller
    for number in range(10):
        feed = (await feeds.find_feeds(newsroom.store, guild_id, typed=f"feed{number}", limit=1)).items[0]
        await poller.poll(feed)
    (under_way,) = await feed_imports.imports_under_way(newsroom.store)
    assert under_way.waiting == 20
    await newsroom.env.restart_bot(newsroom.client())
    await newsroom.pass_time(minutes=2)
    assert await feed_imports.imports_under_way(newsroom.store) == []
    assert "30 feeds followed" in newsroom.posted()[0]
    page_ = await feeds.find_feeds(newsroom.store, guild_id, limit=50)
    assert all(feed.state is FeedState.ACTIVE and feed.primed_at for feed in page_.items)
    assert len(newsroom.site.paths()) == 30
