"""Whether two names as written are names of one person, and how sure that is.

`same_person_confidence` answers with a number from 0 to 1. It is no measured probability but an order with fixed
steps, made so that what is merged at `SAME` or above may be filed under one person without further evidence:

- 1: the same words, titles and marks apart.
- above 0.9: surname and a whole given name, exactly, or in another romanisation, or a pet form.
- 0.8 to 0.9: surname and an initial; two lone surnames; a typing error in one part where the other agrees exactly.
- 0.7 to 0.8: a lone name that is the surname or the given name of the other; married and double surnames; a middle
  name used as the first.
- below 0.7: not merged, what agrees is less than that.
- 0: something contradicts, as another given name, initial, suffix or gender, or nothing agrees.

A contradiction always wins. Callers that know more (one article, one office) may take less than `SAME`; callers that
file a stranger's words should ask for more where one of the names is a lone one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from summaries.people.folding import fold
from summaries.people.gender import gender
from summaries.people.given import (
    DOUBLED,
    EXACT,
    PET,
    ROMANISED,
    SLIP,
    given_agree,
    given_choices,
    givens_agree,
    related,
)
from summaries.people.lists import is_given, joined, sections
from summaries.people.naming import MAX_CHARACTERS, Name, parse_name
from summaries.people.spelling import arabised, consonants, is_abjad, is_slip, looks_arabic, romanised, undoubled
from summaries.people.titles import Gender

SAME = 0.7
"""At this confidence and above `same_person` is true."""

_FULL, _LONE_BOTH, _TURNED, _RELATED, _LONE, _COMPONENT, _LONE_GIVEN, _LONE_SLIP = (
    0.98, 0.9, 0.95, 0.8, 0.78, 0.75, 0.73, 0.65,
)  # fmt: skip
_ONE_SUFFIX = 0.78
# Letters that begin one name in several romanisations count as one, and all vowels do.
_BEGINNINGS = {
    letter: group for group in ("aeiouy", "kqgcxh", "szt", "vwbpf", "jd") for letter in group
} | {"j": "aeiouy", "d": "szt"}  # fmt: skip


def same_person(name_a: str, name_b: str) -> bool:
    """Whether two names as written, with no other context, are names of one person.

    Titles are ignored, but for the gender they tell; a part may be missing or an initial; nothing may
    contradict. Any text is accepted; only its first 200 characters count. Symmetric, and true of a name and itself.
    """
    return same_person_confidence(name_a, name_b) >= SAME


def same_person_confidence(name_a: str, name_b: str) -> float:
    """How sure it is that two names are one person's, 0 to 1; the module explains the steps."""
    if name_a == name_b:
        return 1.0
    a, b = _profile(name_a[:MAX_CHARACTERS]), _profile(name_b[:MAX_CHARACTERS])
    if not a.sounds or not b.sounds:
        return float(a.folded == b.folded)
    if a.is_full and b.is_full and a.surname_sounds.isdisjoint(b.surname_sounds) and a.parts.isdisjoint(b.parts):
        return 0.0
    if a.sounds.isdisjoint(b.sounds) or _contradicts(a, b):
        return 0.0
    if a.folded == b.folded:
        return 1.0
    confidence = max(_compare(a, b), _compare(b, a))
    # A junior is often written without his suffix, but then may be his father.
    return confidence * _ONE_SUFFIX if a.is_full and b.is_full and a.name.suffix != b.name.suffix else confidence


@dataclass(frozen=True, slots=True)
class _Profile:
    """A name with all that comparing needs, worked out once."""

    name: Name
    folded: str
    gender: Gender | None
    is_full: bool
    is_royal: bool
    choices: tuple[tuple[str, ...], ...]
    parts: frozenset[str]
    sounds: frozenset[str]
    surname_sounds: frozenset[str]


