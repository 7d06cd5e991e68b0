"""Whom a text names in full, and what it says they are: offices before a name, appositions before and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from summaries.people.callings import calling_of
from summaries.people.folding import fold
from summaries.people.lists import is_given, sections
from summaries.people.naming import parse_name
from summaries.people.titles import is_title, suffix_form

MAX_PEOPLE = 60
_MAX_CHARACTERS = 200_000
_MAX_RUN, _MAX_LEFT, _MAX_ROLE = 8, 6, 80
_TOKEN = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?\.?")
_CAPITALS = "A-Z\u00c0-\u00de\u0100-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"  # of Latin, Greek and Cyrillic
_BEHIND = re.compile(r"(?:,|,? \(|,? [–—-]) ?([^\n,.;:!?()“”\"]{3,80})(?=[,.;:!?)\n]|$)")
_JOINTS = frozenset({"of", "for", "de", "von", "di"})
_POSSESSIVE = re.compile(r"[’']s?$")
_SENTENCE_END = re.compile(r"\w\w\w\.$")


@dataclass(frozen=True, slots=True)
class Described:
    """Somebody a text names: the full name as it stands there first, and what is said of them ("" where nothing)."""

    name: str
    role: str


def described_people(text: str, known: Iterable[str] = ()) -> list[Described]:
    """The people of a text in the order in which they are named, each once with the first role that is told.

    A name is taken for a person's when it begins with a common given name, or when it is `known` to be one. At most 60
    people of the first 200,000 characters; time is linear in their number.
    """
    text = text[:_MAX_CHARACTERS]
    sure = {fold(parse_name(name).full) for name in known}
    found: dict[str, Described] = {}
    for run in _runs(text):
        name = _name_in(run, sure)
        if name is None:
            continue
        first, last = name
        while last + 1 < len(run) and suffix_form(run[last + 1].group()):
            last += 1
        written = _POSSESSIVE.sub("", text[run[first].start() : run[last].end()].rstrip("."))
        key = fold(written)
        if key in found and found[key].role:
            continue
        role = _before(text, run, first) or _behind(text, run[last].end()) or _set_off(text, run[first], run[last])
        if key not in found and len(found) >= MAX_PEOPLE:
            break
        found[key] = Described(found[key].name if key in found else written, role)
    return list(found.values())


def _runs(text: str) -> Iterable[list[re.Match[str]]]:
    """Words that follow each other with one blank between, from a capitalised one to a capitalised one."""
    for match in _run_pattern().finditer(text):
        run: list[re.Match[str]] = []
        for token in _TOKEN.finditer(text, match.start(), match.end()):
            if len(run) == _MAX_RUN or (run and _SENTENCE_END.search(run[-1].group())):
                yield run
                run = []
            run.append(token)
        yield run


@cache
def _run_pattern() -> re.Pattern[str]:
    """Capitalised words with particles between them."""
    listed = sections("particles")
    particles = "|".join(sorted(map(re.escape, listed["surname"] | listed["arabic"] | listed["binding"])))
    word = rf"[{_CAPITALS}][\w’'-]*\.?"
    return re.compile(rf"(?<![\w’'-]){word}(?: (?:(?:{particles})[ -]){{0,3}}{word})*")


def _name_in(run: list[re.Match[str]], sure: set[str]) -> tuple[int, int] | None:
    """The first and the last word of the personal name in a run, which may have titles before it."""
    words = [token.group() for token in run]
    if len(words) == 1 and not sure:
        return None
    folded = [fold(word) for word in words]
    if sure and not sure.isdisjoint(_stretches(folded)):
        found = [(a, b) for a in range(len(words)) for b in range(a, len(words)) if " ".join(folded[a : b + 1]) in sure]
        return max(found, key=lambda ends: ends[1] - ends[0])
    for first in range(len(words) - 1):
        begins = folded[first]
        if len(words) - first > 5 or calling_of(begins) or not (is_given(begins) or begins in _first_surnames()):
            continue
        parsed = parse_name(" ".join(words[first:]).rstrip("."))
        if not parsed.titles and not parsed.is_lone and (is_given(begins) or parsed.surname_first):
            return first, len(words) - 1
    return None


def _stretches(words: list[str]) -> Iterable[str]:
    return (" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1))


@cache
def _first_surnames() -> frozenset[str]:
    return sections("surnames")["first"] | sections("surnames")["hungarian"]


def _before(text: str, run: list[re.Match[str]], first: int) -> str:
    """Titles in the run and the small words before it: "former harbour master", "Defence Minister"."""
    titles = [token.group() for token in run[:first]]
    words = [*_words_left(text, run[0].start(), _MAX_LEFT), *titles]
    place = next((n for n in range(len(words) - 1, -1, -1) if calling_of(fold(words[n]))), None)
    if place is None or not _leads_to_name(words[place + 1 :]):
        return ""
    begin, spare = place, 2
    while begin and not _ends_role(words[begin - 1]) and (spare or calling_of(fold(words[begin - 1]))):
        begin -= 1
        spare -= not calling_of(fold(words[begin]))
    return " ".join(words[begin:])[:_MAX_ROLE]


def _leads_to_name(words: list[str]) -> bool:
    """Whether nothing stands between a calling and the name but titles, or of what it is: "Secretary of State"."""
    of = bool(words) and fold(words[0]) in _JOINTS and len(words) <= 3 and not any(map(_ends_role, words[1:]))
    return of or all(is_title(fold(word)) for word in words)


def _words_left(text: str, end: int, count: int) -> list[str]:
    """Up to so many words that stand before a place with nothing but blanks and hyphens between."""
    stretch = text[max(0, end - 120) : end]
    cut = max((stretch.rfind(mark) for mark in '.,;:!?\n“”"()'), default=-1)
    return stretch[cut + 1 :].split()[-count:]


def _ends_role(word: str) -> bool:
    """Whether a word is none of a description: an article, a preposition, a verb of saying."""
    return (
        fold(word) in sections("callings")["small"] or word.lower().endswith(("ed", "ing")) or word in ("said", "told")
    )


def _behind(text: str, end: int) -> str:
    """An apposition: "Tilda Brandt, the harbour master of Ostmark, ...", "Tilda Brandt (mayor of Lund)"."""
    match = _BEHIND.match(text, end)
    if match is None:
        return ""
    words = match[1].split()
    place = next((n for n, word in enumerate(words[:6]) if calling_of(fold(word))), None)
    if place is None or any(_is_verbal(word) for word in words[:place]):
        return ""
    return match[1][:_MAX_ROLE].strip()


def _is_verbal(word: str) -> bool:
    folded = fold(word)
    return folded in {"who", "to", "by", "with", "at", "in", "told", "said", "was", "is", "and"} or folded.endswith(
        "ing"
    )


def _set_off(text: str, first: re.Match[str], last: re.Match[str]) -> str:
    """What stands before a name between commas: "The mayor of Lund, Peter Brandt, ..."."""
    if text[max(0, first.start() - 2) : first.start()] != ", " or text[last.end() : last.end() + 1] not in (",", "."):
        return ""
    words = _words_left(text, first.start() - 2, 8)
    place = next((n for n, word in enumerate(words) if calling_of(fold(word))), None)
    if place is None or place > 4 or any(word.endswith("ing") for word in words[:place]):
        return ""
    begin = next((n + 1 for n in range(place - 1, -1, -1) if _ends_role(words[n])), 0)
    return " ".join(words[begin:])[:_MAX_ROLE]
