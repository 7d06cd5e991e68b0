"""Whether names of different articles are one person's: by the names themselves, offices, and who is named beside.

The evidence adds up as log-odds; what it comes to is a confidence from 0 to 1. The weights are set by hand and checked
on a table of invented pairs (`tests/summaries/test_context.py`): every pair must fall on its side of `ONE`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Protocol

from summaries.people.callings import Role, are_apart, read_role
from summaries.people.folding import fold
from summaries.people.given import is_pet_form, related
from summaries.people.naming import Name, parse_name
from summaries.people.same import SAME, same_person, same_person_confidence

ONE = 0.73
"""At this confidence and above, two mentions are filed under one person."""

# What the names alone say, by the steps of `same_person_confidence`; a surname alone is anybody's who bears it. In
# 1,500 news articles, pet forms without evidence ("Joe" and "Joseph Sullivan") were other people's one time in four,
# romanised forms and middle initials never; a suffix that one name lacks may be the father's.
_SAME_NAME, _SPELLING, _PET_FORM, _INITIAL_OR_SLIP, _PARTIAL, _SUFFIX = 3.0, 1.6, 0.6, 0.2, -0.5, -1.5
_SAME_LONE, _LONE = 1.2, -1.5
# What the articles say. An office that is tied to a place is another's in another place.
_ONE_ARTICLE = 3.0
_SAME_CALLING, _SHARED_WORDS, _SAME_FIELD, _SHARED_PLACE = 2.0, 1.0, 0.4, 1.2
_OTHER_PLACE, _OTHER_EMPLOYER, _APART = -2.5, -1.0, -3.0
_ONE_BESIDE, _MORE_BESIDE = 1.3, 2.2
_LOCAL = frozenset({"politics", "force", "crown"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What articles say of a person: descriptions as written, folded full names of others there, the articles' ids."""

    roles: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    articles: frozenset[int] = frozenset()

    def with_(self, other: Setting) -> Setting:
        """Both together."""
        return Setting(self.roles | other.roles, self.beside | other.beside, self.articles | other.articles)


NO_SETTING = Setting()


class Told(Protocol):
    """A name with a description, as `described_people` gives them."""

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...


def setting(names: Collection[str], people: Iterable[Told], article_id: int = 0) -> Setting:
    """What an article that names these people says of the one of them who goes by `names`.

    Within one article a name that ends otherwise is somebody else's.
    """
    own = {_folded(name): name for name in names}
    ends = {end for _, end in own}
    roles: set[str] = set()
    beside: set[str] = set()
    for one in people:
        key, end = _folded(one.name)
        if (key, end) in own or (end in ends and any(same_person(one.name, name) for name in names)):
            roles.add(one.role)
        else:
            beside.add(key)
    return Setting(frozenset(roles - {""}), frozenset(beside), frozenset({article_id} if article_id else ()))


@lru_cache(maxsize=1 << 15)
def _folded(name: str) -> tuple[str, str]:
    """A name folded, and the last word of that."""
    key = fold(name)
    return key, key.rpartition(" ")[2]


def one_person_confidence(name_a: str, name_b: str, a: Setting = NO_SETTING, b: Setting = NO_SETTING) -> float:
    """How sure it is that two names in their settings are one person's, 0 to 1; 0 where the names contradict."""
    known = name_prior(name_a, name_b)
    return 0.0 if known is None else confidence(known, a, b)


def name_prior(name_a: str, name_b: str) -> float | None:
    """The log-odds that the names alone give; None where they are not one person's."""
    agree = same_person_confidence(name_a, name_b)
    if agree < SAME:
        return None
    a, b = parse_name(name_a), parse_name(name_b)
    if a.is_lone or b.is_lone:
        return _SAME_LONE if a.is_lone and b.is_lone and agree == 1.0 else _LONE
    if a.suffix != b.suffix:
        return _SUFFIX
    if agree == 1.0:
        return _SAME_NAME
    if agree > 0.9:
        return _PET_FORM if _are_pet_forms(a, b) else _SPELLING
    return _INITIAL_OR_SLIP if agree > 0.8 else _PARTIAL


def _are_pet_forms(a: Name, b: Name) -> bool:
    pairs = ((x, y) for x in a.folded_given for y in b.folded_given if x != y and not related("variants", x, y))
    return any(is_pet_form(x, y) for x, y in pairs)


def confidence(prior: float, a: Setting, b: Setting) -> float:
    """What the settings make of the log-odds of the names."""
    odds = prior + _roles(a, b) + _beside(a, b)
    if a.articles & b.articles:
        odds += _ONE_ARTICLE
    return 1.0 / (1.0 + exp(-odds))


def _roles(a: Setting, b: Setting) -> float:
    """The best agreement of any two descriptions; where all contradict, the contradiction."""
    told = [_role(read_role(x), read_role(y)) for x in a.roles for y in b.roles]
    return max(told) if told else 0.0


def _role(a: Role, b: Role) -> float:
    shared = a.words & b.words
    if a.callings & b.callings:
        if shared or not (a.places and b.places):
            return _SAME_CALLING + (_SHARED_WORDS if shared else 0.0)
        return _OTHER_PLACE if all(field in _LOCAL for field in a.fields & b.fields) else _OTHER_EMPLOYER
    if are_apart(a, b):
        return _SHARED_PLACE + _APART if shared else _APART
    return (_SHARED_PLACE if shared else 0.0) + (_SAME_FIELD if a.fields & b.fields else 0.0)


def _beside(a: Setting, b: Setting) -> float:
    shared = len(a.beside & b.beside)
    return _MORE_BESIDE if shared > 1 else _ONE_BESIDE if shared else 0.0
