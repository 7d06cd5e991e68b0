"""How much each sentence adds to the summary so far, by weights learnt from reference summaries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import repeat
from sys import intern

import numpy as np

from summaries.features import Evidence, ranks, sentence_features, unit_features
from summaries.terms import Floats


@dataclass(frozen=True)
class Weights:
    """Linear weights of the models, one weight a feature column: words, pairs, sentences and sets of sentences.

    The first entry of `words` and `pairs` is the intercept of a logistic regression for "a summary has it". `sets` is
    empty where sentences are chosen one by one only. `lexicon` is what an English stem itself adds to its log-odds:
    summaries hold "will" and "after" more often, "said" and "but" less often, than their place and count tell.
    """

    words: Floats
    pairs: Floats
    sentences: Floats
    sets: Floats
    lexicon: Mapping[str, float] = field(default_factory=dict)


@lru_cache(maxsize=2)
def learnt(several: bool) -> Weights:
    """The shipped weights for one article or for several; tests/quality/train_summaries.py makes them."""
    file = resources.files("summaries") / "data" / "ranker.json"
    table = json.loads(file.read_text(encoding="utf-8"))["several" if several else "one"]
    words, pairs, sentences, sets = (np.array(table.get(key, ())) for key in ("words", "pairs", "sentences", "sets"))
    # The stems of an article are interned too: to look one up compares no letters.
    lexicon = {intern(stem): weight for stem, weight in table["lexicon"].items()}
    return Weights(words, pairs, sentences, sets, lexicon)


class Ranking:
    """The candidates for one summary and what is chosen so far.

    A sentence's worth follows from what it is (`static`) and what it would add (`state`): the words and pairs that
    a summary would hold and the chosen sentences do not yet, as Hong and Nenkova 2014 weigh words, its similarity
    to the chosen sentences, and how much room is left.
    """

    def __init__(self, evidence: Evidence, word_values: Floats, pair_values: Floats) -> None:
        self.evidence = evidence
        self._words, self._pairs = evidence.vocabulary.words, evidence.vocabulary.pairs
        # Common words too: a summary has to hold the ones that its subject brings along.
        self.units = (self._words, self._pairs, self._words)
        self.values = (word_values * (1 - evidence.vocabulary.common), pair_values, word_values)
        self._left = [values.copy() for values in self.values]
        self._sizes = np.array([np.maximum(np.diff(units.bounds), 1) for units in self.units], dtype=float)
        self._first = self._sums()
        self._nearest = np.zeros(evidence.count)
        self._next, self._before = np.zeros(evidence.count), np.zeros(evidence.count)
        self._taken = np.zeros(evidence.articles)
        # Of every sentence's vector before it is made a unit: its part along the centroid, and its squared length.
        self._raw = evidence.rarity[self._words.flat]
        self._along = self._by_row(self._raw * evidence.centroid[self._words.flat])
        self._squares = self._by_row(self._raw**2)
        self._sum, self._sum_along = np.zeros(self._words.size), 0.0
        self.chosen: list[int] = []
        self.static = np.hstack([sentence_features(evidence), self._value_features()])

    def _sums(self) -> Floats:
        """What every sentence holds of each kind of units that nothing chosen holds: one row for each kind."""
        return np.array([units.sums(left) for units, left in zip(self.units, self._left, strict=True)])

    def _value_features(self) -> Floats:
        sums = self._first
        mean, root = sums / self._sizes, sums / np.sqrt(self._sizes)
        columns = [sums, mean, root, _standard(sums), _standard(mean), _rank(sums), _rank(mean), _rank(root)]
        return _by_kind(columns)

    def state(self, room_used: float) -> Floats:
        """One row for every sentence: what it would add now; `room_used` is the share of the length already filled."""
        new, sizes = self._sums(), self._sizes
        added = _by_kind([new, new / sizes, new / np.sqrt(sizes), 1 - new / (self._first + 1e-6)])
        near, length = self._nearest, np.log(self.evidence.length)
        same = self._taken[self.evidence.article] / max(1, len(self.chosen))
        columns = [near, near**2, self._next, self._before, same]
        if self.evidence.articles == 1:
            closer = self._closer()
            columns += [closer, 5 * closer / self.evidence.length**0.6, 2 * closer / self.evidence.length**0.3]
        columns += [room_used / (1 + self.evidence.place), room_used * length, room_used * near, room_used * same]
        return np.hstack([added, np.array(columns, dtype=float).T])

    def _by_row(self, parts: Floats) -> Floats:
        return np.bincount(self._words.rows, parts, minlength=self.evidence.count).astype(float)

    def _closer(self) -> Floats:
        """How much each sentence would turn the sum of the chosen ones towards the centroid, as a cosine."""
        length = float(self._sum @ self._sum)
        shared = self._by_row(self._raw * self._sum[self._words.flat])
        cosine = (self._along + self._sum_along) / np.sqrt(length + 2 * shared + self._squares + 1e-9)
        return np.asarray(cosine - self._sum_along / np.sqrt(length + 1e-9))

    def know(self, text: str, code: str) -> None:
        """Counts what a sentence of elsewhere says as told already."""
        vector, words, pairs = self.evidence.foreign(text, code)
        for left, units in zip(self._left, (words, pairs, words), strict=True):
            left[units] = 0
        self._nearest = np.maximum(self._nearest, self.evidence.similarity(vector))

    def choose(self, sentence: int) -> None:
        """Counts a sentence as chosen: what it says adds nothing any more."""
        evidence = self.evidence
        for left, units in zip(self._left, self.units, strict=True):
            left[units.of(sentence)] = 0
        self._nearest = np.maximum(self._nearest, evidence.similarity(evidence.vector(sentence)))
        own = self._words.of(sentence)
        self._sum[own] += evidence.rarity[own]
        self._sum_along += float(self._along[sentence])
        article = evidence.article[sentence]
        if sentence + 1 < evidence.count and evidence.article[sentence + 1] == article:
            self._next[sentence + 1] = 1
        if sentence and evidence.article[sentence - 1] == article:
            self._before[sentence - 1] = 1
        self._taken[article] += 1
        self.chosen.append(sentence)


def ranking(evidence: Evidence, weights: Weights) -> Ranking:
    """A ranking with the word and pair values that the weights give."""
    return Ranking(evidence, *chances(evidence, *unit_features(evidence), weights))


def chances(evidence: Evidence, words: Floats, pairs: Floats, weights: Weights) -> tuple[Floats, Floats]:
    """How likely a summary has each word and each pair, given their features."""
    scores = weights.words[0] + words @ weights.words[1:] + own_scores(evidence, weights.lexicon)
    one, two = np.split(weights.pairs[1:], [pairs.shape[1]])
    return logistic(scores), logistic(weights.pairs[0] + pairs @ one + of_words(evidence, scores) @ two)


def own_scores(evidence: Evidence, lexicon: Mapping[str, float]) -> Floats:
    """What each stem adds by itself; nothing in articles of other languages, where it may be another word."""
    index = evidence.vocabulary.index
    if not lexicon or any(code != "en" for code in evidence.codes):
        return np.zeros(len(index))
    return np.array(list(map(lexicon.get, index, repeat(0.0))), dtype=float)


def of_words(evidence: Evidence, scores: Floats) -> Floats:
    """More features of pairs: the scores of each pair's two words."""
    one, two = scores[evidence.vocabulary.pairs.parts].T
    return np.stack([one, two, np.minimum(one, two), logistic(one) * logistic(two)], axis=1)


def logistic(values: Floats) -> Floats:
    """Chances from log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


def _by_kind(columns: list[Floats]) -> Floats:
    """One row for every sentence of columns that are given for each kind of units: all of one kind side by side."""
    return np.array(columns).swapaxes(0, 1).reshape(-1, columns[0].shape[1]).T


def _standard(values: Floats) -> Floats:
    away = values - values.mean(axis=1, keepdims=True)
    return np.asarray(away / (np.sqrt((away**2).mean(axis=1, keepdims=True)) + 1e-6))


def _rank(values: Floats) -> Floats:
    return np.asarray(ranks(values) / max(1, values.shape[1] - 1))


def worth(ranked: Ranking, weights: Weights, room_used: float) -> Floats:
    """What each sentence is worth now; only the order and the differences mean anything."""
    split = ranked.static.shape[1]
    return np.asarray(ranked.static @ weights.sentences[:split] + ranked.state(room_used) @ weights.sentences[split:])


def columns(weights: Floats) -> list[float]:
    """Weights rounded for the data file."""
    return [float(f"{weight:.5g}") for weight in weights]
