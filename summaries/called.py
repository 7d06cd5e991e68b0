"""How people are called in a text: in full ("Katrin Ebel"), with a title ("Mayor Ebel"), or in short ("Ebel")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from summaries.language import Language, language
from summaries.people.folding import fold
from summaries.people.lists import is_given
from summaries.people.titles import is_particle, is_title

CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁІЇЄҐ]"
# Patterns begin with the capital itself: what must stand before it is looked at behind it, which is thrice as fast.
# A nickname in quotation marks may stand within.
_NICKNAME = r"[“\"‘'(][\w’'-]{2,20}[”\"’')] "
_RUN = re.compile(rf"{CAPITAL}(?<!\w.)[\w’'-]*(?:\.? (?:(?:[a-zà-ÿ-]{{1,4}} ){{0,2}}|{_NICKNAME}){CAPITAL}[\w’'-]*)*")
_POSSESSIVE = re.compile(r"['’]s?$")
WORD_BEFORE = re.compile(r"([^\W\d_]+),? $")
_WORD_AFTER = re.compile(r",? ([^\W\d_]+)")
_AGE = re.compile(r"\W{1,2} ?\(?\d{1,3}\b")
_NAME = re.compile(rf"{CAPITAL}(?<=[^\W\d_] .)[\w’'-]+")
_LAST_WORD = re.compile(r"\b[^\W\d_]+$")
_BEHIND_NAME = re.compile(rf"({CAPITAL}[\w’'-]+),? ([^\W\d_]+)\b")
# How far before and behind a name what says who it is can stand, in characters.
_NEAR = 24
_NICKNAME_MARKS = "“\"‘'("
# Capitalised text of more characters is none that comes again.
_LONG_RUN = 80
# Particles of Dutch names that stand between two names far more often.
_PREPOSITIONS = frozenset({"in", "on"})


@dataclass(slots=True)
class Called:
    """One name in a text: its parts, folded, without titles.

    `full`: it has a `given` name, or stands where somebody's full name would. `told`: a title or a role says who it
    is. `placed`: it stands behind a preposition, as places do.
    """

    parts: tuple[str, ...]
    full: bool
    told: bool
    placed: bool
    given: bool = False


def called(text: str, start: int, end: int, words: Language) -> list[Called]:
    """The names of people, and what looks like them, between two places of a text."""
    found = []
    for match in _RUN.finditer(text, start, end):
        run = match[0]
        names = _names(run, words.code) if len(run) < _LONG_RUN else _names.__wrapped__(run, words.code)
        found += [_read(name, text, match.start(), match.end(), end, words) for name in names]
    return found


def speakers(text: str, words: Language) -> frozenset[str]:
    """The single names, folded, that stand beside a verb of reporting."""
    if not words.says:
        return frozenset()
    says = tuple(words.says)
    before = (
        match[0]
        for match in _NAME.finditer(text)
        if text.endswith(says, 0, match.start() - 1) and _ends_on(words.says, text, match.start() - 1)
    )
    behind = (match[1] for match in _BEHIND_NAME.finditer(text) if match[2] in words.says)
    return frozenset(map(fold, (*before, *behind)))


def _ends_on(words: frozenset[str], text: str, end: int) -> bool:
    last = _LAST_WORD.search(text, max(0, end - _NEAR), end)
    return last is not None and last[0] in words


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of capitalised text: what it is by the lists, and `parts`, the word folded, which may be nothing."""

    parts: str
    ends: bool
    common: bool
    title: bool
    honours: bool
    particle: bool
    given: bool
    initial: bool
    capitals: bool
    owner: bool


@lru_cache(maxsize=4_096)
def _word(word: str, code: str) -> _Word:
    words = language(code)
    bare = _POSSESSIVE.sub("", word.rstrip("."))
    plain, part = bare.lower(), fold(bare)
    key = part.replace(" ", "")
    particle, given = is_particle(word), is_given(part)
    return _Word(
        parts=part,
        ends=(plain in words.dates and not given)
        or not (word[0].isupper() or (particle and word not in _PREPOSITIONS)),
        common=plain in words.stop_words or plain in words.starters,
        title=is_title(key),
        honours=plain in words.honorifics,
        particle=particle,
        given=given and not particle,
        initial=len(word.replace(".", "")) < 3 and word.isupper(),
        capitals=word.isupper(),
        owner=len(bare) < len(word.rstrip(".")),
    )


