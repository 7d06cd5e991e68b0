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

from summaries.quotes.lexicon import given_names, lexicon, particles, title_words, verb_forms, word_list
from summaries.quotes.marks import Quoted, pair_marks

_SHORT = "Mr Mrs Ms Dr Sen Sens Rep Reps Gov Govs Gen Col Lt Sgt Rev Hon St Jr Sr Prof Capt Cmdr Adm Maj Cpl Mme Mlle"
_TOKEN = re.compile(
    r"(?=[^ ])(?:[a-z]++(?![\w.’'&-])|\n+|\b[A-Z]-[A-Z][A-Za-z.]*(?=\))|(?:[^\W\d_]\.){2,}|\b(?:"
    + "|".join(_SHORT.split())
    + r")\.|\b[A-Z]\.(?=\s?[A-Z])|"
    r"\d+(?:[.,:]\d+)*(?:-[^\W_]+)*|"
    r"[^\W_]+(?:(?:[-&]|['’](?!(?:s|S|re|ve|ll|d|m)\b))[^\W_]+)*|['’](?:s|S|re|ve|ll|d|m)\b|"
    r"\.{2,}|--+|''|``|[^\s])"
)
_INNER = frozenset((",", "'s", "’s", "-", "&", "--", "—", "–", "(", "/"))


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
    _sentences: list[int] = field(default_factory=list)  # the sentence of every token
    _lines: list[int] = field(default_factory=list)  # the paragraph of every token

    def at(self, offset: int) -> int:
        """The number of the token that holds character `offset` or is the last before it."""
        return bisect_right(self.starts, offset) - 1

    def sentence(self, token: int) -> int:
        """The number of the sentence that holds the token."""
        return self._sentences[token]

    def sentence_range(self, token: int) -> tuple[int, int]:
        """First token and end of the sentence that holds the token."""
        number = self._sentences[token] + 1
        return self.breaks[number - 1], self.breaks[number] if number < len(self.breaks) else len(self.words)

    def paragraph(self, token: int) -> int:
        """The number of the paragraph that holds the token."""
        return self._lines[token]

    def divide(self, breaks: list[int], paragraphs: list[int]) -> None:
        """Set where sentences and paragraphs begin."""
        self.breaks, self.paragraphs = breaks, paragraphs
        self._sentences, self._lines = _owners(breaks, len(self.words)), _owners(paragraphs, len(self.words))


def _owners(firsts: list[int], total: int) -> list[int]:
    """For every token, and the end, the number of the stretch that holds it."""
    found: list[int] = []
    for number, (first, end) in enumerate(zip(firsts, [*firsts[1:], total + 1], strict=True)):
        found += [number] * (end - first)
    return found


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word_list("abbreviations.txt")[""])


