"""`/digest` on a simulated Discord: every command, refusal, permission and empty state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.records.digest import EVERY_DAY, Schedule, WhenEmpty
from bot.records.questions import Length
from tests.bot.digesting import DAY_S, Desk
from tests.bot.digesting import desk as desk
from tests.conftest import all_components, text_of

EIGHT = {"time": "8:00", "timezone": "UTC"}


def raw(result: Any) -> str:
    """The reply as Discord has it, with its timestamps."""
    return "\n".join(part.get("content", "") for part in all_components(result.response.components))


async def only(desk: Desk) -> Schedule:
    """The one schedule there is."""
    (one,) = await desk.waiting()
    assert isinstance(one, Schedule)
    return one


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
    one = await only(desk)
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


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("digest schedule", EIGHT),
        ("digest pause", {}),
        ("digest resume", {}),
        ("digest remove", {}),
        ("digest skip", {}),
        ("digest now", {"post": True}),
    ],
)
async def test_only_managers_change_digests(desk: Desk, command: str, options: dict[str, Any]) -> None:
    """Checked in code, whatever the server's settings say; nothing happens."""
    await desk.ask("digest schedule", **EIGHT)
    before = await desk.waiting()
    told = text_of(await desk.reader.slash(desk.news, command, **options))
    assert "Manage Server" in told
    assert await desk.waiting() == before


async def test_buttons_are_for_managers_too(desk: Desk) -> None:
    """A reader who presses "Take it out" takes nothing out."""
    result = await desk.chief.slash(desk.news, "digest schedule", **EIGHT)
    pressed = await desk.reader.click(result.response, label="Take it out")
    assert "Manage Server" in text_of(pressed)
    assert len(await desk.waiting()) == 1


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


async def test_no_digest_yet_says_how_to_make_one(desk: Desk) -> None:
    """Every command that needs one."""
    for command in ("list", "pause", "resume", "remove", "skip"):
        assert "/digest schedule time:8:00" in await desk.ask(f"digest {command}")
    assert "/digest schedule" in await desk.ask("digest now", post=True)


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


async def test_several_digests_ask_which(desk: Desk) -> None:
    """A command without a choice names the option; a completion's value, or its number, is one."""
    await desk.ask("digest schedule", **EIGHT)
    await desk.ask("digest schedule", time="20:00", topic="ferry")
    assert "Say which" in await desk.ask("digest pause")
    choices = await desk.chief.autocomplete(desk.news, "digest pause", "digest", "ferry")
    assert [choice["name"] for choice in choices] == ["2: 20:00 every day (UTC) in #news, about ferry"]
    assert "Digest 2 is paused" in await desk.ask("digest pause", digest=choices[0]["value"])
    assert "no such digest" in await desk.ask("digest pause", digest="77")
    assert "none of those offered" in await desk.ask("digest pause", digest="the other one")


async def test_pause_and_resume(desk: Desk) -> None:
    """Nothing comes while it rests; the first one after tells what arrived meanwhile."""
    await desk.ask("digest schedule", **EIGHT)
    result = await desk.chief.slash(desk.news, "digest pause")
    await desk.save("Skarrow")
    await desk.env.advance_time(2 * DAY_S)
    assert desk.posted() == []
    assert "Paused since" in await desk.ask("digest list")
    assert "paused already" in await desk.ask("digest pause")
    await desk.chief.click(result.response, label="Resume")
    assert "Digest resumed" in text_of(result)
    assert "not paused" in await desk.ask("digest resume")
    await desk.env.advance_time(DAY_S)
    (posted,) = desk.posted()
    assert "Skarrow" in posted


async def test_remove_and_undo(desk: Desk) -> None:
    """Taken out it posts nothing; the button brings it back as it was."""
    await desk.ask("digest schedule", **EIGHT)
    await desk.save("Skarrow")
    result = await desk.chief.slash(desk.news, "digest remove")
    assert "/digest schedule" in await desk.ask("digest list")
    await desk.env.advance_time(DAY_S)
    assert desk.posted() == []
    await desk.chief.click(result.response, label="Undo")
    assert "Digest brought back" in text_of(result)
    assert (await only(desk)).when.days == EVERY_DAY
    await desk.env.advance_time(DAY_S)
    assert len(desk.posted()) == 1


async def test_skip_and_undo(desk: Desk) -> None:
    """The next is left out, recorded as skipped, and its articles come in the one after; undone, it comes."""
    await desk.ask("digest schedule", **EIGHT)
    await desk.save("Skarrow")
    assert "is skipped" in await desk.ask("digest skip")
    await desk.env.advance_time(DAY_S)
    assert desk.posted() == []
    assert "skipped, as asked" in await desk.ask("digest list")
    result = await desk.chief.slash(desk.news, "digest skip")
    await desk.chief.click(result.response, label="Undo")
    assert "No digest is skipped" in text_of(result)
    await desk.env.advance_time(DAY_S)
    (posted,) = desk.posted()
    assert "Skarrow" in posted
    await desk.ask("digest pause")
    assert "no next one to skip" in await desk.ask("digest skip")


