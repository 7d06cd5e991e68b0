"""Feeds that are polled, and what became of their entries."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
