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
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from summaries.document import Document
from summaries.quotes import to_quotes
from summaries.quotes.analysis import analyse, judge_quotations
from summaries.quotes.antecedents import Discourse, antecedents
from summaries.quotes.cues import Cue, find_cues
from summaries.quotes.marks import Quoted
from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import MODELS, Weights, choose
from summaries.quotes.reported import before_candidates, end_candidates, start_candidates
from summaries.quotes.speakers import Spoken, candidates
from summaries.quotes.speech import KINDS, speech_features
from summaries.quotes.subjects import Said, last_said, subject_candidates
from summaries.quotes.tokens import Tokens, tokenize
from tests.quality.quotes import as_json

Example = tuple[list[list[str]], list[bool]]
Gold = dict[str, Any]
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


class Article:
    """One gold article, read by the engine, with training examples for every model."""

    def __init__(self, record: dict[str, Any], scorer: ModuleType) -> None:
        self.record, self.scorer = record, scorer
        self.golds: list[Gold] = record["quotes"]
        self.examples: dict[str, list[Example]] = {name: [] for name in MODELS}
        self.tokens: Tokens = tokenize(record["text"])
        self.people = People(self.tokens)
        self.cues: list[Cue] = find_cues(self.tokens, self.people)
        self._speech()

    def read(self, speech: Weights) -> None:
        """Prepare the examples that need to know which quotations are speech, as `speech` tells."""
        for name in ("speakers", "starts", "before", "ends", "subjects"):
            self.examples[name] = []
        quotations = [Spoken(first, end) for first, end in self.tokens.spans]
        judge_quotations(self.tokens, self.cues, quotations, speech)
        self._speakers()
        self._contents()

    def _same(self, mention: Mention | None, gold: Gold) -> bool:
        """Whether a mention is a right answer for a gold quotation's speaker."""
        if mention is None or not gold["speaker_text"]:
            return mention is None and not gold["speaker_text"]
        start, end = self.tokens.starts[mention.first], self.tokens.ends[mention.end - 1]
        a, b = gold["speaker_start"], gold["speaker_end"]
        if start >= a and end <= b + 1:
            if not gold["speaker_name"]:
                words = self.record["text"][start:end]
                return start <= a + 2 or bool(
                    self.scorer.head_word(words) == self.scorer.head_word(gold["speaker_text"])
                )
            return mention.person is None or self._named(mention, gold)
        if start <= a and end >= b - 1:
            return True
        return bool(gold["speaker_name"]) and self._named(mention, gold)

    def _named(self, mention: Mention, gold: Gold) -> bool:
        name = self.people.name(mention)
        return bool(name) and bool(self.scorer.same_person(name, gold["speaker_name"]))

    def _gold_mention(self, gold: Gold) -> Mention | None:
        if not gold["speaker_text"]:
            return None
        inside = [
            mention
            for mention in self.people.within(
                self.tokens.at(gold["speaker_start"]), self.tokens.at(max(0, gold["speaker_end"] - 1)) + 1
            )
            if self._same(mention, gold)
        ]
        return inside[0] if inside else None

    def resolve(self, table: Weights, doubt: float = 0.0) -> None:
        """Prepare the examples of pronouns; those without a gold antecedent stand for whom `table` tells.

        Gold antecedents that `table` gives less than the probability `doubt` are left out.
        """
        examples = self.examples["antecedents"] = []
        pronouns: dict[int, Gold] = {}
        for gold in self.golds:
            if gold["speaker_name"] and (gold["speaker_text"] or "").lower() in ("he", "she"):
                pronouns[self.tokens.at(gold["speaker_start"])] = gold
        state = Discourse(self.tokens, self.people, self.cues)
        for mention in self.people.mentions:
            if mention.kind != "pronoun":
                state.name(mention)
                continue
            options = antecedents(state, mention)
            pronoun = pronouns.get(mention.first)
            if not options:
                continue
            number, chances = choose(table, [features for _, features in options])
            if pronoun is not None:
                names = [" ".join(self.people.people[person].name) for person, _ in options]
                good = [bool(self.scorer.same_person(name, pronoun["speaker_name"])) for name in names]
                if sum(chance for chance, is_good in zip(chances, good, strict=True) if is_good) >= doubt:
                    examples.append(([features for _, features in options], good))
                number = good.index(True) if any(good) else number
            state.link(mention, options[number][0])

    def _quotations(self) -> Iterator[tuple[Quoted, int, int, Gold | None]]:
        """Every quotation with the gold quotation that overlaps it most."""
        for quoted, (a, b) in zip(self.tokens.quoted, self.tokens.spans, strict=True):
            over = [g for g in self.golds if g["start"] < quoted.end and quoted.start < g["end"]]
            shared = [min(g["end"], quoted.end) - max(g["start"], quoted.start) for g in over]
            yield quoted, a, b, over[shared.index(max(shared))] if over else None

    def _speech(self) -> None:
        places = [cue.token for cue in self.cues]
        for quoted, a, b, gold in self._quotations():
            exact = gold is not None and abs(gold["start"] - quoted.start) < 3 and abs(gold["end"] - quoted.end) < 3
            exact |= gold is not None and gold["type"] == "direct"
            kind = "none" if gold is None else "speech" if exact else "part"
            features = speech_features(self.tokens, self.cues, places, quoted, a, b)
            self.examples["speech"].append(
                ([[f"{k} {feature}" for feature in features] for k in KINDS], [k == kind for k in KINDS])
            )

    def _speakers(self) -> None:
        self.said: list[Said] = []
        places = [cue.token for cue in self.cues]
        previous: Spoken | None = None
        for _, a, b, gold in self._quotations():
            if gold is None or not gold["speaker_text"]:
                continue
            spoken = Spoken(a, b)
            options = candidates(self.tokens, self.people, self.cues, places, spoken, previous)
            good = [self._same(option.mention, gold) for option in options]
            if options:
                self.examples["speakers"].append(([option.features for option in options], good))
            fitting = [option for option, is_good in zip(options, good, strict=True) if is_good]
            spoken.mention = self._gold_mention(gold) or (fitting[0].mention if fitting else None)
            spoken.cue = fitting[0].cue if fitting else None
            previous = spoken
            if spoken.cue is not None:
                self.said.append((spoken.cue, spoken.mention))
        self.said.sort(key=lambda pair: pair[0].token)

    def _contents(self) -> None:
        tokens = self.tokens
        text = self.record["text"]
        after: dict[int, Gold] = {}
        before: dict[int, Gold] = {}
        for gold in self.golds:
            words = set((gold["cue"] or "").lower().replace("’", "'").split()) | {
                word.strip(":,.") for word in (gold["cue"] or "").lower().split()
            }
            first, last = tokens.at(gold["start"]), tokens.at(gold["end"] - 1)
            near = [
                (min(abs(cue.token - first), abs(cue.token - last)), cue)
                for cue in self.cues
                if tokens.low[cue.token] in words and not first <= cue.token <= last
            ]
            if not near:
                continue
            distance, cue = min(near, key=lambda pair: pair[0])
            if distance < 30:
                (after if cue.token < first else before).setdefault(cue.token, gold)
        earlier: Said | None = None
        for cue in self.cues:
            if cue.excluded:
                continue
            content = after.get(cue.token)
            starts = start_candidates(tokens, self.people, cue)
            good = [
                content is None if at is None else content is not None and abs(tokens.starts[at] - content["start"]) < 3
                for at, _ in starts
            ]
            if content is not None and not any(good):
                good = [
                    at is not None and text[tokens.starts[at] : content["start"]].lower().strip() == "that"
                    for at, _ in starts
                ]
            self.examples["starts"].append(([features for _, features in starts], good))
            for (at, _), is_good in zip(starts, good, strict=True):
                if is_good and at is not None and content is not None:
                    ends = end_candidates(tokens, cue, at)
                    best = [abs(tokens.ends[end - 1] - content["end"]) for end, _ in ends]
                    if best and min(best) < 4:
                        self.examples["ends"].append(
                            ([features for _, features in ends], [value == min(best) for value in best])
                        )
            other = before.get(cue.token)
            spans = before_candidates(tokens, self.people, cue)
            if len(spans) > 1:
                good = [
                    other is None
                    if span is None
                    else other is not None
                    and abs(tokens.starts[span[0]] - other["start"]) < 3
                    and abs(tokens.ends[span[1] - 1] - other["end"]) < 4
                    for span, _ in spans
                ]
                self.examples["before"].append(([features for _, features in spans], good))
            content = content or other
            if content is not None:
                earlier = last_said(self.said, cue, earlier)
                options = subject_candidates(tokens, self.people, cue, earlier)
                good = [self._same(mention, content) for mention, _ in options]
                self.examples["subjects"].append(([features for _, features in options], good))
                earlier = (cue, self._gold_mention(content))


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
