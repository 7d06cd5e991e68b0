"""Reported speech in other languages than English: what a reporting verb's clause says, and where it ends."""

from __future__ import annotations

from summaries.document import Kind
from summaries.quotes.languages.claims import Claim
from summaries.quotes.languages.cues import Cue
from summaries.quotes.languages.naming import Names
from summaries.quotes.languages.quoted import according_phrase, is_understood, subject_after, subject_of
from summaries.quotes.languages.reading import Reading
from summaries.quotes.languages.subjects import Subject, Subjects

_REACH = 16  # tokens from a verb to the word that begins its clause
_LEAST = 3  # words of a content; two where the verb is one of them with its subject's and object's endings


class Clauses:
    """Finds the reported speech of one text; `taken` are the verbs that have a quotation for their content."""

    def __init__(
        self, reading: Reading, names: Names, subjects: Subjects, cues: list[Cue], taken: dict[int, Subject | None]
    ) -> None:
        self.reading, self.names, self.subjects, self.cues, self.taken = reading, names, subjects, cues, taken
        self._by_first = {cue.first: cue for cue in cues}

    def find(self) -> list[Claim]:
        """The claims of all clauses, in the order of their verbs."""
        found: list[Claim] = []
        for number, cue in enumerate(self.cues):
            if cue.excluded or cue.token in self.taken or cue.quotes_only:
                continue
            claim = self._that(number, cue) or self._subjunctive(number, cue) or self._ahead(cue)
            claim = claim or self._nominal(number, cue)
            if claim is not None:
                self.taken[cue.token] = claim.subject
                found.append(claim)
        found += self._according()
        return found

    def _claim(self, spans: list[tuple[int, int]], subject: Subject | None, cue: Cue | int, why: str) -> Claim | None:
        """A claim over these stretches of tokens; None where too little is left, or nobody in particular speaks."""
        reading = self.reading
        spans = [(first, end) for first, end in (self._trim(*span) for span in spans) if end > first]
        size = sum(sum(code not in ",.:;?()-_" for code in reading.codes[first:end]) for first, end in spans)
        if size < _LEAST - bool(reading.lists.nominal) or (subject is not None and subject.kind == "nobody"):
            return None
        if any(reading.codes[first:end].strip("Qhc,") == "" for first, end in spans):
            return None
        mixed: Kind = "mixed" if any("Q" in reading.codes[first:end] for first, end in spans) else "indirect"
        parts = [(reading.starts[first], reading.ends[end - 1]) for first, end in spans]
        token, gender = (cue.token, cue.gender) if isinstance(cue, Cue) else (cue, "")
        confidence = subject.confidence if subject is not None else 0.6
        claim = Claim(parts, mixed, token, subject, token, why, gender, confidence=confidence)
        claim.follows = subject is None and isinstance(cue, Cue) and is_understood(reading, self.names, cue)
        return claim

    def _trim(self, first: int, end: int) -> tuple[int, int]:
        codes = self.reading.codes
        while end > first and codes[end - 1] in ",.:;-c?\nr_" and codes[end - 1] != "r":
            end -= 1
        while first < end and codes[first] in ",-.:;\n":
            first += 1
        return first, end

    def _that(self, number: int, cue: Cue) -> Claim | None:
        """ "X said that ..." """
        reading = self.reading
        stop = reading.sentence(cue.token)[1]
        subject = subject_of(reading, self.subjects, self.taken, self.cues, number)
        first = self._conjunction(cue, subject, stop)
        if first is None:
            return None
        end = self._end(first + 1, stop, cue)
        if self._is_relative(cue):
            comma = reading.codes.find(",", first, end)
            end = comma if comma > 0 else end
        why = f"{subject.why}, with a clause" if subject is not None else "a verb with a clause, its speaker understood"
        return self._claim([(first, end)], subject, cue, why)

    def _is_relative(self, cue: Cue) -> bool:
        """Whether the verb is in a relative clause, whose sentence goes on: "Keller, who said ..., left"."""
        codes = self.reading.codes
        at = cue.first - 1
        while at > 0 and codes[at] in "or":
            at -= 1
        return at > 0 and codes[at] in "wh" and codes[at - 1] == ","

    def _conjunction(self, cue: Cue, subject: Subject | None, stop: int) -> int | None:
        """The token of "that" after a verb, its subject, whom it is said to, when and where."""
        reading, codes = self.reading, self.reading.codes
        commas = "comma" in reading.lists.traits
        at = cue.end
        inverted = subject is not None and subject.first >= cue.finite
        bound = False  # in a noun phrase that a preposition governs
        while at < min(stop, cue.end + _REACH):
            if subject is not None and at == subject.first and inverted:
                at, bound = max(subject.end, at + 1), False
                continue
            code = codes[at]
            if code == "h":
                return at if not commas or codes[at - 1] == "," else None
            if code in "Q:;.?V\nwbA" or (code == "," and codes[at + 1 : at + 2] != "h" and not (inverted or commas)):
                return None
            if code == "i" or (
                "abjad" in reading.lists.traits and reading.low[at][0] == "ل"
            ):  # "to" is part of the word
                bound = True
            elif (code == "," and commas and codes[at + 1 : at + 2] in "wDi") or (
                code in "DTNnS" and not bound and not commas and codes[at : at + 2] != "DM"
            ):
                return None
            at += 1
        return None

    def _end(self, first: int, stop: int, cue: Cue) -> int:
        """Where the content ends: before what contrasts with it, another verb that reports, or a new clause."""
        codes = self.reading.codes
        for at in range(first + 1, stop):
            code = codes[at]
            if code == ";" or (code == "W" and at > first + 2):
                return at
            if code == ":" and codes[at + 1 : at + 2] == "Q":
                return self._before_verb(first, at)
            if code == "," and codes[at + 1 : at + 2] == "c" and at - first > 1 and codes[at + 2 : at + 3] != "h":
                return at
            if code in "c," and self._reports(at + 1, stop) and at - first > 2:
                return at
        return stop

    def _before_verb(self, first: int, colon: int) -> int:
        """The end of a content before the words that lead to a quotation after it."""
        codes = self.reading.codes
        at = colon
        while at > first and codes[at] not in "c,;":
            at -= 1
        return at if at > first + 2 else first

    def _reports(self, at: int, stop: int) -> bool:
        """Whether a reporting verb with its adverbs and pronouns stands here: "and added", ", she said"."""
        codes = self.reading.codes
        while at < stop and codes[at] in "ro_c":
            at += 1
        return at in self._by_first

    def _subjunctive(self, number: int, cue: Cue) -> Claim | None:
        """ "X said, the bridge be closed": a clause in the forms of indirect speech and no "that"."""
        reading, codes, low = self.reading, self.reading.codes, self.reading.low
        forms = reading.lists.subjunctives
        if not forms:
            return None
        stop = reading.sentence(cue.token)[1]
        comma = next((at for at in range(cue.end, min(stop, cue.end + _REACH)) if codes[at] in ",:;Qh?"), None)
        if (
            comma is None
            or codes[comma] != ","
            or codes[comma + 1 : comma + 2] in ("", "w", "b", "W", "c", "Q", "h", "r", "V")
        ):
            return None
        end = self._end(comma + 1, stop, cue)
        inner = next((at for at in range(comma + 1, end) if codes[at] == ","), end)
        subject = subject_of(reading, self.subjects, self.taken, self.cues, number)
        if subject is None:
            return None
        relative = (
            subject.end == comma and codes[comma + 1] == "D"
        )  # "sagte Keller, die krank sei": its verb is the last
        if not any(low[at] in forms for at in range(comma + 2, inner - relative)):
            return None
        return self._claim([(comma + 1, end)], subject, cue, f"{subject.why}, with a clause in indirect speech")

    def _ahead(self, cue: Cue) -> Claim | None:
        """ "The bridge is closed, said X"; "..., as X said"; and what goes on after it."""
        reading, codes, lists = self.reading, self.reading.codes, self.reading.lists
        start, stop = reading.sentence(cue.token)
        if reading.low[start] in lists.as_words and cue.first - start < _REACH:
            return self._as_first(start, stop, cue)
        at = cue.first
        while at > start and codes[at - 1] in "o-_":
            at -= 1
        if codes[at - 1 : at] == "," and at - 1 > start:
            subject = subject_after(reading, self.subjects, cue)
            comma = at - 1
            if subject is None or not self._may_speak(subject) or self.subjects.before(cue.first) is not None:
                return None
            behind = max(subject.end, cue.end)
        else:
            as_word = next(
                (n for n in range(cue.first - 1, max(start, cue.first - 12), -1) if codes[n] in ",Q;:"), None
            )
            if as_word is None or codes[as_word] != "," or reading.low[as_word + 1] not in lists.as_words:
                return None
            comma = as_word
            subject = self.subjects.before(cue.first)
            if subject is None or subject.first <= comma + 1:
                subject = subject_after(reading, self.subjects, cue)
            behind = max(subject.end, cue.end) if subject is not None else stop
            if subject is None or subject.first <= comma or codes[behind : behind + 1] not in (".", "", "\n"):
                return None
        return self._split(start, comma, behind, stop, subject, cue)

    def _as_first(self, start: int, stop: int, cue: Cue) -> Claim | None:
        """ "As X said, the bridge is closed." """
        codes = self.reading.codes
        if set(codes[start + 1 : cue.first]) & set(",;:QV"):
            return None
        subject = self.subjects.before(cue.first)
        if subject is None or subject.first <= start:
            subject = subject_after(self.reading, self.subjects, cue)
        behind = max(subject.end, cue.end) if subject is not None else stop
        if subject is None or codes[behind : behind + 1] != ",":
            return None
        content = (behind + 1, self._end(behind + 1, stop, cue))
        return self._claim([content], subject, cue, f"“as” and the verb, then a sentence: {subject.why}")

    def _may_speak(self, subject: Subject) -> bool:
        """Whether a noun phrase behind a verb is who says it, and not what is said."""
        return subject.kind != "group" or bool(set("TS") & set(self.reading.codes[subject.first : subject.end]))

    def _split(self, start: int, comma: int, behind: int, stop: int, subject: Subject, cue: Cue) -> Claim | None:
        """The words before the verb, and those after its speaker if they belong to the same sentence."""
        reading, codes = self.reading, self.reading.codes
        start = max(start, codes.rfind(";", start, comma) + 1)
        if "Q" in codes[start:comma] and codes[comma - 1] == "Q" and codes[start:comma].strip("Q,.") == "":
            return None
        if any(first in self._by_first and not self._by_first[first].excluded for first in range(start, comma)):
            return None
        spans = [(start, comma)]
        whole = sum(code not in ",-" for code in codes[start:comma]) > _LEAST
        while behind < stop and codes[behind] in "rMo":  # "fügte sie hinzu", "sagte er am Montag"
            behind += 1
        if codes[behind : behind + 1] == ",":
            after = codes[behind + 1 : behind + 2]
            verb = reading.low[behind + 1 : behind + 12]
            told = bool(set(verb) & reading.lists.subjunctives) and after not in "wDi"
            if (after == "c" and (told or not reading.lists.subjunctives)) or (not whole and after not in "wD"):
                spans.append((behind + 1, self._end(behind + 1, stop, cue)))
        if not whole and len(spans) == 1:
            return None
        return self._claim(spans, subject, cue, f"a sentence, then the verb: {subject.why}")

    def _nominal(self, number: int, cue: Cue) -> Claim | None:
        """ "X, the bridge's closing-up said": a clause made a noun before its verb, as in Turkish."""
        reading, codes = self.reading, self.reading.codes
        endings = reading.lists.nominal
        start = reading.sentence(cue.token)[0]
        last = cue.first - 1
        while last > start and codes[last] in "or":
            last -= 1
        if not endings or last <= start or not reading.low[last].endswith(endings):
            return None
        comma = codes.find(",", start, last)
        if comma < 0:
            return None
        subject = self.subjects.before(comma)
        opens = subject is not None and (subject.first <= start + 1 or codes[subject.first - 1] == "V")
        if subject is None or not opens or subject.kind not in ("name", "pronoun", "office", "group"):
            return None
        return self._claim([(comma + 1, last + 1)], subject, cue, f"{subject.why}, with a clause made a noun")

    def _according(self) -> list[Claim]:
        """ "According to X, ..." and "..., according to X"."""
        reading = self.reading
        found: list[Claim] = []
        heads = {phrase[0] for phrase in reading.lists.according}
        for at, word in enumerate(reading.low):
            if word in reading.lists.according_after:
                claim = self._according_after(at)
            elif word in reading.lists.so_words and reading.codes[at - 1 : at] == ",":
                claim = self._so(at)
            elif word in heads and (source := according_phrase(reading, self.subjects, at)) is not None:
                claim = self._sourced(at, source[1], source[0])
                if claim is not None:
                    claim.cue_end = source[0].first
            else:
                continue
            if claim is not None:
                found.append(claim)
        return found

    def _so(self, at: int) -> Claim | None:
        """ "The bridge is closed, so X"."""
        codes = self.reading.codes
        subject = self.subjects.after(at + 1)
        if subject is None or not self._may_speak(subject) or subject.kind in ("nobody", "pronoun"):
            return None
        end = subject.end
        while codes[end : end + 1] == "r":
            end += 1
        return self._sourced(at, end, subject)

    def _according_after(self, at: int) -> Claim | None:
        """ "X zufolge ...", "..., X zufolge"; "X'e göre"."""
        start = self.reading.sentence(at)[0]
        end = at - (self.reading.codes[at - 1 : at] == "s")
        subject = self.subjects.before(end)
        if subject is None or subject.kind not in ("name", "office"):
            return None
        claim = self._sourced(subject.first, at + 1, subject) if subject.first >= start else None
        if claim is not None:
            claim.cue = at
        return claim

    def _past_source(self, end: int, stop: int) -> int:
        """Where the words that describe a source end, an apposition or a relative clause; -1 where they never do."""
        codes = self.reading.codes
        if codes[end : end + 1] != ",":
            return end
        following = codes[end + 1 : end + 2]
        if following in "wh" or (following == "D" and self.reading.lists.code in ("de", "nl")):  # no clause begins so
            return codes.find(",", end + 2, stop)
        closing = codes.find(",", end + 1, min(stop, end + 14))
        if following in "DT" and closing > 0 and codes[end + 1 : closing].strip("DTNniS0") == "":
            return closing if "T" in codes[end:closing] else end
        return end

    def _sourced(self, first: int, end: int, subject: Subject) -> Claim | None:
        """The rest of the sentence that begins, or ends, with its source."""
        reading, codes = self.reading, self.reading.codes
        start, stop = reading.sentence(first)
        if codes[start:stop].rstrip("\n")[-1:] == "?":
            return None
        if codes[start:first].strip("-_r") == "":
            end = self._past_source(end, stop)
            if end < 0:
                return None
            content = (end, self._end(end, stop, Cue(first, first, end, first)))
        elif codes[first - 1] == "," and codes[end : end + 1] in (".", "", "\n", "?"):
            content = (start, first - 1)
        else:
            return None
        if any(first in self._by_first and not self._by_first[first].excluded for first in range(*content)):
            return None
        return self._claim([content], subject, first, "according to its source")
