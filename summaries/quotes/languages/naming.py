"""The people a text names, in languages other than English: full names, their parts, gender and offices."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from summaries.people import fold
from summaries.people.lists import words as listed
from summaries.quotes.languages.reading import Reading
from summaries.quotes.languages.runs import find_runs, given_gender, is_given
from summaries.quotes.languages.words import shared

_MOST_PARTS = 5


@dataclass(slots=True)
class Person:
    """Somebody the text names in full, or by a surname alone; `gender` m, f or empty; `roles` what they are called."""

    parts: tuple[str, ...]
    gender: str = ""
    roles: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The full name as it stands in the text."""
        return " ".join(self.parts)


@dataclass(slots=True)
class Naming:
    """A name in the text: tokens `first` to `end`, the number of the person it names, whether it is in the genitive."""

    first: int
    end: int
    person: int
    genitive: bool = False


class Names:
    """Every name of a text, in order, and the people."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.people: list[Person] = []
        self.namings: list[Naming] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        self._surnames: dict[str, list[int]] = defaultdict(list)
        runs = find_runs(reading)
        for first, end in runs:
            self._register(first, end)
        self._find_parts(runs)
        self._note_offices()
        self.firsts = [naming.first for naming in self.namings]
        self._by_end = {naming.end: naming for naming in self.namings}
        self._by_first = {naming.first: naming for naming in self.namings}

    def ending(self, end: int) -> Naming | None:
        """The name whose last token is the one before `end`."""
        return self._by_end.get(end)

    def starting(self, first: int) -> Naming | None:
        """The name whose first token this is."""
        return self._by_first.get(first)

    def within(self, first: int, end: int) -> list[Naming]:
        """The names that begin at tokens `first` to `end`."""
        return self.namings[bisect_left(self.firsts, first) : bisect_left(self.firsts, end)]

    def holder(self, role: str, rest: set[str]) -> int | None:
        """The only person who is called by a role; `rest` are the words that must stand with it too."""
        found = [number for number, person in enumerate(self.people) if role in person.roles]
        return found[0] if len(found) == 1 and rest <= self.people[found[0]].roles else None

    def _register(self, first: int, end: int) -> None:
        """Take a run of capitalised words as the full name of a person if enough speaks for it."""
        reading = self.reading
        oblique = reading.lists.genitive_m and not _is_nominative(reading, first, end)
        surname = all(low in shared("particles") for low in reading.low[first : end - 1])
        if oblique or surname or end - first < 2 or end - first > _MOST_PARTS:
            return
        gender = _title_gender(reading, first)
        known = is_given(reading, first)
        if not known and gender is None and not _is_apposed(reading, first, end):
            return
        parts = tuple(reading.forms[first:end])
        key = tuple(map(fold, parts))
        if key not in self._numbers:
            self._numbers[key] = len(self.people)
            self._surnames[key[-1]].append(len(self.people))
            self.people.append(Person(parts))
        person = self.people[self._numbers[key]]
        person.gender = person.gender or gender or given_gender(reading, first)

    def _find_parts(self, runs: list[tuple[int, int]]) -> None:
        """Give every run its person: the name as registered, a surname that one person bears, or a titled surname."""
        reading = self.reading
        for first, end in runs:
            key = tuple(map(fold, reading.forms[first:end]))
            number = self._numbers.get(key)
            genitive = False
            if number is None:
                number, genitive = self._part(first, end, key)
            if number is not None:
                self.namings.append(Naming(self._with_particles(first, end, number), end, number, genitive))

    def _part(self, first: int, end: int, key: tuple[str, ...]) -> tuple[int | None, bool]:
        reading = self.reading
        gender = _title_gender(reading, first)
        if end - first == 1 or (end - first < 4 and set(key[:-1]) <= shared("particles")):
            article = first > 0 and reading.codes[first - 1] == "D" and reading.lists.code not in ("it", "pt")
            bearers = self._surnames.get(key[-1], [])
            if article:  # "der Richter" is no "Anna Richter"
                bearers = [number for number in bearers if self._with_particles(first, end, number) < first]
            fitting = [n for n in bearers if not gender or self.people[n].gender in ("", gender)]
            if len(fitting) == 1:
                return fitting[0], False
            if not bearers and gender is not None and not article and not reading.lists.genitive_m:
                return self._add(first, end, key, gender), False
            if fitting:
                return None, False
        return self._genitive(key)

    def _with_particles(self, first: int, end: int, number: int) -> int:
        """Where a surname begins that has particles before it in the full name: "von der Aue"."""
        parts = [part.lower() for part in self.people[number].parts]
        before = len(parts) - (end - first)
        while (
            before > 1
            and first
            and parts[before - 1] == self.reading.low[first - 1]
            and parts[before - 1] in shared("particles")
        ):
            before, first = before - 1, first - 1
        return first

    def _genitive(self, key: tuple[str, ...]) -> tuple[int | None, bool]:
        """The only person whose name in the genitive this is: "по словам Ивана Петрова"."""
        lists = self.reading.lists
        if not lists.genitive_m:
            return None, False
        found = []
        for number, person in enumerate(self.people):
            rules = lists.genitive_f if person.gender == "f" else lists.genitive_m
            parts = [_inflect(part.lower(), rules) for part in person.parts]
            folded = tuple(fold(part) for part in parts)
            if person.gender and key in (folded, folded[-1:]):
                found.append(number)
        return (found[0], True) if len(found) == 1 else (None, False)

    def _add(self, first: int, end: int, key: tuple[str, ...], gender: str) -> int:
        self._numbers[key] = len(self.people)
        self._surnames[key[-1]].append(len(self.people))
        self.people.append(Person(tuple(self.reading.forms[first:end]), gender))
        return len(self.people) - 1

    def _note_offices(self) -> None:
        """Note what stands with each name: the title before it, and the words of the apposition after it."""
        codes, low = self.reading.codes, self.reading.low
        for naming in self.namings:
            roles = self.people[naming.person].roles
            first, end = naming.first, naming.end
            stop = self.reading.sentence(first)[1]
            at = first - 1
            while at >= 0 and codes[at] in "TNn" and first - at < 6:
                if codes[at] == "T":
                    roles.update(low[at:first])
                at -= 1
            if codes[end : end + 1] == ",":
                limit = next((n for n in range(end + 1, min(stop, end + 14)) if codes[n] in ",.;:QV"), end)
                apposed = codes[end + 1 : limit]
                head = apposed.lstrip("DiNn")[:1] if apposed[:1] == "D" else apposed[:1]
                if limit > end and head == "T":
                    roles.update(low[end + 1 : limit])
            if codes[first - 1 : first] == "," and first > 2:  # "the mayor of Korvo, Ida Lind,"
                back = first - 2
                while back > 0 and codes[back] in "nNTSi" and first - back < 10:
                    back -= 1
                if codes[back] == "D" and codes[back + 1 : back + 2] == "T":
                    roles.update(low[back + 1 : first - 1])


def _title_gender(reading: Reading, first: int) -> str | None:
    """m, f or empty for the title right before a name; None where there is none."""
    at = first - 1
    if at < 0 or reading.codes[at] != "T":
        return None
    low, lists = reading.low[at], reading.lists
    if low in lists.women or low in lists.men:
        return "" if low in lists.women and low in lists.men else "f" if low in lists.women else "m"
    if lists.endings and low.endswith(lists.endings):
        return "f" if low.endswith(tuple(lists.women & set(lists.endings))) else "m"
    return ""


def _is_apposed(reading: Reading, first: int, end: int) -> bool:
    """Whether an age or an office follows between commas: "Rupert Sandvold, 54," "Ida Lind, maire de Korvo,".

    Right after a reporting verb any noun without an article does: "ironise Soizic Kermarec, mareyeuse".
    """
    codes = reading.codes
    apposed = codes[end : end + 3]
    inverted = first > 0 and codes[first - 1] in "VAd" and apposed[1:2] == "n"
    return apposed[:1] == "," and (apposed[1:2] in ("0", "T") or apposed[1:] == "DT" or inverted)


def _is_nominative(reading: Reading, first: int, end: int) -> bool:
    """Whether a name is surely in the case of a speaker, in languages with cases.

    A given name that is known is, unless it is also the genitive of another ("Ивана"). Such a name, and one that is
    not known, must stand alone beside a reporting verb that agrees with it: after a noun it may depend on that.
    """
    codes, low = reading.codes, reading.low
    gender = given_gender(reading, first)
    if gender != "?" and not (low[first][-1] in "ая" and fold(low[first][:-1]) in listed("given_male")):
        return True
    for at in (end, first - 1):
        if 0 <= at < len(codes) and codes[at] == "V" and (at == end or codes[first - 1] == "V"):
            told = "f" if low[at] in reading.lists.says_f else "m"
            if codes[first - 1 : first] not in ("T", "n", "S", "N", "i"):
                return low[at] in reading.lists.says_now or gender in ("", told, "?")
    return False


def _inflect(word: str, rules: tuple[tuple[str, str], ...]) -> str:
    """A word with the first of the endings that fits replaced."""
    for ending, replaced in rules:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + replaced
    return word
