"""The house stands as designed: imports point one way, and each library stays in its rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
MODULES = sorted([*PROJECT.glob("bot/**/*.py"), *PROJECT.glob("summaries/**/*.py")])

# Which rooms of the bot a room may import; what is named nowhere (records, errors) is for all.
ROOMS = {
    "commands": {"services", "views", "store", "settings", "ingest"},
    "services": {"store", "ingest", "services"},
    "views": {"views"},
    "store": {"store"},
    "ingest": {"ingest"},
    "settings": set(),
    "jobs": {"ingest", "services", "settings", "store", "views"},
    "client": {"commands", "ingest", "jobs", "settings", "store"},
    "preview": {"client", "settings", "store"},
    "live": {"client", "settings", "store"},
    "ask": {"preview", "settings", "store"},
    "progress": {"ingest", "services", "settings", "store"},
    "feeding": {"ingest", "services", "settings", "store"},
    "__main__": {"ask", "feeding", "live", "preview", "progress", "services", "settings", "store"},
}
COMMON = {"records", "errors"}
LIBRARIES = {  # top-level package: the rooms that may import it
    "discord": {"client", "preview", "live", "commands", "views", "jobs"},
    "simcord": {"preview"},
    "sqlalchemy": {"store"},
    "aiosqlite": {"store"},
    "sqlite3": {"store"},
    "alembic": {"store"},
    "aiohttp": {"ingest", "jobs", "live"},  # jobs and live name the library's errors, and send nothing
    "sumy": set(),
    "nltk": set(),
    "numpy": set(),
}
PURE = {
    "discord",
    "simcord",
    "sqlalchemy",
    "aiosqlite",
    "sqlite3",
    "aiohttp",
    "requests",
    "urllib",
    "socket",
    "os",
    "bot",
}


def imports(path: Path) -> Iterator[str]:
    """Every module name that `path` imports, at any depth, dotted and absolute."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    """The folder or module of the bot that `path` belongs to."""
    return path.relative_to(PROJECT / "bot").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_point_one_way(path: Path) -> None:
    """No module imports a room or a library that is not its room's to use."""
    in_engine = path.is_relative_to(PROJECT / "summaries")
    for name in imports(path):
        top, *rest = name.split(".")
        if in_engine:
            assert top not in PURE, f"the engine is pure, yet {path.name} imports {name}"
            continue
        own = room(path)
        if top == "bot" and rest and own != "__init__":
            other = rest[0]
            assert other in ROOMS[own] | COMMON | {own}, f"{own} imports {name}" if own not in COMMON else None
        if top in LIBRARIES:
            assert own in LIBRARIES[top], f"{own} imports {name}"


ROOMS |= {name: set() for name in COMMON}
ROOMS["records"] = {"records"}


def test_importing_the_bot_stays_light() -> None:
    """`import bot.__main__` loads no plotting, no preview, no page extraction, no library of the engine."""
    code = (
        "import sys, bot, bot.__main__\n"
        "heavy = {'matplotlib', 'simcord', 'trafilatura', 'sumy', 'nltk', 'numpy', 'alembic', 'playwright'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert run.stdout.strip() == "[]"
