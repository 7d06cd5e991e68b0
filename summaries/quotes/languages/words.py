"""The words that a language reports speech with: its data file, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

CODES = ("de", "fr", "es", "pt", "it", "nl", "ru", "uk", "tr", "ar")


@dataclass(frozen=True)
class Words:
    """The word lists of one language, lower-case; empty where it has none. de.toml says what each is for."""

    code: str
    says: frozenset[str] = frozenset()
    says_f: frozenset[str] = frozenset()
    says_now: frozenset[str] = frozenset()
    says_many: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    participles: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    that_joined: frozenset[str] = frozenset()
    he: frozenset[str] = frozenset()
    she: frozenset[str] = frozenset()
    they: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    clitics: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    unreal: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()
    women: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    sources: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()
    given_m: frozenset[str] = frozenset()
    given_f: frozenset[str] = frozenset()
    subjunctives: frozenset[str] = frozenset()
    as_words: frozenset[str] = frozenset()
    so_words: frozenset[str] = frozenset()
    according: tuple[tuple[str, ...], ...] = ()
    according_after: frozenset[str] = frozenset()
    nominal: tuple[str, ...] = ()
    genitive_m: tuple[tuple[str, str], ...] = ()
    genitive_f: tuple[tuple[str, str], ...] = ()
    traits: frozenset[str] = frozenset()
    classes: dict[str, str] = field(default_factory=dict)


# The class letter of each list, the later winning where a word stands in several; reading.py explains the letters.
_LETTERS = {
    "times": "M",
    "adverbs": "r",
    "sources": "S",
    "organisations": "S",
    "titles": "T",
    "men": "T",
    "women": "T",
    "clitics": "o",
    "contrasts": "W",
    "conditions": "b",
    "unreal": "u",
    "prepositions": "i",
    "indefinite": "D",
    "articles": "D",
    "conjunctions": "c",
    "relatives": "w",
    "that": "h",
    "that_joined": "h",
    "auxiliaries": "x",
    "participles": "d",
    "asks": "A",
    "says_many": "V",
    "says_f": "V",
    "says_now": "V",
    "says": "V",
    "they": "P",
    "she": "P",
    "he": "P",
    "others": "I",
    "negations": "z",
}


@cache
def shared(name: str) -> frozenset[str]:
    """A list of words for all languages."""
    return frozenset(str(_table("shared")[name]).split())


def _table(name: str) -> dict[str, object]:
    return tomllib.loads((files("summaries") / "quotes" / "data" / "languages" / f"{name}.toml").read_text("utf-8"))


@cache
def words(code: str) -> Words:
    """The lists of one of `CODES`."""
    table = _table(code)
    values: dict[str, Any] = {}
    for item in fields(Words):
        listed = str(table.get(item.name, ""))
        if item.name in ("endings", "bodies", "nominal"):
            values[item.name] = tuple(listed.split())
        elif item.name.startswith("genitive"):
            values[item.name] = tuple(_pair(rule) for rule in listed.split())
        elif item.name == "according":
            phrases = sorted((line.split() for line in listed.splitlines()), key=len, reverse=True)
            values[item.name] = tuple(tuple(phrase) for phrase in phrases if phrase)
        elif item.name not in ("code", "classes"):
            values[item.name] = frozenset(listed.split())
    classes = {word: letter for name, letter in _LETTERS.items() for word in str(table.get(name, "")).split()}
    return Words(code=code, classes=classes, **values)


def _pair(rule: str) -> tuple[str, str]:
    ending, _, replaced = rule.partition(">")
    return ending, replaced
