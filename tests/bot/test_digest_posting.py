"""Digests on a simulated Discord and its clock: on time, once, through refusals, restarts and a year."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import discord
import pytest
from discord.http import HTTPClient
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.client import VerbatimClient
from bot.records.digest import State
from bot.services.digest import content as digest_content
from bot.services.digest import posting as digests
from bot.settings import Settings
from tests.bot.digesting import DAY_S, EIGHT, Desk
from tests.bot.digesting import desk as desk
from tests.conftest import all_components

HOUR_S = 3600
MESSAGES = "/channels/*/messages"


async def scheduled(desk: Desk, **options: Any) -> None:
    """A schedule for eight o'clock, in two hours, and something to tell."""
    told = await desk.ask("digest schedule", **{**EIGHT, **options})
    assert "Digest scheduled" in told
    await desk.save("Skarrow")


def notices(desk: Desk) -> list[str]:
    """What the manager was told in direct messages."""
    texts = []
    for message in desk.chief.user.dm_channel.history():
        parts = all_components(desk.stored(message).components)
        texts.append("\n".join(part.get("content", "") for part in parts))
    return texts


async def test_on_time_once_and_nothing_twice(desk: Desk) -> None:
    """At eight to the second; the next day tells only what came since; a day without news stays silent."""
    await scheduled(desk)
    await desk.env.advance_time(2 * HOUR_S - 1)
    assert desk.posted() == []
    await desk.env.advance_time(1)
    assert "Skarrow" in desk.posted()[0]
    assert desk.messages()[0].created_at.hour == 8
    await desk.save("Valdorette", "A museum was robbed of an astrolabe on Sunday. The police look for two men.")
    await desk.env.advance_time(DAY_S)
    _, second = desk.posted()
    assert "Valdorette" in second
    assert "Skarrow" not in second
    await desk.env.advance_time(DAY_S)
    assert len(desk.posted()) == 2
    last = await desk.last()
    assert (last.state, last.outcome) == (State.EMPTY, "nothing new")


async def test_one_line_when_nothing_is_new(desk: Desk) -> None:
    """As the schedule says."""
    await scheduled(desk, when_empty="LINE")
    await desk.env.advance_time(2 * DAY_S)
    assert "Nothing new" in desk.posted()[1]


async def test_what_is_saved_while_one_is_composed_comes_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cut is made when the slot is claimed; nothing falls between two digests."""
    await scheduled(desk)
    real = digest_content.compose

    async def slow(*arguments: Any) -> Any:
        if desk.saved == 1:
            await desk.save("Meanwhile", "The ferry of Ostmark sank in the harbour at noon. Nobody was hurt.")
        return await real(*arguments)

    monkeypatch.setattr(digests, "compose", slow)
    await desk.env.advance_time(DAY_S)
    assert "Meanwhile" not in desk.posted()[0]
    await desk.env.advance_time(DAY_S)
    assert "Meanwhile" in desk.posted()[1]


async def test_only_the_role_is_mentioned(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an article says."""
    role = desk.guild.create_role("readers", mentionable=True)
    await desk.ask("digest schedule", **EIGHT, mention=role)
    shout = f"It was <@{desk.reader.id}> who called @everyone to the quay on Monday.\n" * 2
    await desk.save(f"<@&{role.id + 1}> @everyone", shout)
    real, allowed = HTTPClient.send_message, []

    async def send(self: Any, channel_id: int, *, params: Any) -> Any:
        allowed.append(params.payload["allowed_mentions"])
        return await real(self, channel_id, params=params)

    monkeypatch.setattr(HTTPClient, "send_message", send)
    await desk.env.advance_time(2 * HOUR_S)
    assert allowed == [{"parse": [], "roles": [role.id]}]
    parts = all_components(desk.stored(desk.messages()[0]).components)
    text = "\n".join(part.get("content", "") for part in parts)
    assert re.findall(r"(?<!\\)<@\S+", text) == [f"<@&{role.id}>"]


@pytest.mark.parametrize(("status", "code"), [(500, 0), (503, 0), (429, 0)])
async def test_what_is_refused_for_a_while_is_tried_again(desk: Desk, status: int, code: int) -> None:
    """With longer and longer waits; then posted once, and nobody is bothered."""
    await scheduled(desk)
    desk.env.inject_error("POST", MESSAGES, status=status, code=code, times=3)
    await desk.env.advance_time(2 * HOUR_S)
    assert desk.posted() == []
    assert str(status) in ((await desk.last()).outcome or "")
    await desk.env.advance_time(HOUR_S)
    assert len(desk.posted()) == 1
    assert (await desk.last()).attempts == 4
    assert notices(desk) == []


