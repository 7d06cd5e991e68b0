"""How weights are fitted: logistic regression of words, and the expected gain of a softmax over candidates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from summaries.terms import Floats

UNIT_PENALTY, UNIT_ITERATIONS, ITERATIONS = 20.0, 200, 100


def minimum(loss: Callable[[Floats], tuple[float, Floats]], start: Floats, steps: int) -> Floats:
    """Where a function that gives its value and gradient is least, after so many steps at most."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # scipy ships no types

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


@dataclass
class States:
    """Candidates of every step seen so far: feature rows, gains, and where each step begins."""

    rows: list[Floats] = field(default_factory=list)
    gains: list[Floats] = field(default_factory=list)

    def add(self, rows: Floats, gains: Floats) -> None:
        """Notes one step; what counts of gains is how much more one candidate gives than the others."""
        self.rows.append(rows)
        self.gains.append(gains - gains.mean())


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
