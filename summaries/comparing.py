"""What a sentence compares with, counts on from or dates by something told before: "even more", "hours later"."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from summaries.language import language
from summaries.wording import Wording

_BEGINNING = 10


@lru_cache(maxsize=64)
def _list_openings(code: str) -> frozenset[str]:
    """The words that an item of a list can begin with: of "for-one" it is "for"."""
    return frozenset(head for words in language(code).enumerators for head in (words, words.partition("-")[0]))


def compares(line: Wording) -> bool:
    """Whether what it compares with, adds to, counts or dates by was told before."""
    low, words = line.low, line.words
    if (low[0] in _list_openings(words.code) and _lists(line)) or _is_counted_off(line):
        return True
    tests = _tests(words.code)
    return any(test(line) for word in tests.keys() & low for test in tests[word])


def counts_on(line: Wording) -> bool:
    """Whether it opens with one more of what was told before: "A second ferry sank"."""
    low, words = line.low, line.words
    if len(low) < 3 or low[1] not in words.one_more or low[0] not in words.articles:
        return False
    return low[2] not in words.times and low[2] not in words.stop_words and line.said[len(low[0])] == " "


def _is_counted_off(line: Wording) -> bool:
    """Whether its subject is "the second" of something told before: "The third is the bridge"."""
    low, words = line.low, line.words
    return (
        low[0] in words.definite
        and len(low) > 3
        and low[2] in words.auxiliaries
        and (low[1] in words.one_more or low[1] in words.uniques)
    )


def _is_of_such(line: Wording) -> bool:
    """Whether "such laws" are like those told before, not "such as" follow."""
    low, words = line.low, line.words
    if "as" in low or "that" in low:
        return False
    at = next(at for at, word in enumerate(low) if word in words.likes)
    after = low[at + 1] if at + 1 < len(low) else ""
    return after != "" and after not in words.articles and not any(map(line.is_name, range(at))) and after[-1] == "s"


def _is_afterthought(line: Wording) -> bool:
    """Whether "though" stands between commas, or at the end behind one."""
    at = next(at for at, word in enumerate(line.low) if word in line.words.afterthoughts)
    start = line.starts[at]
    return line.said[start - 2 : start] == ", " and line.said[start + len(line.low[at])] in ",."


def _is_that_time(line: Wording) -> bool:
    """Whether "that day" is dated by something told before, not by its own sentence."""
    low, words = line.low, line.words
    for at in range(1, len(low)):
        before = low[at - 2] if low[at - 1] in words.sames and at > 1 else low[at - 1]
        if low[at] in words.times and line.tokens[at][0].islower() and before in words.last_pointers:
            if before in words.demonstratives:
                continue
            return not _is_dated(line, at - 1) and words.introducers.isdisjoint(low[: max(0, at - 2)])
    return False


def _is_dated(line: Wording, end: int) -> bool:
    """Whether any of a sentence's words before `end` tells a time."""
    words = line.words
    return any(word in words.dates or word in words.times or word[0].isdigit() for word in line.low[:end])


def _lists(line: Wording) -> bool:
    """Whether it is a further item of a list: "Second, the bridge is old"."""
    low, said = line.low, line.said
    return any(
        "-".join(low[:size]) in line.words.enumerators and said[line.starts[size - 1] + len(low[size - 1])] == ","
        for size in (1, 2)
        if len(low) > size
    )


def _is_more(line: Wording) -> bool:
    """Whether it ends on more of something than was told before: "The show was even more bizarre."."""
    low, words = line.low, line.words
    return any(
        low[at] in words.degrees
        and "than" not in low
        and (low[at + 1] in words.comparatives or low[at + 1].endswith("er"))
        for at in range(max(1, len(low) - 4), len(low) - 1)
    )


def _answers(line: Wording) -> bool:
    """Whether it ends on what somebody did to something told before: "Lind agreed."."""
    low, words = line.low, line.words
    return low[-1] in words.answers and len(low) > 1 and low[-2] not in words.passives and '"' not in line.said


def _responds(line: Wording) -> bool:
    """Whether it tells how somebody responded, but not to what: "The council responded by closing the bridge"."""
    low, words = line.low, line.words
    at = next(at for at, word in enumerate(low) if word in words.responses)
    said = line.said[: line.starts[at]]
    # "When it sank, the town responded", "Asked about it, he replied", "He saw it and responded": to what is told.
    if not at or low[0] in words.introducers or (low[0].endswith(("ed", "ing")) and "," in said) or '"' in said:
        return False
    if "and" in low[:at] or not words.clauses.isdisjoint(low[:at]):
        return False
    return low[at + 1 : at + 2] != [] and low[at + 1] in words.means and low[at + 2 : at + 3] != []


