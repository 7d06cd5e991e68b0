"""The lists in phrases.toml, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of one list, in lower case."""
    return tuple(_lists()[name])


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("bot.ingest").joinpath("phrases.toml").read_text("utf-8"))
