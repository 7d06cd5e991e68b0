"""Which sentences are chosen: length, what leans on what, and the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from summaries.choice import Choice, Room, in_blocks
from summaries.document import Document, Sentence
from summaries.features import Evidence
from summaries.introductions import told_by, told_first
from summaries.language import language
from summaries.rank import learnt, ranking, worth
from summaries.sets import best_set
from summaries.terms import Floats, content
from summaries.ties import Ties
from summaries.topics import Topic

METHODS = ("verbatim", "lead", "lexrank", "textrank", "lsa", "luhn", "sumbasic", "kl", "edmundson")

# How many standard deviations of worth a sentence gains that holds all words of the query.
_QUERY_PULL = 4.0
# How many an article's first sentence gains, and the nth an nth of that, where a few are asked of several articles:
# their weights are learnt on summaries of 220 words, of which the first line need not be the news.
_LEAD_PULL = 2.0
_MARKS = "\"'“‘«„"


def summarize(
    documents: Iterable[Document],
    *,
    sentences: int = 5,
    words: int | None = None,
    query: str | None = None,
    known: Sequence[Sentence] = (),
    method: str = "verbatim",
) -> list[Sentence]:
    """The sentences that tell best what the documents say, most important first.

    At most `sentences` of them or, with `words`, whole sentences of at most so many words together. No line
    misleads: one that leans on another ("He said", "However") comes right behind the sentence it leans on, and
    fewer are returned where no more can stand. `query` leaves out articles that do not mention any of its words
    and prefers sentences that do. `known` are sentences the reader has seen: nothing they say is chosen again.
    `method` names one of METHODS; all but "verbatim" are sumy's and know neither query nor known sentences.
    """
    documents = list(documents)
    if method != "verbatim":
        from summaries.classic import rank_sentences

        return _first(rank_sentences(documents, method), Room(sentences, words))
    topic = Topic(query) if query else None
    if topic:
        documents = [document for document in documents if topic.share_of(document)]
    evidence = Evidence([s for d in documents for s in d.sentences if s.role == "body"])
    if not evidence.count:
        return []
    ties = Ties.of(documents)
    chosen = _choose(evidence, ties, Room(sentences, words), topic, known)
    while not chosen and not known and ties.relaxed < 2:
        # Where no sentence stands alone (an interview, a poem), the least dependent ones are better than nothing; but
        # where the reader has seen all that stands alone, nothing is better than a line that misleads.
        ties = ties.relax()
        chosen = _choose(evidence, ties, Room(sentences, words), topic, known)
    return [evidence.sentences[at] for at in chosen]


def _choose(evidence: Evidence, ties: Ties, room: Room, topic: Topic | None, known: Sequence[Sentence]) -> list[int]:
    weights = learnt(evidence.articles > 1)
    ranked = ranking(evidence, weights)
    told, keys = [], set[str]()
    for text, code in {(s.text, s.document.code) for s in known}:
        ranked.know(text, code)
        told.append(content(text, code))
        keys |= told_by(text, language(code))
    seen = {s.text for s in known}
    excluded = np.array([text in seen for text in evidence.texts], dtype=bool)
    bonus: Floats | float = 0.0
    leads = evidence.articles > 1 and room.words is None
    if topic or leads:
        spread = float(worth(ranked, weights, 0.0).std())
        if topic:
            shares = [topic.share(text, code) for text, code in zip(evidence.texts, evidence.codes, strict=True)]
            bonus = spread * _QUERY_PULL * np.array(shares)
        bonus = bonus + spread * _LEAD_PULL / (1 + evidence.place) if leads else bonus
    choice = Choice(ranked, weights, ties, room, excluded, bonus, told, known=keys)
    chosen = choice.run()
    if room.words is None and not topic and not known:
        chosen = best_set(choice)
    return in_blocks(chosen, ties)


def _first(ranked: Iterable[Sentence], room: Room) -> list[Sentence]:
    chosen = []
    for sentence in ranked:
        size = len(sentence.text.split())
        if not room.is_full and room.holds(1, size):
            chosen.append(sentence)
            room.take(size)
    return chosen


def is_short(documents: Iterable[Document], *, sentences: int = 5, words: int | None = None) -> bool:
    """Whether the documents are hardly longer than the summary asked for, so that a reader should read them instead."""
    body = [s.text for d in documents for s in d.sentences if s.role == "body"]
    if words is not None:
        return sum(len(text.split()) for text in body) <= 1.3 * words
    return len(body) <= sentences


def reading_order(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Chosen sentences, as `summarize` returns them, in the order for a reader.

    By the time of their articles where all have one, else by how far into its article each stands. Sentences that
    lean on the one before them stay behind it, so that the first can stand alone; nor is that a quotation from the
    middle of an article where another line can be: who speaks is known, but not yet of what.
    """
    blocks: list[list[Sentence]] = []
    documents = {sentence.document.id: sentence.document for sentence in sentences}
    ties = Ties.of(list(documents.values()))
    at = {sentence: number for number, sentence in enumerate(ties.body)}
    for sentence in sentences:
        before = blocks[-1][-1] if blocks else None
        leans = sentence in at and ties.lean(at[sentence]) != "nothing"
        answers = before in at and ties.asks(at[before]) and at.get(sentence) == at[before] + 1
        if answers or (before and before.document.id == sentence.document.id and leans):
            blocks[-1].append(sentence)
        else:
            blocks.append([sentence])
    blocks.sort(key=_story_time(sentences))
    first = next((b for b in blocks if b[0].text[0] not in _MARKS or at.get(b[0]) in ties.starts), None)
    blocks.sort(key=lambda block: block is not first)
    ordered = told_first(
        blocks,
        lambda line: ties.needs(at[line]) if line in at else (),
        lambda line: ties.tells(at[line]) if line in at else frozenset(),
    )
    return [sentence for block in ordered for sentence in block]


def _story_time(sentences: Sequence[Sentence]) -> Callable[[list[Sentence]], tuple[Any, ...]]:
    dated = all(s.document.published is not None for s in sentences)
    arrival = {s.document.id: at for at, s in reversed(list(enumerate(sentences)))}

    def key(block: list[Sentence]) -> tuple[Any, ...]:
        head = block[0]
        if dated:
            return head.document.published, arrival[head.document.id], head.start
        return head.start / max(1, len(head.document.text)), arrival[head.document.id]

    return key
