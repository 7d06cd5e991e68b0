"""Who may have spoken: the noun groups, names and pronouns of an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from summaries.quotes.lexicon import given_names, verb_forms, word_list
from summaries.quotes.names import Name, find_names, name_followers, offices, roles
from summaries.quotes.tokens import Tokens

_GROUP = re.compile(
    r"[HIow]|[D0]{0,4}(?:r?[dg](?=[nNTMB0]))?[nNTMB0]{0,11}[nNTM](?:p[r]?[D0]?[dg]?[nNTMB0]{0,6}[nNTMB])*|D(?=[xVvr])"
)
_DATELINE = re.compile(r"(?:^|(?<=\n))[NTM,.0]{1,7}(?:\([^\n()]{1,4}\))?-")
_TO_COMMA = re.compile(r"(?:i[D0]{0,2}[nNTdg0]{1,6}){0,2},")
_TAIL = r"(?:n(?=[it]))?(?:[dg]?[it][D0]{0,2}[nNTM0dgp]{1,6}){1,3}"
_TAIL_TO_VERB = re.compile(_TAIL + r"[rxzt]*")
_PLACE = re.compile(r",[NnT.]{1,4},(?=[rxV])")
_ADVERBIAL = re.compile(r"[ir][^NTVvxdG,:]{0,12},")
_NAMED = re.compile(r",T?N{1,4},r?x?[Vvd]")
_OWNERS = frozenset(("his", "her", "their", "my", "our"))
_TAIL_TO_STOP = re.compile(_TAIL + r"(?=[,.;\nQw\-])")


@cache
def _foreign() -> dict[str, str]:
    """Words for he and she in the other languages of the reporting words, and their gender."""
    table = word_list("reporting.txt")
    return dict.fromkeys(table["he"], "m") | dict.fromkeys(table["she"], "f")


@dataclass(slots=True)
class Mention:
    """A noun group: tokens `first` to `end`. `person` is the number of the person it stands for, or None."""

    first: int
    end: int
    kind: str  # "name" (ends in a person's name), "pronoun" (he, she), "plural" (I, we ...), "who", "group"
    person: int | None = None
    gender: str = ""
    confidence: float = 1.0
    inner: bool = False  # a name that stands inside a group: "the Okafor campaign"


class People:
    """The noun groups of an article and the people among them."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.names, self.people = find_names(tokens)
        self.mentions: list[Mention] = []
        self._titled: dict[int, set[str]] = {}  # person to the words that stand with the name
        self._find_mentions()
        self.starts = [mention.first for mention in self.mentions]
        self._find_relatives()
        self._find_offices()

    def within(self, first: int, end: int) -> list[Mention]:
        """Mentions that start at tokens `first` to `end`."""
        return self.mentions[bisect_left(self.starts, first) : bisect_left(self.starts, end)]

    def name(self, mention: Mention) -> str | None:
        """The full name of the person a mention stands for, or None."""
        return None if mention.person is None else " ".join(self.people[mention.person].name)

    def is_office(self, mention: Mention) -> bool:
        """Whether a group's head word is an office or a title that stands for one person."""
        return self.tokens.low[mention.end - 1] in offices() and mention.end - mention.first <= 6

    def holder(self, mention: Mention) -> int | None:
        """The only person of the whole article who bears the office that a group names, also if named later."""
        words = set(self.tokens.low[mention.first : mention.end]) - {"the"}
        found = [person for person, titles in self._titled.items() if words <= titles]
        return found[0] if len(found) == 1 and self.is_office(mention) else None

    def joined(self, mention: Mention, cue_first: int) -> list[Mention]:
        """The other people of a list that a name ends or begins: "Keller, Meier and Okafor"."""
        codes = self.tokens.codes
        if mention.kind != "name":
            return []
        found: list[Mention] = []
        number = bisect_left(self.starts, mention.first)
        first, last = mention.first, mention.end
        linked = False
        for other in reversed(self.mentions[max(0, number - 6) : number]):
            between = codes[other.end : first]
            if other.inner:
                continue
            if other.kind != "name" or between not in ("c", ",c", ",") or not (linked or "c" in between):
                break
            found.append(other)
            first, linked = other.first, True
        if found and first and codes[first - 1] in "iVvdGg,":
            start, _ = self.tokens.sentence_range(first)
            if _ADVERBIAL.fullmatch(codes, start, first) is None:  # "In a joint statement, Keller and Meier said"
                return []
        if not found and codes[last : last + 1] == "c":
            after = [other for other in self.within(last + 1, last + 2) if other.kind == "name"]
            found = [
                other
                for other in after
                if other.end == cue_first or codes[other.end : other.end + 1] not in ("x", "v", "V", "d", "p")
            ]
        return found

    def extent(self, mention: Mention, cue_first: int) -> tuple[int, int]:
        """First token and end of the whole noun phrase of a mention, with what follows its head.

        `cue_first` is the first token of the reporting word that links it, or -1.
        """
        first, end = mention.first, mention.end
        if mention.kind == "who" and mention.person is not None:  # "Keller, who said": the words are the name
            name = self.mentions[bisect_left(self.starts, first) - 1]
            return (name.first, name.end) if name.person == mention.person else (first, end)
        if mention.kind != "group":
            return first, end
        codes = self.tokens.codes
        if cue_first > end:
            tail = _TAIL_TO_VERB.fullmatch(codes, end, min(cue_first, end + 20))
            return first, end + len(tail.group().rstrip("rxzt")) if tail else end
        tail = _TAIL_TO_STOP.match(codes, end, end + 20)
        return first, tail.end() if tail else end

    def _find_mentions(self) -> None:
        """Noun groups and the names in them, in order; a name that ends its group stands for the group."""
        codes, low, names, people = self.tokens.codes, self.tokens.low, self.names, self.people
        add = self.mentions.append
        place = 0
        datelines = {number for match in _DATELINE.finditer(codes) for number in range(*match.span())}
        for match in _GROUP.finditer(codes):
            first, end = match.span()
            if first in datelines and self.tokens.words[first].isupper():
                continue
            code = codes[first]
            if end - first == 1 and code in "HIow":
                gender = {"he": "m", "she": "f"}.get(low[first], "")
                kind = "pronoun" if code == "H" else "who" if code == "w" else "plural"
                add(Mention(first, end, kind, gender=gender))
                continue
            if first and codes[first - 1] == "V":
                gender = self._foreign_gender(first)
                if gender:
                    add(Mention(first, first + 1, "pronoun", gender=gender))
                    continue
            if code == "M" or codes[end - 1] == "M":
                first, end = self._timeless(first, end)
                if end == first:
                    continue
            while place < len(names) and names[place].first < first:
                place += 1
            group = Mention(first, end, "group")
            add(group)
            while place < len(names) and names[place].first < end:
                name = names[place]
                person = people[name.person or 0]
                if name.end >= end or self._ends_group(name, group):
                    group.kind, group.person, group.gender, group.end = "name", name.person, person.gender, name.end
                elif name.first > first or name.end < end:
                    add(Mention(name.first, name.end, "name", name.person, person.gender, inner=True))
                place += 1

    def _foreign_gender(self, first: int) -> str:
        """The gender of a pronoun of another language right after a reporting verb of it: "sagte er"."""
        low = self.tokens.low
        gender = _foreign().get(low[first], "")
        return gender if gender and verb_forms().get(low[first - 1], ("", "", ""))[2] == "foreign" else ""

    def _timeless(self, first: int, end: int) -> tuple[int, int]:
        """A group without the days and months at its ends, which name nobody."""
        codes, low = self.tokens.codes, self.tokens.low
        while first < end and codes[first] == "M" and low[first] not in given_names():
            first += 1
        while end > first and codes[end - 1] == "M" and low[end - 1] not in given_names():
            end -= 1
        return first, end

    def _ends_group(self, name: Name, group: Mention) -> bool:
        """Whether a full name ends its noun group although the next word could go on with it."""
        tokens = self.tokens
        if name.end - name.first < 2 or tokens.codes[name.end] not in "nM0" or tokens.codes[group.first] == "D":
            return False
        return tokens.low[name.end] not in name_followers()

    def _find_relatives(self) -> None:
        """Give every "who" the person named right before it."""
        codes, low = self.tokens.codes, self.tokens.low
        last: Mention | None = None
        for mention in self.mentions:
            if codes[mention.first] == "w" and last is not None and low[mention.first] in ("who", "whose"):
                if codes[last.end : mention.first] in ("", ",", "-", "("):
                    mention.person, mention.gender = last.person, last.gender
            elif not mention.inner:
                last = mention

    def _apposed(self, mention: Mention) -> int | None:
        """The person named between commas right after a group: "the minister, Keller, said"."""
        codes = self.tokens.codes
        comma = _TO_COMMA.match(codes, mention.end)
        if comma is None:
            return None
        for other in self.within(comma.end(), comma.end() + 1):
            if other.kind == "name" and codes[other.end : other.end + 1] in (",", ".", ";", "i", "\n", ""):
                return other.person
        return None

    def _is_owned(self, mention: Mention) -> bool:
        """Whether a group is somebody's something, named between commas before a verb: "his producer, Keller, says"."""
        codes, end = self.tokens.codes, mention.end
        if self.tokens.low[mention.first] not in _OWNERS or codes[mention.first - 1 : mention.first] in ("i", "t"):
            return False
        return _NAMED.match(codes, end) is not None

    def _described(self, mention: Mention) -> int | None:
        """The person a group describes without a second comma: "Keller, the head of the harbour said"."""
        codes, first = self.tokens.codes, mention.first
        number = bisect_left(self.starts, first) - 1
        if number < 0 or codes[first - 1] != "," or codes[first] != "D":
            return None
        name = self.mentions[number]
        if name.kind != "name" or name.end != first - 1 or name.first != self.tokens.sentence_range(first)[0]:
            return None
        tail = _TAIL_TO_VERB.match(codes, mention.end, mention.end + 20)
        after = tail.end() if tail else mention.end
        place = _PLACE.match(codes, after)  # "a clerk from Oakham, Vermont, said"
        after = place.end() if place else after
        return name.person if codes[after : after + 1] in ("V", "v", "x") else None

    def _find_offices(self) -> None:
        """Give "the minister" its person where the article names just one who bears that title before it."""
        codes, low = self.tokens.codes, self.tokens.low
        holders: dict[str, set[int]] = {}
        known = offices()
        for mention in self.mentions:
            if mention.kind == "name" and mention.person is not None:
                titles = self._titles(mention)
                self._titled.setdefault(mention.person, set()).update(titles)
                for word in titles:
                    if word in known:
                        holders.setdefault(word, set()).add(mention.person)
            elif mention.kind == "group" and (
                low[mention.end - 1] in roles() or "p" in codes[mention.first : mention.end] or self._is_owned(mention)
            ):
                mention.person = self._apposed(mention)
                if mention.person is None and low[mention.end - 1] in roles():
                    mention.person = self._described(mention)
            if mention.kind == "group" and mention.person is None and low[mention.first] == "the":
                found = holders.get(low[mention.end - 1], set()) if self.is_office(mention) else ()
                if len(found) == 1:
                    mention.person = next(iter(found))

    def _titles(self, mention: Mention) -> list[str]:
        """The words that may say what a named person is: those with the name, and those in apposition to it."""
        codes, low = self.tokens.codes, self.tokens.low
        words = low[mention.first : mention.end]
        after = codes.find(",", mention.end + 1, mention.end + 12)
        if codes[mention.end : mention.end + 1] == "," and after > 0:
            words = words + low[mention.end + 1 : after]
        before = mention.first - 1
        if before > 1 and codes[before] == ",":  # "the minister, Keller,"
            words = words + low[max(0, before - 6) : before]
        return words
