"""What only looks like a sentence of the news: a line without a verb of its own, an order to the reader."""

from __future__ import annotations

import re

from summaries.wording import Wording

# Sentences of more words are no caption without a verb.
_LONGEST_FRAGMENT = 14
_LONGEST_LABEL = 60
# "Older boats: Jonas", "Step 2: Close".
_LABEL = re.compile(r"[A-Z][\w’'-]*(?: (?:[a-z][\w’'-]*|\d+)){0,3}: (?=[A-Z])")
_BEHIND_DATE = re.compile(r": | - ")
_HEADING = re.compile(r"[\"“'‘][^\"”]{3,60}\w[\"”'’] (?=[A-Z])")
_YEAR = re.compile(r"\d{4}$")


def is_fragment(line: Wording) -> bool:
    """Whether it has no finite verb ("A long wait at sea"), or only that of a clause ("Although it rained")."""
    low, words = line.low, line.words
    if low[0] in words.subordinators and "," not in line.said:
        return True
    if not words.pasts or len(low) > _LONGEST_FRAGMENT or low[1] in words.plain_subjects or low[0] in words.says:
        return False
    # Behind an article the subject is in the singular, and its verb shows by its ending.
    several = False
    for at in range(1, len(low)):
        several = several or (low[0] not in words.articles and _makes_several(line, at - 1))
        plain = several or _is_named(line, at - 1)
        if _shows_a_verb(line, at) or (plain and _may_be_verb(line, at) and not _is_of_clause(line, at)):
            return False
    return True


def is_order(line: Wording) -> bool:
    """Whether it tells the reader what to do: "Click here", "Serve with rice"."""
    low, words = line.low, line.words
    return (
        low[0] in words.imperatives
        and len(low) > 1
        and line.said[0].isupper()
        and (low[1] in words.stop_words or low[1] in words.particles or line.said[len(low[0])] == ",")
        and low[1] not in words.auxiliaries
    )


def is_labelled(line: Wording) -> bool:
    """Whether a label or a date with a mark behind it opens it: "Older boats: Jonas Lind", "21 May - The bridge"."""
    low, words = line.low, line.words
    if ":" not in line.said[:_LONGEST_LABEL]:
        return " - " in line.said[:_LONGEST_LABEL] and _is_entry(line)
    label = _LABEL.match(line.said) if words.pasts else None
    if not label:
        return _is_entry(line)
    size = sum(start < label.end() for start in line.starts)
    if any(word in words.says or _is_finite(line, at) for at, word in enumerate(low[:size])):
        return False
    return size > 1 or not line.is_name(0)


def is_headed(line: Wording, text: str) -> bool:
    """Whether the heading above it runs into it, in quotation marks: ' "Too old" In May the bridge was closed'."""
    if len(line.low) < 2 or not _HEADING.match(text):
        return False
    goes_on = line.tokens[1][0].islower() or line.low[1] in line.words.dates
    return goes_on and line.low[0] in line.words.starters


def _is_entry(line: Wording) -> bool:
    """Whether it is of a table of events, each behind its date: "1 May: The bridge opens"."""
    low, words = line.low, line.words
    size = next((at for at, word in enumerate(low) if not (word in words.dates or word[0].isdigit())), 0)
    if not size or (words.dates.isdisjoint(low[:size]) and not _YEAR.match(low[size - 1])):
        return False
    return bool(_BEHIND_DATE.match(line.said, line.starts[size - 1] + len(low[size - 1])))


def _is_finite(line: Wording, at: int) -> bool:
    word, words = line.low[at], line.words
    return (
        word in words.auxiliaries
        or word in words.pasts
        or word.endswith("ed")
        or ("'" in word and word in words.stop_words)
    )


def _is_named(line: Wording, at: int) -> bool:
    word, words = line.low[at], line.words
    known = word in words.stop_words or word in words.starters or word.endswith(("'s", "est"))
    return line.tokens[at][0].isupper() and not known


def _shows_a_verb(line: Wording, at: int) -> bool:
    low, words = line.low, line.words
    word, before = low[at], low[at - 1]
    if "'" in word:
        # "He's gone" has a verb, "Lind's ferry" has none.
        return not word.endswith("'s") or word in words.stop_words
    if _is_of_clause(line, at):
        return False
    if word in words.auxiliaries or word in words.pasts or word in words.says:
        return True
    if word.endswith("ed"):
        # "A talk recorded by Lind" has none either.
        return low[at + 1 : at + 2] != ["by"] or before in words.passives
    if not word.endswith("s") or not line.tokens[at][0].islower():
        return False
    return not (before in words.determiners or before in words.complements or before in words.places_after)


def _is_of_clause(line: Wording, at: int) -> bool:
    """Whether a verb stands behind "that" or "who", or behind another one that does."""
    low, words = line.low, line.words
    first = at
    while first > 1 and (low[first - 1] in words.passives or low[first - 1] in words.auxiliaries):
        first -= 1
    if first > 1 and low[first - 2] in words.prepositions:
        return False
    return low[first - 1] in words.plain_subjects and low[first - 1] in words.complements


def _may_be_verb(line: Wording, at: int) -> bool:
    """Whether a word may be a verb in its plain form: "Arsenal face", "drivers wait"."""
    word, words = line.low[at], line.words
    if word in words.stop_words or word in words.determiners or line.said[line.starts[at] - 1] != " ":
        return False
    return line.said[line.starts[at] - 2] != "," and line.tokens[at][0].islower() and not word.endswith(("ly", "ing"))


def _makes_several(line: Wording, at: int) -> bool:
    word, words = line.low[at], line.words
    return word == "and" or word in words.plain_subjects or line.is_plural(at)
