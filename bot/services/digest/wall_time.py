"""A time of day and days of the week as people type them."""

from __future__ import annotations

import re

from bot.errors import UserError
from bot.records.digest import EVERY_DAY

WEEKDAYS, WEEKEND = 0b001_1111, 0b110_0000
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_TIME = re.compile(
    r"""(?: (?P<hour>\d{1,2}) (?: \s*[:.h]\s* (?P<minute>\d{2}) )?   # 8, 08:00, 8.30, 20h30
          | (?P<short>\d{2})(?P<rest>\d{2}) )                        # 0830
        \s* (?: h | uhr | o'?clock )? \s* (?P<half> [ap]\.?m\.? )?""",
    re.VERBOSE | re.IGNORECASE,
)
_SETS = {
    "daily": EVERY_DAY,
    "every day": EVERY_DAY,
    "everyday": EVERY_DAY,
    "all": EVERY_DAY,
    "weekdays": WEEKDAYS,
    "workdays": WEEKDAYS,
    "weekend": WEEKEND,
    "weekends": WEEKEND,
}


def parse_time(typed: str) -> int:
    """Minutes after midnight: "8:00", "08.00", "8am", "8 pm", "20h", "0830", "noon". Raises UserError otherwise."""
    text = " ".join(typed.lower().split())
    if text in _WORDS:
        return _WORDS[text]
    found = _TIME.fullmatch(text)
    if found:
        hour, minute = int(found["hour"] or found["short"]), int(found["minute"] or found["rest"] or 0)
        if found["half"] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
        elif found["half"]:
            hour = 24
        if hour < 24 and minute < 60:
            return hour * 60 + minute
    raise UserError("“{typed}” is no time of day.", "Write it as 8:00, 8am or 20:30.", typed=typed)


def parse_days(typed: str) -> int:
    """Days of the week as bits: "weekdays", "mon, wed, fri", "mon-fri", "daily". Raises UserError otherwise."""
    text = " ".join(typed.lower().split())
    if text in _SETS:
        return _SETS[text]
    days = 0
    for part in filter(None, re.split(r"\s*(?:,|;|\+|&|\band\b|\s(?![-–]|to\b)(?<![-–]\s)(?<!to\s))\s*", text)):
        first, *last = re.split(r"\s*(?:-|–|\bto\b)\s*", part)
        if part in _SETS:
            days |= _SETS[part]
            continue
        if len(last) > 1:
            raise _no_days(typed)
        begin, end = _day(first, typed), _day(last[0] if last else first, typed)
        for step in range((end - begin) % 7 + 1):
            days |= 1 << (begin + step) % 7
    if not days:
        raise _no_days(typed)
    return days


def _day(word: str, typed: str) -> int:
    word = word.removesuffix(".")
    for number, name in enumerate(NAMES):
        if len(word) >= 2 and name.lower().startswith(word.removesuffix("s") if len(word) > 6 else word):
            return number
    raise _no_days(typed)


def _no_days(typed: str) -> UserError:
    return UserError(
        "“{typed}” names no days of the week.", "Write weekdays, weekends, or days such as mon, wed, fri.", typed=typed
    )
