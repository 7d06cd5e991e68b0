"""Links in messages as they pass: watched channels, mentions, edits and deletions; and a channel's past."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.client import VerbatimClient
from bot.ingest.door import Door
from bot.records import Scope
from bot.settings import Settings
from bot.store.article import articles, backfills, watching
from tests.bot.saving.site import FERRY, HARBOUR, Site
from tests.conftest import Clock, Room, text_of


async def _titles(room: Room, channel: Any) -> list[str]:
    page = await articles.find_articles(room.store, Scope(room.guild.id, channel.id), limit=9)
    return sorted(card.title for card in page.items)


def _marks(room: Room, channel: Any, message: Any) -> list[str]:
    """The reactions of a message."""
    (shown,) = [one for one in channel.history() if one.id == message.id]
    return [str(reaction.emoji) for reaction in shown.reactions]


@pytest.fixture
async def admin(room: Room) -> Any:
    """Who may manage the server, and everything else."""
    role = room.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    return room.guild.add_member(room.env.create_user("zoe"), roles=[role])


async def test_links_in_a_watched_channel_are_saved_with_a_receipt(room: Room, site: Site, admin: Any) -> None:
    """Saved, known, failed; another channel and a message without a link get nothing."""
    reply = text_of(await admin.slash(room.news, "watch", channel=room.news))
    assert "saved from now on" in reply
    harbour = site.put("/harbour", "Harbour shuts", HARBOUR)
    first = await room.ben.send(room.news, f"Look at {harbour}!")
    second = await room.anna.send(room.news, f"{harbour} and {site.url('/gone')}")
    plain = await room.anna.send(room.news, "No link here.")
    other = await room.anna.send(room.lounge, site.put("/ferry", "Ferries all year", FERRY))
    marks = [_marks(room, room.news, one) for one in (first, second, plain)]
    assert marks == [["✅"], ["♻️", "⚠️"], []]
    assert _marks(room, room.lounge, other) == []
    assert await _titles(room, room.news) == ["Harbour shuts"]
    assert f"<#{room.news.id}>" in text_of(await admin.slash(room.news, "watch"))
    await admin.slash(room.news, "watch", channel=room.news, state="off")
    await room.anna.send(room.news, site.url("/ferry"))
    assert await _titles(room, room.news) == ["Harbour shuts"]


async def test_a_deleted_message_takes_its_article_out_of_the_channel(room: Room, site: Site, admin: Any) -> None:
    """The last one that links it; an edit brings what it adds."""
    await admin.slash(room.news, "watch", channel=room.news)
    harbour, ferry = site.put("/harbour", "Harbour shuts", HARBOUR), site.put("/ferry", "Ferries all year", FERRY)
    one, two = [await room.ben.send(room.news, harbour) for _ in range(2)]
    await room.ben.edit(two, f"{harbour} {ferry}")
    assert await _titles(room, room.news) == ["Ferries all year", "Harbour shuts"]
    await room.ben.delete(one)
    assert await _titles(room, room.news) == ["Ferries all year", "Harbour shuts"]
    await room.ben.delete(two)
    assert await _titles(room, room.news) == []


async def test_only_managers_watch(room: Room) -> None:
    """Also where a server has given the commands to everybody."""
    for command in await room.env.bot.tree.fetch_commands():
        if command.name in {"watch", "backfill"}:
            room.guild.set_command_permissions(command, {room.anna: True})
    for name in ("watch", "backfill"):
        assert "Only who may manage the server" in await room.ask(name, channel=room.news)


async def test_without_the_permission_to_react_it_is_told_in_the_log_once(
    room: Room, site: Site, admin: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """/watch says beforehand what is missing; taken away later, links are saved all the same."""
    denied = {room.guild.default_role: discord.PermissionOverwrite(add_reactions=False)}
    mute = room.guild.create_text_channel("mute", overwrites=denied)
    assert "add reactions" in text_of(await admin.slash(room.news, "watch", channel=mute))
    await watching.watch_channel(room.store, room.guild.id, mute.id, admin.id, room.env.bot.now())
    with caplog.at_level(logging.WARNING):
        await room.ben.send(mute, site.put("/harbour", "Harbour shuts", HARBOUR))
        await room.ben.send(mute, site.put("/ferry", "Ferries all year", FERRY))
    assert await _titles(room, mute) == ["Ferries all year", "Harbour shuts"]
    assert sum("no receipts" in record.message for record in caplog.records) == 1


async def test_the_past_of_a_channel_is_read(room: Room, site: Site, admin: Any) -> None:
    """Every link of it, counted in the message; known and failed ones told apart."""
    await room.ben.send(room.news, site.put("/harbour", "Harbour shuts", HARBOUR))
    await room.ben.send(room.news, f"{site.url('/harbour')} {site.url('/gone')}")
    await room.ben.send(room.news, site.put("/ferry", "Ferries all year", FERRY))
    result = await admin.slash(room.news, "backfill", channel=room.news, since="2025-12-01")
    await room.env.settle()
    (shown,) = [one for one in room.news.history() if one.id == result.response.id]
    told = str([component.to_dict() for component in shown.components])
    assert "✅ Read" in told
    assert "2 articles saved" in told
    assert "1 known already" in told
    assert "1 link not saved" in told
    assert await _titles(room, room.news) == ["Ferries all year", "Harbour shuts"]


async def test_a_reading_goes_on_where_the_last_run_was(
    room: Room, site: Site, admin: Any, settings: Settings, door: Door
) -> None:
    """What was read before the restart is not read again."""
    first = await room.ben.send(room.news, site.put("/harbour", "Harbour shuts", HARBOUR))
    await room.ben.send(room.news, site.put("/ferry", "Ferries all year", FERRY))
    now = room.env.bot.now()
    job = await backfills.begin_backfill(
        room.store, room.guild.id, room.news.id, admin.id, now.replace(year=2020), (room.news.id, 1), now
    )
    assert job is not None
    await backfills.note_progress(room.store, replace(job, last_message_id=first.id, messages=1))
    await room.env.restart_bot(VerbatimClient(room.store, settings, now=Clock(), door=door))
    await room.env.settle()
    assert await _titles(room, room.news) == ["Ferries all year"]
    ended = await backfills.load_backfill(room.store, room.guild.id, job.id)
    assert ended is not None
    assert (ended.state, ended.messages, ended.saved) == ("done", 2, 1)


async def test_an_outage_holds_a_reading_up_and_does_not_end_it(
    room: Room, site: Site, admin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Discord can't tell us of a server, none of its channels is known: that one is gone is not said of it."""
    await room.ben.send(room.news, site.put("/harbour", "Harbour shuts", HARBOUR))
    bot = room.env.bot
    now, guild = bot.now(), bot.get_guild(room.guild.id)
    job = await backfills.begin_backfill(
        room.store, room.guild.id, room.news.id, admin.id, now.replace(year=2020), (room.news.id, 1), now
    )
    assert job is not None
    with monkeypatch.context() as outage:
        outage.setattr(guild, "unavailable", True)
        outage.setattr(bot, "get_channel", lambda channel_id: None)
        bot.read_history(job)
        await room.env.settle()
    assert await backfills.load_backfill(room.store, room.guild.id, job.id) == job
    await bot.on_guild_available(guild)
    await asyncio.gather(*bot._backfills._tasks.values())
    await room.env.settle()
    ended = await backfills.load_backfill(room.store, room.guild.id, job.id)
    assert ended is not None
    assert (ended.state, ended.saved) == ("done", 1)


