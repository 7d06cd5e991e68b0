"""What a button remembers: a question packed into its custom_id, so that it outlives a restart."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TypeVar

from bot.errors import UserError

E = TypeVar("E", bound=Enum)

MAX_CUSTOM_ID = 100  # Discord's limit, in characters
MAX_TOPIC = 50  # what the longest fields leave for the only free text


def pack(action: str, *fields: str | int, topic: str | None = None) -> str:
    """The custom_id of an action with its fields; the topic stands last, behind a bar."""
    custom_id = f"{':'.join([action, *(str(int(f) if isinstance(f, bool) else f) for f in fields)])}|{topic or ''}"
    if len(custom_id) > MAX_CUSTOM_ID:
        raise ValueError(f"a custom_id of {len(custom_id)} characters: {custom_id}")
    return custom_id


MAX_ID = 2**63 - 1
MAX_PAGE = 1_000_000


class StaleButton(UserError):
    """A custom_id that this version does not make: of an older one, or forged."""

    def __init__(self) -> None:
        super().__init__("This button is from another version of the bot.", "Ask the question again.")


def row_id(field: str) -> int:
    """The id of a row in a field. Raises StaleButton when it can be none."""
    return _number(field, MAX_ID)


def page_number(field: str) -> int:
    """The number of a page in a field, counted from 0. Raises StaleButton when it can be none."""
    return _number(field, MAX_PAGE)


def _number(field: str, most: int) -> int:
    if not field.isascii() or not field.isdecimal() or len(field) > 19 or int(field) > most:
        raise StaleButton
    return int(field)


def choice(kind: type[E], field: str) -> E:
    """The member of an enumeration in a field. Raises StaleButton when there is none such."""
    try:
        return kind(field)
    except ValueError as error:
        raise StaleButton from error


def unpack(custom_id: str) -> tuple[str, Sequence[str], str | None]:
    """The action, its fields and the topic of a custom_id made by `pack`."""
    head, _, topic = custom_id.partition("|")
    action, *fields = head.split(":")
    return action, fields, topic or None
