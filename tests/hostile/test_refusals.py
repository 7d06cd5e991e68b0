"""What people type comes back in refusals: never as a mention, a link or formatting; forged buttons are refused."""

from __future__ import annotations

from typing import Any

import pytest

from bot.ask import plain
from tests.conftest import Room, Save, all_components, text_of

TYPED = "[free](https://evil.example) <@1> # x"
ARTICLE: tuple[str, str, dict[str, Any]] = ("Quay", "“We sail,” said Ada Merrow.", {})


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("summary", {"topic": TYPED}),
        ("articles list", {"search": TYPED}),
        ("quotes", {"person": TYPED}),
        ("quotes", {"person": "line\n# heading <@1>"}),
        ("quotes", {"person": "{0.__class__} {typed!r} {"}),
    ],
)
async def test_a_refusal_repeats_nothing_live(room: Room, save: Save, command: str, options: dict[str, str]) -> None:
    """Escaped as article text is."""
    await save(ARTICLE)
    result = await room.anna.slash(room.news, command, **options)
    assert room.refusals
    shown = "\n".join(part.get("content", "") for part in all_components(result.response.components))
    for mark in ("<@1>", "[free]", "https://"):
        assert mark not in shown.replace("\\<@1>", "").replace("\\[free", "").replace("https\\://", "")
    assert "\n#" not in shown


FORGED = [
    "quotes:x:0:0:all|",
    "quotes:1:99999999999999999999:0:all|",
    "quotes:99999999999999999999999:0:0:all|",
    "quotes:1:0:0:yesterday|",
    "quotes:1|",
    "summary:all|",
    "summary:all:huge:0:0:0|",
    "summary:all:short:0:99999999999999999999:0|",
    "articles:-1:0|",
    "article:1:²|",
    "context:|",
    "wrong:x|",
    "wrong:999999|",
]


@pytest.mark.parametrize("custom_id", FORGED)
async def test_a_forged_button_is_refused(room: Room, save: Save, custom_id: str) -> None:
    """No defect, whatever a custom_id holds: it is from another version, or its article is gone."""
    await save(ARTICLE)
    result = await room.anna.slash(room.news, "summary")
    stored = room.env.backend.get_message(result.response.channel_id, result.response.id)
    _forge(stored.components, custom_id)
    pressed = await room.anna.click(result.response, custom_id=custom_id)
    shown = plain(pressed.followups[0].components) if pressed.followups else text_of(pressed)
    assert "another version" in shown or "no longer stored" in shown


def _forge(components: list[dict[str, Any]], custom_id: str) -> None:
    """Put the custom_id on the message's "Longer" button."""
    for component in components:
        if component.get("label") == "Longer":
            component.update(custom_id=custom_id, disabled=False)
        _forge(component.get("components", []), custom_id)


async def test_a_number_too_large_for_a_database(room: Room, save: Save) -> None:
    """A completion's value that nobody was offered."""
    await save(ARTICLE)
    result = await room.anna.slash(room.news, "quotes", person="id:99999999999999999999999")
    assert "another version" in text_of(result)
