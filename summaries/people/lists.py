"""The word lists about names: read once from the package's own data, folded."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from summaries.people.folding import fold


def _lines(name: str) -> list[str]:
    text = (files("summaries") / "data" / "people" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def joined(text: str) -> str:
    """The text folded, without blanks: "Jean-Claude" and "Jean Claude" are one word of a list."""
    return fold(text).replace(" ", "")


@cache
def words(name: str) -> frozenset[str]:
    """All words of a plain list."""
    return frozenset(joined(word) for line in _lines(name) for word in line.split())


@cache
def sections(name: str) -> dict[str, frozenset[str]]:
    """The words of a list of `key: words` lines by key; a key that is not there is an error of the data."""
    keyed = (line.partition(":") for line in _lines(name))
    return {key: frozenset(joined(word) for word in rest.split()) for key, _, rest in keyed}


@cache
def groups(name: str) -> dict[str, frozenset[int]]:
    """Each word of a list of `words` lines with the numbers of the lines that it stands in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines(name)):
        for word in line.replace(":", " ").split():
            found.setdefault(joined(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def is_given(part: str) -> bool:
    """Whether a folded part of a name is a common given name somewhere."""
    key = part.replace(" ", "")
    return key in words("given_female") or key in words("given_male")


@cache
def heads(name: str) -> tuple[str, ...]:
    """The first word of each line of a list, in the order of the numbers that `groups` gives."""
    return tuple(joined(line.replace(":", " ").split()[0]) for line in _lines(name))


@cache
def raw_section(name: str, key: str) -> tuple[str, ...]:
    """The words of one `key: words` line as they stand in the list."""
    lines = (line.partition(":") for line in _lines(name))
    return tuple(word for head, _, rest in lines if head == key for word in rest.split())
