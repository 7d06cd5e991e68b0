"""`/feed` as people use it, and what the job tells channels by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord

from bot.ask import plain
from bot.client import VerbatimClient
from bot.ingest.opml import read_opml, write_opml
from bot.records import Scope
from bot.records.feeds import FeedLink, FeedOptions, FeedState
from bot.settings import Settings
from bot.store import Store
from bot.store.article import articles
from bot.store.feed import feeds
from bot.store.feed import imports as feed_imports
from tests.bot.feeds.conftest import QuickDoor
from tests.bot.feeds.site import Answer, Item, Site, page, rss20
from tests.bot.feeds.test_rules import a_feed
from tests.conftest import NOW, SETTLE_S, text_of

HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Newsroom:
    """A server with an administrator and a reader, the bot in it, and a site on loopback."""

    env: Any
    guild: Any
    news: Any
    lounge: Any
    boss: Any
    reader: Any
    store: Store
    site: Site
    time: datetime = NOW
    doors: list[QuickDoor] = field(default_factory=list)

    def now(self) -> datetime:
        """The time as the test has it."""
        return self.time

    def client(self, limit: int = 1000) -> VerbatimClient:
        """A bot that waits for no host."""
        settings = Settings(contact="the desk", feeds_per_server=limit)
        door = QuickDoor(contact=None, loopback=True)
        self.doors.append(door)
        client = VerbatimClient(self.store, settings, now=self.now, door=door)
        client.poller.hosts.spacing_s = 0
        return client

    async def do(self, command: str, person: Any = None, **options: Any) -> Any:
        """One command of the administrator's in #news."""
        self.time += timedelta(seconds=10)
        options = {name.replace("_", "-"): value for name, value in options.items()}
        return await (person or self.boss).slash(self.news, f"feed {command}", **options)

    async def ask(self, command: str, person: Any = None, **options: Any) -> str:
        """Its reply as text."""
        return text_of(await self.do(command, person, **options))

    async def add(self, path: str = "/feed", **options: Any) -> str:
        """Follow a feed of the site."""
        return await self.ask("add", url=f"{self.site.base}{path}", **options)

    async def pass_time(self, **by: float) -> None:
        """Let the clock run, and the job have its rounds."""
        self.time += timedelta(**by)
        await self.env.advance_time(61)

    def publish(self, *numbers: int, path: str = "/feed") -> None:
        """Show these pieces of news."""
        self.site.publish(path, rss20, [Item(number) for number in numbers])

    def posted(self, channel: Any = None) -> list[str]:
        """What the bot has said in a channel, as text."""
        return [text_of_message(one) for one in (channel or self.news).history() if one.author.bot]


def text_of_message(message: Any) -> str:
    """A message's components as plain text."""
    return plain([component.to_dict() for component in message.components])


@pytest.fixture
async def newsroom(store: Store) -> AsyncIterator[Newsroom]:
    """The bot on a simulated server; every error it swallows fails the test."""
    async with Site() as site:
        room = Newsroom(None, None, None, None, None, None, store, site)
        env = room.env = simcord.Env(room.client(), settle_timeout=SETTLE_S)
        await env.start()
        try:
            room.guild = guild = env.create_guild("Newsroom")
            room.news, room.lounge = guild.create_text_channel("news"), guild.create_text_channel("lounge")
            manager = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
            room.boss = guild.add_member(env.create_user("boss"), roles=[manager])
            room.reader = guild.add_member(env.create_user("reader"))
            yield room
        finally:
            await env.shutdown()
            for door in room.doors:
                await door.aclose()
        env._raise_errors_since(env._errors_acknowledged)


async def stored(room: Newsroom) -> list[str]:
    """The titles that /summary finds in #news."""
    scope = Scope(room.guild.id, room.news.id)
    return [card.title for card in (await articles.find_articles(room.store, scope, limit=50)).items]


async def test_from_following_to_a_post(newsroom: Newsroom) -> None:
    """Followed, nothing saved; then something new: saved for the channel, and told there in one message."""
    newsroom.publish(1, 2)
    reply = await newsroom.add(full_text=False)
    assert "Followed: Quay Courier" in reply
    assert "(2 entries) counts as known" in reply
    assert await stored(newsroom) == []
    before = len(newsroom.posted())
    newsroom.publish(1, 2, 60, 61)
    await newsroom.pass_time(hours=2)
    assert sorted(await stored(newsroom)) == [Item(60).shown_title, Item(61).shown_title]
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


async def test_readers_change_nothing(newsroom: Newsroom) -> None:
    """Also where the server lets everybody use the command: the bot looks itself."""
    newsroom.publish(1)
    result = await newsroom.do("add", url=f"{newsroom.site.base}/feed")
    (feed,) = [one for one in await newsroom.env.bot.tree.fetch_commands() if one.name == "feed"]
    newsroom.guild.set_command_permissions(feed.id, {newsroom.guild.default_role: True})
    options: dict[str, dict[str, Any]] = {"add": {"url": "x.example"}, "list": {}, "test": {"feed": "Quay"}}
    options["remove"] = {"feed": "Quay"}
    options |= {"pause": {"feed": "Quay"}, "resume": {"feed": "Quay"}, "export": {}}
    options |= {"import": {"file": ("f.opml", b"<opml/>")}}
    for command, given in options.items():
        assert "Manage Server" in await newsroom.ask(command, newsroom.reader, **given)
    pressed = await newsroom.reader.click(result.response, label="Undo")
    assert "Manage Server" in text_of(pressed)
    assert (await feeds.find_feeds(newsroom.store, newsroom.guild.id, limit=5)).total == 1


