"""What a button remembers: a question packed into its custom_id, so that it outlives a restart."""

from __future__ import annotations

from collections.abc import Sequence

MAX_CUSTOM_ID = 100  # Discord's limit, in characters
MAX_TOPIC = 55  # what the longest fields leave for the only free text


def pack(action: str, *fields: str | int, topic: str | None = None) -> str:
    """The custom_id of an action with its fields; the topic stands last, behind a bar."""
    custom_id = f"{':'.join([action, *(str(int(f) if isinstance(f, bool) else f) for f in fields)])}|{topic or ''}"
    if len(custom_id) > MAX_CUSTOM_ID:
        raise ValueError(f"a custom_id of {len(custom_id)} characters: {custom_id}")
    return custom_id


def unpack(custom_id: str) -> tuple[str, Sequence[str], str | None]:
    """The action, its fields and the topic of a custom_id made by `pack`."""
    head, _, topic = custom_id.partition("|")
    action, *fields = head.split(":")
    return action, fields, topic or None
