"""Where sentences end within one line of text: NLTK's Punkt with word lists of our own, and what it glues or cuts wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from summaries.language import Language, language

_OPENERS = "\"'“‘«„‚‹([{「『¿¡"
_CLOSERS = "\"'”’»“›)]}」』"
_FULL_WIDTH = "。！？｡"

# A sentence end without the blank that should follow it ("the port.Syrian officials"), or an end that is
# never followed by one. The word before has two letters or a digit, so that initials stay whole.
_GLUED = re.compile(
    rf"(?:(?<=[^\W\d_][^\W\d_])|(?<=[\d)\]%”’\"'»]))[.!?…]+[{re.escape(_CLOSERS)}]*(?=[{re.escape(_OPENERS)}]*[^\W\d_a-z])"
    rf"|[{_FULL_WIDTH}]+[{re.escape(_CLOSERS)}]*"
    rf"|[।؟۔](?=\S)"
)
# Ends that Punkt leaves open: an ellipsis before a capital, an abbreviation that closes a quotation.
_QUIET = re.compile(r"(?:\.{3,}|…)[\"”’»]?(?=\s+[^\W\d_a-z])|\.[\"”»](?=\s+[^\W\d_a-z])")
_WORD_BEFORE = re.compile(r"[^\s\"“”'‘’()\[\]]{1,40}$")
_WORD_AFTER = re.compile(r"[^\s]{1,40}")
_INITIALS = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.)+")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DOMAIN = re.compile(r"(?:com|org|net|edu|gov|co|info|io|tv|js|net|uk|fr|de)\b", re.IGNORECASE)
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")
_LONG_WORD = 200


def sentence_spans(text: str, start: int, end: int, code: str | None = None) -> Iterator[tuple[int, int]]:
    """The (start, end) of every sentence in text[start:end], a paragraph without line ends; trimmed, in order."""
    line, words = text[start:end], language(code)
    for first, last in _trimmed(line, _cut(line, _glue(line, _punkt_ends(line, words), words), words)):
        yield start + first, start + last


def _punkt_ends(line: str, words: Language) -> list[int]:
    """Sentence ends after Punkt; a line with a word of absurd length, whose time Punkt does not bound, has none."""
    if not any(mark in line for mark in ".?!؟۔।…;"):
        return [len(line)]
    if len(line) > _LONG_WORD and max(map(len, line.split())) > _LONG_WORD:
        return [len(line)]
    return [end for _, end in _punkt(words.code).span_tokenize(line)]


@lru_cache(maxsize=32)
def _punkt(code: str) -> Any:
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class Marks(PunktLanguageVars):  # type: ignore[misc]
        __slots__ = ()
        sent_end_chars = (".", "?", "!", "؟", "۔", "।", "…")

    words, parameters = language(code), PunktParameters()
    parameters.abbrev_types = set(words.abbreviations | words.leaning)
    parameters.sent_starters = set(words.starters)
    return PunktSentenceTokenizer(parameters, lang_vars=Marks())


def _glue(line: str, ends: list[int], words: Language) -> list[int]:
    """Drops the ends after which the sentence goes on."""
    kept = []
    for end in ends:
        after = end
        while after < len(line) and line[after].isspace():
            after += 1
        if after == len(line) or not _goes_on(line, end, after, words):
            kept.append(end)
    return kept


def _goes_on(line: str, end: int, after: int, words: Language) -> bool:
    follows = _WORD_AFTER.match(line, after)
    following = follows[0] if follows else ""
    core = line[max(0, end - 60) : end].rstrip()
    bare = core.rstrip(_CLOSERS + " ")
    before = _WORD_BEFORE.search(bare)
    word = before[0] if before else ""
    stem = word.rstrip(".")
    if following[:1].islower() and bare.endswith((". .", " .")):
        return True
    if following[:1].islower() and not _CAMEL.match(following):
        return not word.endswith(".") or bare != core or stem in words.proper or _is_abbreviation(stem, words)
    if not word.endswith("."):
        return not bare
    if word.endswith(".."):
        return not stem and bare.rstrip(".… ")[-1:] in tuple(_OPENERS)
    if bare != core:
        return False
    if _INITIALS.fullmatch(word):
        return not _opens(following, words)
    if stem.lower() in words.leaning:
        return True
    if stem.lower() in words.numeric and following[:1].isdigit():
        return True
    if stem in words.proper:
        return not _opens(following, words)
    if stem.isdigit() and end - len(core) <= 0 and bare == word and len(stem) < 3:
        return True
    return words.ordinals and stem.isdigit() and len(stem) < 3 and not _opens(following, words)


def _is_abbreviation(stem: str, words: Language) -> bool:
    low = stem.lower()
    return low in words.abbreviations or low in words.leaning or low in words.numeric or (len(stem) == 1 and stem.isalpha())


def _opens(following: str, words: Language) -> bool:
    """Whether a word, with the punctuation around it, opens a sentence after an abbreviation."""
    if following[:1] in _OPENERS:
        following = following.lstrip(_OPENERS)
    match = _LETTERS.match(following)
    return bool(match and match[0][0].isupper() and match[0].lower().replace("’", "'") in words.starters)


def _cut(line: str, ends: list[int], words: Language) -> list[int]:
    """Adds the ends that Punkt passes over."""
    found = set(ends)
    for match in _GLUED.finditer(line):
        end = match.end()
        if match[0][0] in _FULL_WIDTH + "।؟۔":
            found.add(end)
            continue
        before = _WORD_BEFORE.search(line, max(0, match.start() - 40), match.start())
        word = before[0] if before else ""
        if _is_abbreviation(word, words) or "." in word or "/" in word or "@" in word:
            continue
        if _DOMAIN.match(line, end):
            continue
        # A straight mark closes the quotation that is open, or opens the next one.
        if match[0][-1] in "\"'" and line.count(match[0][-1], 0, end - 1) % 2 == 0:
            end -= 1
        found.add(end)
    for match in _QUIET.finditer(line):
        if line[: match.start()].rstrip(".… ")[-1:] not in tuple(_OPENERS):
            found.add(match.end())
    for match in re.finditer(r"\b([^\W\d_])\. (?=[^\W\d_a-z]\w)", line):
        if match.end() - 1 not in found and match[1].isupper() and _opens_after_initial(line, match, words):
            found.add(match.end() - 1)
    return sorted(found)


def _opens_after_initial(line: str, match: re.Match[str], words: Language) -> bool:
    following = _WORD_AFTER.match(line, match.end())
    return bool(following and _opens(following[0], words))


def _trimmed(line: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in ends:
        first, last = start, end
        while first < last and line[first].isspace():
            first += 1
        while last > first and line[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        start = end
    # The end of the line always ends a sentence.
    first, last = start, len(line)
    while first < last and line[first].isspace():
        first += 1
    while last > first and line[last - 1].isspace():
        last -= 1
    if first < last:
        yield first, last
