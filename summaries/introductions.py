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
        self._needs: dict[int, tuple[Need, ...]] = {}

    def needs(self, at: int) -> tuple[Need, ...]:
        """What has to be told before body sentence `at`."""
        if at not in self._needs:
            self._needs[at] = (*self._names_needed(at), *self._things_needed(at))
        return self._needs[at]

    def tells(self, at: int) -> frozenset[str]:
        """The keys that a reader of body sentence `at` knows of."""
        return _keys(self._called[at], self._body[at].text)

    @cached_property
    def _called(self) -> list[list[Called]]:
        text = self._body[0].document.text if self._body else ""
        found = [called(text, s.start, s.end, self._words) for s in self._body]
        spoken = speakers(text, self._words)
        for name in (name for sentence in found for name in sentence if len(name.parts) > 1 and not name.given):
            # Who speaks by one name is a person by all of it; what has an article ("the Kurds") is none.
            last = name.parts[-1]
            name.full = last in spoken or (name.full and f" the {last}" not in self._low)
        return found

    @cached_property
    def _low(self) -> str:
        return self._body[0].document.text.lower() if self._body else ""

    @cached_property
    def _introduced(self) -> dict[str, list[int]]:
        """The sentences that hold each part of a name in a full name; none where the part is first met alone."""
        found: dict[str, list[int]] = {}
        for at, sentence in enumerate(self._called):
            for name in sentence:
                for part in name.parts:
                    met = found.setdefault(part, [at] if name.full else [])
                    if name.full and met and met[-1] != at:
                        met.append(at)
        return found

    @cached_property
    def _endings(self) -> frozenset[tuple[str, ...]]:
        """The last two parts of every full name: "Abu Qasra" is short for one."""
        return frozenset(tuple(name.parts[-2:]) for names in self._called for name in names if len(name.parts) > 2)

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The last parts of names with a given name that is listed: people's, wherever they stand."""
        return frozenset(name.parts[-1] for names in self._called for name in names if name.given)

    def _names_needed(self, at: int) -> Iterator[Need]:
        own = self._called[at]
        told = {part for name in own if name.full or name.told for part in name.parts}
        for name in own:
            part = name.parts[-1]
            if part in told or (name.placed and (is_given(part) or part not in self._surnames)):
                continue
            if len(name.parts) > 1 and tuple(name.parts) not in self._endings:
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
            if by < 0 and not match.start():
                by = self._first_use(word, at)
            if 0 <= by < at and not _APPOSED.match(text, match.end()):
                own.add(word)
                yield Need(f"the {word}", (by,))

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
            text = sentence.text.lower()
            for match in new.finditer(text):
                for word in match[1].split():
                    if word in self._words.stop_words or word in self._words.complements:
                        break
                    found.setdefault(word, at)
            for word in text.split():
                found.setdefault(word.strip(_EDGES), -1)
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
