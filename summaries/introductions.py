"""What a sentence names in short and where it is introduced: "Ebel" by "Katrin Ebel", "the suspect" by "a suspect"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from summaries.called import CAPITAL, WORD_BEFORE, Called, called, speakers
from summaries.document import Sentence
from summaries.language import Language, language
from summaries.people.lists import is_given

_EDGES = ".,:;!?…\"'“”‘’„«»()[]–—"
# The last word of a name of several words: "Storm Prediction Center", "the Drents Museum".
_NAMED = re.compile(rf"{CAPITAL}[\w’'-]+ ({CAPITAL}[a-zà-ÿ]{{3,}})(?![\w’'-]| {CAPITAL})")
# An introduction before a subject is no longer.
_INTRODUCTION = 80
_APPOSED = re.compile(rf", {CAPITAL}")
_EDGE_BEFORE, _EDGE_AFTER = r"(?<![\w’'-])", r"(?![\w’'-])"

Line = TypeVar("Line")


@dataclass(frozen=True)
class Need:
    """What must be told before a sentence: `key`, which any of the body sentences `by` of its document introduces."""

    key: str
    by: tuple[int, ...]


class Introductions:
    """The short names and descriptions of a document's body sentences, each with the sentences that introduce it.

    A name is short where only a part stands of one that an earlier sentence has in full, that earlier sentence
    being the first to hold the part: a name that its article never introduces is one that readers know. A thing
    is described in short ("the boat") where it first came with an indefinite article ("a fishing boat"), or where
    it opens a sentence and first came with another word before it ("their boat").
    """

    def __init__(self, body: Sequence[Sentence], words: Language) -> None:
        self._body, self._words = body, words
        self._text = body[0].document.text if body else ""
        self._needs: dict[int, tuple[Need, ...]] = {}
        # Names are read from the beginning as far as they are asked for: those of each sentence, the sentences that
        # hold each part of a name in a full name (none where it is first met alone), and which sentence is the first
        # with the last two parts of a long name, or with the surname of a listed given name.
        self._called: list[list[Called]] = []
        self._introduced: dict[str, list[int]] = {}
        self._endings: dict[tuple[str, ...], int] = {}
        self._surnames: dict[str, int] = {}

    def needs(self, at: int) -> tuple[Need, ...]:
        """What has to be told before body sentence `at`."""
        if at not in self._needs:
            self._needs[at] = (*self._names_needed(at), *self._things_needed(at))
        return self._needs[at]

    def tells(self, at: int) -> frozenset[str]:
        """The keys that a reader of body sentence `at` knows of."""
        return _keys(self._names(at), self._body[at].text)

    def _names(self, at: int) -> list[Called]:
        """The names of body sentence `at`, after those of all before it."""
        for number in range(len(self._called), at + 1):
            sentence = self._body[number]
            found = called(self._text, sentence.start, sentence.end, self._words)
            for name in found:
                self._note(name, number)
            self._called.append(found)
        return self._called[at]

    def _note(self, name: Called, at: int) -> None:
        last = name.parts[-1]
        if len(name.parts) > 1 and not name.given:
            # Who speaks by one name is a person by all of it; what has an article ("the Kurds") is none.
            name.full = last in self._speakers or (name.full and f" the {last}" not in self._low)
        if len(name.parts) > 2:
            self._endings.setdefault(name.parts[-2:], at)
        if name.given:
            self._surnames.setdefault(last, at)
        # "His daughter Mara" is introduced as well as "Mara Ebel" is.
        introduces = name.full or (name.told and len(name.parts) == 1 and is_given(last))
        for part in name.parts:
            met = self._introduced.setdefault(part, [at] if introduces else [])
            if introduces and met and met[-1] != at:
                met.append(at)

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

    def _things_needed(self, at: int) -> Iterator[Need]:
        words, text = self._words, self._body[at].text
        if not words.articles or not words.definite:
            return
        new, known = _patterns(words.code)
        own = {word for match in new.finditer(text.lower()) for word in match[1].split()}
        for match in known.finditer(text):
            word, after = match[1], match[2] or ""
            if word in own or word in words.times or word in words.complements or not self._ends(after):
                continue
            by = self._first_things.get(word, -1)
            if by < 0 and self._opens(text, match.start()):
                by = self._first_use(word, at)
            if 0 <= by < at and not _APPOSED.match(text, match.end()):
                own.add(word)
                yield Need(f"the {word}", (by,))

    def _opens(self, text: str, start: int) -> bool:
        """Whether a sentence's subject begins at `start`: "The ferry sank", "Like the bridge, the ferry is old"."""
        if not start:
            return True
        first = text[: text.find(" ")].lower()
        return start < _INTRODUCTION and text[start - 2 : start] == ", " and first in self._words.introducers

    def _ends(self, after: str) -> bool:
        """Whether a description ends before a word, so that its last word is the noun and nothing says which one."""
        words = self._words
        if after in words.complements or after in words.places_after:
            return False
        return not after or after in words.stop_words or after in words.says or after.endswith(tuple(words.not_names))

    @cached_property
    def _first_things(self) -> dict[str, int]:
        """Where each noun is first met, where that is behind "a"; -1 where it is not."""
        found: dict[str, int] = {}
        new, _ = _patterns(self._words.code)
        for at, sentence in enumerate(self._body):
            for name in _NAMED.finditer(sentence.text):
                found.setdefault(name[1].lower(), at)
            text = sentence.text.lower()
            for match in new.finditer(text):
                for word in match[1].split():
                    if word in self._words.stop_words or word in self._words.complements:
                        break
                    found.setdefault(word, at)
            found |= dict.fromkeys({word.strip(_EDGES) for word in text.split()}.difference(found), -1)
        return found

    def _first_use(self, word: str, at: int) -> int:
        """The sentence before `at` that first has a noun, if not as a thing known to all ("the weather"); else -1."""
        pattern = re.compile(_EDGE_BEFORE + re.escape(word) + _EDGE_AFTER, re.IGNORECASE)
        for number in range(at):
            text = self._body[number].text
            if met := pattern.search(text):
                before = WORD_BEFORE.search(text, max(0, met.start() - 24), met.start())
                return -1 if before and before[1].lower() in self._words.definite else number
        return -1


