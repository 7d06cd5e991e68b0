"""How a person's name becomes what the index of people is asked for."""

from __future__ import annotations

from functools import lru_cache

from summaries.people import fold, parse_name, search_keys, skeleton

_CACHE = 1 << 15
# Given names of one person may begin with different letters of one of these groups: Josef and Yusuf, Khalid and
# Chaled, Jamal and Djamal. A letter of no group stands for itself.
_INITIALS = ("aeiouyj", "kqgcxh", "sztd", "vwbpf", "jd")


def typed_name(text: str) -> str:
    """What a person typed, folded; without the title, where more than a title was typed."""
    return fold(parse_name(text).full) or fold(text)


@lru_cache(_CACHE)
def name_sounds(name: str) -> frozenset[str]:
    """The sound of each word of a name that is no particle."""
    return frozenset(skeleton(word) for word in single_words(name))


def single_words(name: str) -> tuple[str, ...]:
    """The words of a name by which it may be known."""
    return tuple(key for key in search_keys(name) if " " not in key)


@lru_cache(_CACHE)
def filing_sounds(name: str) -> frozenset[str]:
    """The sounds of a whole name that its person is filed under; a blank sets them apart from the sound of a word."""
    surnames, initials = _surname(name)
    return frozenset(f"{surname} {initial}" for surname in surnames for initial in (*initials, "*"))


@lru_cache(_CACHE)
def sought_sounds(name: str) -> frozenset[str]:
    """Under which of the filing sounds the same person may be found.

    A full name meets the names of its surname with one of its initials, and the surname alone; a surname
    alone meets everyone who bears it.
    """
    surnames, initials = _surname(name)
    sought = ("*",) if "-" in initials else (*initials, "-")
    return frozenset(f"{surname} {initial}" for surname in surnames for initial in sought)


def _surname(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The sounds of the surname's words, and the groups of the given names' initials ("-" where there are none)."""
    parsed = parse_name(name)
    family = parsed.folded_surname.split() or list(parsed.folded_given[:1]) or [fold(name) or name]
    words = [word for word in family if len(word) > 3] or family[-1:]
    given = parsed.folded_given if parsed.folded_surname else ()
    initials = frozenset(
        group for part in given if part for group in [*(g for g in _INITIALS if part[0] in g), part[0]][:2]
    )
    return frozenset(skeleton(word) for word in words), initials or frozenset("-")
