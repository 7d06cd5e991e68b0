"""Settings: defaults right for a newcomer, every mistake named at once, secrets never shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import DEFAULT_DATABASE, PROJECT, load_settings


def test_nothing_set_is_a_working_preview() -> None:
    """Without any setting there is no token, the default database, and the project's seeds."""
    settings = load_settings({})
    assert settings.token is None
    assert settings.database_url == DEFAULT_DATABASE
    assert settings.seeds_dir == PROJECT / "seeds"
    assert settings.message_content is False


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """.env fills in what the environment leaves out."""
    dotenv = tmp_path / ".env"
    dotenv.write_text("CONTACT=from the file\nMESSAGE_CONTENT=on\n", encoding="utf-8")
    settings = load_settings({"CONTACT": "from the environment"}, dotenv)
    assert settings.contact == "from the environment"
    assert settings.message_content is True


def test_empty_seeds_dir_means_none() -> None:
    """An empty SEEDS_DIR loads nothing."""
    assert load_settings({"SEEDS_DIR": ""}).seeds_dir is None


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    """Six wrong settings make one error with six lines."""
    wrong = {
        "DISCORD_TOKEN": "two words",
        "DATABASE_URL": "mysql://localhost/x",
        "SEEDS_DIR": str(tmp_path / "missing"),
        "MESSAGE_CONTENT": "perhaps",
        "LOG_LEVEL": "LOUD",
        "PREVIEW_PORT": "99999",
    }
    with pytest.raises(SettingsError) as caught:
        load_settings(wrong)
    assert len(caught.value.problems) == len(wrong)
    assert all(any(name in line for line in caught.value.problems) for name in wrong)


def test_loopback_is_for_tests_alone() -> None:
    """Refused together with a real token."""
    assert load_settings({"ALLOW_LOOPBACK": "on"}).allow_loopback
    assert not load_settings({}).allow_loopback
    with pytest.raises(SettingsError, match="ALLOW_LOOPBACK is for tests alone"):
        load_settings({"ALLOW_LOOPBACK": "on", "DISCORD_TOKEN": "x.y.z"})


def test_the_token_never_shows() -> None:
    """Neither the settings nor the error of a wrong token print it."""
    settings = load_settings({"DISCORD_TOKEN": "s3cr3t-value"})
    assert settings.token is not None
    assert settings.token.reveal() == "s3cr3t-value"
    assert "s3cr3t" not in repr(settings)
    with pytest.raises(SettingsError) as caught:
        load_settings({"DISCORD_TOKEN": "s3cr3t value"})
    assert "s3cr3t" not in str(caught.value)


def test_env_example_names_every_setting() -> None:
    """Every name the code reads stands in .env.example, and the example as it is loads."""
    code = (PROJECT / "bot" / "settings.py").read_text(encoding="utf-8")
    example = PROJECT / ".env.example"
    read = set(re.findall(r'"([A-Z][A-Z_]{3,})"', code)) - {"DEBUG", "INFO", "WARNING", "ERROR"}
    named = set(re.findall(r"^#?([A-Z_]+)=", example.read_text(encoding="utf-8"), re.MULTILINE))
    assert read == named
    assert load_settings({}, example).token is None
