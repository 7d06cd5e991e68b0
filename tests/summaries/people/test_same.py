"""Whether two names are one person's. To add a case, add a line to a table."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from summaries.people import SAME, same_person, same_person_confidence


def _pairs(table: str) -> list[tuple[str, str]]:
    """The pairs of names in a table beside this module."""
    lines = (Path(__file__).parent / f"{table}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" | ") for line in lines if not line.startswith("#"))
    return [(left, right) for left, right in pairs]


ONE_PERSON, TWO_PEOPLE = _pairs("one_person"), _pairs("two_people")


@pytest.mark.parametrize(("a", "b"), ONE_PERSON)
def test_one_person(a: str, b: str) -> None:
    assert same_person(a, b), same_person_confidence(a, b)


@pytest.mark.parametrize(("a", "b"), TWO_PEOPLE)
def test_two_people(a: str, b: str) -> None:
    assert not same_person(a, b), same_person_confidence(a, b)


def test_the_confidence_falls_with_what_agrees() -> None:
    full = "Anna Louise Keller"
    spellings = ["Anna Louise Keller", "Anna Keller", "A. Keller", "Keller"]
    steps = [same_person_confidence(full, spelling) for spelling in spellings]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == len(steps)
    assert steps[-1] >= SAME
    assert same_person_confidence("Anna Keller", "John Keller") == 0


def test_the_tables_hold_in_both_directions() -> None:
    for a, b in ONE_PERSON + TWO_PEOPLE:
        assert same_person_confidence(a, b) == same_person_confidence(b, a), (a, b)


def test_obviously_different_names_are_told_apart_at_a_glance() -> None:
    """Far more cheaply than names that have to be compared: an article's people are compared each with each."""

    def seconds(names: list[str]) -> float:
        began = time.process_time()
        for _ in range(2_000 // len(names)):
            for name in names:
                same_person("Petra Okafor", name)
        return time.process_time() - began

    crowd = [f"{first} {last}" for first in ("Anna", "John", "Luc", "Tariq") for last in ("Keller", "Marlow", "Haddad")]
    alike = ["Petera Okafor", "Petra Okafour", "P. Okafor", "Petra Okaforr"]
    for name in crowd + alike:
        same_person("Petra Okafor", name)
    assert 5 * seconds(crowd) < seconds(alike)
