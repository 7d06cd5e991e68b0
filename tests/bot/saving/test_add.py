"""`/add` and "Save article", as people use them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, cast

import pytest

from bot.commands.slowly import EVERY_S, Stage, slowly
from bot.jobs.backfills import EVERY_S as BACKFILLS_EVERY_S
from bot.jobs.feeds import EDIT_S as FEEDS_EDIT_S
from bot.services.articles import UNDO
from bot.services.saving import FRESH
from tests.bot.saving.site import FERRY, HARBOUR, Site
from tests.conftest import Room, text_of


async def test_a_link_is_saved_and_told_of(room: Room, site: Site) -> None:
    """Title, source, words, the first two sentences as they stand, who speaks how often, and two buttons."""
    url = site.put("/harbour", "Harbour shuts for ten weeks", HARBOUR)
    reply = await room.ask("add", url=url)
    assert "✅ Saved" in reply
    assert "Harbour shuts for ten weeks" in reply
    assert "Example Courier" in reply
    assert "2026-11-20" in reply
    for sentence in HARBOUR[:2]:
        assert sentence in reply
    assert "Tilda Brandt (1), Ivo Lindqvist (1)" in reply
    assert "[Open] [Remove]" in reply
    assert "Harbour shuts" in await room.ask("articles list")
    assert "rather lose a month" in await room.ask("quotes", person="Brandt")


async def test_saved_twice_names_the_first_saving(room: Room, site: Site) -> None:
    """Its person, its channel and its message; the second channel lists it too."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    first = await room.anna.slash(room.news, "add", url=url)
    reply = text_of(await room.ben.slash(room.lounge, "add", url=f"Look: <{url}?fbclid=1>"))
    assert "♻️ Already remembered here" in reply
    assert f"<@{room.anna.id}>" in reply
    assert f"/channels/{room.guild.id}/{room.news.id}/{first.response.id}" in reply
    assert "Harbour shuts" in text_of(await room.ben.slash(room.lounge, "articles list"))


async def test_refusals_name_the_cause_and_the_remedy(room: Room, site: Site) -> None:
    """No address, no page, no article, two things at once: nothing is stored."""
    site.pages["/short"] = "<html><title>Short</title><p>Too short to be an article.</p></html>"
    assert "can't be opened" in await room.ask("add", url="ftp://example.org/a")
    assert "404" in await room.ask("add", url=site.url("/nothing"))
    assert await room.ask("add", url=site.url("/short"))
    assert "One thing at a time" in await room.ask("add", url=site.url("/short"), text=True)
    assert len(room.refusals) == 4
    assert "No articles are stored" in await room.ask("articles list", scope="server")


async def test_a_file_is_saved(room: Room, monkeypatch: Any) -> None:
    """An attachment; one that is too large is refused before it is read."""
    data = "\n\n".join(("Ferries all year", *FERRY)).encode()
    reply = await room.ask("add", file=("ferry.txt", data))
    assert "Ferries all year" in reply
    assert "Mara Okafor (1)" in reply
    monkeypatch.setattr("bot.commands.add.MAX_FILE_BYTES", 100)
    assert "A file may have" in await room.ask("add", file=("ferry.txt", data))


async def test_a_text_is_pasted_into_a_window(room: Room) -> None:
    """`/add` alone opens it; what is typed is saved word for word."""
    shown = await room.anna.slash(room.news, "add")
    filled = {"title": "Harbour shuts", "source": "Our paper", "text": "\n\n".join(HARBOUR)}
    reply = text_of(await room.anna.submit_modal(shown, filled))
    assert "✅ Saved" in reply
    assert "Our paper" in reply
    assert HARBOUR[0] in reply
    again = await room.anna.slash(room.news, "add", text=True)
    reply = text_of(await room.anna.submit_modal(again, {"title": "A title", "text": "Too little."}))
    assert "at least 20 words" in reply


