"""The tables of cases: quotation inside quotation, who speaks, and one for every language that is read by rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summaries.document import Document
from summaries.quotes import find_quotes
from summaries.quotes.languages.words import CODES

TABLES = {path.stem: path for path in sorted((Path(__file__).parent / "tables").glob("*.txt"))}
INTRO = "Marta Hoyle, a ferry pilot, and Peter Brandt, the harbour master, met in Sandhaven on Monday.\n\n"
ENGLISH = {"nested": 20, "sources": 41}
LEAST = {**ENGLISH, **dict.fromkeys(CODES, 12)}
Statement = tuple[str, str | None, str]


def _cases(table: str) -> list[tuple[str, str, list[Statement]]]:
    """(name, text, statements) of every case of a table; nested.txt says how it is written."""
    found: list[tuple[str, str, list[Statement]]] = []
    lines: list[str] = []
    for line in TABLES[table].read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found.append((line[3:], "", []))
            lines = []
        elif line.startswith("> "):
            speaker, kind, words = line[2:].split(" | ")
            found[-1][2].append((words, None if speaker == "-" else speaker, kind))
        elif line and found:
            lines.append(line)
            found[-1] = (found[-1][0], "\n\n".join(lines), found[-1][2])
    return found


def _plain(words: str) -> str:
    return re.sub(r"^\W+|\W+$", "", words)


@pytest.mark.parametrize(
    ("table", "text", "expected"),
    [
        pytest.param(table, text, expected, id=f"{table}: {name}")
        for table in TABLES
        for name, text, expected in _cases(table)
    ],
)
def test_case(table: str, text: str, expected: list[Statement]) -> None:
    """The engine finds these statements, with their kinds and speakers, and no other."""
    document = Document("case", "", INTRO + text if table == "nested" else text, None if table in ENGLISH else table)
    found = [(_plain(quote.text), quote.speaker, quote.kind) for quote in find_quotes(document)]
    assert found == [(_plain(words), speaker, kind) for words, speaker, kind in expected]


@pytest.mark.parametrize("table", LEAST)
def test_enough_cases(table: str) -> None:
    """Every table stays as broad as it was; a third of a language's cases are traps: no statement, or nobody's."""
    cases = _cases(table)
    traps = [name for name, _, expected in cases if all(speaker is None for _, speaker, _ in expected)]
    assert len(cases) >= LEAST[table]
    assert table in ENGLISH or len(traps) >= len(cases) / 3
