"""Whose words a reporting verb reports: its subject in other languages than English, before it or after it."""

from __future__ import annotations

from dataclasses import dataclass, field

from summaries.quotes.languages.naming import Names
from summaries.quotes.languages.reading import Reading

_REACH = 14  # tokens of a noun phrase
_PARENTHESIS = 30  # tokens between two commas that part a subject from its verb


@dataclass(slots=True)
class Subject:
    """A speaker as the text calls it: tokens `first` to `end`; `people` are numbers of persons, several if joint.

    `kind` is name, office (a group resolved to its only holder), pronoun, group, nobody ("one", "I") or dropped
    (no word at all). `why` says by what it was found.
    """

    first: int
    end: int
    kind: str
    why: str
    people: list[int] = field(default_factory=list)
    gender: str = ""
    confidence: float = 0.9


class Subjects:
    """Finds the subjects of verbs in one text."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self.reading = reading
        self.names = names

    def before(self, token: int) -> Subject | None:
        """The subject that ends right before a verb group that begins at `token`, or None."""
        codes = self.reading.codes
        start = self.reading.sentence(token)[0]
        at = token - 1
        while at >= start and codes[at] in "rozM":
            at -= 1
        if at < start:
            return None
        if codes[at] == ",":
            return self._beyond_comma(start, at)
        if codes[at] == "P":
            return self._pronoun(at)
        if codes[at] == "I":
            return Subject(at, at + 1, "nobody", "a pronoun that names nobody")
        if codes[at] in "wh" or (codes[at] == "D" and codes[at - 1 : at] == ","):
            return self._antecedent(start, at)
        found = self._phrase_before(start, at + 1)
        verbs_first = "abjad" in self.reading.lists.traits  # there a noun before the verb ends the clause before
        return None if verbs_first and (found is None or found.kind != "name") else found

    def after(self, token: int) -> Subject | None:
        """The subject that begins right after a finite verb which ends at `token`, or None."""
        codes = self.reading.codes
        stop = self.reading.sentence(token - 1)[1]
        at = token
        while at < stop and (codes[at] in "roMz" or codes[at : at + 2] in ("iM", "DM")):
            at += 1
        if at >= stop:
            return None
        if codes[at] == "P":
            return self._pronoun(at)
        if codes[at] == "I":
            return Subject(at, at + 1, "nobody", "a pronoun that names nobody")
        if codes[at] not in "DTNnSi0" or (codes[at] == "i" and self.names.starting(at) is None):
            return None
        return self._phrase_after(at, stop)

    def opening(self, start: int, conjunction: int) -> Subject | None:
        """The name or pronoun that opens a sentence and goes on as the subject after "and": "Keller came and said"."""
        codes = self.reading.codes
        at = start
        while at < conjunction and codes[at] in "DTr":
            at += 1
        if at < conjunction and codes[at] == "P":
            return self._pronoun(at)
        naming = self.names.starting(at)
        if naming is None or naming.genitive or codes[naming.end] not in "nVAxrzoP":
            return None
        others = {other.person for other in self.names.within(naming.end, conjunction)}
        if others - {naming.person} or set(codes[naming.end : conjunction]) & set(",;:"):
            return None
        return self._named(start, naming.end, naming.person, "the name that opens the sentence, before “and”")

    def _pronoun(self, at: int) -> Subject:
        lists, low = self.reading.lists, self.reading.low[at]
        gender = "m" if low in lists.he else "f" if low in lists.she else ""
        return Subject(at, at + 1, "pronoun", "a pronoun beside the verb", gender=gender)

    def _antecedent(self, start: int, at: int) -> Subject | None:
        """The name right before "who"."""
        codes = self.reading.codes
        end = at - (codes[at - 1 : at] == ",")
        naming = self.names.ending(end)
        if naming is None or end <= start or naming.genitive:
            return None
        if self._led(naming.first) in ("i", "D") and not self._is_apposed_name(naming.first):
            return None
        return self._named(naming.first, naming.end, naming.person, "the name before its relative clause")

    def _led(self, first: int) -> str:
        """The class of what stands before a name and its titles."""
        codes = self.reading.codes
        at = first - 1
        while at >= 0 and codes[at] in "T0":
            at -= 1
        return codes[at] if at >= 0 else "\n"

    def _is_apposed_name(self, first: int) -> bool:
        return self.reading.codes[first - 1 : first] == "T"

    def _beyond_comma(self, start: int, comma: int) -> Subject | None:
        """A subject parted from its verb by an apposition or a relative clause between commas."""
        codes = self.reading.codes
        naming = self.names.ending(comma)
        for at in range(comma - 1, max(start, comma - _PARENTHESIS) - 1, -1):
            if codes[at] in ":;QV" or codes[at] == "\n":
                return None
            if codes[at] == ",":
                inside = naming if naming is not None and self._outset(naming.first) == at + 1 else None
                outside = self._phrase_before(start, at)
                if outside is None or (outside.first != self._clause(start, at) and codes[outside.first - 1] != ","):
                    return None
                if outside.kind == "name" or inside is None or outside.kind == "pronoun":
                    return outside
                head = self._head(outside.first, outside.end)
                if codes[head] != "T":
                    return None
                return self._named(outside.first, inside.end, inside.person, "a name in apposition to an office")
        return None

    def _clause(self, start: int, at: int) -> int:
        """Where the words begin that a subject may open: the sentence, or what follows a conjunction."""
        first = start
        while first < at and self.reading.codes[first] in "cr-_":
            first += 1
        return first

    def _outset(self, first: int) -> int:
        while first and self.reading.codes[first - 1] in "TD":
            first -= 1
        return first

    def _head(self, first: int, end: int) -> int:
        """The head of a noun phrase: its first noun after article and adjectives, a title before all else."""
        codes = self.reading.codes
        at = first
        while at < end - 1 and codes[at] in "D0r":
            at += 1
        limit = next((n for n in range(at, end) if codes[n] in "i,"), end)
        return next((n for n in range(at, limit) if codes[n] in "TS"), at)

    def _phrase_before(self, start: int, end: int) -> Subject | None:
        """The noun phrase that ends at `end`, without those that a preposition ties to it."""
        codes = self.reading.codes
        last = end
        genitive = "genitive" in self.reading.lists.traits
        for _ in range(4):
            naming = self.names.ending(last)
            first = naming.first if naming is not None else last
            while first > start and codes[first - 1] in ("Tn0NSs" if naming is None else "T") and end - first < _REACH:
                first -= 1
            if naming is not None and codes[first] == "T" and "final" in self.reading.lists.traits:
                while first > start and codes[first - 1] in "NSTs":  # "Korvo Belediye Başkanı Selin Aksoy"
                    first -= 1
            if naming is not None and codes[first - 1 : first] in ("n", "N", "S") and first > start:
                back = first
                while back > start and codes[back - 1] in "nNTS" and end - back < _REACH:
                    back -= 1
                if codes[back - 1 : back] == "D" and back > start:
                    first = back
            if codes[first - 1 : first] == "D" and first > start:
                first -= 1
            before = codes[first - 1] if first > start else "\n"
            if before == "i" or (genitive and before in "nNTS" and codes[first] == "D"):
                last = first - (before == "i")
                if last <= start:
                    return None
                continue
            return self._phrase(first, last, end, naming, start)
        return None

    def _phrase(self, first: int, last: int, end: int, naming: object, start: int) -> Subject | None:
        """The subject that a noun phrase is: `last` ends its head's group, `end` all of it."""
        if first >= last or self.reading.codes[first:last] == "D":
            return None
        held = self.names.ending(last)
        if held is not None:
            if held.genitive or (self._modified(first, held.first)):
                return Subject(first, end, "group", "a noun phrase beside the verb")
            found = self._named(first, held.end, held.person, "the name beside the verb")
            self._join_before(found, start)
            return found
        return self._group(first, end)

    def _modified(self, first: int, name: int) -> bool:
        """Whether a name is no apposition to what stands before it: "the Keller campaign", "Greenpeace Anna"."""
        codes = self.reading.codes
        head = codes[name - 1 : name]
        return name > first and head not in ("T", "D") and "T" not in codes[first:name]

    def _phrase_after(self, first: int, stop: int) -> Subject | None:
        """The noun phrase that begins at `first`, with the name in it or in apposition to it."""
        codes, names = self.reading.codes, self.names
        at = first
        nouns = "nouns" in self.reading.lists.traits  # a small word after one is the verb
        governed = False  # by a preposition or an article of the genitive: a name there is not who speaks
        while at < stop and at - first < _REACH:
            naming = names.starting(at)
            if naming is not None and not naming.genitive and not governed:
                if at > first and self._modified(first, at):
                    return self._group(first, naming.end)
                found = self._named(first, naming.end, naming.person, "the name after the verb")
                self._join_after(found)
                return found
            if naming is not None:
                at = naming.end
                continue
            if codes[at] == "i" or (codes[at] == "D" and at > first and codes[at - 1] in "NTnS"):
                governed = True
            elif codes[at] not in "DTNnS0" or (nouns and codes[at] == "n" and codes[at - 1] in "NTS"):
                break
            at += 1
        if at == first:
            return None
        if codes[at : at + 1] == "," and codes[self._head(first, at)] == "T":
            naming = names.starting(at + 1)
            if naming is not None and codes[naming.end : naming.end + 1] in (
                "",
                ",",
                ".",
                "?",
                ";",
                "i",
                "\n",
                "h",
                ":",
            ):
                return self._named(first, naming.end, naming.person, "a name in apposition to an office")
        return self._group(first, at)

    def _group(self, first: int, end: int) -> Subject:
        """A noun phrase without a name: the only holder of the office it names, if there is one."""
        codes, low, lists = self.reading.codes, self.reading.low, self.reading.lists
        head = self._head(first, end)
        known = low[first] in lists.articles or (not lists.articles and codes[first] == "T")
        if codes[head] == "T" and known:
            rest = {low[n] for n in range(head + 1, end) if codes[n] in "NnTS"}
            holder = self.names.holder(low[head], rest)
            if holder is not None:
                return Subject(first, end, "office", "the only one who bears this office", [holder], confidence=0.8)
        while end > head + 1 and codes[end - 1] in "iDc":
            end -= 1
        return Subject(first, end, "group", "a noun phrase beside the verb")

    def _named(self, first: int, end: int, person: int, why: str) -> Subject:
        return Subject(first, end, "name", why, [person], self.names.people[person].gender, 0.95)

    def _join_before(self, found: Subject, start: int) -> None:
        """Add the names that a list before the verb joins: "Anna Keller und Jonas Meier sagten"."""
        codes = self.reading.codes
        first = found.first
        linked = False
        while first - 1 > start and codes[first - 1] in ("c" if not linked else ",c"):
            naming = self.names.ending(first - 1)
            if naming is None:
                break
            before = self._outset(naming.first)
            if codes[before - 1 : before] == "i" and before > start:
                break
            found.people.insert(0, naming.person)
            first, linked = before, True

    def _join_after(self, found: Subject) -> None:
        """The same after the verb; a verb right behind the second name has it for its own subject."""
        codes = self.reading.codes
        if codes[found.end : found.end + 1] != "c":
            return
        following = self.names.within(found.end + 1, found.end + 3)
        joined = following and codes[found.end + 1 : following[0].first].strip("TD") == ""
        if joined and codes[following[0].end : following[0].end + 1] not in ("V", "A", "x"):
            found.people.append(following[0].person)