def _is_later(line: Wording) -> bool:
    """Whether it begins some time after what was told before: "Hours later, Lind left"."""
    low, words = line.low, line.words
    return any(
        low[at] in words.later and low[at - 1].removesuffix("s") in words.times and "than" not in low[at + 1 : at + 2]
        for at in range(1, min(_BEGINNING // 2, len(low)))
    )


def _has_since(line: Wording) -> bool:
    """Whether it tells what "has since" come after something told before."""
    low, words = line.low, line.words
    for at in range(1, len(low)):
        if low[at] in words.since and line.said[line.starts[at] + len(low[at])] in ",.":
            # "In the years since, ..."
            return True
        after = low[at + 1] if at + 1 < len(low) else ""
        if low[at] in words.since and after and low[at - 1] in words.auxiliaries:
            timed = (
                after in words.determiners or after in words.times or after[0].isdigit() or after in words.stop_words
            )
            if not timed and line.tokens[at + 1][0].islower():
                return True
    return False


def _is_of_others(line: Wording) -> bool:
    """Whether its subject is others than those told before: "Other drivers", "Two other ferries", "The other side"."""
    low, words = line.low, line.words
    at = next(at for at, word in enumerate(low) if word in words.others)
    if at > 2 or not all(low[i] in words.amounts or low[i] in words.definite for i in range(at)):
        return False
    after = low[at + 1] if at + 1 < len(low) else ""
    return after not in words.comparisons and after != ""


def _is_the_same(line: Wording) -> bool:
    """Whether it has "the same thing" without saying as what."""
    low, words = line.low, line.words
    at = next(at for at, word in enumerate(low) if word in words.sames)
    return low[at + 1 : at + 2] != [] and low[at + 1] in words.same_things and words.comparisons.isdisjoint(low)


def _is_as_much(line: Wording) -> bool:
    """Whether somebody said or did "as much" as was told before."""
    low, words = line.low, line.words
    return any(
        low[at] == "as"
        and low[at + 1] in words.equally
        and (low[at - 1] in words.says or low[at - 1].endswith("ed"))
        and low[at + 2 : at + 3] != ["as"]
        and (low[at + 2 : at + 3] == [] or low[at + 2] in words.stop_words or low[at + 2] in words.places_after)
        for at in range(1, len(low) - 1)
    )


def _is_next_day(line: Wording) -> bool:
    """Whether it is dated by the day of something told before: "The following week, Lind left"."""
    low, words = line.low, line.words
    for at in range(1, len(low) - 1):
        if low[at] in words.adjacent and low[at - 1] in words.definite and low[at + 1] in words.times:
            opens = at == 1
            ends = at + 2 == len(low)
            return (opens or ends) and not _is_dated(line, at - 1) and line.tokens[at + 1][0].islower()
    return False


def _are_counted(line: Wording) -> bool:
    """Whether "the two men" or "both sides" are several told before."""
    low, words = line.low, line.words
    for at, word in enumerate(low[:-1]):
        if word not in words.counts or not (word in words.pairs or (at and low[at - 1] in words.definite)):
            continue
        noun = next((i for i in range(at + 1, min(at + 3, len(low))) if low[i] in words.sides), 0)
        if not noun or (noun + 1 < len(low) and low[noun + 1] in words.complements | {"and"}):
            continue
        names = [i for i in range(at) if line.is_name(i) and not (i and line.is_name(i - 1))]
        return len(names) < 2 and "and" not in low[:at] and not any(map(line.is_plural, range(at)))
    return False


@lru_cache(maxsize=64)
def _tests(code: str) -> dict[str, list[Callable[[Wording], bool]]]:
    """What has to be asked of a sentence that holds a word."""
    words = language(code)
    found: dict[str, list[Callable[[Wording], bool]]] = {}
    for triggers, test in (
        (words.degrees, _is_more),
        (words.later, _is_later),
        (words.answers, _answers),
        (words.responses, _responds),
        (words.since, _has_since),
        (words.others, _is_of_others),
        (words.likes, _is_of_such),
        (words.afterthoughts, _is_afterthought),
        (words.sames, _is_the_same),
        (words.equally, _is_as_much),
        (words.last_pointers - words.demonstratives, _is_that_time),
        (words.adjacent, _is_next_day),
        (words.counts, _are_counted),
    ):
        for word in triggers:
            found.setdefault(word, []).append(test)
    return found
