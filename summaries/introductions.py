"""What a sentence names in short and where it is introduced: "Ebel" by "Katrin Ebel", "the suspect" by "a suspect"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from summaries.called import Called, called, speakers
from summaries.document import Sentence
from summaries.language import Language
from summaries.people.lists import is_given
from summaries.terms import Known
from summaries.things import Need as Need
from summaries.things import Things

_EDGES = ".,:;!?…\"'“”‘’„«»()[]–—"
_KEYS = Known(lambda piece: f"the {piece.strip(_EDGES)}")
# A name that comes so often in short is short for the one before.
_OFTEN = 2
# "the National Weather Service (NWS)"
_ABBREVIATION = re.compile(r"\b(\w)[\w’'-]*(?: [\w’'-]+){1,6} \(((?i:\1)[A-Z]{1,5})s?\)")

Line = TypeVar("Line")


class Introductions:
    """The short names and descriptions of a document's body sentences, each with the sentences that introduce it.

    A name is short where only a part stands of one that an earlier sentence has in full, that earlier sentence
    being the first to hold the part: a name that its article never introduces is one that readers know.
    For things ("the boat") see `Things`.
    """

    def __init__(self, body: Sequence[Sentence], words: Language) -> None:
        self._body, self._words = body, words
        self._text = body[0].document.text if body else ""
        self._needs: dict[int, tuple[Need, ...]] = {}
        self._tells: dict[int, frozenset[str]] = {}
        # Names are read from the beginning as far as they are asked for: those of each sentence, the sentences that
        # hold each part of a name in a full name (none where it is first met alone), and which sentence is the first
        # with the last two parts of a long name, or with the surname of a listed given name.
        self._called: dict[int, list[Called]] = {}
        self._read = 0
        self._introduced: dict[str, list[int]] = {}
        self._endings: dict[tuple[str, ...], int] = {}
        self._surnames: dict[str, int] = {}
        self._told: set[str] = set()
        self._things = Things([sentence.text for sentence in body], words)

    def needs(self, at: int) -> tuple[Need, ...]:
        """What has to be told before body sentence `at`."""
        if at not in self._needs:
            needs: dict[str, Need] = {}
            for kind in (
                self._names_needed,
                self._things.needed,
                self._abbreviations_needed,
                self._things.subject_needed,
            ):
                for need in kind(at):
                    needs.setdefault(need.key, need)
            self._needs[at] = tuple(needs.values())
        return self._needs[at]

    def tells(self, at: int) -> frozenset[str]:
        """The keys that a reader of body sentence `at` knows of; what the next one begins with may be meant by it."""
        if at not in self._tells:
            after = [need.key for need in self._things.subject_needed(at + 1)] if at + 1 < len(self._body) else []
            text = self._body[at].text
            short = [f"({short})" for short in self._abbreviated if short in text]
            self._tells[at] = _keys(self._names(at), self._things.lowered[at]).union(after, short)
        return self._tells[at]

    def unknown(self, at: int) -> list[str]:
        """The names in body sentence `at` that its article has in short alone, with no word of who that is."""
        return [
            name.parts[0]
            for name in self._names(at)
            if len(name.parts) == 1
            and not (name.full or name.told or name.placed or name.parts[0] in self._told)
            and not self._introduced.get(name.parts[0])
        ]

    def introduces(self, surname: str) -> int:
        """The body sentence that first has a folded surname, if behind a given name; else -1."""
        found = self._low.find(f" {surname}")
        at = bisect_right([sentence.start for sentence in self._body], found) - 1 if found >= 0 else -1
        if at < 0 or found >= self._body[at].end:
            return -1
        names = called(self._text, self._body[at].start, self._body[at].end, self._words)
        return at if any(name.given and len(name.parts) > 1 and name.parts[-1] == surname for name in names) else -1

    def _names(self, at: int) -> list[Called]:
        """The names of body sentence `at`, after those of all before it."""
        # Two threads may read one document: each notes the same.
        while self._read <= at:
            number = self._read
            sentence = self._body[number]
            self._called[number] = called(self._text, sentence.start, sentence.end, self._words)
            for name in self._called[number]:
                self._note(name, number)
            self._read = number + 1
        return self._called[at]

    def _note(self, name: Called, at: int) -> None:
        last = name.parts[-1]
        if len(name.parts) > 1 and not name.given:
            # Who speaks by one name is a person by all of it; what has an article ("the Kurds") is none.
            known = f" the {last}" in self._low
            name.full = last in self._speakers or (not known and (name.full or self._comes_again(name.parts)))
        if len(name.parts) > 2:
            self._endings.setdefault(name.parts[-2:], at)
        if name.given:
            self._surnames.setdefault(last, at)
        if name.told:
            self._told.add(last)
        # "His daughter Mara" is introduced as well as "Mara Ebel" is.
        introduces = name.full or (name.told and len(name.parts) == 1 and is_given(last))
        for part in name.parts:
            met = self._introduced.setdefault(part, [at] if introduces else [])
            if introduces and met and met[-1] != at:
                met.append(at)

    def _comes_again(self, parts: tuple[str, ...]) -> bool:
        """Whether a name comes in short again and again: "Tiger Woods" as "Woods"."""
        last = f" {parts[-1].capitalize()}"
        whole = " ".join(map(str.capitalize, parts))
        return self._text.count(last) - self._text.count(whole) >= _OFTEN

    @cached_property
    def _speakers(self) -> frozenset[str]:
        return speakers(self._text, self._words)

    @cached_property
    def _low(self) -> str:
        return self._text.lower()

    def _names_needed(self, at: int) -> Iterator[Need]:
        own = self._names(at)
        told = {part for name in own if name.full or name.told for part in name.parts}
        for name in own:
            part = name.parts[-1]
            if part in told or (name.placed and (is_given(part) or self._surnames.get(part, at) >= at)):
                continue
            if len(name.parts) > 1 and self._endings.get(name.parts, at) >= at:
                continue
            by = tuple(number for number in self._introduced.get(part, ()) if number < at)
            if by:
                told.add(part)
                yield Need(part, by)

    @cached_property
    def _abbreviated(self) -> dict[str, int]:
        """The first sentence that gives what an abbreviation in brackets behind it stands for."""
        found: dict[str, int] = {}
        for at, sentence in enumerate(self._body):
            if "(" in sentence.text:
                found = {match[2]: at for match in _ABBREVIATION.finditer(sentence.text)} | found
        return found

    def _abbreviations_needed(self, at: int) -> Iterator[Need]:
        text = self._body[at].text
        for short, by in self._abbreviated.items():
            if by < at and short in text and re.search(rf"(?<![\w(]){short}(?!\w)", text):
                yield Need(f"({short})", (by,))


def told_by(text: str, words: Language) -> frozenset[str]:
    """The keys that a reader of a text knows of."""
    return _keys(called(text, 0, len(text), words), text.lower())


def _keys(names: Sequence[Called], lowered: str) -> frozenset[str]:
    return frozenset(map(_KEYS.__getitem__, lowered.split())).union(*[name.parts for name in names])


def told_first(
    blocks: Sequence[list[Line]], needs: Callable[[Line], Iterable[Need]], tells: Callable[[Line], frozenset[str]]
) -> list[list[Line]]:
    """The blocks of lines in their order, but each behind the first that tells what it needs told before."""
    waiting, order, told = list(blocks), list[list[Line]](), set[str]()
    missing = [{need.key for line in block for need in needs(line)} for block in waiting]
    if not any(missing):
        return waiting
    coming = [frozenset[str]().union(*map(tells, block)) for block in waiting]
    while waiting:
        at = next((at for at, keys in enumerate(missing) if not _told_later(keys - told, at, coming)), 0)
        told |= coming.pop(at)
        order.append(waiting.pop(at))
        missing.pop(at)
    return order


def _told_later(keys: set[str], at: int, coming: Sequence[frozenset[str]]) -> bool:
    return any(keys & other for number, other in enumerate(coming) if number != at)
