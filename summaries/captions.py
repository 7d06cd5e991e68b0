"""Whether a line tells what a picture shows: "Jonas Lind waves to fans in Port Alder", as no news is told."""

from __future__ import annotations

import re
from typing import Literal

from summaries.wording import Wording

# As far as this reaches what can be the subject of a picture's line, in words, and the whole line.
_SUBJECT, _LONGEST = 12, 45
# "in May 2014.", "on May 2, 2014.", "Stenby, May 2, 2014.": in the present such a day is none to come.
_DATED = re.compile(r"(?:\b(?:in|on)|,) (?:[A-Z][a-z.]{2,9} (?:\d{1,2}, )?)?(?:19|20)\d\d\.$")


Caption = Literal["nowhere", "alone", "anywhere"]


def caption(line: Wording) -> Caption:
    """Where a sentence is a picture's: "alone", if a line by itself, as somebody does what only a picture can show.

    "anywhere" where it says so: "is seen in Stenby, May 2, 2014.".
    """
    low, words = line.low, line.words
    if len(low) > _LONGEST or len(low) < 3:
        return "nowhere"
    dated = low[-1][0].isdigit() and _DATED.search(line.said)
    if not dated and words.poses.isdisjoint(low) and words.scenes.isdisjoint(low):
        return "nowhere"
    if '"' in line.said or low[0] in words.introducers or low[0] in words.clauses or not words.says.isdisjoint(low):
        return "nowhere"
    for at in range(1, min(_SUBJECT, len(low) - 1)):
        if dated and f"{low[at]}-{low[at + 1]}" in words.shown:
            return "anywhere"
        if _is_pictured(line, at) or (dated and _is_present(line, at)):
            return "alone"
        if low[at] in words.clauses or low[at] in words.auxiliaries or low[at] in words.pasts or low[at][-2:] == "ed":
            break
    return "nowhere"


def _is_pictured(line: Wording, at: int) -> bool:
    low, words = line.low, line.words
    if low[at] not in words.poses and not (low[at] in words.scenes and low[at + 1] in words.surroundings):
        return False
    if low[at].endswith("s"):
        # "A diver waves": whoever it is, nothing but people do so.
        anybody = low[at] in words.poses and low[0] in words.articles and words.complements.isdisjoint(low[:at])
        return _is_somebody(line, at - 1) or (anybody and at > 1)
    return line.is_plural(at - 1) or (line.is_name(at - 1) and "and" in low[:at])


def _is_present(line: Wording, at: int) -> bool:
    """Whether a word may be the verb of the name before it: "Lind opens the bridge"."""
    low, words = line.low, line.words
    verbal = low[at].endswith("s") and line.tokens[at][0].islower() and low[at] not in words.stop_words
    after = low[at + 1]
    opens = after in words.determiners or after in words.articles or after in words.places_after
    return opens and verbal and _is_somebody(line, at - 1)


def _is_somebody(line: Wording, at: int) -> bool:
    return (line.is_name(at) and not line.low[at].endswith("'s")) or line.low[at] in line.words.persons
