"""Where sentences end within a paragraph: NLTK's Punkt with our own lists, and rules for what it glues or cuts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from summaries.language import Language, language

_OPENERS = "\"'“‘«„‚‹([{「『¿¡»"
_CLOSERS = "\"'”’»›)]}」』"
# Some languages close with the mark by which others open.
_CLOSERS_BEFORE_BLANK = _CLOSERS + "“‘«"
_QUOTES = "\"'”’»“‘«"
_DASHES = ("—", "–", "-")
_UNSPACED = "。！？｡"
_MARK = re.compile(r"[.!?…؟۔।。！？｡]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_BEFORE_WORD = re.compile(r"[\s\"“”„«»()\[\]—–-]")
# The article or preposition of French and Italian before the word: l'art., dell'on.
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu|un|(?:[dns]e|[ads]|da|co)?ll)['’](?=\w\w)", re.IGNORECASE)
_VERB = re.compile(r"\s(?!(?:of|and|or|for|in|at|on|to)\b)[a-z]+\s")
_ROMAN = re.compile(r"[IVXL]+")
_COUNTED = re.compile(r"\d|[IVXL]{2,}\W*$")
_INITIAL = re.compile(r"[^\W\d_]\.")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_DOMAIN = re.compile(r"(?:com|org|net|edu|gov|info|co|io|tv|js|uk|fr|de|ru)\b", re.IGNORECASE)
# A name that begins small: eBay, iPhone.
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")
# Characters on each side of a mark that are looked at: no word that matters is longer.
_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class _Place:
    """A mark that may end a sentence: the word before it, the mark, what closes after it, the word that follows."""

    word: str
    mark: str
    closers: str
    following: str
    first: bool

    @property
    def small(self) -> bool:
        """Whether the next word is written small, so that it hardly opens a sentence."""
        return self.following[:1].islower() and not _CAMEL.match(self.following)


def sentence_spans(text: str, start: int, end: int, code: str | None = None) -> Iterator[tuple[int, int]]:
    """The (start, end) of every sentence in text[start:end], a paragraph: trimmed, in order, in linear time."""
    last = start
    for stop in (*_ends(text[start:end], language(code)), end - start):
        piece = text[last : start + stop]
        first = last + len(piece) - len(piece.lstrip())
        if piece.strip():
            yield first, first + len(piece.strip())
        last = start + stop


def _ends(line: str, words: Language) -> Iterator[int]:
    for match in _MARK.finditer(line):
        start, end = match.start(), match.end()
        stop = end
        while stop < len(line) and line[stop] in _CLOSERS:
            stop += 1
        if match[0][-1] in _UNSPACED:
            yield stop
            continue
        if stop < len(line) and not line[stop].isspace() and line[stop] not in _CLOSERS_BEFORE_BLANK:
            if (split := _glued(line, start, end, stop, words)) > 0:
                yield split
            continue
        while stop < len(line) and line[stop] in _CLOSERS_BEFORE_BLANK:
            stop += 1
        if line[stop + 1 : stop + 2] == "»" and line[stop].isspace():
            # French sets its marks off by blanks: « Où est-il ? »
            stop += 2
        if stop < len(line) and not line[stop].isspace():
            # Only an opening mark stood there: said.“But
            stop = end
            if (split := _glued(line, start, end, stop, words)) > 0:
                yield split
            continue
        if line[stop + 1 : stop + 2] == '"' and line[stop + 2 : stop + 3].isspace() and _is_quoted(line, start):
            stop += 2
        after = line[stop : stop + _CONTEXT].split()
        if len(after) > 1 and after[0] in _DASHES and (match[0] != "." or stop > end):
            del after[0]
        place = _Place(
            _word_before(line, start),
            match[0],
            line[end:stop].strip(),
            after[0] if after else "",
            not line[:start].strip(),
        )
        if after and _is_end(place, line, start, words):
            yield stop


def _word_before(line: str, start: int) -> str:
    """The word that ends right before the mark, empty after a blank."""
    before = line[max(0, start - _CONTEXT) : start]
    if not before or before[-1].isspace():
        return ""
    return _ELIDED.sub("", _BEFORE_WORD.split(before)[-1].lstrip(_OPENERS), count=1)


def _glued(line: str, start: int, end: int, stop: int, words: Language) -> int:
    """Where a sentence ends although no blank follows ("the port.Syrian officials"), 0 where none does."""
    opening = stop
    while opening < len(line) and line[opening] in _OPENERS:
        opening += 1
    if opening >= len(line) or not line[opening].isalpha() or line[opening].islower():
        return 0
    word = _word_before(line, start)
    if line[opening + 1 : opening + 2] == ".":
        return 0  # Ph.D.
    closed = line[start - 1 : start] in tuple(_CLOSERS + "%")
    if set(word) & set("./@"):
        return 0
    if not closed and not word.isdigit() and (len(word) < 2 or word in words.proper or _is_abbreviation(word, words)):
        return 0
    if line[end:stop] == "" and _DOMAIN.match(line, stop):
        return 0
    # A straight mark closes the quotation that is open, or opens the next one.
    if line[stop - 1] == '"' and (word in words.says or not _is_quoted(line, start)):
        return stop - 1
    return stop


def _is_quoted(line: str, at: int) -> bool:
    """Whether the straight quotation mark before a place opened a quotation: a word follows it, a blank precedes it."""
    mark = line.rfind('"', 0, at)
    return (
        mark >= 0
        and not line[mark + 1].isspace()
        and (mark == 0 or line[mark - 1].isspace() or line[mark - 1] in _OPENERS)
    )


def _is_end(place: _Place, line: str, start: int, words: Language) -> bool:
    """Whether a sentence ends at a mark that a blank follows."""
    if place.small:
        if words.ordinals and (place.word.isdigit() or _ROMAN.fullmatch(place.word)):
            return False
        if _INITIALS.fullmatch(place.word) and place.mark == ".":
            return False
        plain = place.mark == "." and not place.closers and place.word and not _leans(place.word, words)
        return bool(plain) and place.word not in words.proper
    if not place.word and line[max(0, start - _CONTEXT) : start].rstrip(" .…")[-1:] in ("", *'"“‘«„('):
        # "...and then": the beginning of a quotation is left out.
        return False
    if place.mark == "!" and not place.closers and place.following.rstrip(",;").lower()[:-1] in words.abbreviations:
        return False  # Yahoo! Inc.
    if place.mark != "." or (place.closers and place.following[:1].isupper()):
        return True
    if place.word.lower() in words.leaning:
        return False
    if place.word.lower() in words.numeric and _COUNTED.match(place.following):
        return False
    if place.word in words.proper or (len(place.word) > 1 and _INITIALS.fullmatch(place.word) and "." in place.word):
        return _opens(place.following, words) or (place.word in words.proper and _ends_in_place(place, line, start))
    if place.word.isdigit() and len(place.word) < (4 if words.ordinals else 3) and (place.first or words.ordinals):
        return words.ordinals and not place.first and _opens(place.following, words)
    if len(place.word) > 1 and place.word.isalpha() and not _leans(place.word, words):
        return True
    if len(place.word) == 1 and place.word.isalpha():
        return not _INITIAL.fullmatch(place.following) and _opens(place.following, words)
    return bool(
        _punkt(words.code).text_contains_sentbreak(f"{place.word}{place.mark}{place.closers} {place.following}")
    )


def _ends_in_place(place: _Place, line: str, start: int) -> bool:
    """Whether "in Concord, Calif." is the end: a name that does something follows, "Dukes is", not "Mayor Dukes"."""
    before = line[max(0, start - len(place.word) - 2) : start - len(place.word)]
    _, _, next_words = line[start : start + 2 * _CONTEXT].partition(place.following)
    return (
        before == ", "
        and place.following.isalpha()
        and place.following[0].isupper()
        and _VERB.match(next_words) is not None
    )


@lru_cache(maxsize=32)
def _punkt(code: str) -> Any:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    words, parameters = language(code), PunktParameters()
    parameters.abbrev_types = set(words.abbreviations | words.leaning)
    parameters.sent_starters = set(words.starters)
    return PunktSentenceTokenizer(parameters)


def _leans(word: str, words: Language) -> bool:
    return _is_abbreviation(word, words) or word.lower() in words.numeric


def _is_abbreviation(word: str, words: Language) -> bool:
    low = word.lower()
    return low in words.abbreviations or low in words.leaning or (len(word) == 1 and word.isalpha())


def _opens(following: str, words: Language) -> bool:
    """Whether a word, with the punctuation around it, opens a sentence after an abbreviation."""
    match = _WORD.match(following.lstrip(_OPENERS))
    if not match or not match[0][0].isupper():
        return False
    low = match[0].lower().replace("’", "'")
    return low in words.starters or low.rstrip(".") in words.starters
