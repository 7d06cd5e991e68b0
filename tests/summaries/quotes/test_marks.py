"""Quotation marks are paired paragraph by paragraph."""

from __future__ import annotations

import pytest

from summaries.quotes.marks import pair_marks


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ("Er sagte „ja“ und „nein“.", ["„ja“", "„nein“"]),
        ("Er sagte »ja« und »nein«.", ["»ja«", "»nein«"]),
        ("Il dit « oui » et « non ».", ["« oui »", "« non »"]),
        ("He said ''yes'' and ``no''.", ["''yes''", "``no''"]),
        ("He said 'yes, I will' to them.", ["'yes, I will'"]),
        ("He said ‘yes, I will’ to them.", ["‘yes, I will’"]),
        ("“A ‘b’ c” and “d”", ["“A ‘b’ c”", "“d”"]),
        ("‘A “b” c,’ he said", ["‘A “b” c,’"]),
        ("The workers’ plan and the mayor’s", []),
        ("rock ’n’ roll in the ’90s and '80s", []),
        ("It's the dogs' dinner, isn't it?", []),
        ("A stray ” mark, then “one”.", ["“one”"]),
        ('The board is 6" wide.\n\n“One” and “two”.', ["“One”", "“two”"]),
        ("(“One”) [“two”] —“three”", ["“One”", "“two”", "“three”"]),
        ("“One,“ he said.", ["“One,“"]),
        ("", []),
        ('"""', []),
    ],
)
def test_pairs(text: str, spans: list[str]) -> None:
    """Each pair, with its marks, and nothing else."""
    assert [text[span.start : span.end] for span in pair_marks(text)] == spans


def test_a_quotation_over_several_paragraphs_has_a_span_in_each() -> None:
    """Every paragraph opens, only the last closes."""
    text = "“The first part is long enough.\n\n“The second part.\n\n“The third part,” she said."
    spans = pair_marks(text)
    assert [text[span.start : span.end] for span in spans] == [
        "“The first part is long enough.",
        "“The second part.",
        "“The third part,”",
    ]
    assert [span.continues for span in spans] == [True, True, False]
