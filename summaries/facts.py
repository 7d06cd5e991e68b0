"""Which sentences state the same fact."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from summaries.document import Document, Sentence
from summaries.terms import content

# Two sentences state one fact when they share so many words of content, such a share of the shorter one's, and such
# a share of all; calibrated by reading the nearest pairs of articles about one event. Of two articles less is enough:
# a writer returns to what he told to add to it, two writers tell the same.
_SHARED, _OF_SHORTER, _OF_ALL = 4, 0.45, 0.27
_RETOLD_OF_SHORTER, _RETOLD_OF_ALL = 0.36, 0.2
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


def is_same_fact(one: frozenset[str], other: frozenset[str], *, retold: bool = False) -> bool:
    """Whether two sentences, given as the stems of their words of content, state one fact, numbers agreeing.

    `retold` asks the same of sentences of two articles for a summary of a few lines, which has no room for a fact
    told once more with another detail.
    """
    shared = len(one & other)
    # Most pairs share too little: they must cost no more than this.
    if shared < _SHARED:
        return 0 < shared == len(one) == len(other)
    size, another = len(one), len(other)
    of_shorter, of_all = (_RETOLD_OF_SHORTER, _RETOLD_OF_ALL) if retold else (_OF_SHORTER, _OF_ALL)
    if shared < of_shorter * min(size, another) or shared < of_all * (size + another - shared):
        return False
    numbers, others = ({word for word in side if word[0].isdigit()} for side in (one, other))
    if not numbers or not others or numbers & others:
        return True
    return retold and _are_about(numbers, others)


def _are_about(numbers: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any number is one of the others made round: "199 million" and "nearly 200 million", but no years."""
    known = sorted(map(int, filter(_AMOUNT.fullmatch, others)))
    for number in map(int, filter(_AMOUNT.fullmatch, numbers)):
        at = bisect_left(known, number * (1 - _ROUND))
        if at < len(known) and known[at] <= number * (1 + _ROUND):
            return True
    return False
