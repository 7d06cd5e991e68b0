"""Names as people type them: beginnings, misspellings, other romanisations."""

from __future__ import annotations

import pytest

from summaries.people import NEAR, fold, match_score, search_keys, skeleton


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("qas", "Murhaf Abu Qasra"),
        ("abu q", "Murhaf Abu Qasra"),
        ("murhaf q", "Murhaf Abu Qasra"),
        ("sharaa", "Ahmad al-Sharaa"),
        ("al-sh", "Ahmad al-Sharaa"),
        ("alsh", "Ahmad al-Sharaa"),
        ("ahmad sh", "Ahmad al-Sharaa"),
        ("berg", "Dr. Anna van der Berg"),
        ("van der b", "Anna van der Berg"),
        ("muell", "Jürgen Müller"),
        ("MÜLL", "Jürgen Müller"),
        ("george t", "George W. Tallow"),
        ("o'h", "Martin O’Hara"),
        ("o h", "Martin O’Hara"),
        ("jongm", "Kim Jong-min"),
        ("jong min k", "Kim Jong-min"),
        ("keller a", "Anna Keller"),
        ("bob d", 'Robert "Bob" Dubbins'),
    ],
)
def test_a_prefix_of_some_key_finds_the_name(typed: str, name: str) -> None:
    assert any(key.startswith(fold(typed)) for key in search_keys(name))
    assert match_score(typed, name) >= 90


@pytest.mark.parametrize("typed", ["minister", "jr", "mr", "keller", "sen"])
def test_titles_and_strangers_are_no_keys(typed: str) -> None:
    name = "Defence Minister Murhaf Abu Qasra Jr."
    assert not any(key.startswith(typed) for key in search_keys(name))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("muhraf", "murhaf"),
        ("sharaa", "shara"),
        ("zelenskyy", "zelensky"),
        ("zelenskiy", "zelenski"),
        ("qasra", "kasra"),
        ("gaddafi", "qadhafi"),
        ("mohammed", "muhamad"),
        ("tchaikovsky", "chaykovskiy"),
        ("hofmann", "hoffmann"),
    ],
)
def test_misspelt_and_transliterated_parts_share_a_skeleton(a: str, b: str) -> None:
    assert skeleton(a) == skeleton(b)


PEOPLE = (
    "Murhaf Abu Qasra", "Ahmad al-Sharaa", "Anna Keller", "John Dubbins", "Abu Bakr al-Haddad", "Volodymyr Zelenskyy",
    "Muammar Gaddafi", "Tom Barrow", "Kim Jong-min", "Jürgen Müller", "Enrique Peña Robles", "Oluwaseun Adebayo",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Muhraf Abu Qasra", "Murhaf Abu Qasra"),
        ("Murhaf Abu Kasra", "Murhaf Abu Qasra"),
        ("Abu Qasar", "Murhaf Abu Qasra"),
        ("minister qasra", "Murhaf Abu Qasra"),
        ("al-Shara", "Ahmad al-Sharaa"),
        ("ash-Shara", "Ahmad al-Sharaa"),
        ("Achmed al Shara", "Ahmad al-Sharaa"),
        ("Zelenski", "Volodymyr Zelenskyy"),
        ("Vladimir Zelenskij", "Volodymyr Zelenskyy"),
        ("Selensky", "Volodymyr Zelenskyy"),
        ("Kadhafi", "Muammar Gaddafi"),
        ("Johnny Dubins", "John Dubbins"),
        ("Ana Keler", "Anna Keller"),
        ("Keller, Anna", "Anna Keller"),
        ("Jong Min Kim", "Kim Jong-min"),
        ("Mueller", "Jürgen Müller"),
        ("Penya Robles", "Enrique Peña Robles"),
        ("مرهف أبو قصرة", "Murhaf Abu Qasra"),
    ],
)
def test_a_misspelt_name_finds_its_person_before_all_others(typed: str, name: str) -> None:
    scores = {person: match_score(typed, person) for person in PEOPLE}
    assert max(scores, key=scores.__getitem__) == name, scores
    assert scores[name] >= NEAR


@pytest.mark.parametrize(
    "typed", ["", "?!", "xyzzy", "asdf jkl", "hello world", "the president", "Greta Lindqvist", "7"]
)
def test_what_names_nobody_stays_below_the_threshold(typed: str) -> None:
    assert max(match_score(typed, person) for person in PEOPLE) < NEAR


def test_the_name_itself_and_each_part_score_100() -> None:
    for typed in ("Murhaf Abu Qasra", "murhaf", "Abu Qasra", "qasra", "Minister Murhaf Abu Qasra"):
        assert match_score(typed, "Murhaf Abu Qasra") == 100
