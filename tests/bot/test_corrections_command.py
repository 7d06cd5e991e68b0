"""“Wrong speaker” on a simulated Discord: who may look, who may correct, and what the server sees afterwards."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.client import VerbatimClient
from bot.settings import Settings
from tests.bot.reports import QUAY, QUAY_AGAIN, long_winded
from tests.conftest import Room, Save, all_components, text_of

RATHER = "rather lose a month"


@pytest.fixture
def chief(room: Room) -> Any:
    """A member with the permission Manage Server."""
    role = room.guild.create_role("desk", permissions=discord.Permissions(manage_guild=True, send_messages=True))
    return room.guild.add_member(room.env.create_user("chief"), roles=[role])


def buttons(result: Any) -> dict[str, list[str]]:
    """The custom ids of a reply's buttons by their labels."""
    found: dict[str, list[str]] = {}
    for part in all_components(result.response.components):
        if part.get("label"):
            found.setdefault(part["label"], []).append(part["custom_id"])
    return found


async def open_panel(room: Room, who: Any, person: str, number: int = 0) -> Any:
    """Ask for a person's statements and press “Wrong speaker” at one of them."""
    asked = await who.slash(room.news, "quotes", person=person, kind="direct")
    return await who.click(asked.response, custom_id=buttons(asked)["Wrong speaker"][number])


async def test_every_entry_offers_it(room: Room, save: Save) -> None:
    """Five entries a page, each with its context and its way to correct it; also with a pager, within the limits."""
    await save(long_winded(12))
    asked = await room.anna.slash(room.news, "quotes", person="Tilda Brandt")
    assert len(buttons(asked)["Wrong speaker"]) == len(buttons(asked)["In context"]) == 5


async def test_everyone_may_look_and_is_told_who_can_correct(room: Room, save: Save) -> None:
    """The quotation in its context, whom it is filed under, no way to change it."""
    await save(QUAY)
    panel = await open_panel(room, room.anna, "Tilda Brandt")
    assert panel.ephemeral
    shown = text_of(panel)
    assert RATHER in shown
    assert "Filed under: Tilda Brandt" in shown
    assert "Manage Server" in shown
    assert not buttons(panel)


async def test_a_press_without_the_permission_is_refused(room: Room, save: Save, chief: Any) -> None:
    """Checked on each press: an administrator's panel in other hands, or after the permission went."""
    await save(QUAY)
    panel = await open_panel(room, chief, "Tilda Brandt")
    room.guild.roles["desk"]._role.permissions = 0
    for label in ("No named person", "Not a quotation", "Type another name"):
        await chief.click(panel.response, custom_id=buttons(panel)[label][0])
        assert "Only administrators" in str(room.refusals[-1])
        assert "Manage Server" in str(room.refusals[-1])
    assert RATHER in await room.ask("quotes", person="Tilda Brandt")


async def test_an_administrator_names_somebody_from_the_article(room: Room, save: Save, chief: Any) -> None:
    """At once: gone from the one, there with the other, with its mark, in completion too; undone at once."""
    await save(QUAY, QUAY_AGAIN)
    panel = await open_panel(room, chief, "Tilda Brandt")
    done = await chief.select(panel.response, ["Jorun Hale"])
    assert "Now filed under: Jorun Hale" in text_of(panel) + text_of(done)
    assert RATHER not in await room.ask("quotes", person="Tilda Brandt")
    told = await room.ask("quotes", person="Jorun Hale")
    assert RATHER in told
    assert "Example Gazette" in told
    assert "Speaker corrected by" in told
    assert "found as Tilda Brandt’s" in told
    names = [one["name"] for one in await room.anna.autocomplete(room.news, "quotes", "person", "")]
    assert names == ["Jorun Hale (2 statements)", "Tilda Brandt (1 statement)"]
    await chief.click(panel.response, label="Undo the correction")
    assert RATHER in await room.ask("quotes", person="Tilda Brandt")
    assert RATHER not in await room.ask("quotes", person="Jorun Hale")


async def test_another_name_is_typed(room: Room, save: Save, chief: Any) -> None:
    """A name that the article does not offer, misspelt ones of known people included."""
    await save(QUAY)
    panel = await open_panel(room, chief, "Tilda Brandt")
    form = await chief.click(panel.response, label="Type another name")
    await chief.submit_modal(form, {"name": "Mara  Lindqvist"})
    assert RATHER in await room.ask("quotes", person="Mara Lindqvist")
    assert RATHER not in await room.ask("quotes", person="Tilda Brandt")


@pytest.mark.parametrize("label", ["No named person", "Not a quotation"])
async def test_nobody_said_it(room: Room, save: Save, chief: Any, label: str) -> None:
    """No longer anybody's; the last statement of a person gone, the person is gone too."""
    await save(QUAY_AGAIN)
    panel = await open_panel(room, chief, "Tilda Brandt")
    await chief.click(panel.response, label=label)
    assert "Nobody called “Tilda Brandt” is quoted" in await room.ask("quotes", person="Tilda Brandt") or (
        "none gives a statement" in await room.ask("quotes", person="Tilda Brandt")
    )
    assert await room.anna.autocomplete(room.news, "quotes", "person", "til") == []


async def test_a_correction_is_corrected_and_outlives_a_restart(room: Room, save: Save, chief: Any) -> None:
    """The panel of a corrected entry names the corrector, offers the way back, and takes another name."""
    await save(QUAY)
    panel = await open_panel(room, chief, "Tilda Brandt")
    await chief.select(panel.response, ["Jorun Hale"])
    await room.env.restart_bot(VerbatimClient(room.store, Settings(), now=room.env.bot.now))
    asked = await chief.slash(room.news, "quotes", person="Jorun Hale", topic="month")
    again = await chief.click(asked.response, custom_id=buttons(asked)["Wrong speaker"][0])
    assert "Filed under: Jorun Hale" in text_of(again)
    assert "Speaker corrected by" in text_of(again)
    await chief.click(again.response, label="No named person")
    assert RATHER not in await room.ask("quotes", person="Jorun Hale")
    assert RATHER not in await room.ask("quotes", person="Tilda Brandt")
