"""`python -m summaries`: the contract of its JSON lines, and plain text for people."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries import Document, find_quotes, group_stories, summarize
from summaries.__main__ import main

PROJECT = Path(__file__).resolve().parents[2]
TEXT = (
    "The harbour of Ostmark will shut for a month from Monday, the port authority said.\n"
    "Divers found cracks in the western quay on Friday, and engineers want to pour new concrete before winter.\n"
    "“We would rather lose a month than a quay,” said Tilda Brandt, the harbour master.\n"
    "Eleven fishing boats will move to Lund, which has room for fourteen.\n"
)


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command line on rows of standard input; gives the exit status and the rows of standard output."""

    def run(arguments: list[str], *rows: object) -> tuple[int, list[Any]]:
        data = "".join(json.dumps(row) + "\n" for row in rows).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        status = main(arguments)
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_summary_lines(speak: Any) -> None:
    """One object a line, in order, same id; document is an index; offsets are of the text as given."""
    documents = [{"title": "Harbour", "text": TEXT}, {"title": "Again", "text": "  " + TEXT.replace("\n", "\r\n")}]
    status, rows = speak(
        ["summary", "--sentences", "2", "--jsonl"],
        {"id": 7, "documents": documents[:1]},
        {"id": "b", "documents": documents},
        {"id": "empty", "documents": []},
    )
    assert status == 0
    assert [row["id"] for row in rows] == [7, "b", "empty"]
    assert [len(row["sentences"]) for row in rows] == [2, 2, 0]
    for row, given_documents in zip(rows, ([documents[0]], documents, []), strict=True):
        for sentence in row["sentences"]:
            assert set(sentence) == {"document", "start", "end", "text"}
            text = given_documents[sentence["document"]]["text"]
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_summary_by_words_never_cuts(speak: Any) -> None:
    """At most so many words, whole sentences."""
    _, rows = speak(["summary", "--words", "40", "--jsonl"], {"id": 1, "documents": [{"title": "", "text": TEXT}]})
    told = [sentence["text"] for sentence in rows[0]["sentences"]]
    assert told
    assert sum(len(text.split()) for text in told) <= 40
    assert all(text in TEXT for text in told)


def test_quotes_lines(speak: Any) -> None:
    """The keys of the contract, offsets into the text, the speaker's name and words."""
    status, rows = speak(["quotes", "--jsonl"], {"id": "a", "text": TEXT}, {"id": "b", "title": "T", "text": ""})
    assert status == 0
    assert [row["id"] for row in rows] == ["a", "b"]
    assert rows[1]["quotes"] == []
    for quote in rows[0]["quotes"]:
        assert set(quote) == {"start", "end", "text", "kind", "speaker_name", "speaker_text", "cue"}
        assert TEXT[quote["start"] : quote["end"]] == quote["text"]
        assert quote["kind"] in {"direct", "mixed", "indirect"}
    direct = next(quote for quote in rows[0]["quotes"] if quote["kind"] == "direct")
    assert direct["speaker_name"] == "Tilda Brandt"
    assert direct["cue"] == "said"
    assert "We would rather lose a month than a quay" in direct["text"]


def test_quotes_of_one_person(speak: Any) -> None:
    """--person keeps only theirs, however the name is written."""
    _, rows = speak(["quotes", "--person", "T. Brandt", "--jsonl"], {"id": 1, "text": TEXT})
    assert {quote["speaker_name"] for quote in rows[0]["quotes"]} == {"Tilda Brandt"}


def test_stories_lines(speak: Any) -> None:
    """Every article, in order, with the id of its story's first article; ids of any kind."""
    other = "Kalmet opened a public library in the former brewery on Saturday, eight years after it was shut."
    rows_in = [
        {"id": 1, "title": "Harbour of Ostmark shuts", "text": TEXT, "date": "2026-11-17"},
        {"id": "x", "title": "Library opens", "text": other},
        {"id": None, "title": "Harbour of Ostmark to shut for a month", "text": TEXT},
    ]
    status, rows = speak(["stories", "--jsonl"], *rows_in)
    assert status == 0
    assert rows == [{"id": 1, "story": 1}, {"id": "x", "story": "x"}, {"id": None, "story": 1}]


@pytest.mark.parametrize("line", ["no json", "[]", '{"id": 1}', '{"id": 1, "text": 5}'])
def test_a_bad_line_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str) -> None:
    """Exit status 2 and the line's number or id, no traceback."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line.encode() + b"\n"), encoding="utf-8"))
    assert main(["quotes", "--jsonl"]) == 2
    assert "1" in capsys.readouterr().err


def test_files_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text file with its title on the first line: sentences, quotations, stories; a missing file is named."""
    file = tmp_path / "harbour.txt"
    file.write_text("Harbour shuts\n" + TEXT, encoding="utf-8")
    assert main(["summary", "--sentences", "2", str(file)]) == 0
    assert str(file) in capsys.readouterr().out
    assert main(["quotes", str(file)]) == 0
    assert "Tilda Brandt [direct, said]" in capsys.readouterr().out
    assert main(["quotes", "--explain", str(file)]) == 0
    assert "\n  reporting word: said\n  > " in capsys.readouterr().out
    assert main(["stories", str(file), str(file)]) == 0
    assert "Story 1: Harbour shuts" in capsys.readouterr().out
    assert main(["quotes", "--person", "Nobody", str(file)]) == 1
    assert main(["summary", str(tmp_path / "missing.txt")]) == 2
    assert "missing.txt" in capsys.readouterr().err


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    """As `| head -1` does: no trace on standard error."""
    rows = tmp_path / "rows.jsonl"
    row = {"id": "r" * 10_000, "documents": [{"title": "", "text": TEXT}]}
    rows.write_text("".join(json.dumps(row) + "\n" for _ in range(50)), encoding="utf-8")
    command = [sys.executable, "-m", "summaries", "summary", "--jsonl", str(rows)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PROJECT) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in {0, -getattr(signal, "SIGPIPE", 0)}


def test_whoever_calls_it_keeps_its_signals(speak: Any) -> None:
    """A broken pipe would else end a whole program that asked once for a summary."""
    before = [signal.getsignal(number) for number in signal.valid_signals()]
    speak(["summary", "--jsonl"], {"id": 1, "documents": [{"title": "", "text": TEXT}]})
    assert [signal.getsignal(number) for number in signal.valid_signals()] == before


@given(st.lists(st.text(max_size=400), min_size=1, max_size=3))
@settings(max_examples=60)
def test_every_answer_is_a_span_of_the_text(texts: list[str]) -> None:
    """For any text: sentences, quotations and summaries are text[start:end]; every document is in one story."""
    documents = [Document(str(n), "Title", text) for n, text in enumerate(texts)]
    for document in documents:
        for sentence in document.sentences:
            assert sentence.text == document.text[sentence.start : sentence.end]
            assert sentence.text.strip()
        for quote in find_quotes(document):
            assert quote.text == document.text[quote.start : quote.end]
            assert quote.text.strip()
    grouped = [document.id for group in group_stories(documents) for document in group]
    assert sorted(grouped) == sorted(document.id for document in documents)
    try:
        chosen = summarize(documents, sentences=3)
    except ValueError:
        return
    assert len(chosen) <= 3
    assert all(sentence.text == sentence.document.text[sentence.start : sentence.end] for sentence in chosen)
