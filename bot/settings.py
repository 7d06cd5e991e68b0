"""Settings from the environment and .env, read once and reported whole: every mistake at once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SettingsError
from bot.records.savings import DEFAULT_QUOTAS, Quotas

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = "sqlite+aiosqlite:///data/verbatim.db"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


class Secret:
    """A value that never shows in a log or a traceback; `reveal()` gives it."""

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; `token` None means the local preview."""

    token: Secret | None = field(default=None)
    database_url: str = DEFAULT_DATABASE
    seeds_dir: Path | None = None
    message_content: bool = False
    contact: str | None = None
    log_level: int = logging.INFO
    preview_port: int | None = None
    allow_loopback: bool = False
    feed_minutes: int = 30
    feeds_per_server: int = 1000
    quotas: Quotas = DEFAULT_QUOTAS


def load_settings(environ: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """Settings from `environ`, then from the file `dotenv` where the environment is silent.

    Raises SettingsError naming every setting that can't be used.
    """
    values: dict[str, str] = {}
    if dotenv is not None and dotenv.is_file():
        from dotenv import dotenv_values

        try:
            values = {key: value for key, value in dotenv_values(dotenv).items() if value is not None}
        except (UnicodeDecodeError, OSError) as error:
            raise SettingsError([f"{dotenv} can't be read as UTF-8 text"]) from error
    values |= environ
    problems: list[str] = []
    settings = Settings(
        token=_token(values, problems),
        database_url=_database_url(values, problems),
        seeds_dir=_seeds_dir(values, problems),
        message_content=_flag("MESSAGE_CONTENT", values, problems),
        contact=values.get("CONTACT", "").strip() or None,
        log_level=_log_level(values, problems),
        preview_port=_port(values, problems),
        feed_minutes=_number("FEED_MINUTES", 30, range(5, 1441), values, problems),
        feeds_per_server=_number("FEEDS_PER_SERVER", 1000, range(1, 100_001), values, problems),
        quotas=_quotas(values, problems),
        allow_loopback=_flag("ALLOW_LOOPBACK", values, problems),
    )
    if settings.allow_loopback and settings.token is not None:
        problems.append("ALLOW_LOOPBACK is for tests alone and can't be on together with a DISCORD_TOKEN")
    if problems:
        raise SettingsError(problems)
    return settings


def _token(values: Mapping[str, str], problems: list[str]) -> Secret | None:
    token = values.get("DISCORD_TOKEN", "").strip()
    if not token:
        return None
    if any(char.isspace() for char in token):
        problems.append("DISCORD_TOKEN has a blank in it; copy it again from the developer portal, page Bot")
    return Secret(token)


def _database_url(values: Mapping[str, str], problems: list[str]) -> str:
    url = values.get("DATABASE_URL", "").strip() or DEFAULT_DATABASE
    if not url.startswith("sqlite+aiosqlite:///") or url.endswith(("///", ":memory:")):
        problems.append(f"DATABASE_URL must name a SQLite file, such as {DEFAULT_DATABASE}")
    return url


def _seeds_dir(values: Mapping[str, str], problems: list[str]) -> Path | None:
    given = values.get("SEEDS_DIR")
    if given is None:
        default = PROJECT / "seeds"
        return default if default.is_dir() else None
    if not given.strip():
        return None
    folder = Path(given.strip()).expanduser()
    if not folder.is_dir():
        problems.append(f"SEEDS_DIR names no folder: {folder} (leave it empty for no seeds)")
    return folder


def _flag(name: str, values: Mapping[str, str], problems: list[str]) -> bool:
    value = values.get(name, "").strip().lower()
    if value not in TRUE | FALSE:
        problems.append(f"{name} must be on or off, not {value!r}")
    return value in TRUE


def _log_level(values: Mapping[str, str], problems: list[str]) -> int:
    name = values.get("LOG_LEVEL", "").strip().upper() or "INFO"
    if name not in LOG_LEVELS:
        problems.append(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {name!r}")
        return logging.INFO
    return logging.getLevelNamesMapping()[name]


def _port(values: Mapping[str, str], problems: list[str]) -> int | None:
    given = values.get("PREVIEW_PORT", "").strip()
    if not given:
        return None
    if not given.isascii() or not given.isdecimal() or not 1 <= int(given) <= 65535:
        problems.append(f"PREVIEW_PORT must be a port number from 1 to 65535, not {given!r}")
        return None
    return int(given)


def _quotas(values: Mapping[str, str], problems: list[str]) -> Quotas:
    def most(name: str, default: int) -> int:
        return _number(name, default, range(1, 10_000_001), values, problems)

    return Quotas(
        most("SAVES_PER_SERVER", DEFAULT_QUOTAS.server_a_day),
        most("SAVES_PER_PERSON", DEFAULT_QUOTAS.person_a_day),
        most("ARTICLES_PER_SERVER", DEFAULT_QUOTAS.server_total),
    )


def _number(name: str, default: int, allowed: range, values: Mapping[str, str], problems: list[str]) -> int:
    given = values.get(name, "").strip()
    if not given:
        return default
    if not given.isascii() or not given.isdecimal() or len(given) > 9 or int(given) not in allowed:
        problems.append(f"{name} must be a number from {allowed[0]} to {allowed[-1]}, not {given!r}")
        return default
    return int(given)
