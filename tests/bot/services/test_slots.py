"""The clock functions: every zone, every odd day, one slot a local date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.digest import EVERY_DAY, Due, WallTime
from bot.services.digest.slots import dues, instant, next_due, plan, upcoming

ZONES = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
MINUTES = {"00:00": 0, "01:30": 90, "02:30": 150, "23:59": 23 * 60 + 59}
GRACE = timedelta(hours=6)


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def slots_of(zone: str, minute: int, first: date, days: int) -> list[Due]:
    """The slots of a daily schedule, found as the bot finds them: from the instant before the first."""
    when = WallTime(minute, zone)
    begin = instant(when, first)
    assert begin is not None
    end = first + timedelta(days=days)
    return list(takewhile(lambda due: due.day < end, dues(when, begin - timedelta(seconds=1), days + 2)))


def check(zone: str, minute: int, first: date, days: int) -> None:
    """Exactly one slot a local date, in order; at the wall time, or later by what the clock was put forward."""
    found = slots_of(zone, minute, first, days)
    assert [due.day for due in found] == [first + timedelta(days=n) for n in range(days)]
    tz = ZoneInfo(zone)
    before = None
    for due in found:
        assert before is None or due.at > before
        before = due.at
        local = due.at.astimezone(tz)
        if local.hour * 60 + local.minute != minute or local.fold:
            skipped = datetime(due.day.year, due.day.month, due.day.day, *divmod(minute, 60), tzinfo=tz)
            before_it, after_it = (skipped.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1))
            gap = before_it - after_it
            assert gap < timedelta(0), f"{zone} {due}: neither the wall time nor a gap"
            assert local.replace(tzinfo=None) == skipped.replace(tzinfo=None) - gap


@cache
def distinct() -> list[str]:
    """A zone of every set of rules: of those whose data are the same to the byte, the first."""
    folder = files("tzdata") / "zoneinfo"
    return list({folder.joinpath(*name.split("/")).read_bytes(): name for name in reversed(ZONES)}.values())


def test_tzdata_ships_the_zones_we_expect() -> None:
    """The list is the package's own, some 600 names, each of which loads; over half have rules of their own."""
    assert len(ZONES) > 550
    assert {"Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"} <= set(ZONES)
    assert all(ZoneInfo(name).key == name for name in ZONES)
    assert len(distinct()) > 300


@pytest.mark.parametrize("minute", MINUTES.values(), ids=MINUTES)
def test_every_zone_every_day_of_two_years(minute: int) -> None:
    """Exactly one slot a local date: never twice, never skipped, never out of order."""
    for zone in distinct():
        check(zone, minute, date(2025, 6, 1), 731)


# A year in which the zone did something rare: a whole date left out, an offset of odd minutes, a change at midnight,
# two changes a year apart from summer time, a double summer time, summer time in winter.
ODD = [
    ("Pacific/Chatham", 2018),
    ("Australia/Lord_Howe", 2020),
    ("America/Sao_Paulo", 2017),
    ("Asia/Pyongyang", 2015),
    ("Asia/Pyongyang", 2018),
    ("Africa/Casablanca", 2023),
    ("Africa/El_Aaiun", 2016),
    ("America/Caracas", 2007),
    ("Asia/Gaza", 2011),
    ("Asia/Gaza", 2023),
    ("Asia/Beirut", 2023),
    ("America/Nuuk", 2023),
    ("America/Nuuk", 2024),
    ("Antarctica/Troll", 2015),
    ("Europe/Dublin", 1971),
    ("Europe/London", 1947),
    ("Africa/Cairo", 2014),
    ("Asia/Kathmandu", 1986),
    ("America/Havana", 2012),
    ("America/Asuncion", 2014),
    ("Europe/Istanbul", 2016),
    ("Asia/Tehran", 2022),
    ("Antarctica/Casey", 2020),
    ("Africa/Juba", 2021),
]


@pytest.mark.parametrize(("zone", "year"), ODD)
def test_odd_years(zone: str, year: int) -> None:
    """Every quarter of an hour as the schedule's time, through a year of strange clocks."""
    for minute in (*range(0, 24 * 60, 15), 23 * 60 + 59):
        check(zone, minute, date(year, 1, 1), 366)


