"""Whether a name is a woman's or a man's, as far as its title and given name tell."""

from __future__ import annotations

from summaries.people.folding import fold
from summaries.people.lists import words
from summaries.people.naming import Name, parse_name
from summaries.people.titles import Gender


def gender(name: str | Name) -> Gender | None:
    """The gender that a name's title or, failing that, its given name tells; None where neither does.

    A name that women and men bear in different countries ("Andrea", "Jean") tells none, and so does a single
    word that is a surname as often as a given name ("Clinton", "Martin").
    """
    parsed = parse_name(name) if isinstance(name, str) else name
    if parsed.gender:
        return parsed.gender
    for given in parsed.folded_given:
        if found := given_gender(given):
            return found
        if len(given.replace(" ", "")) > 1 and _known(given):
            return None
    if not parsed.folded_given:
        lone = parsed.folded_surname
        return None if parsed.titles or parsed.particles or lone in words("given_or_surname") else given_gender(lone)
    return next((found for nickname in parsed.nicknames if (found := given_gender(fold(nickname)))), None)


def given_gender(given: str) -> Gender | None:
    """The gender that a folded given name tells; of "jean claude" that of the compound, then of its parts."""
    parts = given.split(" ")
    for key in dict.fromkeys(("".join(parts), *parts)):
        female, male = key in words("given_female"), key in words("given_male")
        if female != male:
            return "female" if female else "male"
    return None


def _known(given: str) -> bool:
    key = given.replace(" ", "")
    return key in words("given_female") and key in words("given_male")