async def test_a_defect_in_saving_a_pasted_text_is_told(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one of a command is: nobody is left with an answer that is for ever to come."""

    async def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr("bot.commands.add.save_text", fail)
    shown = await room.anna.slash(room.news, "add")
    told = await room.anna.submit_modal(shown, {"title": "Harbour shuts", "text": "\n\n".join(HARBOUR)})
    assert "Something went wrong on our side" in text_of(told)
    room.env._errors_acknowledged = len(room.env.errors)


async def test_opened_removed_and_put_back(room: Room, site: Site) -> None:
    """The text with its quotations in bold; only who saved it or a moderator removes it; Undo restores it."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    saved = await room.anna.slash(room.news, "add", url=url)
    opened = await room.anna.click(saved.response, label="Open")
    content = str(opened.response.components)
    assert "**“We would rather lose a month than a quay,”**" in content
    assert HARBOUR[5] in text_of(opened)
    refused = text_of(await room.ben.click(saved.response, label="Remove"))
    assert "Only who saved an article removes it" in refused
    removed = await room.anna.click(saved.response, label="Remove")
    assert "Removed" in text_of(removed)
    assert "No articles are stored" in await room.ask("articles list")
    assert f"undone for {UNDO.seconds // 60} minutes" in text_of(removed)
    back = await room.anna.click(removed.response, label="Undo")
    assert HARBOUR[0] in text_of(back)
    assert "Harbour shuts" in await room.ask("articles list")


async def test_what_changed_is_shown_by_a_button(room: Room, site: Site) -> None:
    """Sentence by sentence, word for word, with the way to the earlier version; a withdrawn statement is marked."""
    await room.ask("add", url=site.put("/harbour", "Harbour shuts", HARBOUR))
    rewritten = (*HARBOUR[:3], "Nobody could be reached who knew what it will cost.", *HARBOUR[4:])
    room.env.bot.now.time = datetime.now(UTC) + 2 * FRESH
    updated = await room.anna.slash(room.news, "add", url=site.put("/harbour", "Harbour shuts", rewritten))
    assert "changed" in text_of(updated)
    opened = await room.anna.click(updated.response, label="Open")
    assert "Changed once since it was saved" in text_of(opened)
    changed = await room.anna.click(opened.response, label="What changed")
    lines = text_of(changed).splitlines()
    assert [line[:1] for line in lines if HARBOUR[3] in line or rewritten[3] in line] == ["−", "+"]
    assert not any(HARBOUR[2] in line for line in lines)
    earlier = await room.anna.click(changed.response, label="Read the earlier version")
    assert HARBOUR[3] in text_of(earlier)
    assert "An earlier version" in text_of(earlier)
    withdrawn = await room.ask("quotes", person="Ivo Lindqvist")
    assert "Nobody has told us who will pay" in withdrawn
    assert "withdrawn" in withdrawn


async def test_every_answer_names_all_sources_of_an_agency_text(room: Room, site: Site) -> None:
    """The list, the summary and the quotations, each once, whoever's print is kept; one article opens both."""
    await room.ask("add", url=site.put("/a", "Harbour shuts", HARBOUR))
    other = site.put("/b", "Ten weeks without a harbour", HARBOUR)
    site.pages["/b"] = site.pages["/b"].replace("Example Courier", "Quay Herald")
    told = await room.ask("add", url=other)
    assert "Also at Quay Herald" in told
    for command, options in (
        ("articles list", {}),
        ("summary", {}),
        ("quotes", {"person": "Tilda Brandt"}),
    ):
        reply = await room.ask(command, **options)
        assert reply.count("same text: Quay Herald") == 1, reply
        assert "Example Courier" in reply


async def test_all_links_of_a_message(room: Room, site: Site) -> None:
    """Each is told of by itself, the failed ones with their reason; privately."""
    harbour = site.put("/harbour", "Harbour shuts", HARBOUR)
    ferry = site.put("/ferry", "Ferries all year", FERRY)
    await room.ask("add", url=ferry)
    message = await room.ben.send(room.news, f"{harbour} and [this](<{ferry}>), and {site.url('/gone')}!")
    result = await room.anna.context_menu(room.news, "Save article", message)
    reply = text_of(result)
    assert "2 of 3 links saved" in reply
    assert "✅ Harbour shuts" in reply
    assert "♻️ Ferries all year" in reply
    assert "404" in reply
    assert result.response.ephemeral


async def test_a_message_without_a_link_is_an_article_when_it_is_long_enough(room: Room) -> None:
    """Its first line is the title, its author the source, its address leads to it."""
    short = await room.ben.send(room.news, "Nothing to see here.")
    assert "too few for an article" in text_of(await room.anna.context_menu(room.news, "Save article", short))
    message = await room.ben.send(room.news, "Harbour news\n" + "\n".join(HARBOUR))
    reply = text_of(await room.anna.context_menu(room.news, "Save article", message))
    assert "Harbour news" in reply
    assert "ben" in reply
    assert f"/channels/{room.guild.id}/{room.news.id}/{message.id}" in reply
    await room.ben.delete(message)
    assert "No articles are stored" in await room.ask("articles list", scope="server")


async def test_slow_work_tells_what_it_is_at(monkeypatch: Any) -> None:
    """Each stage once, no oftener than the interval; the simulated Discord's clock would let no time pass."""
    monkeypatch.setattr("bot.commands.slowly.EVERY_S", 0.001)
    told: list[str] = []
    shown = asyncio.Event()

    class Message:
        async def edit_original_response(self, *, view: Any) -> None:
            told.append(str(view.to_components()))
            shown.set()

    stage = Stage("Reading the first …")

    async def work() -> str:
        await shown.wait()
        await asyncio.sleep(0.01)  # ten intervals in which nothing is new
        shown.clear()
        stage.words = "Reading the second …"
        await shown.wait()
        return "done"

    assert await slowly(cast("Any", Message()), stage, work) == "done"
    assert ["first" in told[0], "second" in told[1], len(told)] == [True, True, 2]


async def test_however_fast_the_work_its_message_is_edited_seldom(monkeypatch: Any) -> None:
    """Two seconds apart, here for commands and in the jobs that tell how far they are; never faster than that."""
    assert min(EVERY_S, FEEDS_EDIT_S, BACKFILLS_EVERY_S) == 2.0
    monkeypatch.setattr("bot.commands.slowly.EVERY_S", 0.05)
    edits: list[float] = []

    class Message:
        async def edit_original_response(self, *, view: Any) -> None:
            edits.append(asyncio.get_running_loop().time())

    stage = Stage("Reading link 0 …")

    async def work() -> None:
        for number in range(100):
            stage.words = f"Reading link {number} …"
            await asyncio.sleep(0.003)

    await slowly(cast("Any", Message()), stage, work)
    assert len(edits) >= 2
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(edits))
