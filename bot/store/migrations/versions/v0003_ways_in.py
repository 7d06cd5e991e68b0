"""Where articles came from: several sources of one article, its versions, who saved it where, and what was removed."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
