"""Whether two people's given names agree: initials, pet forms, romanisations, names left out."""

from __future__ import annotations

from functools import lru_cache

from summaries.people.folding import fold
from summaries.people.lists import groups, heads, is_given
from summaries.people.naming import Name
from summaries.people.spelling import arabised, consonants, is_abjad, is_slip, looks_arabic, romanised, undoubled

# How well two parts of a name agree. Their order matters, and what `same` makes of them: see its steps.
EXACT, ROMANISED, PET, DOUBLED, INITIAL, SLIP, MIDDLE = 1.0, 0.97, 0.95, 0.89, 0.88, 0.85, 0.76
_MAX_PARTS = 6


def given_agree(a: str, b: str) -> float:
    """How well two folded given names agree, as one of the qualities above; 0 for not at all."""
    x, y = a.replace(" ", ""), b.replace(" ", "")
    if x == y:
        return EXACT
    if len(x) == 1 or len(y) == 1:
        return INITIAL if x[:1] == y[:1] else 0.0
    if related("variants", x, y):
        return ROMANISED
    if is_pet_form(x, y):
        return PET
    return 0.0 if is_given(x) and is_given(y) else _spelt_alike(x, y)


@lru_cache(maxsize=4096)
def _spelt_alike(x: str, y: str) -> float:
    """The same of two names that are not both known: Maria and Mario are, so no rule of spelling makes them one."""
    genders = x[-1:] in "aeo" and y[-1:] in "aeo" and x[-1:] != y[-1:]
    if min(len(x), len(y)) < 5 or genders:
        return 0.0
    arabic = looks_arabic(x) or looks_arabic(y)
    if romanised(x) == romanised(y) or (arabic and arabised(x) == arabised(y)):
        return ROMANISED
    if undoubled(x) == undoubled(y):
        return DOUBLED
    return SLIP if is_slip(x, y) else 0.0


def related(name: str, a: str, b: str) -> bool:
    """Whether two words stand in one line of a word list."""
    lists = groups(name)
    return a in lists and b in lists and not lists[a].isdisjoint(lists[b])


def is_pet_form(a: str, b: str) -> bool:
    """Whether one folded given name is a pet form of the other, or both are alike forms of one, as "Bob" and "Rob"."""
    lists = groups("nicknames")
    if a not in lists or b not in lists or not (shared := lists[a] & lists[b]):
        return False
    formal = heads("nicknames")
    if any(formal[number] in (a, b) for number in shared):
        return True
    return a[1:] == b[1:] or a.startswith(b.rstrip("iey")) or b.startswith(a.rstrip("iey"))


def given_choices(name: Name) -> tuple[tuple[str, ...], ...]:
    """The given names as written, initials that stand together parted; then each nickname in their place."""
    parts: list[str] = []
    upper = name.text.isupper()
    for raw, folded in zip(name.given[:_MAX_PARTS], name.folded_given, strict=False):
        together = 2 <= len(raw) <= 3 and raw.isupper() and raw.isalpha() and not upper
        parts.extend(folded if together else [folded] if folded else [])
    nicknames = ((fold(nickname),) for nickname in name.nicknames[:2])
    return (tuple(parts), *(choice for choice in nicknames if choice[0]))


def givens_agree(
    a: Name, b: Name, choices_a: tuple[tuple[str, ...], ...], choices_b: tuple[tuple[str, ...], ...]
) -> float:
    """How well the given names of two names agree: the fewer must be found, in order, among the more."""
    if any(map(is_abjad, (*a.given, *b.given))):
        x, y = ([consonants(part.replace(" ", "")) for part in name.folded_given] for name in (a, b))
        return PET if x == y else 0.0
    eastern = a.surname_first and b.surname_first
    return max((_aligned(x, y, eastern=eastern) for x in choices_a for y in choices_b), default=0.0)


def _aligned(a: tuple[str, ...], b: tuple[str, ...], *, eastern: bool) -> float:
    if a == b:
        return EXACT
    x, y = ("".join(parts).replace(" ", "") for parts in (a, b))
    if x == y:
        return EXACT
    if not x or not y:
        return 0.0
    if eastern:
        # Each syllable is a name's own: "Min-ho" and "Min-ha" are two people.
        return SLIP if len(x) >= 7 and is_slip(x, y) else 0.0
    if len(a) > len(b):
        a, b = b, a
    if max(map(len, a)) == 1 or max(map(len, b)) == 1:
        return _initials_agree(a, b)
    return _embedded(a, b)


def _initials_agree(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Initials against names: those of the one begin those of the other; "J.-C." also begins "Jean-Claude"."""
    x, y = ("".join(word[0] for part in parts for word in part.split()) for parts in (a, b))
    if not (x.startswith(y) or y.startswith(x)):
        return 0.0
    # Who goes by two initials is seldom called by the first name: "J. J." may be another's than "Jonah".
    lone = {len(a), len(b)} == {1, 2} and len(max(a, b, key=len)[0]) == 1 and len(min(a, b, key=len)[0]) > 1
    return MIDDLE if lone else INITIAL


def _embedded(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The agreement of the worst part of `a`, each found in `b` after the one before."""
    quality, at, first = EXACT, 0, -1
    for part in a:
        found, skipped = 0.0, 0
        while at < len(b) and not found:
            found = given_agree(part, b[at])
            skipped += not found
            if found and first < 0:
                first = at
            at += 1
        # "George W." is not "George H. W.": an initial agrees at its own place alone.
        if not found or (skipped and found == INITIAL) or (skipped and len(part) == 1):
            return 0.0
        quality = min(quality, found)
    if first > 0 and len(b[0]) > 1:
        return MIDDLE if quality == EXACT else 0.0
    return 0.0 if quality == SLIP and len(a) != len(b) else quality
