"""Score the quotation engine on the development articles."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from summaries.__main__ import quote_row
from summaries.document import Document
from summaries.quotes import Quote, find_quotes

_ROWS = {"direct": "direct", "mixed": "direct+mixed", "verbatim": "verbatim", "all": "all"}


def as_json(key: str, quotes: list[Quote]) -> dict[str, object]:
    """One document's quotes as the command line prints them."""
    return {"id": key, "quotes": [quote_row(quote) for quote in quotes]}


def evaluate(shared: Path) -> dict[str, float]:
    """F1 of every row of the scorer on the development articles, and articles a second on one core."""
    gold = shared / "data" / "quotes_dev.jsonl"
    documents = [
        Document(record["id"], "", record["text"])
        for record in map(json.loads, gold.read_text(encoding="utf-8").splitlines())
    ]
    find_quotes(documents[0])
    began = time.process_time()
    answers = [as_json(document.id, find_quotes(document)) for document in documents]
    seconds = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        predicted.write_text("".join(json.dumps(answer) + "\n" for answer in answers), encoding="utf-8")
        command = [sys.executable, str(shared / "eval" / "score_quotes.py"), str(gold), str(predicted), "--json"]
        report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    figures: dict[str, float] = {}
    for name, row in _ROWS.items():
        figures[f"{name} words"] = report[row]["strict"][2]
        figures[f"{name} end to end"] = report[row]["end_to_end"][2]
        figures[f"{name} per person"] = report[row]["per_person"][2]
    figures["articles/s"] = len(documents) / seconds
    return {name: round(value, 2) for name, value in figures.items()}
