"""`/feed add` as people use it, and what the job then tells channels by itself."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from bot.records import Scope
from bot.store.article import articles
from bot.store.feed import feeds
from tests.bot.feeds.newsroom import Newsroom
from tests.bot.feeds.site import Answer, Item, page
from tests.conftest import text_of

HTML = {"Content-Type": "text/html; charset=utf-8"}


async def test_from_following_to_a_post(newsroom: Newsroom) -> None:
    """Followed, nothing saved; then something new: saved for the channel, and told there in one message."""
    newsroom.publish(1, 2)
    reply = await newsroom.add(full_text=False)
    assert "Followed: Quay Courier" in reply
    assert "(2 entries) counts as known" in reply
    assert await newsroom.stored() == []
    before = len(newsroom.posted())
    newsroom.publish(1, 2, 60, 61)
    await newsroom.pass_time(hours=2)
    assert sorted(await newsroom.stored()) == [Item(60).shown_title, Item(61).shown_title]
    (told,) = newsroom.posted()[before:]
    assert Item(60).shown_title in told
    assert Item(61).shown_title in told
    assert "Quay Courier" in told
    assert f"{newsroom.site.base}/news/60" in told
    await newsroom.pass_time(hours=2)
    assert len(newsroom.posted()) == before + 1


async def test_a_feed_that_does_not_post(newsroom: Newsroom) -> None:
    """Saved for the channel that was named, and nothing said."""
    newsroom.publish(1)
    reply = await newsroom.add(full_text=False, post=False, channel=newsroom.lounge)
    assert "and not posted" in reply
    newsroom.publish(60)
    before = len(newsroom.posted())
    await newsroom.pass_time(hours=2)
    scope = Scope(newsroom.guild.id, newsroom.lounge.id)
    assert (await articles.find_articles(newsroom.store, scope, limit=5)).total == 1
    assert newsroom.posted(newsroom.lounge) == []
    assert len(newsroom.posted()) == before


async def test_a_site_finds_its_feed(newsroom: Newsroom) -> None:
    """By what its page names, else at the usual places; an address without a scheme is one."""
    link = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    newsroom.site.answers["/"] = Answer(link, headers=HTML)
    newsroom.publish(1)
    assert "Followed: Quay Courier" in await newsroom.add("/")
    newsroom.site.answers["/"] = Answer(page("Home", "Words."), headers=HTML)
    newsroom.publish(1, path="/atom.xml")
    newsroom.site.answers["/feed"] = Answer(status=404)
    assert "Followed: Quay Courier" in await newsroom.add("/")
    (one, two) = (await feeds.find_feeds(newsroom.store, newsroom.guild.id, limit=5)).items
    assert {one.url, two.url} == {f"{newsroom.site.base}/feed", f"{newsroom.site.base}/atom.xml"}


async def test_of_several_feeds_one_is_chosen(newsroom: Newsroom) -> None:
    """A menu, which works after a restart too and keeps the wishes; a reader can't choose."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}" title="{name}">' for name in ("all", "sport")
    )
    newsroom.site.answers["/"] = Answer(f"<html><head>{links}</head></html>".encode(), headers=HTML)
    newsroom.publish(1, path="/sport")
    result = await newsroom.do("add", url=f"{newsroom.site.base}/", exclude="golf")
    assert "Which feed?" in text_of(result)
    await newsroom.env.restart_bot(newsroom.client())
    newsroom.time += timedelta(minutes=1)
    refused = await newsroom.reader.select(result.response, ["1"])
    assert "Manage Server" in text_of(refused)
    chosen = await newsroom.boss.select(result.response, ["1"])
    assert "Followed: Quay Courier" in text_of(chosen)
    assert "no entries with: golf" in text_of(chosen)


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b"", 404, "status 404"),
        (page("Home", "Words."), 200, "No feed was found"),
        (b"/etc/passwd", 200, "No feed was found"),
        (b"x" * 5_000_001, 200, "larger than 5 MB"),
    ],
)
async def test_what_can_not_be_followed_is_told(newsroom: Newsroom, body: bytes, status: int, says: str) -> None:
    """Cause and remedy, and nothing stored."""
    newsroom.site.answers["/feed"] = Answer(body, status)
    assert says in await newsroom.add()
    assert (await feeds.find_feeds(newsroom.store, newsroom.guild.id, limit=5)).total == 0


async def test_wrong_addresses_are_told(newsroom: Newsroom) -> None:
    """Private places and what is no address."""
    for typed in ("file:///etc/passwd", "http://10.0.0.1/feed", "javascript:alert(1)", "https://"):
        result = await newsroom.do("add", url=typed)
        assert len(text_of(result)) > 20
    assert (await feeds.find_feeds(newsroom.store, newsroom.guild.id, limit=5)).total == 0


async def test_a_feed_is_followed_once(newsroom: Newsroom) -> None:
    """A second time is told; another channel is another wish."""
    newsroom.publish(1)
    await newsroom.add()
    assert "is followed here already" in await newsroom.add()
    assert "Followed" in await newsroom.add(channel=newsroom.lounge)


async def test_a_dead_feed_is_told_of_once(newsroom: Newsroom) -> None:
    """After 48 hours, in its channel, with the reason and the way back; which works."""
    newsroom.publish(1)
    await newsroom.add(full_text=False)
    newsroom.site.answers["/feed"] = Answer(status=500)
    before = len(newsroom.posted())
    for _ in range(14):
        await newsroom.pass_time(hours=6)
    (told,) = newsroom.posted()[before:]
    for part in ("A feed was paused", "Quay Courier", "status 500", "/feed resume"):
        assert part in told
    newsroom.publish(1, 90)
    assert "looked at again" in await newsroom.ask("resume", feed="quay")
    assert await newsroom.stored() == [Item(90).shown_title]


async def test_a_closed_channel_is_not_knocked_at(newsroom: Newsroom) -> None:
    """Without the permission to post nothing is sent; articles are saved, and the list says why."""
    newsroom.publish(1)
    closed = {newsroom.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    board = newsroom.guild.create_text_channel("board", overwrites=closed)
    await newsroom.add(full_text=False, channel=board)
    newsroom.publish(1, 60)
    await newsroom.pass_time(hours=2)
    newsroom.publish(1, 60, 61)
    await newsroom.pass_time(hours=2)
    scope = Scope(newsroom.guild.id, board.id)
    assert (await articles.find_articles(newsroom.store, scope, limit=5)).total == 2
    assert newsroom.posted(board) == []
    assert "may not see or post in #board" in await newsroom.ask("list")


async def test_the_limit_of_a_server(newsroom: Newsroom) -> None:
    """Told, with the way out."""
    await newsroom.env.restart_bot(newsroom.client(limit=1))
    newsroom.publish(1)
    newsroom.publish(1, path="/other")
    await newsroom.add()
    assert "the most it may" in await newsroom.add("/other")
