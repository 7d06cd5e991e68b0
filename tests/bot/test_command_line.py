"""`python -m bot`: ask, import, backup; answers on standard output, refusals on standard error, exit statuses."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import ANSWERED, FAILED, REFUSED, TERMINATED, _until_stopped, run
from bot.settings import PROJECT

SHARED_SEEDS = PROJECT.parent / "shared" / "seeds"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh installation in a folder of its own: no token, the project's seeds."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "SEEDS_DIR", "LOG_LEVEL", "PREVIEW_PORT", "MESSAGE_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "data" / "verbatim.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{file}")
    return file


def test_quotes_answer_out_of_the_box(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The seeds are loaded, the folder of the database is made, a transliterated name finds its person."""
    assert run(["ask", "/quotes", "Muhraf", "Abu", "Qasra", "kind:direct", "only"]) == ANSWERED
    told = capsys.readouterr().out
    assert told.startswith("Murhaf Abu Qasra")
    assert "In politics, there are no permanent enemies" in told
    assert database.exists()


@pytest.mark.parametrize("command", ["/summary", "/summary topic:ferry length:short", "/articles", "/help"])
def test_every_command_answers(database: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """On the seeds, with nothing set."""
    assert run(["ask", command]) == ANSWERED
    assert len(capsys.readouterr().out) > 200


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/quotes Nobody Atall", "Nobody called"),
        ("/quotes Oduya", "2 people go by"),
        ("/summary topic:volcano", "No article about “volcano”"),
        ("/weather", "There is no command /weather"),
        ("/summary period:yesterday", "is one of today"),
    ],
)
def test_a_refusal_goes_to_standard_error(
    database: Path, capsys: pytest.CaptureFixture[str], command: str, says: str
) -> None:
    """Exit status 1, nothing on standard output, one line that says why."""
    assert run(["ask", command]) == REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert says in told.err
    assert len(told.err.strip().splitlines()) == 1


def test_import_reports_what_it_did(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts, the bad file with its reason, exit status 1 while one is bad; then the articles answer."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "good.txt").write_text("Ferry returns\n“We sail,” said Ada Merrow.\n", encoding="utf-8")
    (folder / "bad.md").write_bytes(b"")
    assert run(["import", str(folder)]) == REFUSED
    report = capsys.readouterr().out
    assert "1 articles imported" in report.replace("1 article ", "1 articles ")
    assert "bad.md: is empty" in report
    (folder / "bad.md").unlink()
    assert run(["import", str(folder)]) == ANSWERED
    assert "1 known and unchanged" in capsys.readouterr().out
    assert run(["ask", "/quotes", "merrow"]) == ANSWERED


def test_import_of_nothing_says_what_it_looks_for(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty folder is exit status 2 and names the endings."""
    (tmp_path / "empty").mkdir()
    assert run(["import", str(tmp_path / "empty")]) == FAILED
    assert ".md" in capsys.readouterr().err


def test_backup_is_a_whole_copy(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sound file with every article; an existing file is never overwritten."""
    assert run(["ask", "/help"]) == ANSWERED
    copy = tmp_path / "copy.db"
    assert run(["backup", str(copy)]) == ANSWERED
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM article").fetchone()[0] >= 12
    connection.close()
    before = copy.read_bytes()
    assert run(["backup", str(copy)]) == FAILED
    assert copy.read_bytes() == before
    assert str(copy) in capsys.readouterr().err


def test_a_corrupt_database_is_reported_and_kept(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line that names the file; its bytes stay as they are."""
    database.parent.mkdir()
    database.write_bytes(b"this is no database " * 100)
    assert run(["ask", "/help"]) == FAILED
    assert "verbatim.db" in capsys.readouterr().err
    assert database.read_bytes() == b"this is no database " * 100


@pytest.mark.skipif(
    not SHARED_SEEDS.is_dir(), reason="the two real articles lie beside the project only where it is developed"
)
def test_the_two_real_articles_answer(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One story with both sources, and the minister's words."""
    monkeypatch.setenv("SEEDS_DIR", str(SHARED_SEEDS))
    assert run(["ask", "/summary"]) == ANSWERED
    assert "2 articles read" in capsys.readouterr().out
    assert run(["ask", "/quotes", "Abu Qasra"]) == ANSWERED
    statements = re.search(r"(\d+) statements", capsys.readouterr().out)
    assert statements is not None
    assert int(statements[1]) >= 10
    assert run(["ask", "/quotes", "al-Shara"]) == ANSWERED
    assert "Sharaa" in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize("status", [ANSWERED, TERMINATED])
def test_a_service_manager_ends_it_in_good_order(status: int) -> None:
    """SIGTERM cancels what is under way, so that it closes what it opened; the status is the one it was given."""
    closed = []

    async def work() -> int:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(60)
        finally:
            closed.append(True)
        return FAILED

    assert asyncio.run(_until_stopped(work(), status)) == status
    assert closed


def test_as_a_program(tmp_path: Path) -> None:
    """The module runs, its help shows examples, and ends with its status."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/x.db", "DISCORD_TOKEN": ""}
    command = [sys.executable, "-m", "bot"]
    shown = subprocess.run([*command, "--help"], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert "ask" in shown.stdout
    assert "examples:" in shown.stdout
    refused = subprocess.run(
        [*command, "ask", "/nothing"], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert refused.returncode == REFUSED
    assert "Traceback" not in refused.stderr
