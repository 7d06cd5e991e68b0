"""Reporting words in their place: which word reports, what could be its subject, and whether it denies or asks."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from summaries.quotes.lexicon import verb_forms, word_list
from summaries.quotes.mentions import Mention, People
from summaries.quotes.tokens import Tokens

_REPORTING = re.compile(r"[VGB]")
_TO = re.compile(r"[gG]t")
_MAX_BACK = 60  # tokens searched for a subject before the verb


@cache
def _words(kind: str) -> frozenset[str]:
    """A list of the words that tell whether a report is real: negation, unreal, beginning, be."""
    return frozenset(word_list("reality.txt")[kind])


@dataclass(slots=True)
class Cue:
    """A reporting word at `token`; the verb group is tokens `first` to `end`.

    `subjects` are (mention, relation): "sv" right before the verb, "far" before it beyond an apposition or
    a clause, "vs" right after it, "by" agent of a passive, "acc" after "according to".
    """

    token: int
    first: int
    end: int
    base: str
    kind: str
    form: str
    negated: bool = False
    unreal: bool = False
    quote_before: bool = False
    passive: bool = False
    subjects: list[tuple[Mention, str]] = field(default_factory=list)

    @property
    def excluded(self) -> bool:
        """Whether what is reported was not said: denied, asked, planned or imagined."""
        unsaid = self.base in _words("question") or self.base in _words("contrary")
        return self.negated or self.unreal or unsaid or self.kind == "foreign"


def find_cues(tokens: Tokens, people: People) -> list[Cue]:
    """All reporting words outside quotation marks, in order."""
    forms, codes, low = verb_forms(), tokens.codes, tokens.low
    cues: list[Cue] = []
    for match in _REPORTING.finditer(codes):
        at = match.start()
        if low[at] not in forms:
            continue
        code = codes[at]
        _, base, kind = forms[low[at]]
        first = at
        while first and codes[first - 1] in "rxzt" and at - first < 6:
            first -= 1
        if base in _words("quoting") and codes[at + 1 : at + 2] not in (":", ",", ".", "Q", "\n", ""):
            continue  # "the rain continued to fall"
        if code == "B" and not _finite_base(tokens, at, first):
            continue
        cue = Cue(at, first, at + 1, base, kind, code)
        _find_reality(tokens, cue)
        cue.quote_before = "Q" in codes[max(0, first - 8) : first]
        _find_subjects(tokens, people, cue)
        cues.append(cue)
    places = [match.start() for match in _TO.finditer(codes)]
    cues += [_according(people, place) for place in places if low[place] == "according"]
    cues.sort(key=lambda cue: cue.token)
    return cues


def _find_reality(tokens: Tokens, cue: Cue) -> None:
    """Note whether the report is denied, or only possible."""
    low, codes = tokens.low, tokens.codes
    group = low[cue.first : cue.token]
    before = low[max(0, cue.first - 3) : cue.first]
    cue.negated = bool(group) and any(word in _words("negation") or word.endswith("n't") for word in group)
    cue.negated |= bool(before) and before[-1] in _words("negation")
    if cue.form == "G":
        cue.negated |= any(word in _words("undone") for word in before)
    cue.passive = low[cue.token].endswith(("ed", "told", "heard")) and any(word in _words("be") for word in group)
    cue.unreal = not _words("unreal").isdisjoint(group)
    if "t" in codes[cue.first : cue.token]:
        begins = "on" in before or any(word in _words("beginning") for word in before)
        cue.unreal |= not begins
    cue.unreal |= cue.passive and cue.kind == "think"
    start, _ = tokens.sentence_range(cue.token)
    begin = max(start, cue.first - 8)
    if low[start] in _words("asked") and "," in codes[start : cue.first]:  # "Asked if it was true, Keller said"
        begin = codes.rindex(",", start, cue.first)
    clause = low[begin : cue.first]
    cue.unreal |= "if" in clause or "whether" in clause


def _finite_base(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a base form is a verb here: after a plural subject, an auxiliary or "to"."""
    codes, low = tokens.codes, tokens.low
    if first < at:
        return True
    if not at:
        return False
    if low[at] == "read":  # its past has the same form: "“...,” read the letter"; "the letter read: “...”"
        return codes[at - 1] == "Q" or codes[at + 1 : at + 2] in (":", ",", "Q")
    before = low[at - 1]
    return (
        codes[at - 1] in "Iw"
        or (codes[at - 1] in "nN" and before.endswith("s"))
        or before in ("people", "others", "many", "some", "police", "two", "three", "both")
    )


def _according(people: People, at: int) -> Cue:
    cue = Cue(at, at, at + 2, "according", "according", "V")
    following = people.within(at + 2, at + 4)
    if following:
        cue.subjects.append((following[0], "acc"))
    return cue


def _belongs(tokens: Tokens, mention: Mention) -> bool:
    """Whether a preposition ties a mention to the one before it: "head of the harbour", not "hours after Keller"."""
    before = mention.first - 1
    return before >= 0 and tokens.codes[before] == "i" and tokens.low[before] not in _words("conjunction")


def _is_place(tokens: Tokens, mention: Mention, before: Mention) -> bool:
    """Whether a capitalised group after a comma goes on with the place that a preposition ties to a name."""
    between = tokens.codes[before.end : mention.first]
    named = tokens.codes[mention.first : mention.end].strip("N") == "" and mention.person is None
    return named and between == "," and before.person is None and _belongs(tokens, before)


def _find_subjects(tokens: Tokens, people: People, cue: Cue) -> None:
    codes = tokens.codes
    mentions = people.mentions
    start, _ = tokens.sentence_range(cue.token)
    start = max(start, cue.first - _MAX_BACK)
    number = bisect_left(people.starts, cue.first) - 1
    left: list[Mention] = []
    while number >= 0 and mentions[number].first >= start and len(left) < 8:
        mention = mentions[number]
        number -= 1
        if mention.inner or mention.end > cue.first or (cue.kind == "foreign" and codes[mention.first] == "D"):
            continue
        if "Q" in codes[mention.end : cue.first]:
            break
        left.append(mention)
    edge = cue.first
    if codes[edge - 1 : edge] == "M":  # "Keller on Tuesday said"
        edge -= 1 + (codes[edge - 2 : edge - 1] == "i")
    if left and left[0].end == edge and codes[left[0].first] != "o":
        if len(left) > 2 and _is_place(tokens, left[0], left[1]):  # "Keller of Oakham, Vermont said"
            cue.subjects.append((left[0], "in"))
            left.pop(0)
        while len(left) > 1 and _belongs(tokens, left[0]) and left[1].end == left[0].first - 1:
            cue.subjects.append((left[0], "in"))
            left.pop(0)
        cue.subjects.append((left[0], "sv"))
        left = left[1:]
    for mention in left:
        before = codes[mention.first - 1] if mention.first else "\n"
        cue.subjects.append((mention, "far:" + (before if before in "i,c" else "^" if mention.first <= start else "_")))
    after = people.within(cue.end, cue.end + 2)
    if after and codes[cue.end : after[0].first] in ("", "i"):
        label = "vs" if after[0].first == cue.end else "by" if tokens.low[cue.end] == "by" else "obl"
        cue.subjects.append((after[0], label))
