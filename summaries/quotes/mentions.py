"""Who may have spoken: the noun groups of an article, and the full names of its people."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from summaries.quotes.tokens import Tokens, word_list

_GROUP = re.compile(
    r"[HIow]|[D0]{0,4}(?:r?[dg](?=[nNTMB0]))?[nNTMB0]{0,7}[nNTM](?:p[r]?[D0]?[dg]?[nNTMB0]{0,6}[nNTMB])*|D(?=[xVvr])"
)
_RUN = re.compile(r"N+")


@dataclass(slots=True)
class Mention:
    """A noun group: tokens `first` to `end`. `person` is the number of the person its head names, or None."""

    first: int
    end: int
    kind: str  # "name", "pronoun", "plural" (I, we, they ...), "group"
    name: tuple[int, int] | None = None
    person: int | None = None
    gender: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Person:
    """Somebody the article names: `name` in full as it stands there, `gender` m, f or empty."""

    name: tuple[str, ...]
    gender: str = ""
    count: int = 0
    title: bool = False
    votes: Counter[str] = field(default_factory=Counter)


@cache
def given_names() -> dict[str, str]:
    """Lower-case given name to m, f or u."""
    table = word_list("given_names.txt")
    found = dict.fromkeys(table["m"], "m")
    for name in table["f"]:
        found[name] = "u" if name in found else "f"
    found.update(dict.fromkeys(table["u"], "u"))
    return found


@cache
def _not_people() -> frozenset[str]:
    return frozenset(word_list("organisations.txt")[""])


@cache
def _title_gender() -> dict[str, str]:
    table = word_list("titles.txt")
    return {word: gender for gender in "mf" for word in table[gender]}


class People:
    """The noun groups of an article and the people among them."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.mentions: list[Mention] = []
        self.people: list[Person] = []
        self._find_mentions()
        self._find_people()
        self.starts = [mention.first for mention in self.mentions]

    def within(self, first: int, end: int) -> list[Mention]:
        """Mentions that start at tokens `first` to `end`."""
        return self.mentions[bisect_left(self.starts, first) : bisect_left(self.starts, end)]

    def name(self, mention: Mention) -> str | None:
        """The full name of the person a mention stands for, or None."""
        return None if mention.person is None else " ".join(self.people[mention.person].name)

    def _find_mentions(self) -> None:
        codes, low = self.tokens.codes, self.tokens.low
        for match in _GROUP.finditer(codes):
            first, end = match.span()
            code = codes[first]
            if end - first == 1 and code in "HIow":
                kind = "pronoun" if code == "H" else "plural"
                gender = {"he": "m", "she": "f"}.get(low[first], "")
                self.mentions.append(Mention(first, end, kind, gender=gender))
                continue
            name = self._head_name(first, end)
            self.mentions.append(Mention(first, end, "name" if name else "group", name=name))

    def _head_name(self, first: int, end: int) -> tuple[int, int] | None:
        """Tokens of the name that ends the group, without titles and what stands before them."""
        codes, low = self.tokens.codes, self.tokens.low
        start = end
        while start > first and codes[start - 1] == "N":
            start -= 1
        if start == end:
            return None
        names = given_names()
        if end - start > 2:
            for number in range(end - 2, start - 1, -1):
                if low[number] in names and low[number - 1] not in names:
                    start = number
                    break
        return start, end

    def _find_people(self) -> None:
        full: dict[tuple[str, ...], int] = {}
        evidence: dict[tuple[str, ...], float] = defaultdict(float)
        votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        named = [mention for mention in self.mentions if mention.name]
        for mention in named:
            key = self._key(mention)
            evidence[key] += self._evidence(mention, key)
            votes[key] += self._gender_votes(mention)
        singles: dict[str, float] = defaultdict(float)
        for key, weight in evidence.items():
            if len(key) == 1:
                singles[key[0].lower()] += weight
        for key, weight in evidence.items():
            if len(key) < 2 or any(word.lower() in _not_people() for word in key[1:]):
                continue
            known = given_names().get(key[0].lower().rstrip("."))
            if weight + (2.0 if known else 0.0) + singles.get(key[-1].lower(), 0.0) >= 1.0:
                full[key] = len(self.people)
                self.people.append(Person(key, votes=votes[key]))
        by_last: dict[str, list[int]] = defaultdict(list)
        by_first: dict[str, list[int]] = defaultdict(list)
        for key, number in full.items():
            last = key[-2] if key[-1].lower().rstrip(".") in ("jr", "sr", "ii", "iii") and len(key) > 2 else key[-1]
            by_last[last.lower()].append(number)
            by_first[key[0].lower()].append(number)
        for key, weight in evidence.items():
            if len(key) != 1:
                continue
            word = key[0].lower()
            if word not in by_last and word not in by_first and weight >= 1.0 and word not in _not_people():
                by_last[word].append(len(self.people))
                self.people.append(Person(key, votes=votes[key]))
        last_seen: dict[str, int] = {}
        for mention in named:
            key = self._key(mention)
            number = full.get(key)
            if number is None and len(key) >= 1:
                options = (
                    by_last.get(key[-1].lower()) or (by_first.get(key[0].lower()) if len(key) == 1 else None) or []
                )
                if len(key) > 1:
                    options = [
                        o
                        for o in options
                        if self.people[o].name[0][0] == key[0][0]
                        or key[0].lower() in map(str.lower, self.people[o].name)
                    ]
                if options:
                    number = self._choose(options, mention, last_seen.get(key[-1].lower()))
            if number is not None:
                mention.person = number
                person = self.people[number]
                person.count += 1
                person.votes += self._gender_votes(mention)
                last_seen[person.name[-1].lower()] = number
        for person in self.people:
            person.gender = self._gender(person)
        for mention in named:
            if mention.person is not None:
                mention.gender = self.people[mention.person].gender

    def _choose(self, options: list[int], mention: Mention, seen: int | None) -> int:
        gender = "".join(self._gender_votes(mention))
        fitting = [o for o in options if not gender or self._gender(self.people[o]) in ("", gender)] or options
        if seen in fitting:
            return seen
        return fitting[0]

    def _key(self, mention: Mention) -> tuple[str, ...]:
        first, end = mention.name or (0, 0)
        return tuple(self.tokens.words[first:end])

    def _evidence(self, mention: Mention, key: tuple[str, ...]) -> float:
        """How much the place of a name says that it is a person's."""
        tokens = self.tokens
        codes = tokens.codes
        first, end = mention.name or (0, 0)
        score = 0.0
        if (first > mention.first and codes[first - 1] == "T") or (
            first > mention.first and codes[first - 1] == "n" and tokens.low[first - 1] in _roles()
        ):
            score += 2.0
        if codes[mention.first] == "D" and first == mention.first + 1:
            score -= 2.0
        if codes[end : end + 1] == "V" or codes[first - 1 : first] == "V":
            score += 0.5
        if codes[end : end + 2] == ",0":
            score += 1.0
        if any(word.isupper() and len(word) > 2 for word in key):
            score -= 1.0
        return score

    def _gender_votes(self, mention: Mention) -> Counter[str]:
        votes: Counter[str] = Counter()
        first = mention.name[0] if mention.name else mention.end
        for number in range(mention.first, first):
            gender = _title_gender().get(self.tokens.low[number].rstrip("."))
            if gender:
                votes[gender] += 3
        return votes

    def _gender(self, person: Person) -> str:
        if person.votes:
            return person.votes.most_common(1)[0][0]
        known = given_names().get(person.name[0].lower(), "") if len(person.name) > 1 else ""
        return "" if known == "u" else known


@cache
def _roles() -> frozenset[str]:
    table = word_list("titles.txt")
    return frozenset(table["role"] + table["m"] + table["f"] + table["title"])