@pytest.mark.parametrize(
    ("zone", "missing"),
    [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Fakaofo", date(2011, 12, 30)), ("Kwajalein", date(1993, 8, 21))],
)
@pytest.mark.parametrize("minute", MINUTES.values(), ids=MINUTES)
def test_a_date_that_never_was_has_no_slot(zone: str, missing: date, minute: int) -> None:
    """The clocks crossed the date line: the day before and the day after have one slot each."""
    found = slots_of(zone, minute, missing - timedelta(days=3), 7)
    wanted = [missing + timedelta(days=n) for n in range(-3, 4) if n]
    assert [due.day for due in found] == wanted
    assert all(a.at < b.at for a, b in pairwise(found))
    assert instant(WallTime(minute, zone), missing) is None


def test_the_spring_gap_and_the_doubled_hour() -> None:
    """02:30 runs at 03:30 on the day that leaves it out, and once, the first time, on the day that has it twice."""
    berlin = WallTime(150, "Europe/Berlin")
    assert instant(berlin, date(2026, 3, 29)) == at("2026-03-29T01:30")  # 03:30 summer time
    assert instant(berlin, date(2026, 10, 25)) == at("2026-10-25T00:30")  # the first 02:30
    assert next_due(berlin, at("2026-10-25T00:30")) == Due(date(2026, 10, 26), at("2026-10-26T01:30"))


def test_days_are_of_the_local_date() -> None:
    """Monday in Auckland is still Sunday in UTC."""
    monday = WallTime(8 * 60, "Pacific/Auckland", 1)
    found = upcoming(monday, at("2026-11-22T00:00"), 3)
    assert [due.day.isoformat() for due in found] == ["2026-11-23", "2026-11-30", "2026-12-07"]
    assert found[0].at == at("2026-11-22T19:00")


@given(
    st.sampled_from(ZONES),
    st.integers(0, 1439),
    st.integers(1, EVERY_DAY),
    st.integers(int(at("1980-01-01").timestamp()), int(at("2060-01-01").timestamp())),
)
def test_the_next_is_the_first_of_all_later_ones(zone: str, minute: int, days: int, moment: int) -> None:
    """Whatever the schedule and the moment: later than it, on a day that was asked for, nothing in between."""
    when, after = WallTime(minute, zone, days), datetime.fromtimestamp(moment, UTC)
    due = next_due(when, after)
    assert due is not None
    assert due.at > after
    assert days >> due.day.weekday() & 1
    everything = [
        instant(when, due.day - timedelta(days=n))
        for n in range(1, 9)
        if days >> (due.day - timedelta(days=n)).weekday() & 1
    ]
    assert all(earlier is None or earlier <= after for earlier in everything)


def test_of_several_that_went_by_the_newest_runs() -> None:
    """Three days of downtime: two slots missed, the third late, the fourth to come."""
    when = WallTime(8 * 60, "UTC")
    due = Due(date(2026, 11, 20), at("2026-11-20T08:00"))
    found = plan(when, due, at("2026-11-22T13:59"), GRACE)
    assert [missed.day.day for missed in found.missed] == [20, 21]
    assert found.run == Due(date(2026, 11, 22), at("2026-11-22T08:00"))
    assert found.coming == Due(date(2026, 11, 23), at("2026-11-23T08:00"))


def test_older_than_the_grace_is_missed() -> None:
    """A second past six hours nothing runs."""
    when = WallTime(8 * 60, "UTC")
    due = Due(date(2026, 11, 22), at("2026-11-22T08:00"))
    assert plan(when, due, at("2026-11-22T14:00"), GRACE).run == due
    late = plan(when, due, at("2026-11-22T14:00:01"), GRACE)
    assert (late.run, late.missed) == (None, (due,))


def test_before_its_time_nothing_happens() -> None:
    """The clock was put back: the slot waits."""
    due = Due(date(2026, 11, 22), at("2026-11-22T08:00"))
    found = plan(WallTime(8 * 60, "UTC"), due, at("2026-11-22T07:59:59"), GRACE)
    assert (found.missed, found.run, found.coming) == ((), None, due)


@given(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "America/Nuuk"]),
    st.integers(0, 1439),
    st.lists(st.integers(-3600, 200_000), min_size=1, max_size=30),
)
def test_whatever_the_clock_does_no_slot_is_planned_twice(zone: str, minute: int, steps: list[int]) -> None:
    """Looked at after leaps forward and back, every date is planned at most once, and in order."""
    when, now = WallTime(minute, zone), at("2011-12-20T00:00")
    due = next_due(when, now)
    planned: list[date] = []
    for step in steps:
        now += timedelta(seconds=step)
        assert due is not None
        found = plan(when, due, now, GRACE)
        planned += [one.day for one in (*found.missed, *([found.run] if found.run else ()))]
        due = found.coming
    assert planned == sorted(set(planned))


def test_an_unknown_zone_is_named() -> None:
    """A name that the installed data no longer has is an error of its own kind."""
    with pytest.raises(ZoneInfoNotFoundError):
        next_due(WallTime(0, "Europe/Atlantis"), at("2026-11-22T00:00"))
