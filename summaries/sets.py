"""Which whole set of sentences is best: what was chosen one by one, weighed against other sets of the nearest ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from summaries.choice import Choice
from summaries.facts import is_same_fact
from summaries.features import Evidence
from summaries.rank import Ranking
from summaries.terms import Floats, Ints, Units, content
from summaries.ties import Ties

Flags = NDArray[np.bool_]

POOL, _MOST_SETS = 9, 300
"""Of so many sentences sets are formed, or of fewer where these would make too many sets."""

# How many of them come because others need them.
_ANTECEDENTS = 2
# How many words a sentence of a reference has.
_USUAL = 13.0


@lru_cache(maxsize=2 * POOL)
def _sets(pool: int, size: int) -> Floats:
    """All sets of `size` of `pool` sentences: one row for each, 1 where it holds the sentence."""
    chosen = np.array(list(combinations(range(pool), size)))
    table = np.zeros((len(chosen), pool))
    table[np.arange(len(chosen))[:, None], chosen] = 1
    return table


def best_set(choice: Choice) -> list[int]:
    """The sentences of a choice, or as many others that make the better set, most important first."""
    chosen, weights = choice.ranked.chosen, choice.weights.sets
    pool = pool_of(choice)
    if not len(weights) or not 1 < len(chosen) < len(pool):
        return list(chosen)
    sets = sets_of(choice.ranked.evidence, choice.ties, pool, len(chosen))
    best = sets[int((set_features(choice.ranked, np.array(pool), sets) @ weights).argmax())]
    return sorted((at for at, held in zip(pool, best, strict=True) if held), key=lambda at: -choice.opening[at])


def pool_of(choice: Choice) -> list[int]:
    """The chosen sentences, those that were worth most at first, and what some of these need before them."""
    ties, evidence = choice.ties, choice.ranked.evidence
    pool = list(choice.ranked.chosen)
    size = max((size for size in range(POOL + 1) if comb(size, len(pool)) <= _MOST_SETS), default=0)

    def add(sentence: int, most: int) -> None:
        if len(pool) >= most or sentence in pool or ties.lean(sentence) == "never":
            return
        title = evidence.titles[evidence.article[sentence]]
        if not title or not content(evidence.texts[sentence], evidence.codes[sentence]) <= title:
            pool.append(sentence)

    nearest = [int(at) for at in (-choice.opening).argsort(kind="stable")[: 2 * POOL]]
    for sentence in nearest:
        add(sentence, size - _ANTECEDENTS)
    for sentence in tuple(pool):
        for other in (sentence - 1, *(need.by[0] for need in ties.needs(sentence))):
            if other >= 0 and (other != sentence - 1 or ties.lean(sentence) not in ("nothing", "never")):
                add(other, size)
        if ties.asks(sentence):
            add(sentence + 1, size)
    for sentence in nearest:
        add(sentence, size)
    return pool


def sets_of(evidence: Evidence, ties: Ties, pool: Sequence[int], size: int) -> Floats:
    """The sets of `size` sentences of the pool that hold all that their sentences lean on, and no fact twice.

    One row for each set, one column for each sentence of the pool; the first row is the first `size` sentences.
    """
    sets = _sets(len(pool), size)
    fine = np.ones(len(sets), dtype=bool)
    place = {sentence: at for at, sentence in enumerate(pool)}
    needs = [ties.needs(sentence) for sentence in pool]
    told: list[frozenset[str]] = []
    if any(needs):
        # Who needs a name told first does not tell it.
        told = [ties.tells(at) - {need.key for need in own} for at, own in zip(pool, needs, strict=True)]
    for sentence, at in place.items():
        if ties.lean(sentence) != "nothing":
            before = place.get(sentence - 1)
            fine &= sets[:, at] <= (sets[:, before] if before is not None else 0)
        if ties.asks(sentence):
            after = place.get(sentence + 1)
            fine &= sets[:, at] <= (sets[:, after] if after is not None else 0)
        for need in needs[at]:
            tellers = [other for other, keys in enumerate(told) if other != at and need.key in keys]
            fine &= sets[:, at] <= sets[:, tellers].sum(axis=1)
    facts = [content(evidence.texts[sentence], evidence.codes[sentence]) for sentence in pool]
    for one, other in combinations(range(len(pool)), 2):
        if is_same_fact(facts[one], facts[other]):
            fine &= sets[:, one] + sets[:, other] < 2
    fine[0] = True
    return np.asarray(sets[fine])


def set_features(ranked: Ranking, pool: Ints, sets: Floats) -> Floats:
    """One row for every set: its length, what it covers, how alike its sentences are, where they stand."""
    evidence = ranked.evidence
    size = float(sets[0].sum())
    length = sets @ evidence.length[pool]
    columns = [length / size / _USUAL, (length / size / _USUAL) ** 2, np.log(length / size)]
    # Words stand twice among the units: with and without the common ones.
    repeated: dict[int, tuple[Ints, Floats]] = {}
    for units, values in zip(ranked.units, ranked.values, strict=True):
        if id(units) not in repeated:
            shared, held = _shared(units, pool)
            repeated[id(units)] = shared, np.maximum(sets @ held - 1, 0)
        shared, again = repeated[id(units)]
        each = sets @ units.sums(values)[pool]
        covered = each - again @ values[shared]
        columns += [covered / size, covered / length, covered / (length + _USUAL * size), 1 - covered / (each + 1e-6)]
    columns += _likeness(evidence, pool, sets)
    place = evidence.place[pool]
    mean = sets @ place / size
    spread = np.sqrt(np.maximum(sets @ place**2 / size - mean**2, 0))
    columns += [np.log1p(mean), spread / evidence.total[0], (sets * place).max(axis=1) / evidence.total[0]]
    return np.hstack([np.array(columns).T, sets @ ranked.static[pool] / size])


def _shared(units: Units, pool: Ints) -> tuple[Ints, Floats]:
    """The units that several of the pool's sentences hold, and which sentence holds which."""
    held = np.zeros((len(pool), units.size))
    for own, sentence in zip(held, pool.tolist(), strict=True):
        own[units.of(sentence)] = 1
    shared = np.flatnonzero(held.sum(axis=0) > 1)
    return shared, held[:, shared]


def _likeness(evidence: Evidence, pool: Ints, sets: Floats) -> list[Floats]:
    """How alike a set's sentences are, how near their sum is to the centroid, how many are neighbours."""
    size = float(sets[0].sum())
    vectors = np.array([evidence.vector(int(sentence)) for sentence in pool])
    alike, beside = vectors @ vectors.T, np.abs(pool[:, None] - pool) == 1
    total = ((sets @ alike) * sets).sum(axis=1)
    return [
        (total - size) / max(1.0, size * (size - 1)),
        sets @ (vectors @ evidence.centroid) / np.sqrt(total + 1e-9),
        ((sets @ beside) * sets).sum(axis=1) / 2 / size,
    ]
