"""Quotations in marks, in other languages than English: which are speech, and the words that say whose."""

from __future__ import annotations

from bisect import bisect_left

from summaries.quotes.languages.claims import Claim
from summaries.quotes.languages.cues import Cue
from summaries.quotes.languages.naming import Names
from summaries.quotes.languages.reading import Reading
from summaries.quotes.languages.subjects import Subject, Subjects

_LEAD = 25  # tokens from a reporting verb to the colon before a quotation
_LEAST_WORDS = 3  # of a quotation that is speech although nothing says whose


class Quotations:
    """Attributes the quotations of one text, in order; `taken` are the reporting words that were used."""

    def __init__(self, reading: Reading, names: Names, subjects: Subjects, cues: list[Cue]) -> None:
        self.reading, self.names, self.subjects, self.cues = reading, names, subjects, cues
        self.taken: dict[int, Subject | None] = {}
        self.claims: dict[int, Claim] = {}  # by the quotation's token
        self._firsts = [cue.first for cue in cues]

    def attribute(self) -> list[Claim]:
        """The claims of all quotations that are speech."""
        found: list[Claim] = []
        earlier: int | None = None
        for token in sorted(self.reading.quoted):
            claim = self._claim(token, earlier)
            if claim is not None:
                self.claims[token] = claim
                if not found or found[-1] is not claim:
                    found.append(claim)
            earlier = token
        return found

    def _claim(self, token: int, earlier: int | None) -> Claim | None:
        quotation = self.reading.quoted[token]
        span = (quotation.start, quotation.end)
        last = self.claims.get(earlier) if earlier is not None else None
        if earlier is not None and last is not None and self._goes_on(earlier, token):
            last.parts.append(span)
            return last
        found = self._after(token) or self._before(token) or self._labelled(token)
        if found is not None:
            claim, cue = found
            claim.parts.append(span)
            if cue is not None:
                self.taken[cue.token] = claim.subject
            return claim
        if not self._is_whole(token):
            return None
        why = "a sentence in marks that nothing gives to anybody but the paragraph's last speaker"
        return Claim([span], "direct", token, None, None, why, follows=True, confidence=0.5)

    def _goes_on(self, earlier: int, token: int) -> bool:
        """Whether one sentence has both quotations, with no more than who said them in between; or marks say so."""
        codes = self.reading.codes
        if self.reading.quoted[earlier].continues:
            return True
        start, _ = self.reading.sentence(token)
        between = codes[earlier + 1 : token].rstrip("-")
        return earlier >= start and between[-1:] in (",", ":") and between[:1] != ":" and between.count(",") in (1, 2)

    def _is_whole(self, token: int) -> bool:
        """Whether a quotation is a sentence of its own, or several."""
        codes = self.reading.codes
        start, stop = self.reading.sentence(token)
        words = self.reading.forms[token].split()
        inner = self.reading.forms[token].strip("\"”“„»«’‘›‹' \u00a0\u202f")
        alone = (codes[token - 1 : token] == ":" or codes[start:token].strip("-_") == "") and codes[
            token + 1 : stop
        ].strip(".\n") == ""
        ended = inner[-1:] in (".", "?", "!", "…") or codes[token + 1 : token + 2] == "."
        return alone and ended and len(words) >= _LEAST_WORDS

    def _cue_at(self, token: int) -> Cue | None:
        number = bisect_left(self._firsts, token)
        return self.cues[number] if number < len(self.cues) and self._firsts[number] == token else None

    def _after(self, token: int) -> tuple[Claim, Cue | None] | None:
        """What stands after a quotation: the verb and its speaker, "so X", "according to X"."""
        reading = self.reading
        codes = reading.codes
        stop = reading.sentence(token)[1]
        at = token + 1
        while at < stop and codes[at] in ",-":
            at += 1
        if at >= stop:
            return None
        if reading.low[at] in reading.lists.so_words:
            subject = self.subjects.after(at + 1)
            if subject is not None:
                return Claim([], "direct", at, subject, at, "a quotation, then “so” and its speaker"), None
        source = according_phrase(reading, self.subjects, at)
        if source is not None and codes[at - 1] == ",":
            claim = Claim([], "direct", at, source[0], at, "a quotation, then “according to”")
            claim.cue_end = source[0].first
            return claim, None
        for first in range(at, min(stop, at + 2)):
            cue = self._cue_at(first)
            if cue is not None:
                return self._inverted(token, cue)
            if codes[first] not in "or_":
                break
        cue = self._next_cue(at, stop)
        if cue is not None and not cue.excluded:
            subject = self.subjects.before(cue.first)
            if subject is not None and subject.first == at:
                return Claim([], "direct", cue.token, subject, cue.token, subject.why, cue.gender), cue
        return None

    def _next_cue(self, at: int, stop: int) -> Cue | None:
        number = bisect_left(self._firsts, at)
        cue = self.cues[number] if number < len(self.cues) else None
        inside = cue is not None and cue.first < min(stop, at + 12)
        return cue if cue is not None and inside and not set(",;:Q") & set(self.reading.codes[at : cue.first]) else None

    def _inverted(self, token: int, cue: Cue) -> tuple[Claim, Cue | None] | None:
        """A verb right after a quotation: its speaker follows, or stands before the quotation, or is understood."""
        if cue.excluded or self._is_part(token):
            return None
        subject = subject_after(self.reading, self.subjects, cue)
        why = subject.why if subject is not None else ""
        if subject is None:
            start = self.reading.sentence(token)[0]
            subject = self.subjects.before(token - (self.reading.codes[token - 1 : token] == ","))
            if subject is not None and (subject.first > start + 1 or subject.first < start):
                subject = None
            why = "the speaker before the quotation, the verb after it"
        if subject is None and self.reading.codes[cue.end : cue.end + 1] not in (
            ".",
            ",",
            "",
            "\n",
            "r",
            "i",
            "c",
            "M",
        ):
            return None
        claim = Claim([], "direct", cue.token, subject, cue.token, why, cue.gender)
        claim.follows = subject is None and is_understood(self.reading, self.names, cue)
        return claim, cue

    def _is_part(self, token: int) -> bool:
        """Whether a quotation is the end of a sentence that is reported as a whole: "It is “a disaster”, he said"."""
        codes = self.reading.codes
        start = self.reading.sentence(token)[0]
        before = codes[start:token].rpartition(";")[2].rstrip(",").strip("-_")
        if not before or before[-1] in ":Q-" or "Q" in before:
            return False
        subject = self.subjects.before(token - (codes[token - 1] == ","))
        return subject is None or subject.first > start + 1 or subject.kind == "group"

    def _before(self, token: int) -> tuple[Claim, Cue | None] | None:
        """A verb before a quotation, with a colon, or nothing but its speaker, in between."""
        reading, codes = self.reading, self.reading.codes
        start = reading.sentence(token)[0]
        number = bisect_left(self._firsts, token) - 1
        cue = self.cues[number] if number >= 0 else None
        if cue is None or cue.first < start or cue.end > token or cue.excluded or token - cue.end > _LEAD:
            return None
        between = codes[cue.end : token]
        if "Q" in between or "h" in between or ";" in between:
            return None
        subject = subject_of(reading, self.subjects, self.taken, self.cues, number)
        if not between.endswith(":"):
            free = between.rstrip(",")
            inside = subject is not None and subject.first >= cue.end
            if free and not (inside and subject is not None and subject.end == cue.end + len(free)):
                return None
        why = subject.why if subject is not None else "the verb before a quotation"
        claim = Claim([], "direct", cue.token, subject, cue.token, why, cue.gender)
        claim.follows = subject is None and is_understood(reading, self.names, cue)
        return claim, cue

    def _labelled(self, token: int) -> tuple[Claim, Cue | None] | None:
        """A colon before a quotation: its speaker alone before it, or the only person that its sentence names."""
        codes = self.reading.codes
        start = self.reading.sentence(token)[0]
        if codes[token - 1 : token] != ":" or token - 1 <= start:
            return None
        inside = self.names.within(start, token)
        if len({naming.person for naming in inside}) != 1 or "z" in codes[start:token]:
            return None
        naming = inside[0]
        if codes[start : naming.first].strip("DTn0") or naming.genitive:
            return None
        person = self.names.people[naming.person]
        why = "the only person of the sentence that ends with a colon"
        subject = Subject(naming.first, naming.end, "name", why, [naming.person], person.gender, 0.8)
        return Claim([], "direct", token, subject, None, why, confidence=0.8), None


