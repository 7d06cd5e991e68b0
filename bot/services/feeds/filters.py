"""What a poll does with each entry of a feed, and why: the same rules for the poll and for `/feed test`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from datetime import timedelta
from functools import cache

from bot.errors import UserError
from bot.records.feeds import Decision, Fate, Feed, FeedEntry

MAX_KEPT = 30  # new entries of one poll; a feed that has more was silent for long or floods
OLDER = timedelta(days=1)  # before the first poll: dates of feeds are off by their time zones, and caches lag
MIN_WORDS = 60  # of a feed's own text, to be worth saving by itself
MAX_FILTER = 200
MAX_WORDS = 20
_WORD = re.compile(r"\w+")
# Scripts that put no blanks between words (Han, kana, Thai, Lao, Khmer, Burmese): there any place is a word's edge.
_NO_BLANKS = r"\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"


def judge(entries: Sequence[FeedEntry], known: Set[int], feed: Feed) -> list[Decision]:
    """The fate of each entry, newest first as they come; `known` are keys that were seen in the feed.

    Takes up to a second for the longest feed and filters: never call it on the event loop.
    """
    decisions, kept = [], 0
    for entry in entries:
        decision = _fate(entry, known, feed)
        if decision.kept:
            kept += 1
            if kept > MAX_KEPT:
                decision = Decision(entry, Fate.TOO_MANY)
        decisions.append(decision)
    return decisions


def _fate(entry: FeedEntry, known: Set[int], feed: Feed) -> Decision:
    if not known.isdisjoint(entry.keys):
        return Decision(entry, Fate.KNOWN)
    if feed.primed_at is None:
        return Decision(entry, Fate.FIRST_POLL)
    if entry.published is not None and entry.published < feed.primed_at - OLDER:
        return Decision(entry, Fate.OLD)
    asked = feed.options.exclude or feed.options.include
    text = folded(f"{entry.title}\n{entry.summary}\n{entry.content}") if asked else ""
    excluded = first_match(feed.options.exclude, text)
    if excluded:
        return Decision(entry, Fate.EXCLUDED, excluded)
    if feed.options.include and not first_match(feed.options.include, text):
        return Decision(entry, Fate.NOT_INCLUDED)
    if not (feed.options.full_text and entry.url) and not long_enough(entry):
        return Decision(entry, Fate.TOO_SHORT)
    return Decision(entry, Fate.NEW)


def long_enough(entry: FeedEntry) -> bool:
    """Whether the feed's own text is worth saving by itself."""
    return len(_WORD.findall(entry.own_text)) >= MIN_WORDS


def words_of(typed: str) -> list[str]:
    """The words and phrases of a filter, apart by commas."""
    return [word for part in typed.split(",") if (word := " ".join(part.split()))]


def checked(typed: str | None, option: str) -> str:
    """A filter as it is kept. Raises UserError when it is longer than filters may be."""
    words = words_of(typed or "")
    kept = ", ".join(words)
    if len(words) > MAX_WORDS or len(kept) > MAX_FILTER:
        raise UserError(
            "{option}: takes at most {most} words or phrases, {characters} characters in all.",
            "Leave the rarer ones out, or end a word with * for all that begin with it.",
            option=option,
            most=str(MAX_WORDS),
            characters=str(MAX_FILTER),
        )
    return kept


def first_match(filter_words: str, text: str) -> str:
    """The first word or phrase of a filter that stands in a folded text as whole words; nothing where none does.

    A word that ends with * stands for all that begin with it. Case and accents do not count.
    """
    return next((word for word in words_of(filter_words) if _stands_in(word, text)), "")


def _stands_in(word: str, text: str) -> bool:
    begins, pattern = _pattern(word)
    return begins in text and pattern.search(text) is not None  # looking for plain letters is fifty times as fast


@cache
def _pattern(word: str) -> tuple[str, re.Pattern[str]]:
    """The first letters of what matches a word of a filter, and all of it."""
    begins = word.endswith("*")
    parts = folded(word.rstrip("*")).split()
    inner = r"\s+".join(map(re.escape, parts)) or r"(?!)"
    before = rf"(?:(?<!\w)|(?<=[{_NO_BLANKS}]))" if inner[0] != "(" else ""
    after = "" if begins else rf"(?:(?!\w)|(?=[{_NO_BLANKS}]))"
    return parts[0] if parts else "", re.compile(before + inner + after)


def folded(text: str) -> str:
    """`text` without case and accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
