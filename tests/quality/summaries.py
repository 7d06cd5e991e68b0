"""How good the summaries are: ROUGE of the development sets, and how many chosen sentences dangle."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summaries.document import Document
from summaries.select import reading_order, summarize
from tests.quality.dangling import dangling


@dataclass(frozen=True)
class Length:
    """The length at which a set is scored (`sentences`, or `words`), and the words to ask for."""

    sentences: int = 3
    words: int | None = None
    asked: int | None = None


# A summariser that keeps whole sentences is asked for a third more than the scorer keeps.
LENGTHS = {"cnndm": Length(), "writers": Length(words=60, asked=80), "multinews": Length(words=220, asked=293)}
KINDS = ("rouge1", "rouge2", "rougeLsum")


class Tokens:
    """The tokens of the rouge_score package with its stemmer's answers remembered."""

    def __init__(self) -> None:
        from nltk.stem.porter import PorterStemmer

        stem = lru_cache(maxsize=None)(PorterStemmer().stem)
        self._stem = stem

    def tokenize(self, text: str) -> list[str]:
        """Lower-case letters and digits, longer words stemmed."""
        words = re.sub(r"[^a-z0-9]+", " ", text.lower()).split()
        return [self._stem(word) if len(word) > 3 else word for word in words]


@lru_cache(maxsize=1)
def _scorer() -> Any:
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(KINDS, tokenizer=Tokens())


def cut(sentences: Sequence[str], length: Length) -> list[str]:
    """The first sentences, or the first words of them with the last sentence cut, as the scorer counts."""
    if length.words is None:
        return list(sentences[: length.sentences])
    kept, left = [], length.words
    for sentence in sentences:
        words = sentence.split()[:left]
        left -= len(words)
        if words:
            kept.append(" ".join(words))
    return kept


def rouge(references: Sequence[str], sentences: Sequence[str], length: Length) -> NDArray[np.float64]:
    """Mean over the references of ROUGE-1, 2 and Lsum F1, in points, at one length."""
    summary = "\n".join(cut(sentences, length))
    # References hold one sentence a line.
    lines = [re.sub(r"(?<=[a-z0-9%\")][.!?])\s*(?=[\"'A-Z])", "\n", reference) for reference in references]
    scores = [_scorer().score(reference, summary) for reference in lines]
    return np.asarray(100 * np.mean([[score[kind].fmeasure for kind in KINDS] for score in scores], axis=0))


def load(shared: Path, name: str) -> list[tuple[list[Document], list[str]]]:
    """The documents and references of every item of a development set."""
    items = []
    for line in (shared / "data" / f"summary_{name}.dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents = [
            Document(str(at), part["title"], part["text"], language="en") for at, part in enumerate(row["documents"])
        ]
        items.append((documents, row["references"]))
    return items


def evaluate_method(shared: Path, method: str, names: Sequence[str] = tuple(LENGTHS)) -> dict[str, float]:
    """ROUGE of every set by one method, and the share of its lines that dangle, in percent."""
    scores, lines, loose = {}, 0, 0
    for name in names:
        length, table = LENGTHS[name], []
        for documents, references in load(shared, name):
            chosen = summarize(documents, sentences=length.sentences, words=length.asked, method=method)
            table.append(rouge(references, [s.text for s in chosen], length))
            shown = reading_order(chosen)
            lines += len(shown)
            loose += len(dangling(shown))
        for kind, score in zip(("rouge-1", "rouge-2", "rouge-l"), np.mean(table, axis=0), strict=True):
            scores[f"{name} {kind}"] = float(score)
    return scores | {"dangling": 100 * loose / max(1, lines)}


def evaluate(shared: Path) -> dict[str, float]:
    """ROUGE-1, 2 and Lsum F1 of the development sets, in points, and the percentage of dangling lines."""
    return evaluate_method(shared, "verbatim")


if __name__ == "__main__":
    for _method in sys.argv[2].split(","):
        for _name, _score in evaluate_method(Path(sys.argv[1]), _method, sys.argv[3:] or tuple(LENGTHS)).items():
            print(f"{_method:12} {_name:20} {_score:6.2f}", flush=True)
