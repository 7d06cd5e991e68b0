"""Whether a pronoun can mean anybody whom its own sentence names before it: by given names, and by its place."""

from __future__ import annotations

from functools import lru_cache

from summaries.people.folding import fold
from summaries.people.gender import given_gender
from summaries.people.titles import Gender, is_title
from summaries.wording import Wording

# How many words at a sentence's end may tell who says it, and when.
_LAST = 5


def is_of_another(line: Wording) -> bool:
    """Whether "her" stands behind men's names alone, or "his" behind women's."""
    words = line.words
    if words.feminines.isdisjoint(line.low) and words.masculines.isdisjoint(line.low):
        return False
    named: list[Gender | None] = []
    run: list[str] = []
    for at, word in enumerate(line.low):
        if line.tokens[at][0].isupper() and line.is_name(at):
            run.append(word.removesuffix("'s"))
            continue
        if run:
            named.append(_gender(tuple(run)))
            run = []
        if word in words.feminines or word in words.masculines:
            own = "female" if word in words.feminines else "male"
            return bool(named) and None not in named and own not in named
        if word.removesuffix("'s") in words.persons:
            return False
    return False


def speaks(line: Wording) -> bool:
    """Whether a pronoun says it, at its end or between commas: "The bridge is old, she said on Monday"."""
    low, words = line.low, line.words
    if words.pronouns.isdisjoint(low):
        return False
    for at in range(2, len(low) - 1):
        if low[at] not in words.pronouns or line.said[line.starts[at] - 2] not in ',"':
            continue
        last = at >= len(low) - _LAST and low[at + 1] in words.says
        if last or _is_aside(line, at):
            return low[0] not in words.introducers and not low[0].endswith(tuple(words.not_names))
    return False


def _is_aside(line: Wording, at: int) -> bool:
    """Whether a pronoun and a verb of its own stand between commas, or before the end: ", she conceded"."""
    verb, words = line.low[at + 1], line.words
    end = line.starts[at + 1] + len(verb)
    told = verb in words.says or verb in words.pasts or verb.endswith("ed")
    return told and verb not in words.auxiliaries - words.says and line.said[end] in ",."


@lru_cache(maxsize=4_096)
def _gender(run: tuple[str, ...]) -> Gender | None:
    """The gender that a given name before a surname tells, behind any title ("Georgia Gov. Nathan Deal")."""
    start = max((at for at, word in enumerate(run, 1) if is_title(fold(word))), default=0)
    return next((found for word in run[start:-1] if (found := given_gender(fold(word)))), None)
