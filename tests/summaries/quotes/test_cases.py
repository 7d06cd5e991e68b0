"""Every case of the tables, found as a careful reader finds it."""

from __future__ import annotations

import re

import pytest

from summaries.document import Document
from summaries.quotes import find_quotes
from tests.summaries.quotes.cases import Case, Statement, forms, marks, names, reported, reporting, speakers

TABLES: dict[str, list[Case]] = {
    name: table
    for module in (marks, reporting, reported, speakers, names, forms)
    for name, table in vars(module).items()
    if name.isupper() and isinstance(table, list)
}


def _plain(words: str) -> str:
    """Words without the marks and stops at their ends."""
    return re.sub(r"^\W+|\W+$", "", words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected, id=f"{group.lower()}: {name}")
        for group, table in TABLES.items()
        for name, text, expected in table
    ],
)
def test_case(text: str, expected: list[Statement]) -> None:
    """The engine finds these statements, with their kinds and speakers, and no other."""
    found = [(_plain(quote.text), quote.kind, quote.speaker) for quote in find_quotes(Document("case", "", text))]
    assert found == [(_plain(words), kind, speaker) for words, kind, speaker in expected]


def test_enough_cases() -> None:
    """The tables stay as broad as they were."""
    assert sum(len(table) for table in TABLES.values()) >= 150
