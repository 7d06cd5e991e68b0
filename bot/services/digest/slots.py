"""When a schedule is due: wall time in a zone to instants, one a local date. Pure: the clock is an argument.

A time that the spring gap leaves out is due as much later as the gap is long (02:30 at 03:30); one that autumn doubles
is due the first time. A date that the zone never had (Apia, 30 December 2011) has no slot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from bot.records.digest import Due, WallTime

DAY = timedelta(days=1)
# A weekly schedule may meet a date that its zone leaves out: two weeks hold the next one that is there.
HORIZON_DAYS = 15


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with the slots that have come due: the `missed` ones to record, the one to `run`, the `coming` one."""

    missed: tuple[Due, ...]
    run: Due | None
    coming: Due | None


def instant(when: WallTime, day: date) -> datetime | None:
    """When a schedule is due on a local date, in UTC; None where the zone has no such date.

    Raises ZoneInfoNotFoundError where the zone is unknown.
    """
    zone = ZoneInfo(when.zone)
    hour, minute = divmod(when.minute, 60)
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)
    if at.astimezone(zone).date() != day and not _exists(zone, day):
        return None
    return at


def _exists(zone: ZoneInfo, day: date) -> bool:
    """Whether the date begins before it ends."""
    following = day + DAY
    begin, end = (datetime(d.year, d.month, d.day, tzinfo=zone).astimezone(UTC) for d in (day, following))
    return begin < end


def dues(when: WallTime, after: datetime, days: int) -> Iterator[Due]:
    """The times at which a schedule is due later than `after`, in order, on at most `days` local dates."""
    first = after.astimezone(ZoneInfo(when.zone)).date() - DAY  # a gap at midnight may have put off yesterday's
    for number in range(days + 1):
        day = first + number * DAY
        if when.days >> day.weekday() & 1:
            at = instant(when, day)
            if at is not None and at > after:
                yield Due(day, at)


def next_due(when: WallTime, after: datetime) -> Due | None:
    """The first time a schedule is due later than `after`; None where that is beyond the calendar's end."""
    return next(dues(when, after, HORIZON_DAYS), None)


def upcoming(when: WallTime, after: datetime, count: int) -> list[Due]:
    """The next `count` times that a schedule is due later than `after`."""
    return list(islice(dues(when, after, HORIZON_DAYS * count), count))


def plan(when: WallTime, due: Due, now: datetime, grace: timedelta) -> Plan:
    """What to do at `now` with a schedule whose oldest unsettled slot is `due`.

    Of several slots that went by, the newest is run if it is not older than `grace`; the others are missed.
    """
    if due.at > now:
        return Plan((), None, due)
    passed = [due, *takewhile(lambda later: later.at <= now, dues(when, due.at, (now - due.at).days + 3))]
    coming = next_due(when, max(now, passed[-1].at))
    newest = passed.pop() if now - passed[-1].at <= grace else None
    return Plan(tuple(passed), newest, coming)
