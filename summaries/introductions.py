"""What a sentence names in short and where it is introduced: "Ebel" by "Katrin Ebel", "the suspect" by "a suspect"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import TypeVar

from summaries.called import CAPITAL, WORD_BEFORE, Called, called, speakers
from summaries.document import Sentence
from summaries.language import Language, language
from summaries.people.lists import is_given
from summaries.terms import Known

_EDGES = ".,:;!?…\"'“”‘’„«»()[]–—"
_KEYS = Known(lambda piece: f"the {piece.strip(_EDGES)}")
# The last word of a name of several words: "Storm Prediction Center", "the Drents Museum".
_NAMED = re.compile(rf"{CAPITAL}[\w’'-]+ ({CAPITAL}[a-zà-ÿ]{{3,}})(?![\w’'-]| {CAPITAL})")
# An introduction before a subject is no longer.
_INTRODUCTION = 80
_SUBJECT = re.compile(r"[\"“]?([^\W\d_]+) ((?:[a-z][\w’'-]* ){1,5})")
# "the National Weather Service (NWS)"
_ABBREVIATION = re.compile(r"\b(\w)[\w’'-]*(?: [\w’'-]+){1,6} \(((?i:\1)[A-Z]{1,5})s?\)")
_APPOSED = re.compile(rf", {CAPITAL}")
_EDGE_AFTER = r"(?![\w’'-])"

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
        self._told: set[str] = set()
        self._met: dict[str, tuple[int, int]] = {}

    def needs(self, at: int) -> tuple[Need, ...]:
        """What has to be told before body sentence `at`."""
        if at not in self._needs:
            needs: dict[str, Need] = {}
            for kind in (self._names_needed, self._things_needed, self._abbreviations_needed, self._subject_needed):
                for need in kind(at):
                    needs.setdefault(need.key, need)
            self._needs[at] = tuple(needs.values())
        return self._needs[at]

    def tells(self, at: int) -> frozenset[str]:
        """The keys that a reader of body sentence `at` knows of; what the next one begins with may be meant by it."""
        after = [need.key for need in self._subject_needed(at + 1)] if at + 1 < len(self._body) else []
        text = self._body[at].text
        short = [f"({short})" for short in self._abbreviated if short in text]
        return _keys(self._names(at), self._lowered[at]).union(after, short)

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
        if name.told:
            self._told.add(last)
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

    def _things_needed(self, at: int) -> Iterator[Need]:
        words, text = self._words, self._body[at].text
        if not words.articles or not words.definite:
            return
        new, known = _patterns(words.code)
        own: set[str] | None = None
        for match in known.finditer(text):
            word, after = match[1], match[2] or ""
            if word in words.times or word in words.complements or not self._ends(after):
                continue
            if own is None:
                own = {word for thing in new.finditer(self._lowered[at]) for word in thing[1].split()}
            if word in own:
                continue
            by = self._first_thing(word)
            if by < 0 and self._opens(text, match.start()):
                by = self._first_use(word, at)
            if 0 <= by < at and not _APPOSED.match(text, match.end()):
                own.add(word)
                yield Need(f"the {word}", (by,))

    def _subject_needed(self, at: int) -> Iterator[Need]:
        """What a sentence begins with as known, such as "The gas giant is": whatever the sentence before is about."""
        words = self._words
        match = _SUBJECT.match(self._body[at].text) if words.pasts and at else None
        if not match or match[1].lower() not in words.definite:
            return
        noun = ""
        for word in match[2].split(" "):
            if noun and (word in words.auxiliaries or word in words.pasts or word in words.says or word.endswith("ed")):
                if noun not in words.common and noun not in words.times:
                    for form in (noun, noun[:-1]) if noun.endswith("s") else (noun,):
                        first = self._first_use(form, at, known=True)
                        if first >= 0:
                            yield Need(f"the {form}", tuple(sorted({first, at - 1})))
                            break
                    else:
                        yield Need(f"the {noun}", (at - 1,))
                return
            if word in words.stop_words or word in words.complements or word in words.places_after:
                return
            if word in words.uniques or word.endswith(("est", "'s", "’s")):
                return
            noun = word

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

    def _first_thing(self, word: str) -> int:
        """The sentence that first has a noun, if as something new ("a boat") or the end of a name; else -1."""
        at, _ = self._first_met(word)
        if at < 0 or any(name[1].lower() == word for name in _NAMED.finditer(self._body[at].text)):
            return at
        new, _ = _patterns(self._words.code)
        things = (match[1].split() for match in new.finditer(self._lowered[at]))
        return at if any(word in takewhile(self._may_describe, thing) for thing in things) else -1

    def _may_describe(self, word: str) -> bool:
        return word not in self._words.stop_words and word not in self._words.complements

    def _first_use(self, word: str, at: int, *, known: bool = False) -> int:
        """The sentence before `at` that first has a noun, unless as a `known` thing ("the weather"); else -1."""
        number, start = self._first_met(word)
        if not 0 <= number < at:
            return -1
        before = WORD_BEFORE.search(self._lowered[number], max(0, start - 24), start)
        return -1 if not known and before and before[1] in self._words.definite else number

    @cached_property
    def _lowered(self) -> list[str]:
        return [sentence.text.lower() for sentence in self._body]

    def _first_met(self, word: str) -> tuple[int, int]:
        """The sentence that first has a word in small letters, and where; (-1, -1) where none has."""
        if word not in self._met:
            found = ((at, _find(word, text)) for at, text in enumerate(self._lowered) if word in text)
            self._met[word] = next(((at, start) for at, start in found if start >= 0), (-1, -1))
        return self._met[word]


def _find(word: str, text: str) -> int:
    """Where a text has a word by itself, not as a part of another; else -1."""
    start = text.find(word)
    while start >= 0:
        around = text[max(0, start - 1) : start] + text[start + len(word) : start + len(word) + 1]
        if not any(letter.isalnum() or letter in "’'-_" for letter in around):
            break
        start = text.find(word, start + 1)
    return start


@lru_cache(maxsize=64)
def _patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds new things ("a long strike") and known ones ("the strike began"), with the words around the noun."""
    # The first letter stands before what may stand before it: a search for one of some letters is fast.
    articles = "|".join(rf"{word[0]}(?<![\w’'-].){word[1:]}" for word in sorted(language(code).articles))
    definite = "|".join(
        rf"[{word[0]}{word[0].upper()}](?<![\w’'-].)(?i:{word[1:]})" for word in sorted(language(code).definite)
    )
    small = r"[a-zà-ÿ-]+"
    return (
        re.compile(rf"(?:{articles}) ((?:{small} ?){{1,3}})"),
        re.compile(rf"(?:{definite}) ([a-zà-ÿ]{small})(?: ({small}))?{_EDGE_AFTER}"),
    )


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
