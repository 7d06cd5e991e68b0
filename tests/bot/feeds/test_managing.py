"""`/feed list`, `test`, `remove`, `pause` and `resume` as people use them, and who may."""

from __future__ import annotations

from typing import Any

from bot.ask import plain
from bot.store.feed import feeds
from tests.bot.feeds.newsroom import Newsroom
from tests.bot.feeds.site import Answer, Item, rss20
from tests.conftest import text_of


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
    assert await newsroom.stored() == []


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
    assert await newsroom.stored() == [Item(60).shown_title]
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
    assert await newsroom.stored() == [Item(60).shown_title]


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
