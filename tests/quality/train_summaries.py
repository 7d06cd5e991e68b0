"""Learns the ranker's weights from articles with reference summaries; estimates them by cross-validation.

usage: uv run --with scipy python -m tests.quality.train_summaries SHARED [--folds 5] [--write FILE]

The words' and pairs' weights are logistic regressions on "a reference has it"; stems of many articles have a weight of
their own besides. The sentences' weights are learnt at every step of the summaries that the ranker itself makes (Ross
et al. 2011), so that they learn from the states they will meet: half of them maximise the expected ROUGE gain of the
sentence that a softmax over their worth would take, half foretell every sentence's gain. The weights of sets, for lone
articles, are learnt in both ways from the ROUGE of all sets of one pool. Both meet words valued by what other articles
taught (Wolpert 1992), as they do afterwards.

`--folds 0 --write summaries/data/ranker.json` makes the shipped file anew, to the letter with the same data, settings
and versions of NumPy and SciPy; the file holds a digest of the data and settings that made it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summaries.choice import Choice, Room, in_blocks
from summaries.document import Document
from summaries.features import Evidence, unit_features
from summaries.rank import Ranking, Weights, chances, columns, of_words, own_scores
from summaries.sets import best_set, pool_of, set_features, sets_of
from summaries.terms import Floats, terms
from summaries.ties import Ties
from tests.quality.fitting import SETTINGS, States, fit_lexicon, fit_ranker, fit_units
from tests.quality.summaries import LENGTHS, Tokens, rouge

ROUNDS = 2
STEP_PENALTY, SET_PENALTY = {"one": 0.006, "several": 0.003}, 0.08
PAIR_SHARE, SET_PAIR_SHARE, CORE_SHARE, BAGS, SET_BAGS = 0.5, 1.2, 0.02, 6, 8
FOLDS = 5
SETS = {"one": ("cnndm", "writers"), "several": ("multinews",)}
TOKENS, NONE = Tokens(), np.zeros(0)


@dataclass
class Article:
    """One item of a development set with all that training needs, computed once."""

    set: str
    fold: int
    evidence: Evidence
    ties: Ties
    references: list[str]
    unit_table: list[Floats]
    targets: list[Floats]
    values: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gain = Gain(self)

    def chosen(self, weights: Weights, record: Any = None) -> Choice:
        """The choice by these weights, as little strict as it must be to choose anything."""
        limits, ties = LENGTHS[self.set], self.ties
        while True:
            choice = Choice(
                ranked=Ranking(self.evidence, *self.values),
                weights=weights,
                ties=ties,
                room=Room(limits.sentences, limits.asked),
                excluded=np.zeros(self.evidence.count, dtype=bool),
                record=record,
            )
            if choice.run() or ties.relaxed > 1:
                return choice
            ties = ties.relax()

    def summary(self, weights: Weights) -> list[str]:
        """The sentences that the engine would choose by these weights, in its order."""
        choice = self.chosen(weights)
        best = best_set(choice) if LENGTHS[self.set].words is None else choice.ranked.chosen
        return [self.evidence.texts[at] for at in in_blocks(best, choice.ties)]


class Gain:
    """What each sentence would add to the ROUGE-1 and ROUGE-2 of a partial summary."""

    def __init__(self, article: Article) -> None:
        limits = LENGTHS[article.set]
        self.fixed = limits.words
        self.tables = []
        tokens = [TOKENS.tokenize(text) for text in article.evidence.texts]
        self.sizes = np.array([len(t) for t in tokens], dtype=float)
        for reference in article.references:
            wanted = TOKENS.tokenize(reference)
            for size in (1, 2):
                need = Counter(grams(wanted, size))
                index = {gram: at for at, gram in enumerate(need)}
                table = np.zeros((len(tokens), len(need)))
                for row, sentence in enumerate(tokens):
                    for gram in grams(sentence, size):
                        if gram in index:
                            table[row, index[gram]] += 1
                share = 1.0 if size == 1 else PAIR_SHARE
                self.tables.append((table, np.array(list(need.values()), dtype=float), len(wanted), share))

    def __call__(self, chosen: Sequence[int]) -> Floats:
        gains = np.zeros(len(self.sizes))
        spent = self.sizes[list(chosen)].sum()
        for table, need, wanted, share in self.tables:
            have = table[list(chosen)].sum(axis=0)
            now = np.minimum(have, need).sum()
            then = np.minimum(have + table, need).sum(axis=1)
            if self.fixed:
                gains += share * 2 * (then - now) / (wanted + self.fixed) / (self.sizes + 2) * 20
            else:
                gains += share * (2 * then / (wanted + spent + self.sizes) - 2 * now / max(1, wanted + spent))
        return np.asarray(100 * gains / (len(self.tables) / 2))

    def of_sets(self, pool: Sequence[int], sets: Floats) -> Floats:
        """ROUGE-1 and ROUGE-2 of whole sets, in points."""
        total, spent = np.zeros(len(sets)), sets @ self.sizes[list(pool)]
        for table, need, wanted, share in self.tables:
            total += (
                (share if share == 1 else SET_PAIR_SHARE)
                * 2
                * np.minimum(sets @ table[list(pool)], need).sum(axis=1)
                / (wanted + spent)
            )
        return np.asarray(100 * total / (len(self.tables) / 2))


def grams(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return list(zip(*(tokens[at:] for at in range(size)), strict=False))


def load(shared: Path, name: str, folds: int) -> list[Article]:
    articles = []
    for line in (shared / "data" / f"summary_{name}.dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents = [Document(str(at), d["title"], d["text"], language="en") for at, d in enumerate(row["documents"])]
        evidence = Evidence([s for d in documents for s in d.sentences if s.role == "body"])
        if evidence.count < 2 or (evidence.articles == 1 and name == "multinews"):
            continue
        articles.append(
            Article(
                set=name,
                fold=zlib.crc32(row["id"].encode()) % folds,
                evidence=evidence,
                ties=Ties.of(documents),
                references=row["references"],
                unit_table=list(unit_features(evidence)),
                targets=_targets(evidence, row["references"]),
            )
        )
    return articles


def _targets(evidence: Evidence, references: Sequence[str]) -> list[Floats]:
    """For every word and every pair, the share of references that hold it."""
    vocabulary = evidence.vocabulary
    found = [np.zeros(vocabulary.words.size), np.zeros(vocabulary.pairs.size)]
    for reference in references:
        stems = terms(reference, "en")
        held = [vocabulary.index[stem] for stem in set(stems) if stem in vocabulary.index]
        found[0][held] += 1 / len(references)
        found[1][vocabulary.pair_numbers(stems)] += 1 / len(references)
    return found


def recorder(states: States, article: Article) -> Callable[[Ranking, float, NDArray[np.bool_]], None]:
    """What notes every step of a choice: its candidates' features, and what each would gain."""

    def record(ranked: Ranking, used: float, allowed: NDArray[np.bool_]) -> None:
        if allowed.sum() > 1:
            gains = article.gain(ranked.chosen)[allowed]
            states.add(np.hstack([ranked.static, ranked.state(used)])[allowed], gains)

    return record


