"""Offsets into a text, and whom it names, as the database keeps them: compact JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast, get_args

from bot.records import NamedPerson
from summaries.document import Role

_ROLES: tuple[Role, ...] = get_args(Role)  # stored by its place: a role added later goes to the end


def dump_spans(spans: Iterable[tuple[int, int]]) -> str:
    """The (start, end) pairs as text."""
    return json.dumps([number for span in spans for number in span], separators=(",", ":"))


def load_spans(stored: str) -> tuple[tuple[int, int], ...]:
    """What `dump_spans` was given."""
    numbers = cast(list[int], json.loads(stored))
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def dump_sentences(sentences: Iterable[tuple[int, int, Role]]) -> str:
    """The (start, end, role) of sentences as text."""
    return json.dumps(
        [number for start, end, role in sentences for number in (start, end, _ROLES.index(role))], separators=(",", ":")
    )


def load_sentences(stored: str) -> tuple[tuple[int, int, Role], ...]:
    """What `dump_sentences` was given."""
    numbers = cast(list[int], json.loads(stored))
    return tuple((start, end, _ROLES[role]) for start, end, role in zip(*[iter(numbers)] * 3, strict=True))


def dump_people(people: Iterable[NamedPerson]) -> str:
    """The people that an article names, with what it says they are."""
    return json.dumps([[one.name, one.role] for one in people], ensure_ascii=False, separators=(",", ":"))


def load_people(stored: str) -> tuple[NamedPerson, ...]:
    """What `dump_people` was given."""
    return tuple(NamedPerson(name, role) for name, role in cast(list[tuple[str, str]], json.loads(stored)))
