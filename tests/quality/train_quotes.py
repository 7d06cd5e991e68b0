"""Train the weights of the quotation engine on the development articles, and estimate held-out scores.

    python -m tests.quality.train_quotes SHARED [--folds 4 [--rules]] [--write]

SHARED holds data/quotes_dev.jsonl and eval/score_quotes.py. With --folds, every article is answered by models
trained without it, and the scorer's table for those answers is printed: the honest estimate. With --write, models
trained on all articles replace the data files. Some models read what others decide (a pronoun's antecedent that of
the pronoun before, a speaker which quotations are speech): in training these decisions are those of models trained
on other training articles, never the shipped ones.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from summaries.document import Document
from summaries.quotes import to_quotes
from summaries.quotes.analysis import analyse
from summaries.quotes.model import MODELS, Weights
from tests.quality.quote_examples import Article, Example
from tests.quality.quotes import as_json

# Calibrated by cross-validation, to the nearest step of about two.
_L2 = {"speech": 6.0, "starts": 2.5, "before": 1.5, "ends": 3.0, "subjects": 2.0, "speakers": 1.6, "antecedents": 14.0}
_ROUNDS = 250
_PARTS = 4  # of the training articles, each read with models trained on the others
_MISLABELLED = 0.1  # a gold antecedent that such models think less probable than this is taken for an error
# What the learned choice of a speaker is compared with: the subject of the nearest reporting word in the
# quotation's sentence, before a subject farther away, before the speaker of the quotation before.
_RULES = {f"{slot} {relation}": 9.0 for slot in ("A0", "B0") for relation in ("sv", "vs", "by", "acc")}
_RULES |= {f"{slot} gap {gap}": -gap / 20 for slot in ("A0", "B0") for gap in (1, 2, 4, 7, 12, 20, 40, 99)}
_RULES |= {f"{slot} far:{place}": 4.0 for slot in ("A0", "B0") for place in ("^", "_", "i", ",", "c")}
_RULES |= {f"previous lines {lines} {state}": 3.0 - lines for state in ("", "A", "B", "AB") for lines in range(3)}
_SUBJECT_RULES = {"sv": 9.0, "vs": 8.0, "by": 9.0, "acc": 9.0, "far:^": 3.0, "far:,": 2.0, "far:_": 2.0, "nobody": 1.0}


def fit(examples: list[Example], l2: float) -> dict[str, float]:
    """Weights that maximise the probability of the good candidates, with a Gaussian prior of precision `l2`.

    Full-batch gradient ascent with per-weight steps (Adagrad with momentum); deterministic.
    """
    examples = [(features, good) for features, good in examples if any(good) and not all(good)]
    index: dict[str, int] = defaultdict(lambda: len(index))
    rows: list[int] = []
    columns: list[int] = []
    groups: list[int] = []
    right: list[bool] = []
    for features, good in examples:
        groups.append(len(right))
        for names, is_good in zip(features, good, strict=True):
            columns.extend([index[name] for name in names])
            rows.extend([len(right)] * len(names))
            right.append(is_good)
    row, column = np.array(rows), np.array(columns)
    group, correct = np.array(groups), np.array(right, dtype=float)
    owner = np.repeat(np.arange(len(group)), np.diff(np.append(group, len(right))))
    weight, momentum, second = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, _ROUNDS + 1):
        score = np.bincount(row, weights=weight[column], minlength=len(right))
        part = np.exp(score - np.maximum.reduceat(score, group)[owner])
        chance = part / np.add.reduceat(part, group)[owner]
        inside = part * correct
        target = inside / np.maximum(np.add.reduceat(inside, group), 1e-12)[owner]
        gradient = np.bincount(column, weights=(chance - target)[row], minlength=len(index)) + l2 * weight
        momentum = 0.9 * momentum + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        rate = 0.1 * (1 - step / (_ROUNDS + 1)) + 0.002
        weight -= rate * (momentum / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weight[number]), 3) for name, number in index.items() if abs(weight[number]) > 0.015}


def prepare(articles: list[Article]) -> None:
    """Prepare the examples of all models, with decisions of models that are trained on others of the articles."""

    def without(part: int, name: str) -> Weights:
        others = [article for number, article in enumerate(articles) if number % _PARTS != part]
        return fit([example for article in others for example in article.examples[name]], _L2[name])

    for article in articles:
        article.resolve({})
    for doubt in (0.0, _MISLABELLED):
        tables = [without(part, "antecedents") for part in range(_PARTS)]
        for number, article in enumerate(articles):
            article.resolve(tables[number % _PARTS], doubt)
    for part in range(_PARTS):
        speech = without(part, "speech")
        for article in articles[part::_PARTS]:
            article.read(speech)


def train(articles: list[Article]) -> dict[str, Weights]:
    """Fit every model on the articles."""
    return {
        name: fit([example for article in articles for example in article.examples[name]], _L2[name]) for name in MODELS
    }


def answer(record: dict[str, Any], models: dict[str, Weights]) -> dict[str, object]:
    """What the engine finds in one article with the given models."""
    document = Document(record["id"], "", record["text"])
    return as_json(record["id"], to_quotes(document, analyse(document.text, models)))


def main() -> None:
    """Train, estimate, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--answers", type=Path, help="where to keep the held-out answers")
    parser.add_argument("--rules", action="store_true", help="with --folds: choose speakers by hand-set rules instead")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.shared / "eval"))
    import score_quotes  # type: ignore[import-not-found]  # the scorer lives with the data, outside the project

    gold = arguments.shared / "data" / "quotes_dev.jsonl"
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    articles = [Article(record, score_quotes) for record in records]
    if arguments.folds:
        answers = []
        for fold in range(arguments.folds):
            others = [article for number, article in enumerate(articles) if number % arguments.folds != fold]
            prepare(others)
            models = train(others)
            if arguments.rules:
                models |= {"speakers": _RULES, "subjects": _SUBJECT_RULES}
            answers += [answer(record, models) for record in records[fold :: arguments.folds]]
        with tempfile.TemporaryDirectory() as folder:
            predicted = arguments.answers or Path(folder) / "predicted.jsonl"
            predicted.write_text("".join(json.dumps(one) + "\n" for one in answers), encoding="utf-8")
            subprocess.run(
                [sys.executable, str(arguments.shared / "eval" / "score_quotes.py"), str(gold), str(predicted)],
                check=True,
            )
    if arguments.write:
        prepare(articles)
        for name in MODELS:
            examples = [example for article in articles for example in article.examples[name]]
            print(name, len(examples), "examples,", sum(any(good) for _, good in examples), "with a right candidate")
        data = Path(__file__).parents[2] / "summaries" / "quotes" / "data"
        for name, weights in train(articles).items():
            text = json.dumps(dict(sorted(weights.items())), indent=0, ensure_ascii=False)
            (data / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
