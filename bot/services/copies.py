"""Copies of one text: an agency's report on several sites, found by a few hashes, confirmed by all of its words.

A text is the set of its runs of RUN words ("shingles", Broder 1997). Its KEYS smallest hashes are what an index
keeps; texts that share most of their runs share most of these. No language is assumed but that words are letters
between other signs; of scripts without blanks every letter counts as a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from heapq import nsmallest

RUN = 5
KEYS = 8
CONTAINED = 0.85  # of the shorter's runs, in the longer
AS_LONG = 0.75  # the shorter's runs, as a part of the longer's: a cropped copy leaves out what the whole one says
MIN_RUNS = 40  # a shorter text is too little to tell a copy from another report in the same words
MAX_WORDS = 20_000

# Han, Hiragana, Katakana, Thai, Lao, Khmer and Burmese are written without blanks.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def text_keys(text: str) -> tuple[int, ...]:
    """What an index keeps of a text; nothing of a short one. Takes a few milliseconds for a long text."""
    runs = _runs(_words(text))
    if len(runs) < MIN_RUNS:
        return ()
    hashes = (blake2b(" ".join(run).encode(), digest_size=8).digest() for run in runs)
    return tuple(nsmallest(KEYS, (int.from_bytes(digest, "big", signed=True) for digest in hashes)))


def is_copy(first: str, second: str) -> bool:
    """Whether two texts are one, cut or framed differently; takes a few milliseconds.

    Two reports from one template share many words and differ in single ones all through: each takes RUN runs
    with it. Where each has a number that the other lacks, one is no copy: it may be the count of the dead.
    """
    words, others = _words(first), _words(second)
    if words == others:
        return True
    runs, other_runs = _runs(words), _runs(others)
    shorter, longer = sorted((runs, other_runs), key=len)
    if len(shorter) < max(MIN_RUNS, AS_LONG * len(longer)):
        return False
    if len(shorter & longer) < CONTAINED * len(shorter):
        return False
    numbers, other_numbers = ({word for word in some if word.isdecimal()} for some in (words, others))
    return numbers <= other_numbers or other_numbers <= numbers


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())[:MAX_WORDS]


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[start:] for start in range(RUN)), strict=False))