def tokenize(text: str) -> Tokens:
    """Read a text once. Time is linear in its length."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    facts = list(map(_FACTS.__getitem__, words))
    low = [fact[0] for fact in facts]
    codes = [fact[1] for fact in facts]
    _class_capitals(words, low, codes, [number for number, fact in enumerate(facts) if fact[2]])
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


class _Facts(dict[str, tuple[str, str, bool]]):
    """A word as written to its folded form, its class before its neighbours are read, and whether it is a capital."""

    def __missing__(self, word: str) -> tuple[str, str, bool]:
        low = word.lower() if word.isalnum() else _fold(word)
        fact = low, "\n" if word[0] == "\n" else lexicon()[low], word[0].isupper() or bool(_ARTICLED.match(word))
        if len(self) < 50_000 and len(word) < 40:
            self[word] = fact
        return fact


def _fold(word: str) -> str:
    if len(word) == 1:
        return word
    low = word.lower().replace("’", "'")
    return low[:-1] if low[-1] == "." and "." not in low[:-1] and len(low) > 1 else low


_SAID = ("ed", "said", "says", "told", "tells", "writes", "wrote")
_ARTICLED = re.compile(r"(?:al|el|ad|as|ar|at|az|ash|ul)-[A-Z]")

_FACTS = _Facts()


def _class_capitals(words: list[str], low: list[str], codes: list[str], capitals: list[int]) -> None:
    """Class the words written with a capital, whose numbers are given.

    At a sentence's start, and in lines written all with capitals, a known word keeps its class unless the
    article writes it with a capital elsewhere.
    """
    titles, surnames, given = title_words(), word_list("titles.txt")["surname"], given_names()
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
    borne = {low[number] for number in capitals if low[number] in surnames and _bears(words, low, number)}
    for number in capitals:
        code, word = codes[number], low[number]
        if word in titles:
            codes[number] = "N" if word in borne and not _before_capital(words, number) else "T"
        elif code == "M" or word == "i":
            continue
        elif word == "may" and number and not words[number - 1][0].isupper():
            codes[number] = "M"
        elif number in inside:
            said = code == "V" and word.endswith(_SAID) and words[number - 1][0].isupper()  # "Keller Said Of Rain"
            codes[number] = "N" if (code not in "HI" or words[number].isupper()) and not said else code
        elif code == "n" or (code in "VGBvdgr_" and word in proper):
            codes[number] = "N"
        elif code in "dgr" and word in given and _before_capital(words, number):
            codes[number] = "N"  # "Alfred Keller", "Emily Okafor": their endings tell a participle and an adverb


def _before_capital(words: list[str], number: int) -> bool:
    return number + 1 < len(words) and words[number + 1][0].isupper()


def _bears(words: list[str], low: list[str], number: int) -> bool:
    """Whether a word that is a title or a surname is a surname here: "Mr. King said", "Dana Bishop, who"."""
    if not number or _before_capital(words, number):
        return False
    before = low[number - 1]
    return before in ("mr", "mrs", "ms", "miss") or (before in given_names() and words[number - 1][0].isupper())


def _headlines(words: list[str], codes: list[str]) -> list[tuple[int, int]]:
    """Lines (as token ranges) that write most of their words with a capital."""
    found = []
    first = 0
    for number in [number for number, code in enumerate(codes) if code == "\n"] + [len(words)]:
        if 4 <= number - first < 40:
            long = [word for word in words[first:number] if len(word) > 3 and word[0].isalpha()]
            if len(long) > 3 and sum([word[0].isupper() for word in long]) >= 0.75 * len(long):
                found.append((first, number))
        first = number + 1
    return found


_PARTICLE = re.compile(r"(?<=N)[ni]{1,3}(?=N)")
_ONE = re.compile(r"I(?=[nNgd])")
_NOUN_PLACE = re.compile(r"(?:(?<=[Dip])[BVv]|(?<=0)B)(?![DHoN])")
_NOUN_THAT = re.compile(r"(?<=V)V(?=h)")  # "denied claims that", "dismissed reports that"


def _settle(words: list[str], low: list[str], codes: str) -> str:
    """Correct classes that the neighbours decide: name particles, and nouns that look like verbs."""
    settled = list(codes)
    forms = verb_forms()
    for match in _NOUN_PLACE.finditer(codes):
        counted = match.start() > 1 and low[match.start() - 1] in ("two", "three", "both")  # "the two write"
        if not counted and forms.get(low[match.start()], ("", "", ""))[2] != "foreign":
            settled[match.start()] = "n"
    for match in _NOUN_THAT.finditer(codes):
        if low[match.start()].endswith("s") and low[match.start() - 1].endswith("ed"):
            settled[match.start()] = "n"
    for match in _ONE.finditer(codes):
        if low[match.start()] in ("one", "another"):
            settled[match.start()] = "D"
    joining = particles()
    for match in _PARTICLE.finditer(codes):
        if all(low[number] in joining for number in range(*match.span())):
            settled[match.start() : match.end()] = "N" * (match.end() - match.start())
    return "".join(settled)


def _find_breaks(tokens: Tokens) -> None:
    """Note where sentences and paragraphs begin, as token numbers."""
    words, low, codes = tokens.words, tokens.low, tokens.codes
    breaks, paragraphs = [0], [0]
    hours: list[int] = []
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
            if words[number][-1] == "." and words[following][0].isupper():
                if codes[following] in "DHI":
                    breaks.append(following)
                elif low[number] in ("a.m.", "p.m.") and _SUBJECT.match(codes, following):
                    breaks.append(following)
                    hours.append(number)
            continue
        if code == ".":
            before = low[number - 1] if number else ""
            if before in _abbreviations():
                continue
        while following < total and words[following] in (")", "]", "”", "»", "’"):
            following += 1
        if following < total and codes[following] != "\n" and _starts_sentence(tokens, number, following):
            breaks.append(following)
    if hours:  # no noun group runs from the hour into the next sentence
        settled = list(codes)
        for number in hours:
            settled[number] = "r"
        tokens.codes = "".join(settled)
    tokens.divide(breaks, paragraphs)


_SUBJECT = re.compile(r"T{0,2}N{2,4}(?:,[Dw]|r?x?[Vvd])")  # "by 8 a.m. Anna Keller, a nurse, said"
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
