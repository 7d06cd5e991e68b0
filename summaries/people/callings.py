"""What people are, as articles say it: callings in several languages, and which of them go together in one life."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from summaries.people.folding import fold
from summaries.people.lists import raw_section, sections

_MAX_WORDS = 20
_JOINTS = frozenset(
    ("of", "for", "in", "at", "von", "vom", "aus", "de", "du", "des", "della", "di", "do", "da", "del", "van")
)


@dataclass(frozen=True, slots=True)
class Role:
    """A description of somebody: the callings in it ("politics/mayor"), its other words, and those of a place.

    A place, or an employer, is what follows a preposition ("of Ostmark"), or stands before as a possessive.
    """

    callings: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the callings."""
        return frozenset(calling.partition("/")[0] for calling in self.callings)


@cache
def _callings() -> dict[str, str]:
    listed = sections("callings")
    return {word: calling for calling, words in listed.items() if "/" in calling for word in words}


@cache
def _apart() -> frozenset[tuple[str, str]]:
    pairs = (pair.split("-") for pair in raw_section("callings", "apart"))
    return frozenset((a, b) for x, y in pairs for a, b in ((x, y), (y, x)))


def calling_of(word: str) -> str | None:
    """The calling that a folded word names; in compounds of German and Dutch, the one at the end."""
    word = word.replace(" ", "")
    found = _callings().get(word) or (_callings().get(word[:-1]) if word.endswith("s") else None)
    if found or len(word) < 10:
        return found
    return next((_callings()[word[n:]] for n in range(3, len(word) - 5) if word[n:] in _callings()), None)


@lru_cache(maxsize=8192)
def read_role(text: str) -> Role:
    """The callings and other words of a description; at most its first 20 words count."""
    small = sections("callings")["small"]
    words = [word for word in fold(text[:200]).split()[:_MAX_WORDS] if word not in small and len(word) > 1]
    callings = {word: found for word in words if (found := calling_of(word))}
    joint = next((n for n, word in enumerate(text.split()) if n and fold(word) in _JOINTS), None)
    placed = fold(" ".join(text.split()[joint:])).split() if joint is not None else []
    possessive = [fold(word[:-2]) for word in text.split() if word.endswith(("’s", "'s"))]
    others = frozenset(words) - set(callings)
    return Role(frozenset(callings.values()), others, others & {*placed, *possessive})


def are_apart(a: Role, b: Role) -> bool:
    """Whether no field of the one goes with any field of the other in one life."""
    return bool(a.fields and b.fields) and all((x, y) in _apart() for x in a.fields for y in b.fields)
