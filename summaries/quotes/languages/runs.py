"""Where names may stand in a text: runs of capitalised words, and in Arabic words after a known given name."""

from __future__ import annotations

import re

from summaries.people import fold
from summaries.people.lists import words as listed
from summaries.quotes.languages.reading import Reading
from summaries.quotes.languages.words import shared

_LONGEST = 30  # capitalised words in a row: more are no name, but a headline or a list


def find_runs(reading: Reading) -> list[tuple[int, int]]:
    """(first, end) of every stretch of tokens that may be a name or a part of one."""
    return _arabic_runs(reading) if reading.lists.code == "ar" else _runs(reading)


def _runs(reading: Reading) -> list[tuple[int, int]]:
    """Runs of capitalised words, particles inside, without titles, places of sentences and bodies."""
    forms, codes = reading.forms, reading.codes
    starts = set(reading.breaks)
    common = {word for number, word in enumerate(reading.low) if forms[number][:1].islower()}
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"N(?:i{0,3}N)*+", _capital_codes(reading)):
        first = match.start()
        titles = [at for at in range(*match.span()) if codes[at] == "T"]
        for number, end in enumerate([*titles, match.end()]):
            # A title ends one name and begins another, unless a name ends with it.
            if number < len(titles) and _is_surname(reading, first, end, match.end()):
                continue
            begin, last = first, end
            while begin < last and _is_no_name(reading, begin, common, opens=begin in starts):
                begin += 1
            while begin < last and codes[last - 1] not in "NT":
                last -= 1
            found += _from_given(reading, begin, last)
            first = end + 1
    return [(first, end) for first, end in found if end > first and not _is_thing(reading, first, end)]


def _is_thing(reading: Reading, first: int, end: int) -> bool:
    """Whether a run is a body's name or part of one, a noun with its article, or a genitive."""
    low, codes = reading.low, reading.codes
    bodies = reading.lists.organisations
    beside = [at for at in (first - 1, end) if 0 <= at < len(low) and reading.forms[at][0].isupper()]
    return (
        any(low[at] in bodies for at in (*range(first, end), *beside))
        or (end - first == 1 and codes[first] == "T" and codes[first - 1 : first] == "D")
        or (low[end - 1][-1] == "s" and _is_genitive(reading, end))
    )


def _capital_codes(reading: Reading) -> str:
    """The classes, with those of lower-case words that are no particles blotted out."""
    german = "nouns" in reading.lists.traits
    starts = set(reading.breaks)
    kept: list[str] = []
    for number, (form, low, letter) in enumerate(zip(reading.forms, reading.low, reading.codes, strict=True)):
        acronym = form.isupper() and len(form) > 1 and form[1] != "."
        particle = low in shared("particles") and reading.lists.code != "tr"
        if german and low in ("der", "den", "dem"):
            particle = reading.low[number - 1] in ("von", "van", "auf")
        if letter in "Q\n,;:.?()-_0s" or acronym:
            kept.append("#")
        elif form[0].isupper() and (letter in "NTVASn" or (particle and number not in starts)):
            kept.append("N")
        else:
            kept.append("i" if particle and form[0].islower() else "#")
    return "".join(kept)


def _is_genitive(reading: Reading, end: int) -> bool:
    """Whether a noun right behind makes a name that ends in "s" its genitive: "Anna Kellers Anwalt"."""
    follows = reading.codes[end : end + 1]
    return (
        follows in ("T", "N", "S") if "nouns" in reading.lists.traits else follows == "T" and reading.lists.code == "nl"
    )


def _is_surname(reading: Reading, first: int, at: int, end: int) -> bool:
    """Whether a word that is a title is a surname here: "Anna Richter"."""
    return at > first and at + 1 == end and is_given(reading, at - 1)


def _is_no_name(reading: Reading, at: int, common: set[str], *, opens: bool) -> bool:
    """Whether a word at the beginning of a run is none of a name."""
    low, letter = reading.low[at], reading.codes[at]
    if low in reading.lists.not_names:
        return True
    if low in shared("particles") and (opens or reading.forms[at].islower()):
        return reading.low[at - 1].rstrip(".") not in shared("address") if at else True
    if is_given(reading, at):
        return False
    return letter in "TVAS" or (opens and low in common)


def _from_given(reading: Reading, first: int, end: int) -> list[tuple[int, int]]:
    """A run cut before its first given name: "Hessmarker Lena Osterkamp"; and a long one at its particles."""
    if end - first < 2 or end - first > _LONGEST:
        return [(first, end)] if end - first == 1 else []
    for at in range(first + 1, end - 1):  # "Carmen Robles y Pablo Medina" are two
        if reading.low[at] in ("y", "e") and is_given(reading, at + 1):
            return [*_from_given(reading, first, at), *_from_given(reading, at + 1, end)]
    givens = [at for at in range(first, end - 1) if is_given(reading, at)]
    titled = first > 0 and reading.codes[first - 1] == "T"
    if givens and givens[0] > first and not titled:
        if reading.low[givens[0] - 1] in shared("particles"):  # "Sprecherin von Anna Keller", "Bund der Anna Keller"
            return [(first, givens[0] - 1), (givens[0], end)]
        first = givens[0]
    if givens or titled:
        return [(first, _before_origin(reading, first, end))]
    joint = next((at for at in range(first + 1, end) if reading.low[at] in shared("particles")), None)
    return [(first, end)] if joint is None else [(first, joint), (joint + 1, end)]


def _before_origin(reading: Reading, first: int, end: int) -> int:
    """The end of a name before the words that tell where somebody belongs: "Anna Keller von Greenpeace"."""
    if reading.lists.code in ("es", "pt"):
        return end  # "Ana Souza da Silva"
    for at in range(first + 2, end):
        if (
            reading.low[at] in shared("particles")
            and reading.low[at - 1] not in shared("particles")
            and not is_given(reading, at - 1)
        ):
            return at
    return end


def is_given(reading: Reading, at: int) -> bool:
    """Whether a token is a given name of the lists about people, or of the language."""
    return given_gender(reading, at) != "?"


def given_gender(reading: Reading, at: int) -> str:
    """m, f, empty for a given name of both, ? for a word that is none."""
    lists, low = reading.lists, reading.low[at]
    if lists.code == "ar":
        return "m" if low in lists.given_m else "f" if low in lists.given_f else "?"
    key = fold(low).replace(" ", "")
    first = fold(low.partition("-")[0])
    for part in (key, first):
        male, female = part in listed("given_male"), part in listed("given_female")
        if low in lists.given_m or low in lists.given_f:
            return "m" if low in lists.given_m else "f"
        if male or female:
            return "" if male and female else "m" if male else "f"
    return "?"


def _arabic_runs(reading: Reading) -> list[tuple[int, int]]:
    """A given name that is known, with the one to three words after it that can belong to a name."""
    codes, low = reading.codes, reading.low
    given = reading.lists.given_m | reading.lists.given_f
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(codes):
        end = at + 1
        while is_given(reading, at) and end < len(codes) and end - at < 4 and codes[end - 1 : end + 1] == "nn":
            if low[end][0] in "لبك" and low[end][1:] in given:  # a preposition written with the name of somebody else
                break
            end += 1
        # Only what stands between verb and clause is surely a name and nothing else; one word may be a known surname.
        alone = end - at > 1 or (at > 0 and codes[at - 1] == "V" and codes[at] == "n")
        joined = low[end][0] in "لبك" and low[end][1:] in given if end < len(codes) and low[end] else False
        if alone and (joined or codes[end : end + 1] in ("h", ":", "Q", ",", ".")):
            found.append((at, end))
        at = end
    return found
