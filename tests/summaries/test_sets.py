"""Whole sets of sentences: which may be weighed, and what is known of each."""

from __future__ import annotations

import numpy as np
import pytest

from summaries.choice import Choice, Room
from summaries.facts import is_same_fact
from summaries.features import Evidence
from summaries.rank import learnt, ranking
from summaries.sets import POOL, best_set, pool_of, set_features, sets_of
from summaries.terms import content
from summaries.ties import Ties
from tests.summaries.articles import harbour


def choice(count: int) -> Choice:
    """What is chosen one by one from an article."""
    article = harbour()
    evidence = Evidence([s for s in article.sentences if s.role == "body"])
    weights = learnt(False)
    made = Choice(
        ranking(evidence, weights), weights, Ties.of([article]), Room(count, None), np.zeros(evidence.count, dtype=bool)
    )
    made.run()
    return made


@pytest.mark.parametrize("count", [2, 3, 5])
def test_sets_hold_what_their_sentences_lean_on(count: int) -> None:
    """And no fact twice; the first is the one that was chosen."""
    made = choice(count)
    pool = pool_of(made)
    evidence, ties = made.ranked.evidence, made.ties
    sets = sets_of(evidence, ties, pool, count)
    assert set(pool[:count]) == set(made.ranked.chosen)
    assert sets[0].tolist() == [1] * count + [0] * (len(pool) - count)
    assert len(pool) <= POOL
    for row in sets[1:]:
        held = [at for at, here in zip(pool, row, strict=True) if here]
        told = [content(evidence.texts[at], "en") for at in held]
        assert all(ties.lean(at) == "nothing" or at - 1 in held for at in held)
        assert all(any(need.key in ties.tells(by) for by in held if by != at) for at in held for need in ties.needs(at))
        assert not any(is_same_fact(a, b) for at, a in enumerate(told) for b in told[:at])


def test_every_set_has_finite_features() -> None:
    """One column for each learnt weight."""
    made = choice(3)
    pool = pool_of(made)
    table = set_features(made.ranked, np.array(pool), sets_of(made.ranked.evidence, made.ties, pool, 3))
    assert np.isfinite(table).all()
    assert table.shape[1] == len(learnt(False).sets)


@pytest.mark.parametrize("count", [1, 3, 11])
def test_the_best_set_has_as_many_sentences(count: int) -> None:
    """Whatever it exchanges."""
    made = choice(count)
    assert len(set(best_set(made))) == len(made.ranked.chosen)
