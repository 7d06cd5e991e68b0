"""What administrators correct, and under which name a quotation was found: kept through every new analysis."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing yet."""
