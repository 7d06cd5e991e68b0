"""The recorded scores that a change must not fall below, and how far a score may move."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
RECORDED = Path(__file__).with_name("recorded.json")
SUITES = {"quotes": 0.5, "summaries": 0.3, "sentences": 0.0, "stories": 0.3}  # points a score may lose
FEWER_IS_BETTER = ("errors", "dangling")
INFORMATIVE = ("/s", "seconds")  # differ from machine to machine: printed, never compared


def measure(suite: str, shared: Path) -> dict[str, float]:
    """The scores of a suite on the development data in `shared`."""
    scores: dict[str, float] = import_module(f"tests.quality.{suite}").evaluate(shared)
    return scores


def load_marks() -> dict[str, dict[str, float]]:
    """The recorded scores by suite."""
    marks: dict[str, dict[str, float]] = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    return marks


def record(suite: str, scores: Mapping[str, float]) -> None:
    """Make these scores the marks of the suite."""
    kept = {name: round(score, 2) for name, score in scores.items() if not name.endswith(INFORMATIVE)}
    RECORDED.write_text(json.dumps(load_marks() | {suite: kept}, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def compare(suite: str, scores: Mapping[str, float], marks: Mapping[str, float]) -> list[str]:
    """A line for every score that is worse than its mark by more than the suite allows."""
    lines = []
    for name, mark in marks.items():
        score = scores.get(name, 0.0)
        lost = score - mark if name.endswith(FEWER_IS_BETTER) else mark - score
        if lost > SUITES[suite] + 0.005:  # marks are rounded to two places
            lines.append(f"{name} {score:.2f}, recorded {mark:.2f}")
    return lines