@lru_cache(maxsize=16384)
def _profile(text: str) -> _Profile:
    name = parse_name(text)
    choices = given_choices(name)
    given = [part for choice in choices for part in choice]
    article = "al" if is_abjad(name.surname) else " "
    surname = [
        word.removeprefix(article) or word for word in (name.folded_surname + " " + name.digraph_surname).split()
    ]
    royal = bool(name.titles) and not name.folded_surname and bool(name.folded_given)
    return _Profile(
        name=name,
        folded=fold(name.full) + name.suffix if name.full else fold(text),
        gender=gender(name),
        is_full=not name.is_lone,
        is_royal=royal and joined(name.titles[-1]) in sections("titles")["royal"],
        choices=choices,
        parts=frozenset(
            part.replace(" ", "") for part in (*name.folded_given, "".join(name.folded_given), name.folded_surname)
        ),
        sounds=frozenset(_sound(word) for part in (*given, *surname) for word in part.split() if name.full),
        surname_sounds=frozenset(_sound(word) for word in surname),
    )


def _sound(word: str) -> str:
    beginning = romanised(word)[0].lower() if not word.startswith("al") else "a"
    return _BEGINNINGS.get(beginning, beginning)


def _contradicts(a: _Profile, b: _Profile) -> bool:
    if a.name.suffix and b.name.suffix and a.name.suffix != b.name.suffix:
        return True
    if (a.name.gender or b.name.gender) and a.gender and b.gender and a.gender != b.gender:
        return True
    return a.is_royal != b.is_royal and (a.is_full or b.is_full)


def _compare(a: _Profile, b: _Profile) -> float:
    """The confidence as far as it follows from `a` being the shorter or equal one."""
    if not a.is_full:
        return _compare_lone_pair(a, b) if not b.is_full else _compare_lone(a, b)
    if not b.is_full:
        return 0.0
    given = givens_agree(a.name, b.name, a.choices, b.choices)
    surname = _surnames(a.name, b.name) if given else 0.0
    # A typing error stands only beside an exact other part.
    slips = (surname == SLIP and given != EXACT) or (given == SLIP and surname != EXACT)
    if surname and not slips:
        return _FULL * surname * given
    return max(_turned(a.name, b.name), _related(a, b, given))


def _compare_lone_pair(a: _Profile, b: _Profile) -> float:
    x, y = a.name, b.name
    if x.folded_surname and y.folded_surname:
        quality = _surnames(x, y)
        return _LONE_SLIP if quality in (SLIP, DOUBLED) else _LONE_BOTH * quality
    quality = given_agree(x.folded_surname or x.folded_given[0], y.folded_surname or y.folded_given[0])
    return quality * (_LONE_BOTH if not x.folded_surname and not y.folded_surname else _LONE_GIVEN)


def _compare_lone(a: _Profile, b: _Profile) -> float:
    """A name of one part with a full one: its surname, one of its double surnames, or its given name."""
    name = a.name
    part = name.folded_surname or name.folded_given[0]
    if name.folded_surname:
        quality = _surnames(name, b.name)
        if quality > DOUBLED:
            return _LONE * quality
        if _is_component(part, b.name):
            return _COMPONENT
        if name.titles or name.folded_particles:
            return 0.0
    names = [choice[0] for choice in b.choices if choice]
    if b.name.surname_first:
        names.append(b.name.folded_given[-1])  # as Vietnamese people are called
    called = max((given_agree(part, first) for first in names), default=0.0)
    return _LONE_GIVEN * called if called >= ROMANISED and len(part) > 2 else 0.0


def _is_component(part: str, name: Name) -> bool:
    """Whether a part is one of the surnames of a Spanish double name, or a father's name ("bin Salman")."""
    surname = name.folded_surname.split()
    double = len(surname) == 2 and surname[0] in sections("surnames")["double"] and "-" not in name.surname
    return (double and part in surname) or (" " in part and part in name.folded_given)


def _surnames(a: Name, b: Name) -> float:
    """How well the surnames agree, their particles included."""
    quality = _surname_words(a, b)
    if not quality or a.folded_particles == b.folded_particles:
        return quality
    listed = sections("particles")
    arabic = a.arabic or b.arabic
    if a.folded_particles and b.folded_particles:
        same = (a.arabic and b.arabic) or "".join(a.folded_particles) == "".join(b.folded_particles)
        return quality if same else 0.0
    bare, other = (b, a) if a.folded_particles else (a, b)
    if not arabic and other.is_lone and not bare.is_lone:
        return 0.0  # "Van Jones" is not "Anna Jones": who writes a surname alone writes its particles
    dutch = len(other.folded_particles) > 1 and other.folded_particles[0] in listed["dutch"]
    return 0.0 if dutch else quality


