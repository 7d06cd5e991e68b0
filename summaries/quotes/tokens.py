"""One pass over a text: its tokens, their word classes as one string, its sentences and paragraphs.

Word classes are single letters, so that a pattern over token classes is a plain regular expression over
`Tokens.codes`, and a match's offsets are token numbers:

    H he, she   I other subject pronoun   o object pronoun   D determiner   N capitalised   T title   M day, month
    V reporting verb, past or present   B its base form   G its -ing form   v other verb   d -ed   g -ing
    x auxiliary   z negation   r adverb   t to   h that   w who, which ...   b subordinator   c and, or, but
    i preposition   n other word   0 number   p possessive ending   Q inside quotation marks
    , ; : . ? ( ) stand for themselves, - for a dash, q for a quotation mark, _ for anything else, newline for a
    line break
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from summaries.quotes.marks import Quoted, pair_marks

_SHORT = "Mr Mrs Ms Dr Sen Sens Rep Reps Gov Govs Gen Col Lt Sgt Rev Hon St Jr Sr Prof Capt Cmdr Adm Maj Cpl Mme Mlle"
_TOKEN = re.compile(
    r"[a-z]+(?![\w.’'&-])|\n+|\b[A-Z]-[A-Z][A-Za-z.]*(?=\))|(?:[^\W\d_]\.){2,}|\b(?:"
    + "|".join(_SHORT.split())
    + r")\.|\b[A-Z]\.(?=\s?[A-Z])|"
    r"\d+(?:[.,:]\d+)*(?:-[^\W_]+)*|"
    r"[^\W_]+(?:(?:[-&]|['’](?!(?:s|S|re|ve|ll|d|m)\b))[^\W_]+)*|['’](?:s|S|re|ve|ll|d|m)\b|"
    r"\.{2,}|--+|''|``|[^\s]"
)
_INNER = frozenset((",", "'s", "’s", "-", "&", "--", "—", "–", "(", "/"))
_PUNCTUATION = {mark: mark for mark in ",;:.?()"} | {"!": "?", "…": ".", "[": "(", "]": ")"}
_PUNCTUATION |= dict.fromkeys(("-", "--", "---", "–", "—"), "-") | dict.fromkeys(("..", "...", "...."), ".")
_PUNCTUATION |= dict.fromkeys(("''", "``", *"\"“”„‟«»‹›‘’‚'"), "q")


@dataclass(slots=True)
class Tokens:
    """The tokens of a text: `words` as written, `low` folded to lower case with straight apostrophes."""

    text: str
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    codes: str
    quoted: list[Quoted]
    spans: list[tuple[int, int]]
    breaks: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    quote_kinds: dict[int, str] = field(default_factory=dict)  # first token of a quotation to speech, part or none

    def at(self, offset: int) -> int:
        """The number of the token that holds character `offset` or is the last before it."""
        return bisect_right(self.starts, offset) - 1

    def sentence(self, token: int) -> int:
        """The number of the sentence that holds the token."""
        return bisect_right(self.breaks, token) - 1

    def sentence_range(self, token: int) -> tuple[int, int]:
        """First token and end of the sentence that holds the token."""
        number = bisect_right(self.breaks, token)
        return self.breaks[number - 1], self.breaks[number] if number < len(self.breaks) else len(self.words)

    def paragraph(self, token: int) -> int:
        """The number of the paragraph that holds the token."""
        return bisect_right(self.paragraphs, token) - 1


@cache
def word_list(name: str) -> dict[str, list[str]]:
    """A data file of lines "class: words", or of plain words under the class ""."""
    table: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, colon, tail = line.rpartition(": ")
            table.setdefault(head if colon else "", []).extend(tail.split())
    return table


@cache
def verb_forms() -> dict[str, tuple[str, str, str]]:
    """Every form of every reporting verb: (code, base form, class)."""
    table = word_list("reporting.txt")
    irregular = {forms.split("/")[0]: forms.split("/") for forms in table["irregular"]}
    found: dict[str, tuple[str, str, str]] = {}
    for form in table["foreign"]:
        found[form] = ("V", form, "foreign")
    for kind in ("clause", "object", "think"):
        for base in table[kind]:
            present, past, participle, ing = irregular.get(base, ["", *inflect(base)])[1:]
            for form, code in ((base, "B"), (present, "V"), (past, "V"), (participle, "V"), (ing, "G")):
                found.setdefault(form, (code, base, kind))
    return found


def inflect(base: str) -> tuple[str, str, str, str]:
    """Present, past, participle and -ing form of a regular English verb."""
    if base.endswith("e"):
        return base + "s", base + "d", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"
    ending = "es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s"
    return base + ending, base + "ed", base + "ed", base + "ing"


class _Lexicon(dict[str, str]):
    """Lower-case word to class letter; unknown words are classed by their ending and remembered while few."""

    def __missing__(self, word: str) -> str:
        code = self._guess(word)
        if len(self) < 50_000:
            self[word] = code
        return code

    @staticmethod
    def _guess(word: str) -> str:
        if word[0].isdigit():
            return "0"
        if word.endswith("n't"):
            return "x"
        if word.endswith("ly") and len(word) > 4:
            return "r"
        if word.endswith("ing") and len(word) > 5:
            return "g"
        if word.endswith("ed") and len(word) > 4:
            return "d"
        return "n" if word[0].isalnum() else "_"


@cache
def lexicon() -> dict[str, str]:
    """Lower-case word to class letter."""
    table = _Lexicon()
    for form, (code, _, _) in verb_forms().items():
        table[form] = code
    for code, words in word_list("words.txt").items():
        table.update(dict.fromkeys(words, code))
    table.update(_PUNCTUATION)
    table["'s"] = "p"
    return table


@cache
def title_words() -> frozenset[str]:
    """Lower-case words that may stand, capitalised, before a name."""
    table = word_list("titles.txt")
    return frozenset(table["m"] + table["f"] + table["title"])


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word_list("abbreviations.txt")[""])


def tokenize(text: str) -> Tokens:
    """Read a text once. Time is linear in its length."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    low = [word.lower() if word.isalnum() else _fold(word) for word in words]
    table = lexicon()
    codes = [table[word] for word in low]
    _class_capitals(words, low, codes)
    tokens = Tokens(text, words, low, starts, ends, "", pair_marks(text), [])
    for quoted in tokens.quoted:
        first, last = tokens.at(quoted.start), tokens.at(quoted.end - 1)
        tokens.spans.append((first, last + 1))
        for number in range(first, last + 1):
            if codes[number] != "\n":
                codes[number] = "Q"
    tokens.codes = _settle(words, low, "".join(codes))
    _find_breaks(tokens)
    return tokens


