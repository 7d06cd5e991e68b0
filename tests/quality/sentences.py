"""Sentence boundaries at hard places, against a gold standard."""

from __future__ import annotations

import json
import re
from pathlib import Path

from summaries.document import Document


def _ends(sentences: list[str]) -> set[int]:
    """Sentence ends as counts of non-blank characters."""
    total, found = 0, set()
    for sentence in sentences:
        total += len(re.sub(r"\s", "", sentence))
        found.add(total)
    return found


def wrong_places(shared: Path) -> list[tuple[str, str, str]]:
    """The (category, text before, text after) of every place that is judged wrongly."""
    wrong = []
    for line in (shared / "data" / "sentences.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        text, at = case["text"], case["pos"]
        found = _ends([s.text for s in Document("case", "", text).sentences])
        blank_free = len(re.sub(r"\s", "", text[:at]))
        hit = any(blank_free + shift in found for shift in range(-case["tol"], case["tol"] + 1))
        if hit != case["split"]:
            wrong.append(
                (
                    f"{'missed' if case['split'] else 'false'} {case['cat']}",
                    text[max(0, at - 50) : at],
                    text[at : at + 40],
                )
            )
    return wrong


def evaluate(shared: Path) -> dict[str, float]:
    """How many of the hard places are judged wrongly."""
    return {"errors": float(len(wrong_places(shared)))}


if __name__ == "__main__":
    for kind, before, after in (places := wrong_places(Path("../shared"))):
        print(f"{kind:18} {before!r} | {after!r}")
    print(len(places), "errors")
