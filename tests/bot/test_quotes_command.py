"""`/quotes` and "Quotes in this" on a simulated Discord: names, filters, pager, context, refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.client import VerbatimClient
from bot.errors import WhichOne
from bot.settings import Settings
from tests.bot.reports import QUAY, QUAY_AGAIN, long_winded
from tests.conftest import NOW, Room, Save, all_components, text_of

COUNCIL = (
    "Council votes on the ferry",
    "Lund's council voted for a second ferry. “The island has waited long enough,” said Peter Brandt, the mayor.\n",
    {"source": "Example Herald", "published": NOW - timedelta(days=40)},
)


async def test_what_a_person_said_with_its_source(room: Room, save: Save) -> None:
    """Direct words behind a bar, reported speech apart from it, each with kind, cue, source and date."""
    await save(QUAY)
    reply = await room.ask("quotes", person="Tilda Brandt")
    assert "> “We would rather lose a month than a quay,”" in reply
    assert "Direct quotation (“said”) · Example Courier <https://example.org/quay>, 2026-11-22" in reply
    assert "the western quay of Ostmark had become unsafe" in reply
    assert "Reported speech" in reply
    assert "forty minutes" not in reply


@pytest.mark.parametrize("typed", ["Brandt", "tilda", "TILDA BRANDT", "Tilda Brand", "Tlida Brandt"])
async def test_any_part_or_a_slip_finds_the_person(room: Room, save: Save, typed: str) -> None:
    """Part of a name, another case, a slip of the keyboard."""
    await save(QUAY)
    assert "rather lose a month" in await room.ask("quotes", person=typed)


async def test_a_shared_surname_asks_which_one(room: Room, save: Save) -> None:
    """Two people called Brandt: a menu of both; the choice answers."""
    await save(QUAY, COUNCIL)
    result = await room.anna.slash(room.news, "quotes", person="Brandt")
    assert isinstance(room.refusals[-1], WhichOne)
    reply = text_of(result)
    assert "Which one?" in reply
    assert "Tilda Brandt (2 statements)" in reply
    menu = next(part for part in all_components(result.response.components) if part["type"] == 3)
    labels = {option["label"]: option["value"] for option in menu["options"]}
    peter = next(value for label, value in labels.items() if label.startswith("Peter Brandt"))
    await room.anna.select(result.response, [peter])
    assert "waited long enough" in text_of(result)
    assert "rather lose" not in text_of(result)


async def test_the_choice_keeps_what_else_was_asked(room: Room, save: Save) -> None:
    """Topic, kind and period go on holding once the person is chosen."""
    await save(QUAY, COUNCIL)
    result = await room.anna.slash(room.news, "quotes", person="Brandt", kind="direct", period="week")
    menu = next(part for part in all_components(result.response.components) if part["type"] == 3)
    chosen = {option["label"].partition(" (")[0]: option["value"] for option in menu["options"]}
    await room.anna.select(result.response, [chosen["Tilda Brandt"]])
    assert "direct only · period: week" in text_of(result)


async def test_a_page_past_the_end_is_the_last(room: Room, save: Save) -> None:
    """Articles went while the message stood: the next page is the last that there is."""
    await save(long_winded(12))
    result = await room.anna.slash(room.news, "quotes", person="Tilda Brandt")
    await save(long_winded(7))
    await room.anna.click(result.response, label="Next ▶")
    await save(long_winded(3))
    await room.anna.click(result.response, label="◀ Previous")
    assert "3 statements" in text_of(result)
    assert text_of(result).count("Direct quotation") == 3


async def test_the_same_statement_is_one_entry_with_all_sources(room: Room, save: Save) -> None:
    """Two reports of the same words: once, with both papers."""
    await save(QUAY, QUAY_AGAIN)
    reply = await room.ask("quotes", person="Tilda Brandt", kind="direct")
    assert reply.count("rather lose a month") == 1
    assert "Example Courier" in reply
    assert "Example Gazette" in reply


async def test_kind_topic_and_period_narrow(room: Room, save: Save) -> None:
    """Direct only leaves reported speech out; topic and period leave out what does not fit, and say so."""
    await save(QUAY, COUNCIL)
    assert "unsafe" not in await room.ask("quotes", person="Tilda Brandt", kind="direct")
    assert "unsafe" in await room.ask("quotes", person="Tilda Brandt", topic="unsafe")
    assert "waited" in await room.ask("quotes", person="Peter Brandt", period="all")
    reply = await room.ask("quotes", person="Peter Brandt", period="week", topic="volcano", kind="direct")
    assert "None of the 1 statement of Peter Brandt fits" in reply
    assert all(f"`{word}`" in str(room.refusals[-1]) for word in ("kind: everything", "period", "topic"))


async def test_pages_of_five_turn_and_survive_a_restart(room: Room, save: Save) -> None:
    """Twelve statements are three pages; the buttons work in the message and after a restart."""
    await save(long_winded(12))
    result = await room.anna.slash(room.news, "quotes", person="Tilda Brandt")
    seen = [text_of(result)]
    assert "12 statements" in seen[0]
    await room.anna.click(result.response, label="Next ▶")
    seen.append(text_of(result))
    await room.env.restart_bot(VerbatimClient(room.store, Settings(), now=room.env.bot.now))
    await room.anna.click(result.response, label="Next ▶")
    seen.append(text_of(result))
    told = [{n for n in range(12) if f"Statement number {n} is" in page} for page in seen]
    assert [len(page) for page in told] == [5, 5, 2]
    assert set().union(*told) == set(range(12))
    await room.anna.click(result.response, label="◀ Previous")
    assert text_of(result) == seen[1]


async def test_a_stranger_turns_pages_in_a_copy(room: Room, save: Save) -> None:
    """The asker's message stays where it was."""
    await save(long_winded(12))
    result = await room.anna.slash(room.news, "quotes", person="Tilda Brandt")
    before = text_of(result)
    turned = await room.ben.click(result.response, label="Next ▶")
    assert turned.ephemeral
    assert text_of(result) == before != text_of(turned)