def _fold(word: str) -> str:
    if len(word) == 1:
        return word
    low = word.lower().replace("’", "'")
    return low[:-1] if low[-1] == "." and "." not in low[:-1] and len(low) > 1 else low


def _class_capitals(words: list[str], low: list[str], codes: list[str]) -> None:
    """Class words written with a capital, and line breaks.

    At a sentence's start, and in lines written all with capitals, a known word keeps its class unless the
    article writes it with a capital elsewhere.
    """
    titles = title_words()
    capitals = [number for number, word in enumerate(words) if word[0].isupper()]
    inner = [
        number for number in capitals if number and (words[number - 1][0].isalnum() or words[number - 1] in _INNER)
    ]
    proper: set[str] = set()
    headlines = _headlines(words, codes)
    if headlines:
        shouted = {number for first, end in headlines for number in range(first, end)}
        inner = [number for number in inner if number not in shouted]
    proper.update([low[number] for number in inner])
    inside = set(inner)
    for number in capitals:
        code, word = codes[number], low[number]
        if word in titles:
            codes[number] = "T"
        elif code == "M" or word == "i":
            continue
        elif word == "may" and number and not words[number - 1][0].isupper():
            codes[number] = "M"
        elif number in inside:
            codes[number] = "N" if code not in "HI" or words[number].isupper() else code
        elif code == "n" or (code in "VGBvdgr_" and word in proper):
            codes[number] = "N"
    for number, word in enumerate(words):
        if word[0] == "\n":
            codes[number] = "\n"


