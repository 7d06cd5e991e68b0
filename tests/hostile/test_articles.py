"""Articles written to break the bot: what comes out is within the limits, harmless, and of this server alone."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.services.library import import_paths
from bot.store import Store, open_store
from bot.views.articles import text_pages
from tests.conftest import Room, Save, all_components, text_of

PING = "@everyone <@1> <@&2> <#3> </quotes:4> <t:0:F> <:x:5> [free](https://example.org/evil) **bold** ||hidden||"
ARTICLES = {
    "formatting": f"“{PING}” said Ada Merrow.\n{PING}\n# {PING}\n> {PING}\n- {PING}\n1. {PING}\n```{PING}```",
    "one endless sentence": "“" + "word " * 40_000 + "” said Ada Merrow.",
    "one endless word": "x" * 300_000,
    "no letters": "“…” — !!! ??? 1 2 3 " * 500,
    "quotation marks": "“„«»”\"''’‘" * 5_000,
    "right to left": "قالت آدا ميرو: «لن نغلق الميناء». " * 50,
    "bidi and invisible": "\u202e“Reversed\u202c words\u200b,” said\u2066 Ada Merrow.\ufeff",
    "emoji": "“👩‍👩‍👧 🇺🇦 we sail,” said Ada Merrow. " * 40,
    "names": " ".join(f"Ada{n} Merrow{n} said that ship {n} sank." for n in range(400)),
    "capitals": "THE SHIP SANK. ADA MERROW SAID: “WE SWAM.” " * 60,
    "nested": "“‘“‘“" * 2_000 + " said Ada Merrow",
    "sql": "“'); DROP TABLE article; --,” said Robert'); DROP TABLE person;-- Tables.",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every hostile article, imported from files once."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(f"{name} {PING}\n{text}\n", encoding="utf-8")

    async def fill() -> None:
        async with await open_store(f"sqlite+aiosqlite:///{folder}/filled.db") as opened:
            assert (await import_paths(opened, [folder])).problems == []

    asyncio.run(fill())
    return folder / "filled.db"


@pytest.fixture
async def store(filled: Path, tmp_path: Path) -> AsyncIterator[Store]:
    """A copy of it for one test; the room opens this one."""
    copy = shutil.copy(filled, tmp_path / "copy.db")
    async with await open_store(f"sqlite+aiosqlite:///{copy}") as opened:
        yield opened


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("summary", {}),
        ("summary", {"length": "long"}),
        ("summary", {"topic": "ship"}),
        ("quotes", {"person": "Ada Merrow"}),
        ("articles list", {}),
        ("articles list", {"search": '"; * NEAR('}),
    ],
)
async def test_every_reply_is_harmless(room: Room, command: str, options: dict[str, str]) -> None:
    """Within the limits; nothing in it pings, mentions, links or formats but what the bot put there."""
    result = await room.anna.slash(room.news, command, **options)
    parts = all_components(result.response.components)
    content = [part["content"] for part in parts if "content" in part]
    assert len(parts) <= 40
    assert sum(map(len, content)) <= 4000
    for text in content:
        for mark in ("<@1>", "<@&2>", "<#3>", "</quotes:4>", "<t:0:F>", "<:x:5>", "[free]", "**bold**", "||hidden"):
            at = text.find(mark)
            while at >= 0:
                assert text[at - 1] == "\\", f"{mark} is not escaped in {text[max(0, at - 40) : at + 40]!r}"
                at = text.find(mark, at + 1)


@pytest.mark.parametrize("name", ARTICLES)
async def test_every_article_can_be_opened_and_paged(room: Room, name: str) -> None:
    """To its end or to its fourth page, whatever is in it."""
    listed = await room.anna.slash(room.news, "articles list", search=name)
    menu = next(part for part in all_components(listed.response.components) if part["type"] == 3)
    value = next(option["value"] for option in menu["options"] if option["label"].startswith(name))
    opened = await room.anna.select(listed.response, [value])
    for _ in range(3):
        assert text_of(opened)
        if "[Next ▶]" not in text_of(opened):
            break
        await room.anna.click(opened.response, label="Next ▶")


async def test_a_long_article_is_cut_into_pages_beside_the_event_loop(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of a million characters is escaped for a page of it: seconds, in which nobody else would be answered."""
    threads = []

    def watched(*arguments: Any) -> list[str]:
        threads.append(threading.current_thread())
        return text_pages(*arguments)

    monkeypatch.setattr("bot.views.articles.text_pages", watched)
    assert "word word" in await room.ask("articles show", article="one endless sentence")
    assert threads
    assert threading.main_thread() not in threads


async def test_two_servers_never_see_each_other(room: Room, save: Save) -> None:
    """Every answer in one server is the same before and after another has saved an article and its people."""
    other = room.env.create_guild("Elsewhere")
    channel = other.create_text_channel("news")
    carol = other.add_member(room.env.create_user("carol"))
    questions: tuple[tuple[str, dict[str, str]], ...] = (
        ("summary", {"scope": "server"}),
        ("summary", {"topic": "secret"}),
        ("articles list", {"scope": "server"}),
        ("quotes", {"person": "Zelda Quist"}),
        ("quotes", {"person": "Zelma Quast"}),
    )
    before = [text_of(await carol.slash(channel, command, **options)) for command, options in questions]
    secret = ("Secret plan", "“Nobody knows,” said Zelda Quist.\nZelda Quist said that it stays so.\n", {"source": "A"})
    await save(secret, guild_id=room.guild.id, channel_id=room.news.id)
    assert "Nobody knows" in await room.ask("quotes", person="Zelda Quist")
    assert [text_of(await carol.slash(channel, command, **options)) for command, options in questions] == before
    assert await carol.autocomplete(channel, "quotes", "person", "zel") == []
    choices = await room.anna.autocomplete(room.news, "quotes", "person", "zel")
    stolen = await carol.slash(channel, "quotes", person=choices[0]["value"])
    assert "no longer stored" in text_of(stolen)
