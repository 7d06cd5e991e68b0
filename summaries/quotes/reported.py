"""Reported speech: the content clause of a reporting word, and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summaries.quotes.cues import Cue
from summaries.quotes.mentions import People
from summaries.quotes.tokens import Tokens

_QUESTIONS = {"ask", "wonder", "inquire", "query"}
_FINITE = re.compile(r"[xvVd]")
_CUT = re.compile(r",(?=G|gt|b|w)|;|-(?=[^\n]*-)")


@dataclass(slots=True)
class Reported:
    """Content of a reporting word: tokens `first` to `end`."""

    first: int
    end: int
    cue: Cue


def find_reported(tokens: Tokens, people: People, cues: list[Cue]) -> list[Reported]:
    """The content clauses of all reporting words, in order of their reporting word."""
    found = []
    for cue in cues:
        if cue.negated or cue.unreal or cue.base in _QUESTIONS or (not cue.subjects and cue.form != "G"):
            continue
        reported = _content(tokens, people, cue)
        if reported is not None and reported.end - reported.first >= 3:
            found.append(reported)
    return found


def _content(tokens: Tokens, people: People, cue: Cue) -> Reported | None:
    codes = tokens.codes
    start, stop = tokens.sentence_range(cue.token)
    if cue.kind == "according":
        if cue.token - start > 3:
            end = cue.first
            return Reported(start, end, cue) if codes[start] != "Q" else None
        comma = codes.find(",", cue.end, stop)
        return Reported(comma + 1, _trim(codes, comma + 1, stop), cue) if comma > 0 else None
    if cue.kind != "clause":
        return None
    first = cue.end
    if cue.base in ("tell", "inform", "assure", "remind", "warn", "advise", "notify", "convince", "persuade"):
        after = people.within(first, first + 1) or people.within(first, first + 2)
        if after and codes[after[0].end : after[0].end + 1] not in ("x", "v", "V"):
            first = after[0].end
    while first < stop and codes[first] in "rM":
        first += 1
    if first >= stop or codes[first] not in "hDNnTHI0Mbg":
        return None
    end = _trim(codes, first, stop)
    clause = codes[first:end]
    if codes[first] == "h" or "Q" in clause or _FINITE.search(clause):
        return Reported(first, end, cue)
    return None


def _trim(codes: str, first: int, stop: int) -> int:
    end = stop
    while end > first and codes[end - 1] in "\n.,?":
        end -= 1
    cut = _CUT.search(codes, first + 4, end)
    return cut.start() if cut else end
