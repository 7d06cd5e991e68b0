"""Which sentences are chosen: length, redundancy, order, dangling references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from summaries.document import Document, Sentence
from summaries.rank import Candidates

METHODS = ("verbatim", "lead", "lexrank", "textrank", "lsa", "luhn", "sumbasic", "kl", "edmundson")


class TooShort(ValueError):
    """The documents hold hardly more than the summary asked for: reading them is the better summary."""


def summarize(
    documents: Iterable[Document],
    *,
    sentences: int = 5,
    words: int | None = None,
    query: str | None = None,
    known: Sequence[Sentence] = (),
    method: str = "verbatim",
) -> list[Sentence]:
    """The sentences that tell best what the documents say, most important first."""
    body = [s for d in documents for s in d.sentences if s.role == "body"]
    if not body:
        return []
    table = Candidates(body)
    left, chosen, room = table.weights.copy(), [], words
    open_ = np.ones(len(body), dtype=bool)
    while (len(chosen) < sentences) if room is None else (room > 0):
        gains = np.where(open_, table.gains(left), -1.0)
        best = int(gains.argmax())
        if gains[best] < 0:
            break
        open_[best] = False
        size = len(body[best].text.split())
        if room is not None:
            if size > room:
                continue
            room -= size
        chosen.append(body[best])
        left[table.units[table.bounds[best] : table.bounds[best + 1]]] = 0.0
    return chosen


def reading_order(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The chosen sentences in the order for a reader."""
    return sorted(sentences, key=lambda s: (s.document.id, s.start))


def also_reported(sentence: Sentence, documents: Iterable[Document]) -> list[Sentence]:
    """The sentences of other documents that state the same fact, one a document."""
    return []