async def test_empty_states(newsroom: Newsroom) -> None:
    """Each says what to do next."""
    assert "/feed add url:" in await newsroom.ask("list")
    assert "/feed add url:" in await newsroom.ask("export")
    for command in ("test", "remove", "pause", "resume"):
        assert "/feed list" in await newsroom.ask(command, feed="anything")


async def test_the_list_tells_how_each_is(newsroom: Newsroom) -> None:
    """State, last and next look, articles, the error with its time; pages of eight, and a test from the menu."""
    for number in range(9):
        newsroom.publish(1, path=f"/feed{number}")
        await newsroom.add(f"/feed{number}", include="ferry", full_text=False)
    newsroom.publish(60, path="/feed0")
    newsroom.site.answers["/feed1"] = Answer(status=503)
    await newsroom.pass_time(hours=2)
    await newsroom.ask("pause", feed=f"{newsroom.site.base}/feed2")
    result = await newsroom.do("list")
    shown = text_of(result)
    for part in ("9 feeds", "followed", "paused", "1 article", "0 articles", "status 503", "only entries with: ferry"):
        assert part in shown
    assert shown.count("Quay Courier") == 8
    tested = await newsroom.boss.select(result.response, ["1"])
    assert tested.ephemeral
    assert "The next look would save 0 of 1 entry" in text_of(tested)
    await newsroom.boss.click(result.response, label="Next ▶")
    assert text_of(result).count("Quay Courier") == 1


async def test_test_tells_why(newsroom: Newsroom) -> None:
    """Kept first, then what is dropped and by which word, then what is known; nothing changes."""
    newsroom.publish(1)
    await newsroom.add(exclude="school", full_text=False)
    newsroom.site.publish(
        "/feed", rss20, [Item(1), Item(61), Item(60, text="The ferry sails. " * 30), Item(62, text="Too short.")]
    )
    shown = await newsroom.ask("test", feed="quay")
    assert "would save 1 of 4 entries: 1 known, 2 dropped" in shown
    assert "it has the excluded “school”" in shown
    assert "the feed says too little" in shown
    assert (
        shown.index("would be saved with the feed's own text") < shown.index("dropped:") < shown.index("known already")
    )
    assert await stored(newsroom) == []


async def test_removed_and_brought_back(newsroom: Newsroom) -> None:
    """The undo works for ten minutes, after a restart too, and then says that it is too late."""
    newsroom.publish(1)
    await newsroom.add(full_text=False)
    removed = await newsroom.do("remove", feed="Quay Courier")
    assert "not followed any more" in text_of(removed)
    assert "No feeds are followed" in await newsroom.ask("list")
    await newsroom.env.restart_bot(newsroom.client())
    restored = await newsroom.boss.click(removed.response, label="Undo")
    assert "is followed again" in text_of(restored)
    newsroom.publish(1, 60)
    await newsroom.pass_time(hours=2)
    assert await stored(newsroom) == [Item(60).shown_title]
    removed = await newsroom.do("remove", feed="Quay Courier")
    await newsroom.pass_time(minutes=11)
    refused = await newsroom.boss.click(removed.response, label="Undo")
    assert "can't be brought back" in plain(refused.followups[0].components)


async def test_paused_and_resumed(newsroom: Newsroom) -> None:
    """Nothing is asked of the site meanwhile; what came meanwhile is saved afterwards."""
    newsroom.publish(1)
    await newsroom.add(full_text=False)
    assert "is paused" in await newsroom.ask("pause", feed="quay")
    newsroom.publish(1, 60)
    asked = len(newsroom.site.requests)
    await newsroom.pass_time(hours=5)
    assert len(newsroom.site.requests) == asked
    assert "looked at again" in await newsroom.ask("resume", feed="quay")
    assert await stored(newsroom) == [Item(60).shown_title]


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
    assert await stored(newsroom) == [Item(90).shown_title]


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


async def test_completions(newsroom: Newsroom) -> None:
    """By any part of title or address; for pause what runs, for resume what does not; nothing for readers."""
    newsroom.publish(1)
    await newsroom.add()
    await newsroom.add(channel=newsroom.lounge)
    first = await newsroom.boss.autocomplete(newsroom.news, "feed test", "feed", "courier")
    assert len(first) == 2
    await newsroom.ask("pause", feed=first[0]["value"])
    assert len(await newsroom.boss.autocomplete(newsroom.news, "feed pause", "feed", "")) == 1
    assert len(await newsroom.boss.autocomplete(newsroom.news, "feed resume", "feed", "127.0")) == 1
    assert await newsroom.boss.autocomplete(newsroom.news, "feed resume", "feed", "%") == []
    assert "2 feeds go by" in await newsroom.ask("test", feed="quay")


async def test_the_limit_of_a_server(newsroom: Newsroom) -> None:
    """Told, with the way out."""
    await newsroom.env.restart_bot(newsroom.client(limit=1))
    newsroom.publish(1)
    newsroom.publish(1, path="/other")
    await newsroom.add()
    assert "the most it may" in await newsroom.add("/other")


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
        raise discord.NotFound(SimpleNamespace(status=404, reason="Not Found"), "")  # type: ignore[arg-type]

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
