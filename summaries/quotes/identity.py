"""When two names in one article are one person: parts, initials, suffixes and slips of the keys."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from summaries.quotes.lexicon import given_names

_MOST_NAMESAKES = 50  # people of one surname that a name is compared with
ARTICLED = re.compile(r"(?:al|el|ad|as|ar|at|az|an|ash)-")  # a folded surname with the Arabic article
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(slots=True)
class Person:
    """Somebody the article names: `name` in full as it stands there, `gender` m, f or empty.

    `leaning` is the gender that pronouns near the name suggest, where the name itself tells none.
    """

    name: tuple[str, ...]
    gender: str = ""
    leaning: str = ""
    count: int = 0
    votes: Counter[str] = field(default_factory=Counter)  # genders told by titles
    weight: float = 0.0  # evidence that this is a person's name
    hints: Counter[str] = field(default_factory=Counter)  # genders of the pronouns that follow

    @property
    def surname(self) -> str:
        """The last part of the name that is no suffix, folded."""
        return surname(self.name)


@lru_cache(maxsize=4096)
def surname(name: tuple[str, ...]) -> str:
    """The last part of a name that is no suffix, folded."""
    parts = [part for part in map(fold, name) if part not in SUFFIXES]
    return parts[-1] if parts else fold(name[-1])


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """A part of a name for comparison: lower case, no accents, no full stop, straight apostrophes."""
    low = word.lower().rstrip(".")
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low.replace("’", "'")) if not unicodedata.combining(c))


def merge(people: list[Person]) -> list[Person]:
    """Drop names that are another's with a part less, or misspelt ("Abu Qasra", "John Smith", "John A. Smith")."""
    kept: list[Person] = []
    by_last: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for other in [other for key in _keys(person.name) for other in by_last[key][:_MOST_NAMESAKES]]:
            cut = _part(person.name, other.name) or shortened(person.name, other.name)
            if cut or variant(person.name, other.name) or misspelt(person.name, other.name):
                longer = cut and len("".join(person.name)) > len("".join(other.name))
                if longer or (person.weight > other.weight + 1 and misspelt(person.name, other.name)):
                    other.name = person.name
                    _register(other, by_last)
                other.votes += person.votes
                other.weight += person.weight
                break
        else:
            kept.append(person)
            _register(person, by_last)
    return kept


def _register(person: Person, by_last: dict[str, list[Person]]) -> None:
    for key in _keys(person.name):
        if person not in by_last[key][:_MOST_NAMESAKES]:
            by_last[key].append(person)


def _keys(name: tuple[str, ...]) -> list[str]:
    """The surname, and the last parts of the shorter forms in which a name may also stand."""
    return list(dict.fromkeys([surname(name), *(form[-1] for form in shorter(name))]))


def shorter(name: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Folded shorter forms of a name: without where somebody is from ("Abu Hafs" of "Abu Hafs al-Shami"), and with
    one half of a double surname ("Anna Keller" of "Anna Keller-Meier")."""
    parts = tuple(map(fold, name))
    end = len(parts)
    while end > 2 and ARTICLED.match(parts[end - 1]):
        end -= 1
    if end < len(parts):
        return [parts[:end]]
    halves = parts[-1].split("-")
    return [(*parts[:-1], half) for half in halves] if len(halves) > 1 < end and not ARTICLED.match(parts[-1]) else []


def shortened(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one name is a shorter form of the other."""
    return tuple(map(fold, a)) in shorter(b) or tuple(map(fold, b)) in shorter(a)


def _part(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one name of several parts is the end of the other."""
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return 1 < len(short) < len(long) and [fold(part) for part in long[-len(short) :]] == [fold(part) for part in short]


def misspelt(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names share their surname and have given names that differ in one slip of the keys."""
    if len(a) != len(b) or len(a) < 2 or fold(a[-1]) != fold(b[-1]) or a[1:-1] != b[1:-1]:
        return False
    given, other = fold(a[0]), fold(b[0])
    known = given_names()
    if (given in known and other in known) or min(len(given), len(other)) < 5:
        return False
    return OSA.distance(given, other, score_cutoff=1) <= 1


def variant(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of several parts differ only in middle names, initials or a suffix."""
    if len(a) < 2 or len(b) < 2:
        return False
    parts_a = [fold(part) for part in a]
    parts_b = [fold(part) for part in b]
    suffix_a, suffix_b = parts_a[-1] in SUFFIXES, parts_b[-1] in SUFFIXES
    if suffix_a and suffix_b and parts_a[-1] != parts_b[-1]:
        return False
    parts_a = parts_a[:-1] if suffix_a else parts_a
    parts_b = parts_b[:-1] if suffix_b else parts_b
    if parts_a[-1] != parts_b[-1] or parts_a[0] != parts_b[0]:
        return False
    middle_a, middle_b = parts_a[1:-1], parts_b[1:-1]
    return not middle_a or not middle_b or middle_a[0][0] == middle_b[0][0]