async def test_paused_while_it_waits_to_be_tried_again(desk: Desk) -> None:
    """It is not posted any more, and `/digest list` says why; resumed, its articles come with the next."""
    await scheduled(desk)
    desk.env.inject_error("POST", MESSAGES, status=500, times=3)
    await desk.env.advance_time(2 * HOUR_S)
    assert desk.posted() == []
    assert "is paused" in await desk.ask("digest pause")
    await desk.env.advance_time(3 * HOUR_S)
    assert desk.posted() == []
    assert (await desk.last()).state is State.MISSED
    assert "paused before it could be posted" in await desk.ask("digest list")
    await desk.ask("digest resume")
    await desk.env.advance_time(DAY_S)
    assert "Skarrow" in desk.posted()[0]


async def test_given_up_at_the_end_of_the_grace(desk: Desk) -> None:
    """An hour of server errors: recorded as not posted; its articles come with the next day's."""
    await scheduled(desk, grace=1)
    desk.env.inject_error("POST", MESSAGES, status=500, times=None)
    await desk.env.advance_time(4 * HOUR_S)
    last = await desk.last()
    assert last.state is State.FAILED
    assert "given up" in (last.outcome or "")
    assert "not posted" in await desk_list(desk)
    desk.env.backend.faults.clear()
    await desk.env.advance_time(DAY_S)
    assert "Skarrow" in desk.posted()[0]


async def desk_list(desk: Desk) -> str:
    """What `/digest list` says, asked while posting fails."""
    faults = list(desk.env.backend.faults)
    desk.env.backend.faults.clear()
    told = await desk.ask("digest list")
    desk.env.backend.faults.extend(faults)
    return told


async def test_a_lost_answer_is_looked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message went out and the answer timed out: it is found in the channel, not sent again."""
    await scheduled(desk)
    real = HTTPClient.send_message
    lost: list[Any] = []

    async def send(self: Any, channel_id: int, **rest: Any) -> Any:
        sent = await real(self, channel_id, **rest)
        if channel_id == desk.news.id and not lost:
            lost.append(sent)
            raise TimeoutError
        return sent

    monkeypatch.setattr(HTTPClient, "send_message", send)
    await desk.env.advance_time(2 * HOUR_S)
    assert (await desk.last()).state is State.SENDING
    await desk.env.advance_time(HOUR_S)
    assert len(lost) == len(desk.posted()) == 1
    last = await desk.last()
    assert (last.state, last.message_id, last.late) == (State.POSTED, int(lost[0]["id"]), False)


async def test_refused_for_good_an_administrator_is_told_once(desk: Desk) -> None:
    """403: not tried again, told once with the remedy, paused after three in a row; resumed, everything comes."""
    await scheduled(desk)
    desk.env.inject_error("POST", f"/channels/{desk.news.id}/messages", status=403, code=50013, times=None)
    await desk.env.advance_time(3 * HOUR_S)
    last = await desk.last()
    assert (last.state, last.attempts) == (State.FAILED, 1)
    (told,) = notices(desk)
    assert "could not be posted" in told
    assert "Send Messages" in told
    await desk.env.advance_time(3 * DAY_S)
    assert len(notices(desk)) == 1
    told = await desk_list(desk)
    assert "Paused since" in told
    assert "may not post" in told
    desk.env.backend.faults.clear()
    await desk.ask("digest resume")
    await desk.env.advance_time(DAY_S)
    (posted,) = desk.posted()
    assert "Skarrow" in posted


async def test_a_channel_that_is_gone(desk: Desk) -> None:
    """404: paused at once, told once, with what to do."""
    await scheduled(desk)
    desk.env.inject_error("POST", f"/channels/{desk.news.id}/messages", status=404, code=10003, times=None)
    await desk.env.advance_time(3 * DAY_S)
    (told,) = notices(desk)
    assert "is gone" in told
    assert "/digest schedule" in told
    (one,) = await desk.waiting()
    assert one.pause_reason
    assert one.due is None


async def test_a_message_that_discord_does_not_take(desk: Desk) -> None:
    """400 is our mistake: not tried again, recorded, told."""
    await scheduled(desk)
    desk.env.inject_error("POST", f"/channels/{desk.news.id}/messages", status=400, code=50035)
    await desk.env.advance_time(3 * HOUR_S)
    assert (await desk.last()).state is State.FAILED
    assert "tell its operator" in notices(desk)[0]


async def test_who_takes_no_messages_leaves_it_to_the_owner(desk: Desk) -> None:
    """The maker's direct messages are closed: the server's owner is told."""
    await scheduled(desk)
    desk.env.inject_error("POST", f"/channels/{desk.news.id}/messages", status=404, code=10003, times=None)
    desk.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=1)
    await desk.env.advance_time(3 * HOUR_S)
    assert notices(desk) == []
    assert desk.guild.owner.dm_channel.history()


async def test_known_to_be_closed_it_is_not_even_tried(desk: Desk) -> None:
    """Ten thousand refusals ban the bot's address: a channel without the permission costs no request."""
    await scheduled(desk)
    deny = discord.Permissions(send_messages=True).value
    closed = Overwrite(desk.guild.default_role.id, OverwriteType.ROLE, deny=deny)
    desk.env.backend.set_overwrite(desk.news.id, closed)
    await desk.env.advance_time(3 * HOUR_S)
    last = await desk.last()
    assert last.state is State.FAILED
    assert "lacks Send Messages" in (last.outcome or "")


