"""Linear models over named features: weights from a data file, and the scores they give."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path


@cache
def weights(name: str) -> dict[str, float]:
    """The weights of model `name`; an absent feature weighs nothing."""
    path = Path(__file__).parent / "data" / f"{name}.json"
    table: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"] if path.exists() else {}
    return table


def score(table: dict[str, float], features: Iterable[str]) -> float:
    """The sum of the features' weights."""
    get = table.get
    return sum([get(feature, 0.0) for feature in features])