async def test_a_preview_counts_for_nothing(desk: Desk) -> None:
    """Only the asker sees it, and the digest still tells everything."""
    await desk.ask("digest schedule", **EIGHT)
    await desk.save("Skarrow")
    result = await desk.reader.slash(desk.news, "digest now")
    assert result.ephemeral
    assert "Skarrow" in text_of(result)
    assert "preview" in text_of(result)
    await desk.env.advance_time(DAY_S)
    (posted,) = desk.posted()
    assert "Skarrow" in posted


async def test_a_preview_without_a_schedule(desk: Desk) -> None:
    """The last day's arrivals; where there are none, it says so."""
    assert "Nothing new" in await desk.ask("digest now")
    await desk.save("Skarrow")
    assert "Skarrow" in await desk.ask("digest now")


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


async def test_posted_by_hand_it_counts(desk: Desk) -> None:
    """For all to see at once; the next scheduled one does not repeat it."""
    await desk.ask("digest schedule", **EIGHT)
    await desk.save("Skarrow")
    told = await desk.ask("digest now", post=True)
    assert "posted" in told
    (posted,) = desk.posted()
    assert "Skarrow" in posted
    assert "nothing new" in await desk.ask("digest now", post=True)
    await desk.env.advance_time(DAY_S)
    assert len(desk.posted()) == 1


async def test_everything_in_a_digest(desk: Desk) -> None:
    """The button lists each article with what happened to it, to who pressed alone, page by page."""
    await desk.ask("digest schedule", **EIGHT, topic="ferry")
    for number in range(10):
        await desk.save(f"Ferry {number}")
    await desk.save("Museum", "A museum was robbed of an astrolabe on Sunday. The police look for two men.")
    await desk.env.advance_time(3 * 3600)
    (message,) = desk.messages()
    pressed = await desk.reader.click(message, label="Everything")
    assert pressed.ephemeral
    assert "11 articles" in text_of(pressed)
    await desk.reader.click(pressed.response, label="Next ▶")
    both = text_of(pressed)
    assert "Museum" in both
    assert "topic" in both


async def test_why(desk: Desk) -> None:
    """Told in a digest, awaiting one, left out by the topic, or never in sight."""
    await desk.ask("digest schedule", **EIGHT)
    told = await desk.save("Skarrow")
    assert "will be considered in the next" in await desk.ask("digest why", article=f"id:{told}")
    await desk.env.advance_time(3 * 3600)
    assert "told in story 1" in await desk.ask("digest why", article="Skarrow")
    assert "No article here has the words" in await desk.ask("digest why", article="volcano")
    assert "not stored here" in await desk.ask("digest why", article="id:999")
    choices = await desk.chief.autocomplete(desk.news, "digest why", "article", "skar")
    assert choices == [{"name": "Skarrow", "value": f"id:{told}"}]


async def test_an_article_that_no_digest_saw(desk: Desk) -> None:
    """It arrived long before the schedule was made: that is said, with where to look."""
    row = await desk.save("Old news")
    await desk.env.advance_time(3 * DAY_S)
    await desk.ask("digest schedule", **EIGHT)
    assert "No digest considered it" in await desk.ask("digest why", article=f"id:{row}")


async def test_another_servers_digests_do_not_exist(desk: Desk) -> None:
    """Neither its schedules, nor what its digests held, by number or by a forged button."""
    await desk.ask("digest schedule", **EIGHT)
    row = await desk.save("Secret plan")
    await desk.env.advance_time(3 * 3600)
    other = desk.env.create_guild("Elsewhere")
    den = other.create_text_channel("den")
    boss = other.create_role("boss", permissions=discord.Permissions(manage_guild=True))
    spy = other.add_member(desk.env.create_user("spy"), roles=[boss])
    for command, options in (("list", {}), ("remove", {"digest": "1"}), ("now", {"digest": "id:1"})):
        assert "no digest here" in text_of(await spy.slash(den, f"digest {command}", **options))
    assert "not stored here" in text_of(await spy.slash(den, "digest why", article=f"id:{row}"))
    result = await spy.slash(den, "summary")
    stored = desk.env.backend.get_message(result.response.channel_id, result.response.id)
    stored.components = [{"type": 1, "components": [{"type": 2, "style": 2, "label": "x", "custom_id": "digest:1:0|"}]}]
    pressed = await spy.click(result.response, custom_id="digest:1:0|")
    assert "Secret" not in text_of(pressed)
    assert "still stored" in text_of(pressed)


@pytest.mark.parametrize(
    "forged", ["digests:0|", "digest:1:0|", "digest-page:1:0|", "digest-remove:1|", "digest-resume:1|"]
)
async def test_forged_buttons_in_a_direct_message_reach_nothing(desk: Desk, forged: str) -> None:
    """There is no server there, so there is no digest, whoever presses."""
    await desk.ask("digest schedule", **EIGHT)
    await desk.save("Secret plan")
    desk.env.inject_error("POST", f"/channels/{desk.news.id}/messages", status=403, code=50013)
    await desk.env.advance_time(3 * 3600)
    (notice,) = desk.chief.user.dm_channel.history()
    parts = [{"type": 1, "components": [{"type": 2, "style": 2, "label": "x", "custom_id": forged}]}]
    desk.stored(notice).components = parts
    pressed = text_of(await desk.chief.user.click(notice, custom_id=forged))
    assert "Digests belong to a server" in pressed
    assert "Secret" not in pressed
    (one,) = await desk.waiting()
    assert one.due is not None