def _stretches(run: list[_Word]) -> Iterator[list[_Word]]:
    """The words of capitalised text between days, months and small words that are no part of a name."""
    stretch: list[_Word] = []
    for word in run:
        if not word.ends:
            stretch.append(word)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _owners(stretch: list[_Word]) -> Iterator[list[_Word]]:
    """What is owned apart from its owner: "Jonas Lind's" and "DNA"."""
    start = 0
    for end, word in enumerate(stretch, 1):
        if word.owner or end == len(stretch):
            yield stretch[start:end]
            start = end


@dataclass(frozen=True, slots=True)
class _Name:
    """What capitalised text alone tells of a name: its parts, and from which on it is a given name and a surname."""

    parts: tuple[str, ...]
    titled: bool
    owner: bool
    initial: bool
    given: tuple[str, ...]


@lru_cache(maxsize=4_096)
def _names(run: str, code: str) -> list[_Name]:
    """The names in a run of capitalised text."""
    found = []
    words = [_word(word, code) for word in run.split(" ") if word[0] not in _NICKNAME_MARKS]
    for whole in chain.from_iterable(map(_owners, _stretches(words))):
        stretch, titled = _without_titles(whole)
        if not stretch or stretch[-1].capitals or not stretch[-1].parts:
            continue
        given = next((at for at, word in enumerate(stretch[:-1]) if word.given), len(stretch))
        found.append(
            _Name(
                parts=tuple(word.parts for word in stretch if word.parts),
                titled=titled,
                owner=stretch[-1].owner,
                initial=any(word.initial for word in stretch[:-1]),
                given=tuple(word.parts for word in stretch[given:] if word.parts),
            )
        )
    return found


def _read(name: _Name, text: str, start: int, stop: int, end: int, words: Language) -> Called:
    """A name with what stands beside it, between `start` and `stop` of a text of which nothing after `end` counts."""
    role = text[max(0, start - _NEAR) : start].rstrip(" ,").rpartition(" ")[2] if start else ""
    told = name.titled or (role.islower() and (role in words.persons or is_title(fold(role))))
    placed = role in words.places_after and not name.owner
    if len(name.parts) < 2:
        named = role in words.namers and _is_somebody_named(text, start - len(role) - 1, words)
        return Called(name.parts, named, told, placed)
    if name.given:
        return Called(name.given, True, told, placed, given=True)
    full = told or name.initial or _is_described(role, text[stop : min(end, stop + _NEAR)], words)
    return Called(name.parts, full, told, placed)


def _is_somebody_named(text: str, end: int, words: Language) -> bool:
    """Whether somebody stands before the word that tells a name: "a man named Aksel", but not "Lind named Aksel"."""
    return text[max(0, end - _NEAR) : end].rstrip(" ,").rpartition(" ")[2] in words.persons


def _without_titles(stretch: list[_Word]) -> tuple[list[_Word], bool]:
    """The name itself, and whether a title before it says more than "Mr" does."""
    titled, at, last = False, 0, len(stretch) - 1
    for at, word in enumerate(stretch):
        if at < last and word.title and not (at + 1 == last and word.given):
            titled = titled or not word.honours
        elif not word.common and not (word.particle and at + 1 < last):
            return stretch[at:], titled
    return [], titled


def _is_described(role: str, after: str, words: Language) -> bool:
    """Whether what stands beside a name says that it is somebody's: a noun before it, an age or a verb behind it."""
    if role.islower() and not any(
        role in others for others in (words.places_after, words.stop_words, words.complements, words.times)
    ):
        return True
    follows = _WORD_AFTER.match(after)
    beside = follows[1] if follows else ""
    return beside in words.says or beside in words.articles or beside in words.definite or bool(_AGE.match(after))
