"""`python -m bot ask "/quotes Abu Qasra"`: one command on the simulated Discord, its reply as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.errors import UserError
from bot.preview import World, simulated
from bot.settings import Settings
from bot.store import Store

BUTTON, MENU = 2, 3  # component types of Discord's API
LINK_STYLE = 5


async def ask(store: Store, settings: Settings, typed: str) -> tuple[str, UserError | None]:
    """The reply to what was typed, and the refusal it is, if it is one.

    Raises UserError when what was typed is no command.
    """
    refusals: list[UserError] = []
    async with simulated(store, settings, refusals.append) as world:
        name, options = parse(typed, _commands(world))
        result = await world.person.slash(world.channel, name, **options)
        reply = plain(result.response.components) if result.response else ""
    return reply, refusals[-1] if refusals else None


def _commands(world: World) -> dict[str, Mapping[str, Any]]:
    """The registered slash commands by name, as Discord has them."""
    payloads = (command.to_dict(world.env.bot.tree) for command in world.env.bot.tree.walk_commands())
    return {payload["name"]: payload for payload in payloads}


def parse(typed: str, commands: Mapping[str, Mapping[str, Any]]) -> tuple[str, dict[str, Any]]:
    """The command and its options in `/name words option:value ...`; bare words fill the first text option.

    Raises UserError naming what is wrong and the nearest thing that is right.
    """
    name, _, rest = typed.strip().removeprefix("/").partition(" ")
    if name not in commands:
        raise UserError(f"There is no command /{name}.", f"There are: {', '.join(f'/{known}' for known in commands)}.")
    schema = {option["name"]: option for option in commands[name].get("options", ())}
    options: dict[str, Any] = {}
    if schema:
        keys = "|".join(map(re.escape, schema))
        bare, *pairs = re.split(rf"(?:^|\s+)({keys}):\s*", rest.strip())
        if bare.strip():
            options[_first_text(name, schema, bare)] = bare.strip()
        options |= {key: value.strip() for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
    elif rest.strip():
        raise UserError(f"/{name} takes nothing behind it.")
    missing = [key for key, option in schema.items() if option.get("required") and not options.get(key)]
    if missing:
        raise UserError(f"/{name} needs {missing[0]}:", f"{schema[missing[0]]['description']}. See /help for examples.")
    return name, {key: _value(name, schema[key], value) for key, value in options.items()}


def _first_text(name: str, schema: Mapping[str, Mapping[str, Any]], bare: str) -> str:
    for key, option in schema.items():
        if option["type"] == 3 and not option.get("choices"):
            return key
    raise UserError(f"/{name} does not know what to do with “{bare.strip()}”.", f"Its options: {', '.join(schema)}.")


def _value(name: str, option: Mapping[str, Any], value: str) -> Any:
    """The option's value as Discord would send it: a choice by its label or value, a truth, a bounded text."""
    key = option["name"]
    if option["type"] == 5:
        if value.lower() not in {"true", "false", "yes", "no"}:
            raise UserError(f"/{name} {key}: is True or False, not “{value}”.")
        return value.lower() in {"true", "yes"}
    choices = {choice["name"].lower(): choice["value"] for choice in option.get("choices", ())}
    if choices and value.lower() not in choices:
        raise UserError(f"/{name} {key}: is one of {', '.join(choices)}, not “{value}”.")
    limit = option.get("max_length")
    if limit and len(value) > limit:
        raise UserError(f"/{name} {key}: has at most {limit} characters, not {len(value)}.")
    return choices.get(value.lower(), value)


def plain(components: Sequence[Mapping[str, Any]]) -> str:
    """The text of a message's components, its formatting undone, its buttons in brackets."""
    return "\n".join(_lines(components)).strip()


def _lines(components: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for component in components:
        if "content" in component:
            yield plain_text(component["content"]) + "\n"
        controls = [_control(item) for item in component.get("components", ()) if item["type"] in {BUTTON, MENU}]
        if controls:
            yield " ".join(filter(None, controls))
        else:
            yield from _lines(component.get("components", ()))


def _control(item: Mapping[str, Any]) -> str:
    if item["type"] == MENU:
        return f"[{item['placeholder']}]"
    return "" if item.get("disabled") else f"[{item['label']}]"


_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(<?([^)>]+)>?\)")
_TIME = re.compile(r"<t:(\d+):\w>")
_LINE_MARK = re.compile(r"^(?:-# |#{1,3} )", re.MULTILINE)
_PAIRED = re.compile(r"(?<!\\)(\*\*|`|\*)(.+?)(?<!\\)\1", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_text(content: str) -> str:
    """Discord's Markdown as plain text: links behind their label, dates in UTC, escapes undone."""
    content = _TIME.sub(lambda found: datetime.fromtimestamp(int(found[1]), UTC).date().isoformat(), content)
    content = _LINE_MARK.sub("", _LINK.sub(r"\1 <\2>", content))
    return _ESCAPE.sub(r"\1", _PAIRED.sub(r"\2", content))