async def test_in_context_marks_the_quotation(room: Room, save: Save) -> None:
    """The sentences around it, the quotation in bold, and a way to the whole article."""
    await save(QUAY)
    result = await room.anna.slash(room.news, "quotes", person="Jorun Hale")
    custom_id = next(
        part["custom_id"] for part in all_components(result.response.components) if part.get("label") == "In context"
    )
    opened = await room.anna.click(result.response, custom_id=custom_id)
    assert opened.ephemeral
    shown = "".join(part.get("content", "") for part in all_components(opened.response.components))
    assert "**“Every morning costs me forty minutes of fuel,”**" in shown
    assert "Jorun Hale, a fisherman, disagreed." in shown
    whole = await room.anna.click(opened.response, label="Read the whole article")
    assert "had become unsafe" in text_of(whole)


async def test_an_unknown_name_offers_the_nearest(room: Room, save: Save) -> None:
    """A refusal that names who is near, and nothing else."""
    await save(QUAY, COUNCIL)
    reply = await room.ask("quotes", person="Tilman Brank")
    assert "Nobody called “Tilman Brank”" in reply
    assert "Tilda Brandt" in reply
    reply = await room.ask("quotes", person="Xzqwv")
    assert "Nobody called" in reply
    assert "The most quoted here are: Tilda Brandt" in reply


async def test_who_is_only_mentioned_is_told_apart(room: Room, save: Save) -> None:
    """A name that articles mention but nobody quotes says just that."""
    await save(QUAY)
    assert "mentions “Ostmark”, but none gives a statement" in await room.ask("quotes", person="Ostmark")


async def test_nobody_stored(room: Room) -> None:
    """The empty state."""
    assert "No articles are stored yet" in await room.ask("quotes", person="Anyone")


@pytest.mark.parametrize("typed", ["bra", "til", "tilda b", "BRA", ""])
async def test_completion_by_any_part(room: Room, save: Save, typed: str) -> None:
    """Any part of a name from its beginning; what is chosen answers."""
    await save(QUAY)
    choices = await room.anna.autocomplete(room.news, "quotes", "person", typed)
    chosen = next(choice for choice in choices if choice["name"].startswith("Tilda Brandt (2 statements)"))
    assert "rather lose" in await room.ask("quotes", person=chosen["value"])


async def test_completion_of_nonsense_is_empty(room: Room, save: Save) -> None:
    """No choice rather than an error; marks without a letter are like nothing typed: everybody is offered."""
    await save(QUAY)
    for typed in ("zzzz", "' OR 1=1 --", "𝕊" * 50, "x" * 5000):
        assert await room.anna.autocomplete(room.news, "quotes", "person", typed) == []
    for typed in ('"', "*", "%", "\u0000"):
        assert len(await room.anna.autocomplete(room.news, "quotes", "person", typed)) == 2


async def test_a_stale_choice_says_so(room: Room, save: Save) -> None:
    """A chosen person whose articles are gone."""
    await save(QUAY)
    assert "no longer stored" in await room.ask("quotes", person="id:999999")


async def test_quotes_in_a_message(room: Room) -> None:
    """The context menu finds the quotations in any message's text, for the presser alone."""
    message = await room.ben.send(room.news, "“The bridge will open in May,” said Mara Lindqvist, the engineer.")
    result = await room.anna.context_menu(room.news, "Quotes in this", message)
    assert result.ephemeral
    assert "Mara Lindqvist" in text_of(result)
    assert "“The bridge will open in May,”" in text_of(result)


async def test_no_quotes_in_a_message(room: Room) -> None:
    """A message without a quotation says what it looks for."""
    message = await room.ben.send(room.news, "Lunch?")
    reply = text_of(await room.anna.context_menu(room.news, "Quotes in this", message))
    assert "No quotation found" in reply
