"""Whether two names as written are names of one person, and how sure that is.

`same_person_confidence` answers with a number from 0 to 1. It is no measured probability but an order with fixed
steps, made so that what is merged at `SAME` or above may be filed under one person without further evidence:

| confidence | what agrees |
|---|---|
| 1 | the same words, titles and marks apart |
| above 0.9 | surname and a whole given name, exactly, or in another romanisation, or a pet form |
| 0.8 to 0.9 | surname and an initial; two lone surnames; or a typing error in one part where all others agree to the letter |
| 0.7 to 0.8 | a lone name that is the surname, or the given name, of the other; married and double surnames; a middle name used as the first |
| below 0.7 | not merged: what agrees is less than that |
| 0 | something contradicts: another given name, initial, suffix or gender |

A contradiction always wins. Callers that know more (one article, one office) may take less than `SAME`; callers that
file a stranger's words should ask for more where one of the names is a lone one.
"""

from __future__ import annotations

from itertools import product

from summaries.people.folding import fold
from summaries.people.gender import gender
from summaries.people.lists import groups, heads, is_given, joined, sections, words
from summaries.people.naming import Name, parse_name
from summaries.people.spelling import arabised, consonants, is_abjad, is_slip, looks_arabic, romanised, undoubled

SAME = 0.7
"""At this confidence and above `same_person` is true."""

_FULL, _LONE, _LONE_BOTH, _LONE_GIVEN, _RELATED = 0.98, 0.78, 0.9, 0.72, 0.8
_EXACT, _ROMANISED, _PET, _DOUBLED, _INITIAL, _SLIP = 1.0, 0.97, 0.95, 0.89, 0.88, 0.85
_MAX_GIVEN = 6


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
    a, b = parse_name(name_a), parse_name(name_b)
    if not _has_parts(a) or not _has_parts(b):
        return float(fold(name_a[:200]) == fold(name_b[:200]))
    if not _may_agree(a, b) or _contradicts(a, b):
        return 0.0
    penalty = 1.0 if a.suffix == b.suffix else 0.92
    return penalty * max(_compare(a, b), _compare(b, a))


def _has_parts(name: Name) -> bool:
    return bool(name.folded_surname or name.folded_given)


def _initials(name: Name) -> set[str]:
    parts = (*name.folded_given, *name.folded_surname.split(), *map(fold, name.nicknames))
    return {word[0] for part in parts for word in part.split()}


def _may_agree(a: Name, b: Name) -> bool:
    """A cheap look at the last parts: false where no rule below could find an agreement."""
    if a.folded_surname and a.folded_surname == b.folded_surname:
        return True
    return bool(_sounds(a) & _sounds(b))


def _sounds(name: Name) -> set[str]:
    # Letters that begin one name in several romanisations count as one, and all vowels do.
    return {_BEGINNINGS.get(initial, initial) for initial in _initials(name)}


_BEGINNINGS = (
    dict.fromkeys("qgckxh", "k")
    | dict.fromkeys("aeiouyj", "a")
    | dict.fromkeys("tsdz", "s")
    | dict.fromkeys("vwbfp", "v")
)


def _contradicts(a: Name, b: Name) -> bool:
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return True
    if a.gender or b.gender:
        gender_a, gender_b = gender(a), gender(b)
        if gender_a and gender_b and gender_a != gender_b:
            return True
    return _is_royal(a) != _is_royal(b) and not (a.is_lone and b.is_lone)


def _is_royal(name: Name) -> bool:
    """Whether the name is a ruler's or a pope's, who bears no surname."""
    return bool(name.titles) and not name.folded_surname and joined(name.titles[-1]) in sections("titles")["royal"]


def _compare(a: Name, b: Name) -> float:
    """The confidence as far as it follows from `a` being the shorter or equal one."""
    if a.is_lone:
        return _compare_lone(a, b)
    if b.is_lone:
        return 0.0
    surname, given = _surnames(a, b), _given(a, b)
    confidence = _FULL * _combined(surname, given)
    if not confidence:
        confidence = max(_turned(a, b), _related(a, b, given))
    return confidence


def _combined(surname: float, given: float) -> float:
    """Two agreements as one: a typing error in either stands only beside an exact other."""
    if (surname == _SLIP and given != _EXACT) or (given == _SLIP and surname != _EXACT):
        return 0.0
    return surname * given


def _compare_lone(a: Name, b: Name) -> float:
    part = a.folded_surname or a.folded_given[0]
    if b.is_lone:
        quality = _lone_pair(a, b)
        if quality in (_SLIP, _DOUBLED):
            return 0.65
        return (_LONE_BOTH if bool(a.folded_surname) == bool(b.folded_surname) else _LONE_GIVEN) * quality
    found = 0.0
    if a.folded_surname:
        quality = _surnames(a, b)
        if quality > _DOUBLED:
            found = _LONE * quality
        elif _is_component(part, b):
            found = 0.75
    addressed = bool(a.titles) and bool(a.folded_surname)
    if not found and not addressed and not a.folded_particles:
        quality = max(_parts_agree(part, first, given=True) for first in (b.folded_given[0], *map(fold, b.nicknames)))
        found = _LONE_GIVEN * quality if len(part) > 2 and quality > 0.96 else 0.0
    return found


