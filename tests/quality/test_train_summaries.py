"""The shipped weights of summaries are made of the data and the settings that stand beside them."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from tests.quality.marks import SHARED
from tests.quality.train_summaries import digest


def test_the_shipped_weights_are_made_by_these_settings() -> None:
    """Who changes a setting of the training has to train anew."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the development data is not here")
    file = resources.files("summaries") / "data" / "ranker.json"
    assert json.loads(file.read_text(encoding="utf-8"))["made_of"] == digest(SHARED)
