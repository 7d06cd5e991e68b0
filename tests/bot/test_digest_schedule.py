"""`/digest schedule` on a simulated Discord: every option, completion, refusal and limit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.records.digest import WhenEmpty
from bot.records.questions import Length
from tests.bot.digesting import DAY_S, EIGHT, Desk
from tests.bot.digesting import desk as desk
from tests.conftest import all_components, text_of


def raw(result: Any) -> str:
    """The reply as Discord has it, with its timestamps."""
    return "\n".join(part.get("content", "") for part in all_components(result.response.components))


async def test_the_answer_says_when_the_next_three_come(desk: Desk) -> None:
    """In the reader's own zone, and how far away; by the schedule's own zone in words."""
    result = await desk.chief.slash(desk.news, "digest schedule", time="8am", timezone="Europe/Berlin", days="weekdays")
    told = raw(result)
    assert "08:00 on weekdays (Europe/Berlin)" in told
    for day in (2, 3, 4):
        moment = int(desk.env.now().replace(day=day, hour=7).timestamp())
        assert f"<t:{moment}:F>, <t:{moment}:R>" in told
    assert f"<#{desk.news.id}>" in told


async def test_every_option_is_kept(desk: Desk) -> None:
    """Days, zone, channel, topic, length, role, what to do when empty, scope, grace."""
    role = desk.guild.create_role("readers", mentionable=True)
    given: dict[str, Any] = {"time": "20.30", "days": "mon, fri", "timezone": "munich", "channel": desk.lounge}
    more: dict[str, Any] = {"topic": "ferry", "length": "short", "mention": role, "when_empty": "LINE", "grace": 2}
    told = await desk.ask("digest schedule", **given, **more, scope="server")
    one = await desk.only()
    assert (one.when.minute, one.when.days, one.when.zone) == (20 * 60 + 30, 0b1_0001, "Europe/Berlin")
    assert (one.channel_id, one.topic, one.length, one.role_id) == (desk.lounge.id, "ferry", Length.SHORT, role.id)
    assert (one.when_empty, one.whole_guild, one.grace) == (WhenEmpty.LINE, True, timedelta(hours=2))
    assert one.created_by == desk.chief.id
    for said in ("20:30 on Mondays and Fridays", "“ferry”", "length: short", "post one line", "whole server"):
        assert said in told


async def test_several_schedules_a_channel(desk: Desk) -> None:
    """Morning and evening, each with its own number."""
    await desk.ask("digest schedule", **EIGHT)
    await desk.ask("digest schedule", time="20:00")
    told = await desk.ask("digest list")
    assert "2 digests" in told
    assert "Digest 1 · 08:00 every day" in told
    assert "Digest 2 · 20:00 every day" in told


async def test_the_zone_is_asked_for_once(desk: Desk) -> None:
    """No hour is guessed: the first schedule needs a zone, later ones take the same."""
    assert "type a city" in await desk.ask("digest schedule", time="8:00")
    assert await desk.waiting() == []
    await desk.ask("digest schedule", time="8:00", timezone="Asia/Kathmandu")
    assert "Asia/Kathmandu" in await desk.ask("digest schedule", time="9:00")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"time": "25:00"}, "“25:00” is no time of day"),
        ({"time": "soon"}, "8:00, 8am or 20:30"),
        ({"time": "8:00", "days": "someday"}, "names no days"),
        ({"time": "8:00", "timezone": "Atlantis"}, "no time zone “Atlantis”"),
        ({"time": "8:00", "timezone": "United States"}, "may be several time zones"),
    ],
)
async def test_what_cannot_be_read_is_refused(desk: Desk, options: dict[str, Any], says: str) -> None:
    """The refusal repeats what was typed and says how to write it; nothing is stored."""
    assert says in await desk.ask("digest schedule", **{"timezone": "UTC", **options})
    assert await desk.waiting() == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("munich", "Europe/Berlin"), ("nepal", "Asia/Kathmandu"), ("new y", "America/New_York"), ("", "Europe/London")],
)
async def test_zones_are_completed(desk: Desk, typed: str, offered: str) -> None:
    """By city, country or name, with the time there now."""
    choices = await desk.chief.autocomplete(desk.news, "digest schedule", "timezone", typed)
    assert any(choice["value"] == offered and ", now " in choice["name"] for choice in choices)
    assert len(choices) <= 25


async def test_the_servers_zone_is_offered_first(desk: Desk) -> None:
    """What was used last."""
    await desk.ask("digest schedule", time="8:00", timezone="Asia/Tokyo")
    choices = await desk.chief.autocomplete(desk.news, "digest schedule", "timezone", "")
    assert choices[0]["value"] == "Asia/Tokyo"


async def test_days_are_completed(desk: Desk) -> None:
    """The usual sets, and what was typed once it can be read."""
    names = [c["name"] for c in await desk.chief.autocomplete(desk.news, "digest schedule", "days", "week")]
    assert names == ["weekdays", "weekends"]
    names = [c["name"] for c in await desk.chief.autocomplete(desk.news, "digest schedule", "days", "tue-thu")]
    assert names == ["tue-thu"]


async def test_a_channel_closed_to_the_bot_is_refused_at_once(desk: Desk) -> None:
    """With the permission that is missing, before anything is stored."""
    closed = {desk.guild.default_role: discord.PermissionOverwrite(send_messages=False, read_message_history=False)}
    vault = desk.guild.create_text_channel("vault", overwrites=closed)
    told = await desk.ask("digest schedule", **EIGHT, channel=vault)
    assert "can't post digests in" in told
    assert "Send Messages and Read Message History" in told
    assert await desk.waiting() == []


async def test_a_role_that_the_person_may_not_mention(desk: Desk) -> None:
    """Neither a role closed to mentions nor everyone."""
    quiet = desk.guild.create_role("quiet")
    assert "You may not mention that role" in await desk.ask("digest schedule", **EIGHT, mention=quiet)
    assert "does not mention everyone" in await desk.ask("digest schedule", **EIGHT, mention=desk.guild.default_role)
    assert await desk.waiting() == []


async def test_a_server_has_at_most_25(desk: Desk) -> None:
    """The next is refused with the way out, and the list has pages."""
    for hour in range(25):
        desk.env.bot.cooldowns._people.clear()
        await desk.ask("digest schedule", time=f"{hour % 24}:{hour:02}", timezone="UTC")
    desk.env.bot.cooldowns._people.clear()
    assert "at most 25" in await desk.ask("digest schedule", **EIGHT)
    result = await desk.chief.slash(desk.news, "digest list")
    assert "25 digests" in text_of(result)
    await desk.chief.click(result.response, label="Next ▶")
    assert "Digest 7 " in text_of(result)
    choices = await desk.chief.autocomplete(desk.news, "digest pause", "digest", "")
    assert len(choices) == 25


async def test_in_a_thread(desk: Desk) -> None:
    """What is saved in one belongs to its channel: a digest of a thread's own articles would be empty for ever."""
    channel = desk.env.bot.get_channel(desk.news.id)
    await channel.create_thread(name="daily", type=discord.ChannelType.public_thread)
    (thread,) = desk.news.threads
    await desk.save("Skarrow")
    refused = text_of(await desk.chief.slash(thread, "digest schedule", **EIGHT))
    assert "no articles of its own" in refused
    assert "scope: whole server" in refused
    assert "Skarrow" in text_of(await desk.chief.slash(thread, "digest now")), "a preview is of the channel's"
    assert "scheduled" in text_of(await desk.chief.slash(thread, "digest schedule", **EIGHT, scope="server"))
    await desk.env.advance_time(DAY_S)
    assert "Skarrow" in desk.posted(thread)[0]


async def test_a_thread_that_is_archived(desk: Desk) -> None:
    """Discord offers it as a channel, and the bot does not see it: said, with what to do, and no error of ours."""
    await desk.env.bot.get_channel(desk.news.id).create_thread(name="old", type=discord.ChannelType.public_thread)
    (thread,) = desk.news.threads
    await desk.env.bot.get_channel(thread.id).edit(archived=True)
    refused = text_of(await desk.chief.slash(desk.news, "digest schedule", **EIGHT, channel=thread))
    desk.env._errors_acknowledged = len(desk.env.errors)  # discord.py's own, which is what is told here
    assert "does not see that channel" in refused
    assert "archived" in refused
