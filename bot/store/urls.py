"""Which file a database URL names."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import UnsupportedDatabase


def database_path(database_url: str) -> Path:
    """The path in `sqlite+aiosqlite:///...` (or `sqlite:///...`); UnsupportedDatabase for anything else."""
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise UnsupportedDatabase(database_url.partition("://")[0]) from error
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:" or url.query:
        raise UnsupportedDatabase(url.render_as_string(hide_password=True))
    return Path(url.database).expanduser()
