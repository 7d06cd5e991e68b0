"""How a person's name becomes what the index of people is asked for."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


_PARTICLES = {"al", "el", "abu", "ibn", "bin", "de", "la", "von", "van", "der", "den", "di", "da", "ter"}


def search_keys(name: str) -> tuple[str, ...]:
    parts = fold(name).split()
    keys = {" ".join(parts[i:]) for i in range(len(parts)) if parts[i:]}
    return tuple(sorted(keys))


@lru_cache(maxsize=1 << 16)
def skeleton(part: str) -> str:
    part = fold(part).replace("q", "k").replace("c", "k")
    kept = part[:1] + "".join(c for c in part[1:] if c not in "aeiouyhw")
    return "".join(c for i, c in enumerate(kept) if i == 0 or c != kept[i - 1])


def same_person(a: str, b: str) -> bool:
    x, y = fold(a).split(), fold(b).split()
    if not x or not y:
        return False
    if len(x) == 1 or len(y) == 1:
        return x[-1] == y[-1]
    return skeleton(x[-1]) == skeleton(y[-1]) and (x[0] == y[0] or fuzz.ratio(x[0], y[0]) > 80)


def match_score(query: str, name: str) -> float:
    return float(fuzz.token_set_ratio(fold(query), fold(name)))


def name_keys(name: str) -> frozenset[str]:
    """What a person may begin to type: the folded name, and what search_keys makes of it."""
    return frozenset(key for key in (fold(name), *search_keys(name)) if key)


def name_sounds(name: str) -> frozenset[str]:
    """The sound of each part of a name."""
    return frozenset(sound for part in fold(name).split() if (sound := skeleton(part)))


def filing_sounds(name: str) -> frozenset[str]:
    """The sounds of a whole name that its person is filed under; a blank sets them apart from the sound of a part."""
    surname, initial = _surname(name)
    return frozenset({f"{surname} *", f"{surname} {initial}"})


def sought_sounds(name: str) -> frozenset[str]:
    """Under which of the filing sounds the same person may be found.

    A full name meets the names of its surname and initial, and the surname alone; a surname alone meets
    everyone who bears it.
    """
    surname, initial = _surname(name)
    return frozenset({f"{surname} {initial}", f"{surname} -"}) if initial != "-" else frozenset({f"{surname} *"})


def _surname(name: str) -> tuple[str, str]:
    parts = fold(name).split() or [name]
    return skeleton(parts[-1]) or parts[-1], parts[0][0] if len(parts) > 1 else "-"