async def restart(desk: Desk) -> None:
    """A new process on the same database."""
    client = VerbatimClient(desk.store, Settings(), now=desk.env.bot.now)
    await desk.env.restart_bot(client)


async def test_after_downtime_the_newest_is_posted_late(desk: Desk) -> None:
    """Three days away: two recorded as missed, the third posted and marked as late."""
    await scheduled(desk)
    await desk.env.bot.digests.close()
    await desk.env.advance_time(2 * DAY_S + 5 * HOUR_S)
    await restart(desk)
    (posted,) = desk.posted()
    assert "Late" in posted
    assert "Skarrow" in posted
    assert (await desk.last()).late
    assert "posted 3 h late" in await desk.ask("digest list")


async def test_too_late_is_missed(desk: Desk) -> None:
    """Seven hours after, nothing is posted, the reason is recorded, and its articles come the next day."""
    await scheduled(desk)
    await desk.env.bot.digests.close()
    await desk.env.advance_time(9 * HOUR_S)
    await restart(desk)
    assert desk.posted() == []
    assert "not running" in await desk.ask("digest list")
    await desk.env.advance_time(DAY_S)
    assert "Skarrow" in desk.posted()[0]


async def test_summer_time_comes_and_goes(desk: Desk) -> None:
    """Half past two in Berlin: at half past three where the clock leaps over it; once where it is doubled."""
    await desk.ask("digest schedule", time="2:30", days="sunday", timezone="Europe/Berlin", when_empty="LINE")
    hours = {}
    for day in (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)):
        await desk.env.advance_time((day - desk.env.now()).total_seconds())
        before = len(desk.messages())
        await desk.env.advance_time(2 * DAY_S)
        hours[day.month] = [(m.created_at.day, m.created_at.hour) for m in desk.messages()[before:]]
    assert hours == {3: [(29, 1)], 10: [(25, 0)]}


async def test_a_year_of_daily_digests(desk: Desk) -> None:
    """365 slots, each settled once; a post on each of the 61 days with news, at eight by the clocks of Lisbon."""
    await desk.ask("digest schedule", time="8:00", timezone="Europe/Lisbon")
    for day in range(365):
        if day % 6 == 0:
            await desk.save(f"Number {day} of the year", f"Ship {day} left the port of Ostmark with {day} crates.")
        await desk.env.advance_time(DAY_S)
    posts = [(message, desk.stored(message)) for message in desk.messages()]
    assert len(posts) == 61
    for number, (message, stored) in enumerate(posts):
        assert f"Number {6 * number} of the year" in str(stored.components)
        assert f"{message.created_at.astimezone(ZoneInfo('Europe/Lisbon')):%H:%M}" == "08:00"
    with closing(sqlite3.connect(desk.path)) as connection:
        states = connection.execute("SELECT state, count(DISTINCT day), count(*) FROM slot GROUP BY state").fetchall()
    assert states == [("empty", 304, 304), ("posted", 61, 61)]


async def test_a_schedule_made_for_the_next_minute_is_not_slept_over(desk: Desk) -> None:
    """The dispatcher sleeps until tomorrow's digest; a new one for tonight wakes it."""
    await scheduled(desk)
    await desk.env.advance_time(3 * HOUR_S)
    moment = desk.env.now() + timedelta(minutes=2)
    await desk.save("Soon", "The ferry of Ostmark sank in the harbour at noon. Nobody was hurt.")
    await desk.ask("digest schedule", time=f"{moment:%H:%M}")
    await desk.env.advance_time(150)
    assert "Soon" in desk.posted()[-1]
