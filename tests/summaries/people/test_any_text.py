"""What is no name at all: any text is read, compared and searched, at the cost of its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.people import (
    fold,
    gender,
    match_score,
    parse_name,
    same_person,
    same_person_confidence,
    search_keys,
    skeleton,
)

names = st.text(alphabet=st.sampled_from("abAKéßж阿أ '\"-.,()’xvI\u0301\u200f\n"), max_size=40) | st.text(max_size=60)


@given(names, names)
@settings(max_examples=300)
def test_any_text_is_compared_alike_in_both_directions(a: str, b: str) -> None:
    assert same_person(a, a)
    assert same_person_confidence(a, b) == same_person_confidence(b, a)
    assert 0 <= same_person_confidence(a, b) <= 1


@given(names, names)
@settings(max_examples=300)
def test_any_text_is_folded_once_and_searched(a: str, b: str) -> None:
    assert fold(fold(a)) == fold(a)
    assert all(key == fold(key) or not key.isascii() for key in search_keys(a))
    assert len(set(search_keys(a))) == len(search_keys(a))
    assert 0 <= match_score(a, b) <= 100
    assert gender(a) in ("female", "male", None)
    parse_name(parse_name(a).full)  # what was read can be read again


@pytest.mark.parametrize(
    "unit",
    ["a", "a ", "\u0301\u0323", "-", '"', "(", "al-", "abu ", "A.", "Mr. ", "'a' ", "van der ", "ﷺ"],
    ids=ascii,
)
def test_hostile_names_cost_no_more_than_their_length(unit: str) -> None:
    """Ten times the text takes about ten times as long, whatever is repeated."""

    def seconds(characters: int) -> float:
        name = unit * (characters // len(unit))
        began = time.process_time()
        assert same_person(name, name)
        same_person(name, name[1:] + "b")
        search_keys(name)
        match_score(name, "Murhaf Abu Qasra")
        match_score("Murhaf Abu Qasra", name)
        skeleton(name)
        gender(name)
        fold(name)
        return time.process_time() - began

    seconds(200)
    assert seconds(100_000) < 20 * seconds(10_000) + 0.2
