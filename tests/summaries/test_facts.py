"""Which numbers let two articles' sentences state one fact."""

from __future__ import annotations

import pytest

from summaries.facts import is_same_fact
from summaries.terms import content

FACT = "The council of Port Alder granted {} euros to the divers who found the boats of the harbour authority."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("199", "nearly 200", True),
        ("7950", "8000", True),
        ("12", "12", True),
        ("12", "13", False),
        ("199", "240", False),
        ("the 2014", "the 2015", False),
        ("5" * 400, "9" * 400, False),
    ],
)
def test_a_number_made_round_is_the_same(one: str, other: str, same: bool) -> None:
    """Of two writers one tells the sum, the other about how much; a year and a small number are told exactly."""
    facts = [content(FACT.format(number), "en") for number in (one, other)]
    assert is_same_fact(*facts, retold=True) is same
    assert is_same_fact(*facts) is (one == other)