def subject_after(reading: Reading, subjects: Subjects, cue: Cue) -> Subject | None:
    """The subject behind a verb, or between its parts ("a-t-elle ajouté", "hat Keller gesagt")."""
    if reading.codes[cue.finite : cue.token].strip("orz_M"):
        return subjects.after(cue.finite)
    return subjects.after(cue.end)


def subject_of(
    reading: Reading, subjects: Subjects, taken: dict[int, Subject | None], cues: list[Cue], number: int
) -> Subject | None:
    """The subject of the verb `cues[number]`: before it, after it, or that of the verb it is joined to by "and"."""
    cue = cues[number]
    codes = reading.codes
    start = reading.sentence(cue.token)[0]
    ahead = cue.first - 1
    while ahead >= start and codes[ahead] in "ro_":
        ahead -= 1
    after = subject_after(reading, subjects, cue)
    if after is not None and after.kind in ("name", "pronoun", "nobody", "office"):
        inverted = "inverts" in reading.lists.traits or ahead < start or codes[ahead] in ",-M"
        if inverted and subjects.before(cue.first) is None:
            return after
    if ahead >= start and codes[ahead] == "c" and number and cues[number - 1].first >= start:
        earlier = cues[number - 1]
        return (
            taken[earlier.token] if earlier.token in taken else subject_of(reading, subjects, taken, cues, number - 1)
        )
    if ahead >= start and codes[ahead] == "c":
        return subjects.opening(start, ahead) or after
    return subjects.before(cue.first) or after


def is_understood(reading: Reading, names: Names, cue: Cue) -> bool:
    """Whether a verb without a subject is of who spoke before: languages leave it out, and nobody follows."""
    stop = reading.sentence(cue.token)[1]
    close = next((at for at in range(cue.end, stop) if reading.codes[at] in ",.:;Qh"), stop)
    return "drops" in reading.lists.traits and not names.within(cue.end, close)


def according_phrase(reading: Reading, subjects: Subjects, at: int) -> tuple[Subject, int] | None:
    """(who, end) of "according to X" at a token: a person, an office, or a body that may speak; not a thing."""
    low, codes, lists = reading.low, reading.codes, reading.lists
    for phrase in lists.according:
        if tuple(low[at : at + len(phrase)]) == phrase:
            begin = at + len(phrase)
            naming = subjects.names.starting(begin)
            subject = subjects.after(begin)
            if naming is not None and naming.genitive:  # a case of its own, as the phrase asks for
                person = subjects.names.people[naming.person]
                subject = Subject(naming.first, naming.end, "name", "according to", [naming.person], person.gender)
            if subject is None or subject.kind == "nobody" or (subject.kind == "pronoun" and not subject.gender):
                return None
            speaking = "TS" if "nouns" in lists.traits else "TSN"
            if subject.kind == "group" and not set(speaking) & set(codes[subject.first : subject.end]):
                return None
            return subject, subject.end
    return None