def fit_values(articles: Sequence[Article]) -> Weights:
    """The weights of words, stems and pairs."""
    wanted = [a.targets[0] for a in articles]
    words = fit_units([a.unit_table[0] for a in articles], wanted)
    plain = [words[0] + a.unit_table[0] @ words[1:] for a in articles]
    lexicon = fit_lexicon([tuple(a.evidence.vocabulary.index) for a in articles], plain, wanted)
    scores = [score + own_scores(a.evidence, lexicon) for a, score in zip(articles, plain, strict=True)]
    tables = [
        np.hstack([a.unit_table[1], of_words(a.evidence, score)]) for a, score in zip(articles, scores, strict=True)
    ]
    return Weights(words, fit_units(tables, [a.targets[1] for a in articles]), NONE, NONE, lexicon)


def value_units(articles: Sequence[Article], weights: Weights) -> None:
    for article in articles:
        words, pairs = article.unit_table
        article.values = list(chances(article.evidence, words, pairs, weights))


def train(articles: Sequence[Article], weights: Weights, penalty: float) -> Weights:
    """The sentences' and sets' weights too, given articles whose words and pairs are valued."""
    states = States()
    first = articles[0]
    width = Ranking(first.evidence, *first.values)
    start = np.zeros(width.static.shape[1] + width.state(0.0).shape[1])
    # The sums of new words' and pairs' values are a fair first policy.
    start[width.static.shape[1] + 2] = 1
    weights = replace(weights, sentences=start)
    # Columns without which nothing can be ranked are free, the others only correct them.
    penalties = np.full(len(start), penalty)
    state = width.static.shape[1]
    penalties[[0, 8, *range(state, state + 3), *range(state + 4, state + 7), *range(state + 8, state + 11)]] *= (
        CORE_SHARE
    )
    for _ in range(ROUNDS):
        for article in articles:
            article.chosen(weights, recorder(states, article))
        weights = replace(weights, sentences=fit_ranker(states, penalties, BAGS))
    counted = [article for article in articles if LENGTHS[article.set].words is None and article.evidence.articles == 1]
    return replace(weights, sets=fit_sets(counted, weights)) if counted else weights


