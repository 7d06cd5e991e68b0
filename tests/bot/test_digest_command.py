"""The other commands of `/digest` on a simulated Discord: what they do, permissions and empty states."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.records.digest import EVERY_DAY
from tests.bot.digesting import DAY_S, EIGHT, Desk
from tests.bot.digesting import desk as desk
from tests.conftest import text_of


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


async def test_no_digest_yet_says_how_to_make_one(desk: Desk) -> None:
    """Every command that needs one."""
    for command in ("list", "pause", "resume", "remove", "skip"):
        assert "/digest schedule time:8:00" in await desk.ask(f"digest {command}")
    assert "/digest schedule" in await desk.ask("digest now", post=True)


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
    assert (await desk.only()).when.days == EVERY_DAY
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
