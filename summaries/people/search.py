"""Finding a person by what somebody typed: keys for an index, and how well a name fits."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from summaries.people.folding import fold, fold_digraphs
from summaries.people.given import is_pet_form, related
from summaries.people.lists import is_given, sections
from summaries.people.naming import Name, parse_name
from summaries.people.spelling import arabised, looks_arabic, romanised, skeleton

NEAR = 72.0
"""A name that scores below this is not what was meant.

Measured with 934 names of speakers in the news: of random strings 2 % come to this score with any of them, of
ordinary English words 11 %, of the names with one typing error 93 %, the right name being the best for all of these.
"""

_MAX_WORDS, _MAX_KEY = 12, 80
_PREFIX, _SPELLING, _PET, _LONGER, _INITIAL, _SKELETON = 0.93, 0.95, 0.9, 0.7, 0.5, 0.12
_LEAST_LIKE = 0.6


def search_keys(name: str) -> tuple[str, ...]:
    """The folded keys under which a name is found by prefix, each once, the whole name first.

    They are the rest of the name from each of its words on ("murhaf abu qasra", "abu qasra", "qasra"; "al sharaa",
    "sharaa"), the same without particles, without middle names, with a nickname and with the surname first, and
    each word that is no particle. Titles and suffixes are no keys. A name that has no parts gives its folded text
    alone.
    """
    return _keys(name)


@lru_cache(maxsize=16384)
def _keys(text: str) -> tuple[str, ...]:
    name = parse_name(text)
    whole = fold(name.full)
    if not whole:
        folded = fold(text[:_MAX_KEY])
        return (folded,) if folded else ()
    words = whole.split()[:_MAX_WORDS]
    particles = _particles(name)
    bare = [word for word in words if word not in particles] or words
    keys = [" ".join(sequence[i:]) for sequence in (words, bare) for i in range(len(sequence))]
    keys += _other_orders(name)
    keys += _other_spellings(name)
    keys += [word for word in bare if len(word) > 1]
    return tuple(dict.fromkeys(key[:_MAX_KEY] for key in keys if key))


def _particles(name: Name) -> frozenset[str]:
    """The words by which the name is not looked up."""
    listed = sections("particles")
    return listed["surname"] | listed["arabic"] | listed["binding"] | frozenset(name.folded_particles)


def _other_orders(name: Name) -> list[str]:
    if not name.folded_given or not name.folded_surname:
        return []
    family = " ".join((*name.folded_particles, name.folded_surname))
    given = " ".join(name.folded_given)
    called = (name.folded_given[0], *map(fold, name.nicknames))
    return [f"{family} {given}", f"{given} {family}", *(f"{first} {family}" for first in called), *called[1:]]


def _other_spellings(name: Name) -> list[str]:
    """ "Müller" as "mueller", "al-Shara" as "alshara", "O'Malley" as "o malley", "Jong-un" as "jongun"."""
    spellings = [fold_digraphs(name.full), name.digraph_surname]
    if name.arabic:
        spellings.append("".join(name.folded_particles) + name.folded_surname)
    for part in (*name.given, name.surname):
        if "-" in part:
            spellings.append(fold(part).replace(" ", ""))
        if re.search(r"[^\W\d_]['’][^\W\d_]", part):
            spellings.append(fold(re.sub(r"['’]", " ", part)))
    return spellings


def match_score(query: str, name: str) -> float:
    """How well what a person typed fits a name, 0 to 100.

    100: the name or words of it, exactly but for marks and titles. 90 to 99: the beginning of the name or of a
    word of it. Below: misspelt, transposed, romanised in another way, by a pet form, or with words that the name
    has not.
    Below `NEAR` the name is not what was meant.
    """
    typed = _typed(query)
    keys = _keys(name)
    if not typed or not keys:
        return 0.0
    whole, words = typed
    if whole in keys:
        return 100.0
    best = max((len(whole) / len(key) for key in keys if key.startswith(whole)), default=0.0)
    if best:
        return 90.0 + 9.0 * best
    if not words:
        return 0.0
    theirs = _words(name)
    total = sum(map(len, words))
    score = 100.0 * sum(len(word) * max(_word_score(word, other) for other in theirs) for word in words) / total
    return min(score, 99.0)


@lru_cache(maxsize=1024)
def _typed(query: str) -> tuple[str, tuple[str, ...]] | None:
    name = parse_name(query)
    whole = fold(name.full) or fold(name.text)
    if not whole:
        return None
    words = whole.split()[:_MAX_WORDS]
    particles = _particles(name)
    return whole, tuple(word for word in words if word not in particles) or tuple(words)


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    words = [word for key in _keys(text) for word in key.split()]
    particles = _particles(parse_name(text))
    return tuple(dict.fromkeys(word for word in words if word not in particles)) or tuple(dict.fromkeys(words))


@lru_cache(maxsize=16384)
def _word_score(typed: str, word: str) -> float:
    """How well one typed word fits one word of a name, 0 to 1."""
    if typed == word:
        return 1.0
    if len(typed) == 1 or len(word) == 1:
        return _INITIAL if typed[0] == word[0] else 0.0
    if word.startswith(typed):
        return _PREFIX
    if len(word) > 2 and typed.startswith(word):
        return _LONGER
    if related("variants", typed, word) or romanised(typed) == romanised(word):
        return _SPELLING
    if (looks_arabic(typed) or looks_arabic(word)) and arabised(typed) == arabised(word):
        return _SPELLING
    like = OSA.normalized_similarity(typed, word)
    if is_pet_form(typed, word):
        return _PET
    if is_given(typed) and is_given(word):
        like -= 0.1  # both are right as they stand: another person's name, not this one misspelt
    elif like >= _LEAST_LIKE and skeleton(typed) == skeleton(word):
        like = min(like + _SKELETON, _PET)
    return like if like >= _LEAST_LIKE else 0.0
