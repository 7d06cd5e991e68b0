"""Which lines of an article are a log: one event a line, in ever the same words, as a match or a vote is ticked off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")
# Looked at are so many neighbouring lines at once, whose mean length is at most so many characters.
_WINDOW, _STEP, _LONGEST = 12, 4, 110
# A log has this share of its words in so many of these lines at least; running text has a third at most.
_OFTEN, _ALIKE = 4, 0.45
# A line among them that has less of its words in common with them is none of it; one before or behind them needs more.
_WITHIN, _BESIDE = 0.3, 0.5
# Lines so near to one of a log may belong to it; short ones between two that are so near each other do.
_GAP, _ROUNDS = 4, 4
# Fewer lines beside a log are no article: the log is.
_FEWEST = 3


def logged(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that belong to a log; none where hardly any other is left to read."""
    last = len(lines) - _WINDOW
    starts = (*range(0, last, _STEP), last) if last >= 0 else ()
    starts = tuple(at for at in starts if sum(map(len, lines[at : at + _WINDOW])) <= _LONGEST * _WINDOW)
    found: set[int] = set()
    words = list(map(_words, lines)) if starts else []
    for start in starts:
        near = words[start : start + _WINDOW]
        common = _common(near)
        if sum(len(common & line) for line in near) >= _ALIKE * sum(map(len, near)):
            found.update(at for at, line in enumerate(near, start) if _has(line, common, _WITHIN))
    # What is found of it tells what else is: "Substitution" comes often only once the lines between others count.
    for _ in range(_ROUNDS if found else 0):
        for before, after in pairwise(sorted(found)):
            if after - before <= _GAP:
                found.update(at for at in range(before, after) if len(lines[at]) <= _LONGEST)
        common = _common(words[at] for at in found)
        beside = {at + step for at in found for step in range(-_GAP, _GAP + 1)} - found
        more = {at for at in beside if 0 <= at < len(lines) and _has(words[at], common, _BESIDE)}
        if not more:
            break
        found |= more
    return found if len(lines) - len(found) >= _FEWEST else set()


def _words(line: str) -> set[str]:
    return set(map(str.lower, _WORD.findall(line)))


def _common(lines: Iterable[Set[str]]) -> set[str]:
    return {word for word, count in Counter(word for line in lines for word in line).items() if count >= _OFTEN}


def _has(line: Set[str], common: Set[str], share: float) -> bool:
    return len(common & line) >= share * len(line)