def _lone_pair(a: Name, b: Name) -> float:
    if a.folded_surname and b.folded_surname:
        return _surnames(a, b)
    return _parts_agree(a.folded_surname or a.folded_given[0], b.folded_surname or b.folded_given[0], given=True)


def _is_component(part: str, name: Name) -> bool:
    """Whether a part is one of the surnames of a Spanish double name, or a father's name ("bin Salman")."""
    surname = name.folded_surname.split()
    double = len(surname) == 2 and surname[0] in sections("surnames")["double"] and "-" not in name.surname
    return (double and part in surname) or (" " in part and part in name.folded_given)


def _surnames(a: Name, b: Name) -> float:
    """How well the surnames agree, their particles included."""
    if not a.folded_surname or not b.folded_surname:
        return 0.0
    arabic = a.arabic or b.arabic
    quality = _surname_parts(a, b, arabic)
    if not quality or a.folded_particles == b.folded_particles:
        return quality
    if _alone_with_particle(a, b) or _alone_with_particle(b, a):
        return 0.0
    if a.folded_particles and b.folded_particles:
        same = (a.arabic and b.arabic) or "".join(a.folded_particles) == "".join(b.folded_particles)
        return quality if same else 0.0
    if {*a.folded_particles, *b.folded_particles} & sections("particles")["dutch"] and len(
        a.folded_particles + b.folded_particles
    ) > 1:
        return 0.0
    return quality


def _alone_with_particle(a: Name, b: Name) -> bool:
    """Whether a lone surname has a particle that the fuller name lacks ("Van Jones" is not "Anna Jones")."""
    return a.is_lone and bool(a.folded_particles) and not b.folded_particles and not a.arabic


def _surname_parts(a: Name, b: Name, arabic: bool) -> float:
    x, y = a.folded_surname, b.folded_surname
    if x == y or x.replace(" ", "") == y.replace(" ", "") or a.digraph_surname == y or b.digraph_surname == x:
        return _EXACT
    if is_abjad(a.surname) or is_abjad(b.surname):
        x, y = (key.removeprefix("al") if is_abjad(n.surname) else key for key, n in ((x, a), (y, b)))
        same = [consonants(word) for word in x.split()] == [consonants(word) for word in y.split()]
        return _PET if same and len(x) > 2 else 0.0
    if a.surname_first and b.surname_first:
        return 0.0
    xs, ys = x.split(), y.split()
    if len(xs) != len(ys):
        return 0.0
    arabic = arabic or bool({xs[0], ys[0]} & sections("particles")["binding"])
    return min(_parts_agree(p, q, given=False, arabic=arabic) for p, q in zip(xs, ys, strict=True))


def _parts_agree(a: str, b: str, *, given: bool, arabic: bool = False) -> float:
    """How well two folded parts of a name agree, as one of the qualities above; 0 for not at all."""
    if a == b:
        return _EXACT
    if not a or not b:
        return 0.0
    if given:
        return _given_agree(a, b)
    if _related_in("variants", a, b) and len(a) > 4:
        return _ROMANISED
    if romanised(a) == romanised(b) and min(len(a), len(b)) > 4:
        return _ROMANISED
    if (arabic or looks_arabic(a) or looks_arabic(b)) and min(len(a), len(b)) > 3 and arabised(a) == arabised(b):
        return _ROMANISED
    if undoubled(a) == undoubled(b):
        return _DOUBLED
    return _SLIP if is_slip(a, b) else 0.0


def _related_in(name: str, a: str, b: str) -> bool:
    lists = groups(name)
    return not lists.get(a, frozenset()).isdisjoint(lists.get(b, frozenset()))


def _given_agree(a: str, b: str) -> float:
    x, y = a.replace(" ", ""), b.replace(" ", "")
    if x == y:
        return _EXACT
    if len(x) == 1 or len(y) == 1:
        return _INITIAL if x[0] == y[0] else 0.0
    if _related_in("variants", x, y):
        return _ROMANISED
    if is_pet_form(x, y):
        return _PET
    if is_given(x) and is_given(y):
        return 0.0
    if min(len(x), len(y)) < 5 or (x[-1] in "aeo" and y[-1] in "aeo" and x[-1] != y[-1]):
        return 0.0
    if romanised(x) == romanised(y) or (arabised(x) == arabised(y) and (looks_arabic(x) or looks_arabic(y))):
        return _ROMANISED
    if undoubled(x) == undoubled(y):
        return _DOUBLED
    return _SLIP if is_slip(x, y) else 0.0


