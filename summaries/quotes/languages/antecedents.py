"""Whom a pronoun, or a verb without a subject, stands for in other languages than English: one person, or nobody."""

from __future__ import annotations

from bisect import bisect_left

from summaries.quotes.languages.naming import Names
from summaries.quotes.languages.reading import Reading


def antecedent(
    reading: Reading, names: Names, token: int, gender: str, speaker: int | None, since: int, *, unnamed: bool
) -> int | None:
    """The person whom a pronoun at `token` stands for, or None where more than one could be meant.

    `speaker` spoke last, at token `since`: the one who goes on speaking, unless somebody else who fits was
    named since. So does somebody `unnamed` who spoke last ("a spokesman").
    """
    line = reading.paragraph(token)
    begin = reading.lines[line - 2] if line > 1 else 0
    here = reading.lines[line - 1] if line else 0
    namings = names.namings[bisect_left(names.firsts, begin) : bisect_left(names.firsts, token)]

    def fits(person: int) -> bool:
        return names.people[person].gender in ("", gender)

    if unnamed and since >= begin and not any(fits(naming.person) for naming in names.within(since, token)):
        return None
    fitting = {naming.person for naming in namings if fits(naming.person)}
    ahead = {naming.person for naming in namings if naming.first >= here and fits(naming.person)}
    free = {naming.person for naming in namings if naming.first >= here and not _is_governed(reading, naming.first)}
    for found in (fitting, ahead & free if len(ahead) == 1 else set[int]()):
        if len(found) == 1 and names.people[min(found)].gender == gender:
            return min(found)
    if speaker is not None and names.people[speaker].gender == gender and since >= begin:
        later = {naming.person for naming in names.within(since, token)}
        if not any(map(fits, later - {speaker})):
            return speaker
    return None


def lone(reading: Reading, names: Names, token: int) -> int | None:
    """The only person whom a paragraph has named before `token`, where no other noun governs the name."""
    line = reading.paragraph(token)
    here = reading.lines[line - 1] if line else 0
    namings = names.within(here, token)
    free = [naming.person for naming in namings if not _is_governed(reading, naming.first)]
    return free[0] if free and len({naming.person for naming in namings}) == 1 else None


def _is_governed(reading: Reading, first: int) -> bool:
    """Whether a name depends on what stands before it: "the brother of Anna Keller"."""
    at = first - 1
    while at >= 0 and reading.codes[at] in "TD":
        at -= 1
    return at >= 0 and reading.codes[at] in "iNn"
