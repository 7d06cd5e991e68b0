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


class Classifier:
    """A choice among fixed classes described by the same features: each feature looked up once for all classes.

    The weights name a class and a feature, "class feature".
    """

    def __init__(self, table: Weights, classes: Sequence[str]) -> None:
        self._nothing = (0.0,) * len(classes)
        rows: dict[str, list[float]] = {}
        for name, weight in table.items():
            label, _, feature = name.partition(" ")
            rows.setdefault(feature, [0.0] * len(classes))[classes.index(label)] = weight
        self._rows = {feature: tuple(row) for feature, row in rows.items()}

    def probabilities(self, features: Sequence[str]) -> list[float]:
        """The probability of each class."""
        get, nothing = self._rows.get, self._nothing
        scores = [sum(column) for column in zip(*[get(feature, nothing) for feature in features], strict=True)]
        top = max(scores)
        parts = [exp(score - top) for score in scores]
        total = sum(parts)
        return [part / total for part in parts]


@cache
def shipped_classifier(name: str, classes: tuple[str, ...]) -> Classifier:
    """The shipped model `name` as a classifier."""
    return Classifier(shipped()[name], classes)
