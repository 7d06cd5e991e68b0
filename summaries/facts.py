"""Which sentences state the same fact."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import timedelta

from summaries.document import Document, Sentence
from summaries.terms import content

# Two sentences state one fact when they share so many words of content, such a share of the shorter one's, and such
# a share of all; calibrated by reading the nearest pairs of articles about one event.
_SHARED, _OF_SHORTER, _OF_ALL = 4, 0.45, 0.27
# Of two articles less is enough: a writer returns to what he told to add to it, two writers tell the same. What all
# articles of an event name in every other sentence shows little, so that words count by their rarity among them.
_RETOLD_SHARED, _RETOLD_OF_ALL = 3, 0.11
_ONE_TIME = timedelta(hours=36)
# What another document's sentence must hold of a sentence, and of its quoted words, to be named as its source too.
_OF_OWN, _OF_SAID = 0.6, 0.8
# Numbers below 50 are told exactly, and so are years; of others one is another made round where they differ by a share.
_AMOUNT, _ROUND = re.compile(r"(?!(?:1[5-9]|20)\d\d$)(?:[5-9]\d|[1-9]\d{2,14})", re.ASCII), 0.02
_IN_MARKS = re.compile(r"[“\"„«]([^“”\"„«»]{3,2000})(?:[”\"»]|$)")


def also_reported(sentence: Sentence, documents: Iterable[Document]) -> list[Sentence]:
    """The sentences of other documents that report what this one says, the nearest one of each such document.

    To name a document as a source is a claim: it asks more than `is_same_fact`, which only keeps a summary from
    saying a thing twice. The other sentence holds most of this one's words, and of words in quotation marks
    nearly all.
    """
    own = content(sentence.text, sentence.document.code)
    said = _quoted(sentence)
    found = []
    for document in documents:
        if document.id == sentence.document.id:
            continue
        code = document.code
        rated = [
            (len(own & other), -s.start, s)
            for s in document.sentences
            if s.role == "body"
            and is_same_fact(own, other := content(s.text, code))
            and len(own & other) >= _OF_OWN * len(own)
            and len(said & other) >= _OF_SAID * len(said)
        ]
        if rated:
            found.append(max(rated)[2])
    return found


def _quoted(sentence: Sentence) -> frozenset[str]:
    """The stems of the words of content that stand in quotation marks in a sentence."""
    words = " ".join(match[1] for match in _IN_MARKS.finditer(sentence.text))
    return content(words, sentence.document.code)


def is_same_fact(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences, given as the stems of their words of content, state one fact, numbers agreeing."""
    shared = len(one & other)
    # Most pairs share too little: they must cost no more than this.
    if shared < _SHARED:
        return 0 < shared == len(one) == len(other)
    size, another = len(one), len(other)
    if shared < _OF_SHORTER * min(size, another) or shared < _OF_ALL * (size + another - shared):
        return False
    numbers, others = _numbers(one), _numbers(other)
    return not numbers or not others or not numbers.isdisjoint(others)


def is_retold(one: frozenset[str], other: frozenset[str], rarity: Callable[[str], float]) -> bool:
    """Whether sentences of two articles about one event tell a fact with other details; a sum made round agrees.

    Asked for a summary of a few lines, which has no room for that. `rarity` weighs a stem among the articles.
    """
    shared = one & other
    if len(shared) < _RETOLD_SHARED or sum(map(rarity, shared)) < _RETOLD_OF_ALL * sum(map(rarity, one | other)):
        return False
    numbers, others = _numbers(one), _numbers(other)
    return not numbers or not others or not numbers.isdisjoint(others) or _are_about(numbers, others)


def are_days_apart(one: Document, other: Document) -> bool:
    """Whether the later of two articles has news of its own: it tells the old again only to say what came of it."""
    if one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) > _ONE_TIME


def _numbers(words: frozenset[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


def _are_about(numbers: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any number is one of the others made round: "199 million" and "nearly 200 million", but no years."""
    known = sorted(map(int, filter(_AMOUNT.fullmatch, others)))
    for number in map(int, filter(_AMOUNT.fullmatch, numbers)):
        at = bisect_left(known, number * (1 - _ROUND))
        if at < len(known) and known[at] <= number * (1 + _ROUND):
            return True
    return False
