"""The engine's scores on the development data stay where they were recorded."""

from __future__ import annotations

import pytest

from tests.quality.marks import SHARED, SUITES, compare, load_marks, measure


@pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="the development data lies beside the project only where it is developed"
)
@pytest.mark.parametrize("suite", SUITES)
def test_no_score_falls_below_its_mark(suite: str) -> None:
    """Within half a point for quotations, 0.3 for summaries and stories, not at all for sentences."""
    marks = load_marks()[suite]
    assert marks
    assert compare(suite, measure(suite, SHARED), marks) == []


def test_a_fall_is_noticed() -> None:
    """A score that falls further than allowed is named; one that rises, or is only informative, is not."""
    marks = {"direct": 90.0, "all": 50.0, "dangling": 1.0}
    assert compare("quotes", {"direct": 89.6, "all": 55.0, "dangling": 1.2, "articles/s": 1.0}, marks) == []
    assert compare("quotes", {"direct": 89.4, "all": 55.0, "dangling": 1.0}, marks) == ["direct 89.40, recorded 90.00"]
    assert compare("quotes", {"direct": 90.0, "dangling": 1.6}, marks) == [
        "all 0.00, recorded 50.00",
        "dangling 1.60, recorded 1.00",
    ]
