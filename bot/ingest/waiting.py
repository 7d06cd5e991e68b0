"""How long a site asks to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_S = 7 * 86_400.0


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds in a Retry-After header: a number or an HTTP date, 0 to LONGEST_S; None where it says neither."""
    text = (value or "").strip()[:100]
    if text.isascii() and text.isdecimal():
        return min(float(text), LONGEST_S)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - (now or datetime.now(UTC))).total_seconds(), 0.0), LONGEST_S)
