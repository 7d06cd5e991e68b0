"""What each line of an article is: text, subheading, or what a page puts around an article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import Literal

from summaries.logs import logged

Role = Literal["body", "heading", "boilerplate"]
Stretch = tuple[int, int]

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»«“)\]}」』]*$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# The characters without which a line has no address: cheaper to look for than the pattern.
_OF_ADDRESSES = ("@", "#", "http", "www.")
_ADDRESS = re.compile(r"https?://|www\.|\b[\w.+-]{1,64}@[\w-]{1,64}\.|(?:^|\s)[@#]\w")
_CLOCK = r"\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?"
_STAMP = re.compile(
    rf"^\W*(?:{_CLOCK})(?:\s+[A-Z]{{2,5}})?\W*$|^\W*(?:updated|posted|published)\b.{{0,40}}$", re.IGNORECASE
)
_NAME = r"[^\W\d_a-zа-яё][\w.'’-]*"
_BYLINE = re.compile(
    rf"^(?i:by|von|par|por|di|door|от|автор:?)\s+{_NAME}(?:(?:\s*[,&|]\s*|\s+(?:(?:and|und|et|y|e|of|the)\s+){{0,2}}){_NAME}){{0,7}}$"
)
_TABLE = re.compile(r"\t|\s\|\s|\s{3,}\S+\s{3,}|\.{5,}")
_BULLET = re.compile(r"^\s*(?:[·•▪●◦*–—-]\s|\(?\d{1,2}[.)]\s|\(?[a-zA-Z][.)]\s(?=\S))")
_GLYPH = re.compile(r"\s*[·•▪●◦]")
# "In this May 7, 2019 photo, ..." and "3 of 15 Photos", whatever their length.
_CAPTION = re.compile(
    r"^\W*in this (?:[\w.,’'-]+ ){0,6}(?:photo|image|picture|frame|still|photograph)\b"
    r"|, (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day, [a-z]{3,9}\.? \d{1,2}, \d{4}\.?(?: \([^)]{3,40}\))?$"
    r"|\b\d+ of \d+ (?:photo|image)s?\b|^\W*(?:picture|photo|photograph|image) (?:taken|shows|released|provided)\b",
    re.IGNORECASE,
)
# "Jonas Lind (right) and Ana Roux (2nd L)": where people and things stand in a picture that a summary has not.
_PLACED = re.compile(
    r"\((?:(?:pictured|seen|far|top|bottom|above|below|back|front|main|inset|from|on|the)[ ,]){0,3}"
    r"(?:pictured|above|below|left|right|cent(?:re|er)|middle|inset|top|bottom|back|front|"
    r"[LRC]-[LRC]|\d(?:st|nd|rd|th) [LRC])"
    r"(?: (?:left|right|above|below|here|together|in \d{4}))?\)"
)
_TWEET = re.compile(r"\(@\w{1,30}\)|^\W*@\w")
_PLACE = r"[^\W\d_][\w.'’-]*(?:[ ,/]{1,2}[\w.'’-]+){0,5}"
_AGENCIES = (
    r"(?:CNN|AP|AFP|Reuters|REUTERS|UPI|PTI|IANS|dpa|DPA|EFE|ANSA|TASS|Xinhua|Bloomberg|BBC|NPR|HLN|KUNA|SANA|WAM|AA)"
)
# Four letters, as no short name that a line may open with ("HIV/AIDS").
_PLACES = r"[A-ZÀ-Þ]{4}[A-ZÀ-Þ'’-]*(?: [A-ZÀ-Þ'’-]+){0,2}"
# "LONDON (Reuters) - ", "(CNN) -- ", "Dec 17 (AP)", "Miami (CNN)", and in capitals "BEIJING — " or "GAZA/JERUSALEM ".
_DATELINE = re.compile(
    rf"(?:{_PLACE},?\s*)?\((?:{_AGENCIES}|[A-Z][\w.&/ -]{{1,30}}(?=\)\s?[-–—]))\)\s*(?:[-–—:]{{1,3}}\s*)?(?=\S)"
    r"|[A-ZÀ-ÞА-ЯЁЄІЇҐ]{2}[A-ZÀ-ÞА-ЯЁЄІЇҐ.'’ -]{1,30}(?:,\s[\w. ]{2,25})?\s?[—–-]{1,2}\s+(?=\S)"
    rf"|{_PLACES}/{_PLACES}(?:, (?:[A-Z][a-z]+|U\.S\.))? (?=[A-Z\"“][\w’'-]* ?[a-z])"
)
_HEADING_WORDS, _HEADING_LENGTH, _CAPTION_LENGTH = 14, 110, 220


def paragraphs(text: str) -> list[Stretch]:
    """The (start, end) of every paragraph: a line, or several where a text is wrapped at a width."""
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text) if match[0].strip()]
    joined: list[Stretch] = []
    for start, end in lines:
        if joined and _continues(text, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _continues(text: str, before: Stretch, start: int) -> bool:
    """Whether the line at start goes on with the sentence of the line right above it."""
    gap = text[before[1] : start]
    if gap.count("\n") + gap.count("\r") - gap.count("\r\n") > 1 or before[1] - before[0] < 40:
        return False
    above = text[max(before[0], before[1] - 20) : before[1]].rstrip()
    return text[start : start + 20].lstrip()[:1].islower() and not _is_ended(above) and not above.endswith((":", ";"))


def roles(text: str, stretches: Sequence[Stretch], title: str) -> Iterator[Role]:
    """The role of every paragraph, in order."""
    lines = [text[start:end].strip() for start, end in stretches]
    long = [line for line in lines if len(line) > _HEADING_LENGTH]
    # Scripts without full stops, and texts that were stripped of them, have no headings that could be told.
    stopped = not long or sum(map(_is_ended, long)) * 2 >= len(long)
    # A list is none of an article's sentences, unless the article is one.
    listed = sum(map(bool, map(_GLYPH.match, lines)))
    in_log = logged(lines)
    for at, line in enumerate(lines):
        if at in in_log or (_GLYPH.match(line) and listed * 4 < 3 * len(lines)):
            yield "boilerplate"
        else:
            yield _role(line, len(lines), title, stopped)


def _role(line: str, count: int, title: str, stopped: bool) -> Role:
    if len(line) > _CAPTION_LENGTH:
        return "heading" if line.isupper() else "body"
    words = _WORD.findall(line)
    if title and line.casefold().strip(" .\"'“”") == title.casefold().strip(" .\"'“”"):
        return "heading"
    if not words or is_boilerplate(line) or is_dateline(line):
        return "boilerplate"
    if _STAMP.match(line) or _TABLE.search(line):
        return "boilerplate"
    short = len(words) <= _HEADING_WORDS and len(line) <= _HEADING_LENGTH
    if not short:
        return "body" if not _is_shouted(line, words) else "heading"
    ended = _is_ended(line)
    if _BYLINE.match(line) and len(words) <= 8:
        return "boilerplate"
    if _BULLET.match(line) and (not ended or len(words) < 5):
        return "boilerplate"
    if count > 1 and stopped and (not ended or line.endswith(("?", "?”", '?"', "？", "؟"))):
        return "heading" if not _has_address(line) else "boilerplate"
    return "heading" if count > 1 and _is_shouted(line, words) else "body"


def _is_ended(line: str) -> bool:
    return bool(_END.search(line, max(0, len(line) - 20)))


def _has_address(line: str) -> bool:
    return any(map(line.__contains__, _OF_ADDRESSES)) and bool(_ADDRESS.search(line))


def _is_shouted(line: str, words: Sequence[str]) -> bool:
    return line.isupper() and len(words) > 1


def is_boilerplate(line: str) -> bool:
    """Whether a line or sentence belongs to the page rather than to the article."""
    begins, contains, alone = _phrases()
    low = line.casefold().replace("i\u0307", "i").lstrip("[(*•·—–- ")
    if low.startswith(begins) or _CAPTION.search(line, 0, _CAPTION_LENGTH):
        return True
    if "(" in line and _PLACED.search(line):
        return True
    if len(line) > _CAPTION_LENGTH:
        return False
    if any(map(low.__contains__, contains)) or low.strip(" .:!)]*") in alone:
        return True
    if "@" in line and _TWEET.search(line):
        return True
    return len(line) < _HEADING_LENGTH and _has_address(line)


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    file = resources.files("summaries") / "data" / "boilerplate.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))

    def lines(key: str) -> list[str]:
        return [line for line in table[key].split("\n") if line]

    return tuple(lines("begins")), tuple(lines("contains")), frozenset(lines("alone"))


def is_dateline(line: str) -> bool:
    """Whether a line is nothing but a place, an agency or a date."""
    match = _DATELINE.match(line + " x")
    return bool(match and match.end() >= len(line)) or bool(_DATE_ONLY.match(line))


_DATE_ONLY = re.compile(
    r"^\W*(?:(?:[^\W\d_]{3,12}\.?,?\s+)?(?:[^\W\d_]{3,12}\.?\s+\d{1,2}|\d{1,2}\.?(?:\s+(?:de|of))?\s+[^\W\d_]{3,12}\.?)(?:,?\s+(?:de\s+)?\d{4})?"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\W*$"
)


def dateline_length(paragraph: str) -> int:
    """How many characters of a paragraph are the dateline before its first sentence, 0 where it has none."""
    match = _DATELINE.match(paragraph[:120])
    return match.end() if match and match.end() < len(paragraph) else 0
