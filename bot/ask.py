"""`python -m bot ask "/quotes Abu Qasra"`: one command on the simulated Discord, its reply as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.errors import UserError
from bot.preview import World, simulated
from bot.settings import Settings
from bot.store import Store

BUTTON, MENU = 2, 3  # component types of Discord's API
COMMAND, GROUP, TEXT, NUMBER, TRUTH, CHANNEL = 1, 2, 3, 4, 5, 7  # option types of Discord's API


@dataclass(frozen=True, slots=True)
class _ChannelName:
    name: str


async def ask(store: Store, settings: Settings, typed: str) -> tuple[str, UserError | None]:
    """The reply to what was typed, and the refusal it is, if it is one.

    Raises UserError when what was typed is no command.
    """
    refusals: list[UserError] = []
    async with simulated(store, settings, refusals.append) as world:
        name, options = parse(typed, commands_of(world.env.bot.tree))
        options = {key: _in_world(world, value) for key, value in options.items()}
        result = await world.person.slash(world.channels[0], name, **options)
        reply = plain(result.response.components) if result.response else ""
    return reply, refusals[-1] if refusals else None


def commands_of(tree: Any) -> dict[str, Mapping[str, Any]]:
    """The slash commands of a tree by their full names ("digest now"), as Discord has them."""
    payloads = {command.qualified_name: command.to_dict(tree) for command in tree.walk_commands()}
    return {name: payload for name, payload in payloads.items() if not _is_group(payload)}


def _in_world(world: World, value: Any) -> Any:
    """The value itself, or the channel that it names. Raises UserError where there is no such channel."""
    if not isinstance(value, _ChannelName):
        return value
    for channel in world.channels:
        if channel.name == value.name:
            return channel
    known = ", ".join(f"#{channel.name}" for channel in world.channels)
    raise UserError("There is no channel #{name} here.", "There are: {known}.", name=value.name, known=known)


def _is_group(payload: Mapping[str, Any]) -> bool:
    return any(option["type"] in {COMMAND, GROUP} for option in payload.get("options", ()))


def parse(typed: str, commands: Mapping[str, Mapping[str, Any]]) -> tuple[str, dict[str, Any]]:
    """The command and its options in `/name words option:value ...`; bare words fill the first text option.

    Raises UserError naming what is wrong and the nearest thing that is right.
    """
    name, rest = _named(typed.strip().removeprefix("/"), commands)
    schema = {option["name"]: option for option in commands[name].get("options", ())}
    known = "|".join([*map(re.escape, schema), r"[a-z_]+(?=:\S)"])  # "Anna: a life" is no option, "foo:bar" a wrong one
    bare, *pairs = re.split(rf"(?:^|\s+)({known}):(?!//)\s*", rest.strip())
    options = dict(zip(pairs[::2], map(str.strip, pairs[1::2]), strict=True))
    if bare.strip():
        options.setdefault(_first_text(name, schema, bare), bare.strip())
    for key, value in options.items():
        if key not in schema:
            known = ", ".join(f"{known}:" for known in schema) or "none"
            raise UserError("/{name} has no option {key}:", "It has {known}.", name=name, key=key, known=known)
        if not value:
            raise UserError("Nothing stands behind {key}:", "{what}.", key=key, what=schema[key]["description"])
    for key, option in schema.items():
        if option.get("required") and key not in options:
            raise UserError(
                "/{name} needs {key}:", "{what}. See /help.", name=name, key=key, what=option["description"]
            )
    return name, {key: _value(schema[key], value) for key, value in options.items()}


def _named(typed: str, commands: Mapping[str, Mapping[str, Any]]) -> tuple[str, str]:
    """The command's name, which may have two words, and what stands behind it."""
    for name in sorted(commands, key=len, reverse=True):
        if re.match(rf"{re.escape(name)}(?:\s|$)", typed, re.IGNORECASE):
            return name, typed[len(name) :]
    first, _, rest = typed.partition(" ")
    first = first.lower()
    if f"{first} list" in commands and not rest.split(":")[0].isalpha():  # a group alone is its list
        return f"{first} list", rest
    near = [name for name in commands if name.partition(" ")[0] == first] or list(commands)
    known = ", ".join(f"/{known}" for known in near)
    raise UserError(
        "There is no command /{name}.",
        "There are: {known}.",
        name=typed if len(near) < len(commands) else first,
        known=known,
    )


def _first_text(name: str, schema: Mapping[str, Mapping[str, Any]], bare: str) -> str:
    for key, option in schema.items():
        if option["type"] == TEXT and not option.get("choices"):
            return key
    raise UserError("/{name} takes nothing like “{bare}”.", "See /help.", name=name, bare=bare.strip())


def _value(option: Mapping[str, Any], value: str) -> Any:
    """The option's value as Discord would send it: a choice by its label or value, a truth, a bounded text."""
    key = option["name"]
    if option["type"] == TRUTH:
        if value.lower() not in {"true", "false", "yes", "no"}:
            raise UserError("{key}: is True or False, not “{value}”.", key=key, value=value)
        return value.lower() in {"true", "yes"}
    if option["type"] == NUMBER:
        if not value.isascii() or not value.isdecimal():
            raise UserError("{key}: is a number, not “{value}”.", key=key, value=value)
        return int(value)
    if option["type"] == CHANNEL:
        return _ChannelName(value.removeprefix("#"))
    if option["type"] != TEXT:
        raise UserError("{key}: can be given on Discord alone.", "Leave it out.", key=key)
    choices = option.get("choices", ())
    by_word = {str(choice[part]).lower(): choice["value"] for choice in choices for part in ("name", "value")}
    if choices and value.lower() not in by_word:
        labels = ", ".join(choice["name"] for choice in choices)
        raise UserError("{key}: is one of {labels}, not “{value}”.", key=key, labels=labels, value=value)
    limit = option.get("max_length")
    if limit and len(value) > limit:
        told = {"key": key, "limit": str(limit), "length": str(len(value))}
        raise UserError("{key}: has at most {limit} characters, not {length}.", **told)
    return by_word.get(value.lower(), value)


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
        if "accessory" in component:
            yield _control(component["accessory"]) + "\n"


def _control(item: Mapping[str, Any]) -> str:
    if item["type"] == MENU:
        return f"[{item['placeholder']}]"
    return "" if item.get("disabled") else f"[{item['label']}]"


_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(<?([^)>]+)>?\)")
_TIME = re.compile(r"<t:(\d+):(\w)>")
_TIME_FORMS = {"d": "%Y-%m-%d", "D": "%Y-%m-%d", "t": "%H:%M UTC", "T": "%H:%M:%S UTC"}
_LINE_MARK = re.compile(r"^(?:-# |#{1,3} )", re.MULTILINE)
_PAIRED = re.compile(r"(?<!\\)(\*\*|`|\*)(.+?)(?<!\\)\1", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_text(content: str) -> str:
    """Discord's Markdown as plain text: links behind their label, dates in UTC, escapes undone."""
    content = _TIME.sub(_time, content)
    content = _LINE_MARK.sub("", _LINK.sub(r"\1 <\2>", content))
    return _ESCAPE.sub(r"\1", _PAIRED.sub(r"\2", content))


def _time(found: re.Match[str]) -> str:
    return datetime.fromtimestamp(int(found[1]), UTC).strftime(_TIME_FORMS.get(found[2], "%Y-%m-%d %H:%M UTC"))
