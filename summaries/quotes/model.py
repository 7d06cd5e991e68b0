"""Linear choice among candidates described by named features: the weights, and the choice.

Every decision of this package has one form: a few candidates, each a list of feature names, and the most
probable of them under a conditional log-linear model (softmax over the summed weights). The weights are trained
by tests/quality/train_quotes.py and kept as data files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path

MODELS = ("speech", "starts", "before", "ends", "subjects", "speakers", "antecedents")
Weights = Mapping[str, float]
_NOTHING = repeat(0.0)


@cache
def shipped() -> dict[str, Weights]:
    """The trained weights of every model."""
    folder = Path(__file__).parent / "data"
    found: dict[str, Weights] = {}
    for name in MODELS:
        path = folder / f"{name}.json"
        found[name] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def choose(table: Weights, candidates: Sequence[Sequence[str]]) -> tuple[int, list[float]]:
    """The most probable candidate (the first of equals) and the probability of each."""
    get = table.get
    scores = [sum(map(get, features, _NOTHING)) for features in candidates]
    top = max(scores)
    parts = [exp(score - top) for score in scores]
    total = sum(parts)
    return scores.index(top), [part / total for part in parts]
