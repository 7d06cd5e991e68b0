"""`/articles`, `/help`, and what holds for every command: privacy, cooldown, defects, the sync of commands."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
import simcord

from bot.client import VerbatimClient
from bot.settings import Settings
from bot.store import Store, guilds
from tests.bot.reports import HARBOUR, HARBOUR_2, LIBRARY
from tests.conftest import NOW, Room, Save, text_of


async def test_articles_newest_first_with_search(room: Room, save: Save) -> None:
    """Titles, sources, dates, lengths; a search narrows them."""
    await save(LIBRARY, HARBOUR, HARBOUR_2)
    reply = await room.ask("articles list")
    assert "3 articles" in reply
    assert reply.index(HARBOUR[0]) < reply.index(HARBOUR_2[0]) < reply.index(LIBRARY[0])
    assert "statement" in reply
    found = await room.ask("articles list", search="kettles")
    assert "1 article that match" in found
    assert LIBRARY[0] in found
    assert HARBOUR[0] not in found


async def test_articles_are_paged_by_eight(room: Room, save: Save) -> None:
    """Twenty articles are three pages, nothing twice, nothing lost."""
    await save(*((f"Title number {n:02d}", "A ship came in. It left again.", {"source": "Paper"}) for n in range(20)))
    result = await room.anna.slash(room.news, "articles list")
    pages = [text_of(result)]
    for _ in range(2):
        await room.anna.click(result.response, label="Next ▶")
        pages.append(text_of(result))
    told = [[n for n in range(20) if f"Title number {n:02d}" in page] for page in pages]
    assert [len(page) for page in told] == [8, 8, 4]
    assert sorted(n for page in told for n in page) == list(range(20))


async def test_a_long_article_is_read_page_by_page(room: Room, save: Save) -> None:
    """Every word of the text, in order, over several pages."""
    text = "\n".join(f"Paragraph {n} has *words* and a [link](https://example.org/{n}) of its own." for n in range(150))
    ids = await save(("Long", text, {}))
    result = await room.anna.slash(room.news, "articles list")
    opened = await room.anna.select(result.response, [str(ids[0])])
    shown = [text_of(opened)]
    while "[Next ▶]" in shown[-1]:
        await room.anna.click(opened.response, label="Next ▶")
        shown.append(text_of(opened))
    assert len(shown) > 2
    told = " ".join(
        " ".join(page.splitlines()[3:]).replace("[◀ Previous]", "").replace("[Next ▶]", "") for page in shown
    )
    assert told.split() == text.split()


async def test_articles_of_this_channel_or_the_server(room: Room, save: Save) -> None:
    """Another channel's article shows with the scope of the whole server."""
    await room.ask("help")
    await save(HARBOUR, guild_id=room.guild.id, channel_id=room.lounge.id)
    await save(LIBRARY)
    assert HARBOUR[0] not in await room.ask("articles list")
    assert HARBOUR[0] in await room.ask("articles list", scope="server")


async def test_articles_empty_states(room: Room, save: Save) -> None:
    """Nothing stored, nothing found: each says what to do next."""
    assert "python -m bot import" in await room.ask("articles list")
    await save(HARBOUR)
    assert "Try fewer or other words" in await room.ask("articles list", search="volcano")


async def test_help_shows_every_command(room: Room) -> None:
    """Each registered command has an example, and who runs the bot is named."""
    reply = await room.ask("help")
    for command in room.env.bot.tree.get_commands():
        assert command.name in reply
    assert "the desk" in reply


@pytest.mark.parametrize(
    ("command", "options"),
    [("help", {}), ("articles list", {}), ("quotes", {"person": "Tilda Brandt"}), ("summary", {})],
)
async def test_private_answers_are_ephemeral(room: Room, save: Save, command: str, options: dict[str, Any]) -> None:
    """`private` on every command, off by default."""
    await save(HARBOUR)
    assert (await room.anna.slash(room.news, command, private=True, **options)).ephemeral
    assert not (await room.anna.slash(room.news, command, **options)).ephemeral


async def test_a_hasty_person_waits(room: Room) -> None:
    """The eleventh question within thirty seconds is asked to wait, privately; another person is not."""
    room.env.bot.now = lambda: NOW
    for _ in range(10):
        assert "word for word" in await room.ask("help")
    result = await room.anna.slash(room.news, "help")
    assert result.ephemeral
    assert "Try again in" in text_of(result)
    assert "word for word" in text_of(await room.ben.slash(room.news, "help"))
    room.env.bot.now = lambda: NOW + timedelta(seconds=40)
    assert "word for word" in await room.ask("help")


async def test_a_defect_is_logged_under_the_id_that_is_shown(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No traceback for the person, an id for the operator."""

    async def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr("bot.commands.articles.list_articles", fail)
    with caplog.at_level(logging.ERROR):
        result = await room.anna.slash(room.news, "articles list")
    shown = text_of(result.followups[0]) if result.followups else text_of(result)
    assert "disk" not in shown
    error_id = shown.split("error ")[1].split(")")[0]
    assert any(error_id in record.message for record in caplog.records)
    assert "the disk is on fire" in caplog.text
    room.env._errors_acknowledged = len(room.env.errors)


async def test_direct_messages_see_the_library_alone(room: Room, save: Save) -> None:
    """No server's articles in a direct message."""
    await room.ask("help")
    await save(HARBOUR, guild_id=room.guild.id, channel_id=room.news.id)
    await save(LIBRARY)
    person = room.env.create_user("carol")
    result = await person.slash("articles list", scope="server")
    assert LIBRARY[0] in text_of(result)
    assert HARBOUR[0] not in text_of(result)


async def test_commands_are_registered_once(store: Store) -> None:
    """A second start with the same commands does not sync; a changed command does."""
    client = VerbatimClient(store, Settings())
    env = simcord.Env(client, strict_sync=False)
    await env.start()
    try:
        assert _syncs(env) == 1
        await env.restart_bot(VerbatimClient(store, Settings()))
        assert _syncs(env) == 1
        changed = VerbatimClient(store, Settings())
        changed.tree.remove_command("help")
        await env.restart_bot(changed)
        assert _syncs(env) == 2
    finally:
        await env.shutdown()


def _syncs(env: simcord.Env) -> int:
    return sum(1 for request in env.http_requests if request.method == "PUT" and request.path.endswith("/commands"))


async def test_a_server_that_left_is_forgotten_after_a_week(room: Room, save: Save) -> None:
    """Marked when we are removed, kept for the grace period, then deleted; the library stays."""
    await room.ask("help")
    await save(HARBOUR, guild_id=room.guild.id, channel_id=room.news.id)
    await save(LIBRARY)
    left = await guilds.known_guilds(room.store)
    assert room.guild.id in left
    await room.env.bot.on_guild_remove(room.env.bot.get_guild(room.guild.id))
    assert await guilds.purge_left(room.store, NOW) == 0
    assert await guilds.purge_left(room.store, NOW + timedelta(days=8)) == 1
    assert room.guild.id not in await guilds.known_guilds(room.store)
    assert LIBRARY[0] in await room.ask("articles list", scope="server")
