"""One pass over a text in another language than English: its tokens, their classes, sentences, paragraphs.

A quotation in marks is one token. Classes are single letters, so that a stretch of tokens is a string:

    Q quotation   V reporting verb   A the same, for quotations alone   d its participle   x auxiliary of it
    P he, she, they   I another pronoun   o pronoun beside a verb   D article   T title   S body that may speak
    N capitalised   n other word   M time   r adverb   i preposition   c and   h that   w who   z negation
    u word that makes it unreal   b if   W while   0 number   , ; : . ? ( ) - and newline for themselves   _ the rest
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from summaries.document import Document
from summaries.quotes.languages.words import Words, words
from summaries.quotes.marks import Quoted, pair_marks

_CLITIC = r"(?:-t)?-(?:ils?|elles?|on|je|tu|nous|vous|ce)\b"
_ENCLITIC = r"-(?:se|me|lhe|lhes|nos|te|vos|lo|la)\b"
_WORD = (
    r"(?P<stop>\n+)|\d+(?:[.,:]\d+)*+|\b(?:Dr|Dra|Prof|Sr|Sra|Sig|Dott|Mr|Mrs|Drs|Mme|Hr|Fr|St)\.|[^\W\d_]\.(?=\s?[^\W\d_])|[OD]['’][A-Z][^\W\d_]+|"
    r"[^\W\d_]{1,7}['’](?=[^\W\d_])|[^\W\d_]+"
)
_ELIDED = frozenset(("fr", "it"))
_TOKENS = {
    code: re.compile(
        (_WORD if code in _ELIDED else _WORD.replace(r"[^\W\d_]{1,7}['’](?=[^\W\d_])|", ""))
        + (r"(?:['’ʼ][^\W\d_]+)?" if code not in ("tr", "fr", "it") else "")
        + (r"(?:-(?!(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce)\b)[^\W\d_]+)*+|" + _CLITIC if code == "fr" else "")
        + (rf"(?:(?!{_ENCLITIC})-[^\W\d_]+)*+|{_ENCLITIC}" if code == "pt" else "")
        + (r"(?:[-‑][^\W\d_]+)*+" if code not in ("fr", "pt") else "")
        + (r"|['’][^\W\d_]+" if code == "tr" else "")
        + r"|[^\s]"
    )
    for code in ("de", "fr", "es", "pt", "it", "nl", "ru", "uk", "tr", "ar")
}
_MARKS = {mark: mark for mark in ",;:.?()"} | {"!": "?", "…": ".", "،": ",", "؛": ";", "؟": "?", "[": "(", "]": ")"}
_MARKS |= dict.fromkeys(("-", "–", "—"), "-")


_NEAR = 150  # tokens of a sentence on either side of where it is asked for: time stays linear in hostile text


@dataclass(slots=True)
class Reading:
    """The tokens of a text: `forms` as written, `low` in lower case, `codes` their classes.

    `quoted` has the quotation of every token that is one; `breaks` are the first tokens of the sentences.
    """

    text: str
    lists: Words
    forms: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    codes: str
    quoted: dict[int, Quoted]
    breaks: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  # tokens that are line breaks

    def sentence(self, token: int) -> tuple[int, int]:
        """First token and end of the sentence that holds the token, or of what is near it in a very long one."""
        number = bisect_right(self.breaks, token)
        end = self.breaks[number] if number < len(self.breaks) else len(self.forms)
        return max(self.breaks[number - 1], token - _NEAR), min(end, token + _NEAR)

    def paragraph(self, token: int) -> int:
        """The number of the paragraph that holds the token."""
        return bisect_left(self.lines, token)

    def words(self, first: int, end: int) -> str:
        """The words of the text from token `first` to `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]]


def read(document: Document, code: str) -> Reading:
    """Read a document in one of the languages of words.py. Time is linear in its length."""
    text, lists = document.text, words(code)
    quotations = pair_marks(text)
    spans: list[tuple[int, int]] = []
    quoted: dict[int, Quoted] = {}
    at = 0
    pattern = _TOKENS[code]
    for quotation in quotations:
        spans += [match.span() for match in pattern.finditer(text, at, quotation.start)]
        quoted[len(spans)] = quotation
        spans.append((quotation.start, quotation.end))
        at = quotation.end
    spans += [match.span() for match in pattern.finditer(text, at)]
    forms = [text[start:end] for start, end in spans]
    low = [_lower(form, code) if number not in quoted else "" for number, form in enumerate(forms)]
    codes = "".join("Q" if number in quoted else _code(forms[number], low[number], lists) for number in range(len(low)))
    reading = Reading(text, lists, forms, low, [s for s, _ in spans], [e for _, e in spans], codes, quoted)
    reading.lines = [match.start() for match in re.finditer("\n", codes)]
    _divide(reading, document)
    return reading


def _lower(form: str, code: str) -> str:
    if code == "tr":
        form = form.replace("I", "ı").replace("İ", "i")
    low = form.lower().replace("’", "'")
    if low[-1] == "." and words(code).classes.get(low[:-1]) == "T":
        return low[:-1]
    return low.rpartition("-")[2] if code in ("fr", "pt") and low[0] == "-" and len(low) > 1 else low


def _code(form: str, low: str, lists: Words) -> str:
    if form[0] == "\n":
        return "\n"
    if form in _MARKS:
        return _MARKS[form]
    known = lists.classes.get(low)
    if known is None and low[0] in "وف" and len(low) > 3:  # "and" and "so" are written with the word in Arabic
        known = lists.classes.get(low[1:])
        known = known if known in ("V", "A") else None
    capital = form[0].isupper() or "nouns" not in lists.traits
    if known is None and lists.endings and capital and low.endswith(lists.endings):
        known = "T"
    if known is None and "nouns" in lists.traits and capital and low.endswith(lists.bodies):
        known = "S"
    if known is not None:
        return known
    if form[0].isdigit():
        return "0"
    if not form[0].isalnum():
        return "s" if len(form) > 1 else "_"
    return "N" if form[0].isupper() else "n"


def _divide(reading: Reading, document: Document) -> None:
    """Note where sentences begin: not in a quotation, and not between a quotation and what says whose it is."""
    code, codes = reading.lists.code, reading.codes
    if document.code != code:
        document = Document(document.id, document.title, document.text, code)
    breaks = {0} | {line + 1 for line in reading.lines if line + 1 < len(codes)}
    for sentence in document.sentences:
        token = bisect_left(reading.starts, sentence.start)
        if token >= len(codes) or (token and reading.ends[token - 1] > sentence.start):
            continue
        before = codes[token - 1] if token else "\n"
        if before in "Q,-" and (codes[token] in "VAxPoi,-n" and not reading.forms[token][0].isupper()):
            continue
        breaks.add(token)
    for token, quotation in reading.quoted.items():  # a whole sentence in marks, and then another
        ended = reading.text[quotation.start : quotation.end].rstrip("\"”“»«’' \u00a0\u202f")[-1:] in (
            ".",
            "?",
            "!",
            "…",
        )
        after = codes[token + 1 : token + 2]
        opens = after == "Q" or (after in tuple("NDTPSMIiV") and reading.forms[token + 1][0].isupper())
        if ended and opens:
            breaks.add(token + 1)
        if (
            token
            and codes[token - 1] in ".?"
            and reading.text[quotation.start + 1 : quotation.end].lstrip()[:1].isupper()
        ):
            breaks.add(token)
    reading.breaks = sorted(breaks)