def learn(articles: Sequence[Article], penalty: float) -> Weights:
    """All weights. Those of sentences and sets learn from words valued by weights that other articles gave."""
    for fold in sorted({article.fold for article in articles}):
        value_units([a for a in articles if a.fold == fold], fit_values([a for a in articles if a.fold != fold]))
    return train(articles, fit_values(articles), penalty)


def fit_sets(articles: Sequence[Article], weights: Weights) -> Floats:
    """The weights of whole sets of sentences, learnt from the pools that these weights of sentences give."""
    states = States()
    for article in articles:
        choice = article.chosen(weights)
        pool, size = pool_of(choice), len(choice.ranked.chosen)
        if 1 < size < len(pool):
            sets = sets_of(article.evidence, choice.ties, pool, size)
            states.add(set_features(choice.ranked, np.array(pool), sets), article.gain.of_sets(pool, sets))
    return fit_ranker(states, np.full(states.rows[0].shape[1], SET_PENALTY), SET_BAGS)


def score(articles: Sequence[Article], weights: Weights) -> dict[str, list[Floats]]:
    found: dict[str, list[Floats]] = {}
    for article in articles:
        found.setdefault(article.set, []).append(
            rouge(article.references, article.summary(weights), LENGTHS[article.set])
        )
    return found


def cross_validate(articles: Sequence[Article], folds: int, penalty: float) -> None:
    """Prints the mean scores of every article under weights learnt from the other folds."""
    found: dict[str, list[Floats]] = {}
    for fold in range(folds):
        weights = learn([a for a in articles if a.fold != fold], penalty)
        held = [a for a in articles if a.fold == fold]
        value_units(held, weights)
        for name, rows in score(held, weights).items():
            found.setdefault(name, []).extend(rows)
    for name, rows in found.items():
        print(f"{name:10} n={len(rows):4} penalty {penalty:g}", np.mean(rows, axis=0).round(2), flush=True)


def digest(shared: Path) -> str:
    """What weights are made of, as a hash: the development sets and all settings."""
    own = (FOLDS, ROUNDS, STEP_PENALTY, SET_PENALTY, PAIR_SHARE, SET_PAIR_SHARE, CORE_SHARE, BAGS, SET_BAGS, SETS)
    found = hashlib.sha256(repr((own, SETTINGS)).encode())
    for names in SETS.values():
        for name in names:
            found.update((shared / "data" / f"summary_{name}.dev.jsonl").read_bytes())
    return found.hexdigest()[:16]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--penalty", type=float, nargs="+", help="tried in turn; the first one makes the weights")
    parser.add_argument("--only", choices=("one", "several"))
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    written: dict[str, Any] = {"made_of": digest(args.shared)}
    for key, names in SETS.items():
        if args.only and key != args.only:
            continue
        articles = [article for name in names for article in load(args.shared, name, args.folds or FOLDS)]
        for penalty in (args.penalty or [STEP_PENALTY[key]]) if args.folds else ():
            cross_validate(articles, args.folds, penalty)
        if args.write:
            weights = learn(articles, (args.penalty or [STEP_PENALTY[key]])[0])
            written[key] = {name: columns(getattr(weights, name)) for name in ("words", "pairs", "sentences")}
            written[key]["lexicon"] = weights.lexicon
            if len(weights.sets):
                written[key]["sets"] = columns(weights.sets)
    if args.write:
        args.write.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