async def test_backfill_refusals(room: Room, admin: Any) -> None:
    """A day that is none, one to come, and a channel that is being read already."""
    assert "is no day" in text_of(await admin.slash(room.news, "backfill", channel=room.news, since="yesterday"))
    assert "still to come" in text_of(await admin.slash(room.news, "backfill", channel=room.news, since="2999-01-01"))
    now = room.env.bot.now()
    running = await backfills.begin_backfill(room.store, room.guild.id, room.news.id, 1, now, (room.news.id, 1), now)
    assert running is not None
    assert "being read already" in text_of(await admin.slash(room.news, "backfill", channel=room.news))


class TestWithoutTheIntent:
    """The bot is not told what messages say."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(allow_loopback=True)

    async def test_it_says_so_and_works_by_mention(self, room: Room, site: Site, admin: Any) -> None:
        """/watch and /backfill name the setting; a message that mentions the bot has its links saved and answered."""
        assert "MESSAGE_CONTENT=on" in text_of(await admin.slash(room.news, "watch", channel=room.news))
        assert "MESSAGE_CONTENT=on" in text_of(await admin.slash(room.news, "backfill", channel=room.news))
        harbour = site.put("/harbour", "Harbour shuts", HARBOUR)
        unseen = await room.ben.send(room.news, harbour)
        assert _marks(room, room.news, unseen) == []
        called = await room.ben.send(room.lounge, f"<@{room.env.bot.user.id}> {harbour}")
        assert _marks(room, room.lounge, called) == ["✅"]
        assert await _titles(room, room.lounge) == ["Harbour shuts"]
        answered = room.lounge.history()[-1]
        assert "Harbour shuts" in str([component.to_dict() for component in answered.components])
