"""Which things a sentence describes as known, and where they are first told: "the boat" by "a fishing boat"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, takewhile

from summaries.called import CAPITAL, WORD_BEFORE
from summaries.language import Language, language

# The last word of a name of several words: "Storm Prediction Center", "the Drents Museum".
_NAMED = re.compile(rf"{CAPITAL}[\w’'-]+ ({CAPITAL}[a-zà-ÿ]{{3,}})(?![\w’'-]| {CAPITAL})")
_SUBJECT = re.compile(r"[\"“]?([^\W\d_]+) ((?:[a-z][\w’'-]* ){1,5})")
_EDGE_AFTER = r"(?![\w-]|['’](?!s\b))"
_NEXT = re.compile(r" \w+ (\w+)")
_MORE_AFTER = re.compile(r" [^\W\d_]|['’](?!s\b)\w|-\w")
_OWNS = re.compile(r"['’]s\b")
# A name that an owner told behind it may be short for: "Lind praised the company's ships".
_NAME_BEFORE = re.compile(rf"(?:^\W*{CAPITAL}{{2}}|\w,? {CAPITAL})")


@dataclass(frozen=True)
class Need:
    """What must be told before a sentence: `key`, which any of the body sentences `by` of its document introduces."""

    key: str
    by: tuple[int, ...]


class Things:
    """The things that the sentences of a document describe with a definite article alone ("the boat", "the old boat").

    Such a description needs the sentence that first has its noun, if that has it as something new ("a fishing
    boat", "their boat"): what an article calls "the weather" from the first is known to readers.
    """

    def __init__(self, texts: Sequence[str], words: Language) -> None:
        self._texts, self._words = texts, words
        self._met: dict[str, tuple[int, int]] = {}

    @cached_property
    def lowered(self) -> list[str]:
        """The sentences in small letters."""
        return [text.lower() for text in self._texts]

    def needed(self, at: int) -> Iterator[Need]:
        """The things that have to be told before sentence `at`, wherever it has them."""
        words, text = self._words, self._texts[at]
        if not words.articles or not words.definite or not at:
            return
        new, known = _patterns(words.code)
        own: set[str] | None = None
        for match in known.finditer(text):
            word = self._noun(text, match.start(1), match[1])
            if not word or word in words.times or word in words.common:
                continue
            if _OWNS.match(text, match.end()) and _NAME_BEFORE.search(text, 0, match.start()):
                continue
            by = self._first_told(word, at)
            if not 0 <= by < at:
                continue
            if own is None:
                own = {word for thing in new.finditer(self.lowered[at]) for word in thing[1].split()}
            if word not in own:
                own.add(word)
                yield Need(f"the {word}", (by,))

    def subject_needed(self, at: int) -> Iterator[Need]:
        """What a sentence begins with as known, such as "The gas giant is": whatever the sentence before is about."""
        words = self._words
        match = _SUBJECT.match(self._texts[at]) if words.pasts and at else None
        if not match or match[1].lower() not in words.definite:
            return
        noun = ""
        phrase = match[2].split(" ")
        for word, after in pairwise(phrase):
            if noun and self._is_verb(noun, word, after):
                yield from self._told_before(noun, at)
                return
            if word in words.stop_words or word in words.complements or word in words.places_after:
                return
            if not noun and word.endswith(("'s", "’s")) and word[:-2] not in words.uniques:
                # "The ferry's captain": whichever ferry.
                yield from self._told_before(word[:-2], at)
                return
            if word in words.uniques or word.endswith(("est", "'s", "’s")):
                return
            noun = word

    def _told_before(self, noun: str, at: int) -> Iterator[Need]:
        """What sentence `at` begins with, where not everybody knows it: told first or by the sentence before."""
        if noun in self._words.common or noun in self._words.times:
            return
        for form in (noun, noun[:-1]) if noun.endswith("s") else (noun,):
            first, _ = self._first_met(form)
            if 0 <= first < at:
                yield Need(f"the {form}", tuple(sorted({first, at - 1})))
                return
        yield Need(f"the {noun}", (at - 1,))

    def _is_verb(self, noun: str, word: str, after: str) -> bool:
        """Whether a word is the verb of the noun before it: "the boats lie", "the boat lies in"."""
        words = self._words
        if word in words.auxiliaries or word in words.pasts or word in words.says or word.endswith("ed"):
            return True
        if word in words.stop_words or word in words.complements or word in words.places_after:
            return False
        follows = after in words.places_after or after in words.complements or after in words.determiners
        return follows and noun.endswith("s") != word.endswith("s")

    def _noun(self, text: str, start: int, phrase: str) -> str:
        """The noun on which a description ends that begins at `start` of a text; "" if more tells which."""
        words, noun, end = self._words, "", start
        ends, more = _edges(words.code)
        for word in phrase.split(" "):
            if word in more:
                # "The canal in 2019", "the strike on Monday": a date does not tell which one.
                follows = _NEXT.match(text, end)
                dated = follows and (follows[1][0].isdigit() or follows[1].lower() in words.dates)
                return noun if dated else ""
            if word in ends or word.endswith(tuple(words.not_names)):
                return noun
            if word in words.uniques or noun.endswith("s"):
                # "The first boat" is told by itself; "the boats" is no description of what follows.
                return ""
            end += len(word) + bool(noun)
            noun = word
        return "" if _MORE_AFTER.match(text, end) else noun

    def _first_told(self, word: str, at: int) -> int:
        """The sentence that first has a noun, if before `at` and not as a known thing ("the weather"); else -1."""
        number, start = self._first_met(word)
        if not 0 <= number < at:
            return -1
        if any(name[1].lower() == word for name in _NAMED.finditer(self._texts[number])):
            return number
        new, _ = _patterns(self._words.code)
        things = (match[1].split() for match in new.finditer(self.lowered[number]))
        if any(word in takewhile(self._may_describe, thing) for thing in things):
            return number
        before = WORD_BEFORE.search(self.lowered[number], max(0, start - 24), start)
        return -1 if before and before[1] in self._words.definite else number

    def _may_describe(self, word: str) -> bool:
        return word not in self._words.stop_words and word not in self._words.complements

    def _first_met(self, word: str) -> tuple[int, int]:
        """The sentence that first has a word in small letters, and where; (-1, -1) where none has."""
        if word not in self._met:
            found = ((at, _find(word, text)) for at, text in enumerate(self.lowered) if word in text)
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
def _edges(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words before which a description ends, and those that go on to say which thing is meant."""
    words = language(code)
    more = words.complements | words.places_after
    return (words.stop_words | words.says | words.auxiliaries | words.pasts) - more, more


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
        re.compile(rf"(?:{definite}) ([a-zà-ÿ]{small}(?: {small}){{0,3}}){_EDGE_AFTER}"),
    )
