"""The shipped weights of summaries are made of the data and the settings that stand beside them."""

from __future__ import annotations

import json
from importlib import resources

import numpy as np
import pytest

from tests.quality.fitting import LEAST_ARTICLES, fit_gains, fit_lexicon
from tests.quality.marks import SHARED
from tests.quality.train_summaries import digest


def test_the_shipped_weights_are_made_by_these_settings() -> None:
    """Who changes a setting of the training has to train anew."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the development data lies beside the project only where it is developed")
    file = resources.files("summaries") / "data" / "ranker.json"
    assert json.loads(file.read_text(encoding="utf-8"))["made_of"] == digest(SHARED)


def test_stems_of_many_articles_have_weights_of_their_own() -> None:
    """Positive where references hold a stem more often than its features tell; none where few articles have it."""
    stems = [["after", "said", "plain", f"rare{at}"] for at in range(LEAST_ARTICLES)]
    scores, targets = [np.zeros(4)] * len(stems), [np.array([1.0, 0.0, 0.5, 1.0])] * len(stems)
    found = fit_lexicon(stems, scores, targets)
    assert set(found) == {"after", "said"}
    assert found["after"] > 0.3
    assert found["said"] == pytest.approx(-found["after"])


def test_gains_are_foretold_by_the_columns_that_tell_them() -> None:
    """A column of noise weighs next to nothing, whatever its scale."""
    dice = np.random.default_rng(1)
    table = dice.normal(size=(2_000, 2)) * [1, 100]
    telling, noise = fit_gains(table, 3 * table[:, 0])
    assert telling > 1
    assert abs(100 * noise) < 0.1