def _surname_words(a: Name, b: Name) -> float:
    x, y = a.folded_surname, b.folded_surname
    if not x or not y:
        return 0.0
    if x == y or x.replace(" ", "") == y.replace(" ", "") or a.digraph_surname == y or b.digraph_surname == x:
        return EXACT
    if is_abjad(a.surname) or is_abjad(b.surname):
        x, y = (name.folded_surname.removeprefix("al" if is_abjad(name.surname) else " ") for name in (a, b))
        agrees = [consonants(word) for word in x.split()] == [consonants(word) for word in y.split()]
        return PET if agrees and len(x) > 2 else 0.0
    xs, ys = x.split(), y.split()
    if len(xs) != len(ys) or (a.surname_first and b.surname_first):
        return 0.0
    arabic = a.arabic or b.arabic or bool({xs[0], ys[0]} & sections("particles")["binding"])
    return min(_spelt_alike(p, q, arabic) for p, q in zip(xs, ys, strict=True))


@lru_cache(maxsize=4096)
def _spelt_alike(a: str, b: str, arabic: bool) -> float:
    """How well two words of surnames agree."""
    if a == b:
        return EXACT
    shorter = min(len(a), len(b))
    if shorter > 4 and (related("variants", a, b) or romanised(a) == romanised(b)):
        return ROMANISED
    arabic = arabic or looks_arabic(a) or looks_arabic(b)
    if arabic and shorter > 3 and arabised(a) == arabised(b):
        return ROMANISED
    if shorter > 5 and undoubled(a) == undoubled(b):
        return DOUBLED
    # Two names that are both right as they stand ("Bautista", "Batista") are not one mistyped.
    return SLIP if is_slip(a, b) and not (_is_known(a) and _is_known(b)) else 0.0


def _is_known(word: str) -> bool:
    return is_given(word) or any(word in listed for listed in sections("surnames").values())


def _turned(a: Name, b: Name) -> float:
    """The same parts in the other order: "Orbán Viktor", "Viktor Orbán"."""
    x, y = ("".join(name.folded_given).replace(" ", "") for name in (a, b))
    turned = (x, a.folded_surname.replace(" ", "")) == (b.folded_surname.replace(" ", ""), y)
    return _TURNED if turned else 0.0


def _related(a: _Profile, b: _Profile, given: float) -> float:
    """Surnames of which one is a part of the other: married, double, patronymic and feminine ones.

    The given names must agree by a whole name: "A. Keller" is not "Anna Keller-Berg".
    """
    x, y = a.name, b.name
    if given >= PET:
        short, long = sorted((x.folded_surname.split(), y.folded_surname.split()), key=len)
        double = long[0] in sections("surnames")["double"]
        joins = len(short) == 1 and (len(long) == 2 or double) and long[0] not in sections("particles")["binding"]
        if (joins and short[0] in long) or _is_feminine(a, b) or _is_feminine(b, a):
            return _RELATED * given
    parts = (*x.folded_given, x.folded_surname)
    if x.folded_particles or parts[-1:] != y.folded_given[len(parts) - 1 : len(parts)]:
        return 0.0
    # "Hillary Rodham" of "Hillary Rodham Clinton", but not "Anna Maria" of "Anna Maria Keller".
    if is_given(x.folded_surname) and not y.arabic:
        return 0.0
    return _RELATED if all(map(_is_same_word, parts, y.folded_given)) else 0.0


def _is_same_word(a: str, b: str) -> bool:
    return given_agree(a, b) >= ROMANISED


def _is_feminine(a: _Profile, b: _Profile) -> bool:
    """Whether `a` bears the form that a Slavic surname takes for a woman: "Kuznetsova" of "Kuznetsov"."""
    x, y = a.name.folded_surname, b.name.folded_surname
    slavic = (x.endswith(("ova", "eva", "ina")) and x[:-1] == y and len(y) > 4) or (
        x.endswith("ska") and f"{x[:-1]}i" == y
    )
    return slavic and a.gender == "female" and b.gender != "male"
