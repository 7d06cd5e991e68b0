"""What is typed to `ask`: commands, options by name, bare words, and refusals that name the remedy."""

from __future__ import annotations

from typing import Any

import pytest

from bot.ask import parse, plain, plain_text
from bot.errors import UserError

COMMANDS: dict[str, dict[str, Any]] = {
    "find": {
        "name": "find",
        "options": [
            {"name": "person", "type": 3, "required": True, "description": "Whose", "max_length": 20},
            {"name": "kind", "type": 3, "description": "Kind", "choices": [{"name": "direct only", "value": "direct"}]},
            {"name": "private", "type": 5, "description": "Private"},
        ],
    },
    "help": {"name": "help", "options": []},
    "desk plan": {"name": "plan", "options": [{"name": "hours", "type": 4, "description": "How many"}]},
}


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ("/find Abu Qasra", {"person": "Abu Qasra"}),
        ("find Abu Qasra", {"person": "Abu Qasra"}),
        ("/find person:Abu Qasra kind:direct only", {"person": "Abu Qasra", "kind": "direct"}),
        ("/find person: Abu Qasra private:True", {"person": "Abu Qasra", "private": True}),
        ("/find Anna: a life", {"person": "Anna: a life"}),
        ("/find kind:Direct Only person:x", {"person": "x", "kind": "direct"}),
    ],
)
def test_options_are_read_as_discord_shows_them(typed: str, options: dict[str, Any]) -> None:
    """Bare words are the first text option; the rest goes by name, choices by their label."""
    assert parse(typed, COMMANDS) == ("find", options)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/nothing", "no command /nothing"),
        ("", "no command"),
        ("/find", "needs person"),
        ("/find person:", "Nothing stands behind person"),
        ("/find x foo:bar", "no option foo"),
        ("/find person:x kind:sideways", "one of direct only"),
        ("/find person:x private:perhaps", "True or False"),
        ("/find " + "x" * 21, "at most 20"),
        ("/help me", "takes nothing"),
    ],
)
def test_what_can_not_be_run_says_why(typed: str, says: str) -> None:
    """Each with what would be right."""
    with pytest.raises(UserError, match=says):
        parse(typed, COMMANDS)


def test_a_reply_reads_as_plain_text() -> None:
    """Formatting undone, links behind their label, dates in UTC, only the controls that can be used."""
    components = [
        {
            "type": 17,
            "components": [
                {"type": 10, "content": "### Summary\n-# [A \\[b\\]](<https://example.org/x>), <t:0:d>"},
                {
                    "type": 9,
                    "components": [{"type": 10, "content": "> **5 \\* 3** `/help`"}],
                    "accessory": {"type": 2, "label": "In context"},
                },
            ],
        },
        {"type": 1, "components": [{"type": 2, "label": "On"}, {"type": 2, "label": "Off", "disabled": True}]},
    ]
    lines = [line for line in plain(components).splitlines() if line]
    assert lines == ["Summary", "A [b] <https://example.org/x>, 1970-01-01", "> 5 * 3 /help", "[In context]", "[On]"]


def test_words_that_look_like_formatting_stay() -> None:
    """What was escaped in the reply is what stands in the article."""
    assert plain_text("a\\_b \\*c\\* 2\\. d") == "a_b *c* 2. d"


def test_a_command_of_two_words() -> None:
    """The group and the command, then the options; a number is one."""
    assert parse("/desk plan hours:3", COMMANDS) == ("desk plan", {"hours": 3})
    with pytest.raises(UserError, match="is a number"):
        parse("/desk plan hours:soon", COMMANDS)
    with pytest.raises(UserError, match="There are: /desk plan"):
        parse("/desk", COMMANDS)
