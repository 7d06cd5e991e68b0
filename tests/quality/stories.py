"""B-cubed F1 of story grouping on the development stories."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import tempfile
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from summaries.document import Document
from summaries.stories import group_stories

SETS = ("ecb", "basil", "multiling")


def document(row: dict[str, Any]) -> Document:
    """One line of a development file."""
    day = row.get("date")
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Document(row["id"], row["title"], row["text"], published=published)


def evaluate(shared: Path) -> dict[str, float]:
    """F1 in percent by set, as the shared scorer prints it."""
    scorer = shared / "eval" / "score_stories.py"
    spec = importlib.util.spec_from_file_location("score_stories", scorer)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(scorer)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    scores = {}
    for name in SETS:
        gold = shared / "data" / f"stories_{name}.dev.jsonl"
        documents = [document(json.loads(line)) for line in gold.read_text("utf-8").splitlines() if line.strip()]
        with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as printed:
            found = Path(folder) / "found.jsonl"
            rows = ({"id": d.id, "story": story[0].id} for story in group_stories(documents) for d in story)
            found.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
            score.main(gold, found)
        scores[name] = float(re.findall(r"F1 ([\d.]+)", printed.getvalue())[0])
    return scores


if __name__ == "__main__":
    import sys

    print(evaluate(Path(sys.argv[1])))