@lru_cache(maxsize=64)
def _patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds new things ("a long strike") and known ones ("the strike began"), with the words around the noun."""
    articles, definite = ("|".join(sorted(words)) for words in (language(code).articles, language(code).definite))
    small = r"[a-zà-ÿ-]+"
    return (
        re.compile(rf"{_EDGE_BEFORE}(?:{articles}) ((?:{small} ?){{1,3}})"),
        re.compile(rf"{_EDGE_BEFORE}(?i:{definite}) ([a-zà-ÿ]{small})(?: ({small}))?{_EDGE_AFTER}"),
    )


def told_by(text: str, words: Language) -> frozenset[str]:
    """The keys that a reader of a text knows of."""
    return _keys(called(text, 0, len(text), words), text)


def _keys(names: Sequence[Called], text: str) -> frozenset[str]:
    parts = (part for name in names for part in name.parts)
    return frozenset((*parts, *(f"the {word.strip(_EDGES)}" for word in text.lower().split())))


def told_first(
    blocks: Sequence[list[Line]], needs: Callable[[Line], Iterable[Need]], tells: Callable[[Line], frozenset[str]]
) -> list[list[Line]]:
    """The blocks of lines in their order, but each behind the first that tells what it needs told before."""
    waiting, order, told = list(blocks), list[list[Line]](), set[str]()
    coming = [frozenset[str]().union(*map(tells, block)) for block in waiting]
    missing = [{need.key for line in block for need in needs(line)} for block in waiting]
    while waiting:
        at = next((at for at, keys in enumerate(missing) if not _told_later(keys - told, at, coming)), 0)
        told |= coming.pop(at)
        order.append(waiting.pop(at))
        missing.pop(at)
    return order


def _told_later(keys: set[str], at: int, coming: Sequence[frozenset[str]]) -> bool:
    return any(keys & other for number, other in enumerate(coming) if number != at)