def _headlines(words: list[str], codes: list[str]) -> list[tuple[int, int]]:
    """Lines (as token ranges) that write most of their words with a capital."""
    found = []
    first = 0
    for number in [number for number, word in enumerate(words) if word[0] == "\n"] + [len(words)]:
        if 4 <= number - first < 40:
            long = [word for word in words[first:number] if len(word) > 3 and word[0].isalpha()]
            if len(long) > 3 and sum([word[0].isupper() for word in long]) >= 0.75 * len(long):
                found.append((first, number))
        first = number + 1
    return found


_PARTICLE = re.compile(r"(?<=N)[ni]{1,3}(?=N)")
_ONE = re.compile(r"I(?=[nNgd])")
_NOUN_PLACE = re.compile(r"(?<=[Dip0])[BVv](?![DHoN])")


def _settle(words: list[str], low: list[str], codes: str) -> str:
    """Correct classes that the neighbours decide: name particles, and nouns that look like verbs."""
    settled = list(codes)
    forms = verb_forms()
    for match in _NOUN_PLACE.finditer(codes):
        if forms.get(low[match.start()], ("", "", ""))[2] != "foreign":
            settled[match.start()] = "n"
    for match in _ONE.finditer(codes):
        if low[match.start()] in ("one", "another"):
            settled[match.start()] = "D"
    particles = _particles()
    for match in _PARTICLE.finditer(codes):
        if all(low[number] in particles for number in range(*match.span())):
            settled[match.start() : match.end()] = "N" * (match.end() - match.start())
    return "".join(settled)


@cache
def _particles() -> frozenset[str]:
    return frozenset(word_list("given_names.txt")["particle"])


def _find_breaks(tokens: Tokens) -> None:
    """Note where sentences and paragraphs begin, as token numbers."""
    words, low, codes = tokens.words, tokens.low, tokens.codes
    breaks, paragraphs = [0], [0]
    total = len(words)
    for match in re.finditer(r"[.?\n]|Q(?=[^Q])|n(?=[A-Z])|N(?=[DHI])", codes):
        number = match.start()
        code = codes[number]
        following = number + 1
        if code == "\n":
            if following < total:
                paragraphs.append(following)
                if breaks[-1] != following:
                    breaks.append(following)
            continue
        if code in "nN":
            if words[number][-1] == "." and codes[following] in "DHI" and words[following][0].isupper():
                breaks.append(following)
            continue
        if code == ".":
            before = low[number - 1] if number else ""
            if before in _abbreviations():
                continue
        while following < total and words[following] in (")", "]", "”", "»", "’"):
            following += 1
        if following < total and codes[following] != "\n" and _starts_sentence(tokens, number, following):
            breaks.append(following)
    tokens.breaks, tokens.paragraphs = breaks, paragraphs


_ATTRIBUTION = re.compile(r"(?:[HI]|[DTNnpM0d]{1,7})r?x{0,2}r?V|V[DTNHI]|V[,.:]")


def _starts_sentence(tokens: Tokens, number: int, following: int) -> bool:
    """Whether a sentence starts at token `following`, after the stop, or the quotation, at `number`."""
    word, codes = tokens.words[following], tokens.codes
    if codes[number] == "Q":
        last = tokens.words[number - 1]
        if last[-1] not in ".?!…":
            return False
        if codes[following] == "Q":
            return True
        if last[-1] != "." and _ATTRIBUTION.match(codes, following):
            return False
        return word[0].isupper() or codes[following] == "("
    return word[0].isupper() or codes[following] in "Q0q(-" or (not word[0].isalnum() and codes[following] == "_")
