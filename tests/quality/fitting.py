"""How weights are fitted: logistic regression of words and stems, softmax and ridge regression of what is gained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from summaries.terms import Floats

UNIT_PENALTY, UNIT_ITERATIONS, ITERATIONS = 20.0, 200, 100
GAIN_PENALTY = 0.35
LEXICON_PENALTY, LEXICON_STEPS, LEAST_ARTICLES, LEAST_WEIGHT = 10.0, 3, 20, 0.02
SETTINGS = (
    UNIT_PENALTY,
    UNIT_ITERATIONS,
    ITERATIONS,
    GAIN_PENALTY,
    LEXICON_PENALTY,
    LEXICON_STEPS,
    LEAST_ARTICLES,
    LEAST_WEIGHT,
)


def minimum(loss: Callable[[Floats], tuple[float, Floats]], start: Floats, steps: int) -> Floats:
    """Where a function that gives its value and gradient is least, after so many steps at most."""
    from scipy.optimize import minimize

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x)


def fit_units(tables: Sequence[Floats], targets: Sequence[Floats]) -> Floats:
    """Logistic regression with the intercept first, on standardised columns; weights for the columns as they are."""
    table, target = np.vstack(tables), np.concatenate(targets)
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    scaled = np.hstack([np.ones((len(table), 1)), (table - mean) / spread])

    def loss(weights: Floats) -> tuple[float, Floats]:
        chance = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        value = -(target * np.log(chance + 1e-9) + (1 - target) * np.log(1 - chance + 1e-9)).sum()
        gradient = scaled.T @ (chance - target)
        penalty = UNIT_PENALTY * weights[1:]
        return value + (penalty @ weights[1:]) / 2, gradient + np.concatenate([[0.0], penalty])

    found = minimum(loss, np.zeros(scaled.shape[1]), UNIT_ITERATIONS)
    plain = found[1:] / spread
    return np.concatenate([[found[0] - plain @ mean], plain])


def fit_lexicon(
    stems: Sequence[Sequence[str]], scores: Sequence[Floats], targets: Sequence[Floats]
) -> dict[str, float]:
    """What each stem of many articles adds to the log-odds that its features give, by Newton's method stem by stem."""
    spread = Counter(stem for article in stems for stem in article)
    index = {stem: at for at, stem in enumerate(sorted(spread)) if spread[stem] >= LEAST_ARTICLES}
    size, stem_of = len(spread), np.array([index.get(stem, len(spread)) for article in stems for stem in article])
    score, target, own = np.concatenate(scores), np.concatenate(targets), np.zeros(size + 1)
    for _ in range(LEXICON_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(score + own[stem_of], -30, 30)))
        slope = np.bincount(stem_of, target - chance, minlength=size + 1) - LEXICON_PENALTY * own
        own += slope / (np.bincount(stem_of, chance * (1 - chance), minlength=size + 1) + LEXICON_PENALTY)
        own[size] = 0
    return {stem: float(f"{own[at]:.3g}") for stem, at in index.items() if abs(own[at]) >= LEAST_WEIGHT}


@dataclass
class States:
    """Candidates of every step seen so far: feature rows, gains, and where each step begins."""

    rows: list[Floats] = field(default_factory=list)
    gains: list[Floats] = field(default_factory=list)

    def add(self, rows: Floats, gains: Floats) -> None:
        """Notes one step; what counts of gains is how much more one candidate gives than the others."""
        self.rows.append(rows)
        self.gains.append(gains - gains.mean())


def fit_ranker(states: States, penalty: Floats, bags: int) -> Floats:
    """The mean of two rankers that err in different places: of the best candidate's gain, and of every one's."""
    table = np.vstack([rows - rows.mean(axis=0) for rows in states.rows])
    fits = fit_bagged(states, penalty, bags), fit_gains(table, np.concatenate(states.gains))
    return np.asarray(sum(weights / ((table @ weights).std() + 1e-9) for weights in fits))


def fit_gains(table: Floats, gains: Floats) -> Floats:
    """Ridge regression of how much more each candidate gives than the others of its step."""
    spread = table.std(axis=0) + 1e-6
    scaled = table / spread
    square = scaled.T @ scaled + GAIN_PENALTY * len(scaled) * np.eye(scaled.shape[1])
    return np.asarray(np.linalg.solve(square, scaled.T @ gains) / spread)


def fit_bagged(states: States, penalty: Floats, bags: int) -> Floats:
    """The mean of weights learnt from random halves of the steps (Breiman 1996): one fit alone varies much."""
    dice, total = np.random.default_rng(1), np.zeros(len(penalty))
    for _ in range(bags):
        drawn = dice.permutation(len(states.rows))[: len(states.rows) // 2]
        part = States([states.rows[at] for at in drawn], [states.gains[at] for at in drawn])
        total += fit_steps(part, penalty) / bags
    return total


def fit_steps(states: States, penalty: Floats) -> Floats:
    """Weights that maximise the expected gain of a softmax over each step's candidates."""
    table, gains = np.vstack(states.rows), np.concatenate(states.gains)
    spread = table.std(axis=0) + 1e-6
    scaled = (table - table.mean(axis=0)) / spread
    sizes = np.array([len(g) for g in states.gains])
    begins, steps = np.concatenate([[0], np.cumsum(sizes)[:-1]]), np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Floats) -> tuple[float, Floats]:
        value = scaled @ weights
        raised = np.exp(value - np.maximum.reduceat(value, begins)[steps])
        chance = raised / np.add.reduceat(raised, begins)[steps]
        expected = np.add.reduceat(chance * gains, begins)
        gradient = scaled.T @ (chance * (gains - expected[steps])) / len(sizes)
        return -expected.mean() + (penalty * weights) @ weights, -gradient + 2 * penalty * weights

    return np.asarray(minimum(loss, np.zeros(scaled.shape[1]), ITERATIONS) / spread)
