"""When a feed is polled next: not before it is asked for, later and later while it fails."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

DAY = timedelta(days=1)
GIVEN_UP_AFTER = timedelta(hours=48)  # of failure without a success between
JITTER = 0.1  # a tenth earlier or later, so that feeds added together are not polled together for ever


def after_success(now: datetime, base: timedelta, asked_s: float, rng: random.Random) -> datetime:
    """The next poll: after `base`, or what the site asked for (Cache-Control, ttl) if longer; a day at most."""
    usual = base * rng.uniform(1 - JITTER, 1 + JITTER)
    asked = timedelta(seconds=min(asked_s, DAY.total_seconds())) * rng.uniform(1, 1 + JITTER)
    return now + min(max(usual, asked), DAY)


def after_failure(
    now: datetime,
    base: timedelta,
    failures: int,
    failing_since: datetime,
    retry_after_s: float | None,
    rng: random.Random,
) -> datetime:
    """The next try after the `failures`-th failure in a row: twice as late each time, a day at most.

    Retry-After is waited for, up to a day. The last try before the feed is given up is at that very moment.
    """
    doubled: timedelta = min(base * (1 << min(failures - 1, 10)), DAY)
    wait = min(doubled * rng.uniform(1 - JITTER, 1 + JITTER), DAY)
    if retry_after_s:
        wait = max(wait, min(timedelta(seconds=retry_after_s), DAY))
    last_try = failing_since + GIVEN_UP_AFTER
    return min(now + wait, last_try) if now < last_try else now + wait


def given_up(now: datetime, failing_since: datetime) -> bool:
    """Whether a feed has failed long enough to be paused."""
    return now >= failing_since + GIVEN_UP_AFTER