def is_pet_form(a: str, b: str) -> bool:
    """Whether one folded given name is a pet form of the other, or both are forms of one like "Bob" and "Rob"."""
    lists, formal = groups("nicknames"), heads("nicknames")
    shared = lists.get(a, frozenset()) & lists.get(b, frozenset())
    if not shared:
        return False
    if any(formal[number] in (a, b) for number in shared):
        return True
    return a[1:] == b[1:] or a.rstrip("iey") == b.rstrip("iey") or a.startswith(b) or b.startswith(a)


def _given(a: Name, b: Name) -> float:
    """How well the given names agree: the fewer must be found in order among the more."""
    if any(map(is_abjad, (*a.given, *b.given))):
        x, y = ([consonants(part.replace(" ", "")) for part in n.folded_given] for n in (a, b))
        return _PET if x == y else 0.0
    choices = (
        _aligned(x, y, alike=a.surname_first and b.surname_first)
        for x, y in product(_given_choices(a), _given_choices(b))
    )
    return max(choices, default=0.0)


def _given_choices(name: Name) -> list[tuple[str, ...]]:
    """The given names as written, initials that stand together parted; a nickname in their place."""
    parts: list[str] = []
    upper = name.text.isupper()
    for raw, folded in zip(name.given[:_MAX_GIVEN], name.folded_given, strict=False):
        together = 2 <= len(raw) <= 3 and raw.isupper() and raw.isalpha() and not upper
        parts.extend(folded if together else (folded,))
    return [tuple(parts), *((fold(nickname),) for nickname in name.nicknames[:2])]


def _aligned(a: tuple[str, ...], b: tuple[str, ...], *, alike: bool) -> float:
    a, b = tuple(p for p in a if p), tuple(p for p in b if p)
    if "".join(a).replace(" ", "") == "".join(b).replace(" ", ""):
        return _EXACT
    if not a or not b:
        return 0.0
    if alike:
        return _syllables(a, b)
    if len(a) > len(b):
        a, b = b, a
    if all(len(p) == 1 for p in a) or all(len(p) == 1 for p in b):
        return _initials_agree(a, b)
    quality, at, first = 1.0, 0, -1
    for part in a:
        found = 0.0
        while at < len(b) and not found:
            found = _given_agree(part, b[at])
            if found and first < 0:
                first = at
            at += 1
        if not found:
            return 0.0
        quality = min(quality, found)
    if first > 0 and len(b[0]) > 1:
        # Known by a middle name: never from an initial, nor from anything but the very word.
        return 0.76 if quality == _EXACT else 0.0
    if len(a) != len(b) and quality == _SLIP:
        return 0.0
    return quality


def _syllables(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Chinese, Korean and Vietnamese given names: romanised otherwise or not at all the same."""
    x, y = "".join(a).replace(" ", ""), "".join(b).replace(" ", "")
    return _SLIP if is_slip(x, y) and len(x) >= 7 else 0.0


def _initials_agree(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Initials against names: those of the one begin those of the other, "J.-C." also those of "Jean-Claude"."""
    x, y = ("".join(word[0] for part in p for word in part.split()) for p in (a, b))
    return _INITIAL if x.startswith(y) or y.startswith(x) else 0.0


def _turned(a: Name, b: Name) -> float:
    """The same parts in the other order: "Orbán Viktor", "Viktor Orbán"."""
    x, y = ("".join(n.folded_given).replace(" ", "") for n in (a, b))
    s, t = a.folded_surname.replace(" ", ""), b.folded_surname.replace(" ", "")
    if (x, s) == (t, y):
        return 0.95 if a.surname_first != b.surname_first or not (is_given(x) and is_given(s)) else 0.9
    return 0.0


def _related(a: Name, b: Name, given: float) -> float:
    """Surnames of which one is a part of the other: married, double and patronymic names.

    The given names must agree by a whole name ("A. Keller" is not "Anna Keller-Berg").
    """
    if given >= _PET:
        x, y = sorted((a.folded_surname.split(), b.folded_surname.split()), key=len)
        if len(x) == 1 and len(y) == 2 and x[0] in y and y[0] not in sections("particles")["binding"]:
            return _RELATED * given
        if _feminine(a, b) or _feminine(b, a):
            return _RELATED * given
    parts = (*a.folded_given, a.folded_surname)
    longer = b.folded_given
    if len(a.folded_given) < len(longer) and parts == longer[: len(parts)] and not a.folded_particles:
        # "Hillary Rodham" of "Hillary Rodham Clinton", but not "Anna Maria" of "Anna Maria Keller".
        plain = is_given(a.folded_surname) and a.folded_surname not in words("given_or_surname")
        return 0.0 if plain and not b.arabic else _RELATED
    return 0.0


def _feminine(a: Name, b: Name) -> bool:
    """Whether `a` has the form that a Slavic surname takes for a woman and `b` does not: "Kuznetsova", "Kuznetsov"."""
    x, y = a.folded_surname, b.folded_surname
    slavic = (x.endswith(("ova", "eva", "ina")) and x[:-1] == y) or (
        x.endswith("ska") and x[:-1] in (y[:-1],) and y[-3:-1] == "sk"
    )
    return slavic and gender(a) == "female" and gender(b) != "male"
