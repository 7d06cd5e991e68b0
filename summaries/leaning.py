"""What a sentence leans on: whether it stands alone, needs the sentence before it, or can never stand in a summary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from summaries.document import Document, Sentence
from summaries.language import Language, language

Lean = Literal["nothing", "addition", "before", "never"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")
_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»«“)\]}」』\s]*$")
_FEWEST_WORDS = 5
_INTRODUCTION = 60
_BEGINNING = 12
_BRACKETS = (("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"))
# A mark opens a quotation where a word follows it, and closes one where a word or its punctuation precedes it.
_MARK = re.compile(
    r"(?P<open>[“„«]|(?<![\w.,!?…)\]])\"(?=[\w(\['‘’$£€.…¡¿])|(?<![\w.,!?…)])[‘'](?=[^\W\d_]))"
    r"|(?P<close>[”»]|\"|(?<=[.,!?…])['’](?!\w))"
)
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")
_CLOSES = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"}


class Leanings:
    """How each body sentence of a document depends on what comes before it, each read when it is first asked.

    "nothing": it stands alone. "addition": it adds to what was said before ("Lee also said"). "before": it needs
    the very sentence before it ("However", "He said", and that one names somebody). "never": no line before it
    helps, as a quotation without its speaker, an open quotation mark or a fragment.
    """

    def __init__(self, document: Document) -> None:
        self.body = [s for s in document.sentences if s.role == "body"]
        self._words = language(document.language or "en")
        self._whole: list[bool] = []
        self._quoted: list[list[tuple[int, int]]] = []
        self._readings: dict[int, tuple[_Reading, Lean]] = {}
        opened, last_end = "", 0
        for sentence in document.sentences:
            if "\n" in document.text[last_end : sentence.start]:
                opened = ""
            last_end = sentence.end
            inside, opened, quoted = _quotation(sentence.text, opened)
            if sentence.role == "body":
                self._whole.append(not inside and not opened)
                self._quoted.append(quoted)

    def lean(self, at: int) -> Lean:
        """The leaning of body sentence `at`."""
        return self._read(at)[1]

    def _read(self, at: int) -> tuple[_Reading, Lean]:
        if at not in self._readings:
            reading = _Reading(self.body[at].text, self._quoted[at], self._words)
            lean: Lean = "never" if not self._whole[at] or reading.is_broken() else reading.lean()
            if lean == "before" and reading.needs and not (at and self._provides(at - 1, reading.needs)):
                lean = "never"
            self._readings[at] = reading, lean
        return self._readings[at]

    def _provides(self, at: int, needs: Literal["person", "name"]) -> bool:
        """Whether a sentence that follows finds in this one whom it means."""
        reading = _Reading(self.body[at].text, self._quoted[at], self._words)
        return reading.names_somebody() or (needs == "person" and reading.lean() == "before" and reading.needs == needs)


def leanings(document: Document) -> dict[Sentence, Lean]:
    """The leaning of every body sentence of a document."""
    found = Leanings(document)
    return {sentence: found.lean(at) for at, sentence in enumerate(found.body)}


def _quotation(text: str, opened: str) -> tuple[bool, str, list[tuple[int, int]]]:
    """Whether a sentence begins inside a quotation, the mark still open at its end, and what it quotes."""
    inside, start, quoted = bool(opened), 0, []
    for mark in _MARK.finditer(text):
        if opened and mark[0] in _CLOSES[opened] and not mark["open"]:
            quoted.append((start, mark.end()))
            opened = ""
        elif mark["open"] and (not opened or mark[0] == opened):
            # The same mark again: the quotation before it was never closed.
            opened, start = mark[0], mark.start()
        elif not opened and mark[0] in '"”»':
            # A closing mark that nothing opened: the beginning of the quotation is lost.
            inside = True
    return inside, opened, quoted


class _Reading:
    """The words of one sentence outside its quotations, and what they point to.

    `needs` is what a sentence that leans on the one before must find there: "person" for a personal pronoun,
    "name" for "the minister", nothing for "However".
    """

    def __init__(self, text: str, quoted: Sequence[tuple[int, int]], words: Language) -> None:
        pieces, last = [], 0
        for start, end in quoted:
            pieces += [text[last:start], '"' * (end - start)]
            last = end
        self.text, self.words = text, words
        self.said = "".join(pieces) + text[last:]
        matches = list(_WORD.finditer(self.said))
        self.tokens = [match[0] for match in matches]
        self.starts = [match.start() for match in matches]
        self.low = [token.lower().replace("’", "'") for token in self.tokens]
        self.quotes = bool(quoted)
        self.needs: Literal["", "person", "name"] = ""

    def is_broken(self) -> bool:
        """Whether it is no whole sentence, a quotation without its speaker, or a writer's "I"."""
        text = self.text
        if not _END.search(text) or any(text.count(a) != text.count(b) for a, b in _BRACKETS):
            return True
        if len(self.tokens) < (2 if self.quotes else 1) or sum(1 for _ in _WORD.finditer(text)) < _FEWEST_WORDS:
            return True
        if text[0].islower() and not _CAMEL.match(text):
            return True
        return any(token.replace("’", "'") in self.words.first_person for token in self.tokens)

    def lean(self) -> Lean:
        """How the sentence leans; fills `needs`."""
        if self._bare_role():
            self.needs = "name"
        if self._pronoun_without_name():
            self.needs = "person"
        if self.needs or self._joins():
            return "before"
        additions = self.words.additions
        return "addition" if additions.intersection((*self.low[:_BEGINNING], *self.low[-1:])) else "nothing"

    def names_somebody(self) -> bool:
        """Whether any of its words may be a name."""
        return any(self._may_name(at) for at in range(len(self.low)))

    def _joins(self) -> bool:
        """Whether it opens, be it in a quotation, with a pointer or a connective of one to four words."""
        low = [word.lower().replace("’", "'") for word in _WORD.findall(self.text[:_INTRODUCTION])[:4]]
        heads = {"-".join(low[:size]) for size in range(1, 5)}
        heads |= {head.replace("'", "-") for head in heads}
        return bool(heads & self.words.connectives) or bool(heads & self.words.pointers)

    def _pronoun_without_name(self) -> bool:
        """Whether a personal pronoun comes before anybody it could mean."""
        at = next((at for at, word in enumerate(self.low) if word in self.words.pronouns), -1)
        if at < 0 or any(self._may_name(before) for before in range(at)):
            return False
        # "After his arrest, Smith said": the name follows the introduction.
        start = self.starts[at]
        comma = self.said.find(", ", start, start + _INTRODUCTION)
        if at == 0 or comma < 0 or self.low[at] not in self.words.possessives:
            return True
        after = next((i for i, begin in enumerate(self.starts) if begin > comma), -1)
        determiners = self.words.articles | self.words.definite
        return after < 0 or not (self.tokens[after][0].isupper() or self.low[after] in determiners)

    def _may_name(self, at: int) -> bool:
        """Whether a word may be somebody's name, or a noun of the sentence itself that a pronoun can mean."""
        word, words = self.low[at], self.words
        if word in words.pointers or word in words.pronouns or word in words.dates:
            return False
        before = self.low[at - 1] if at else ""
        if self.tokens[at][0].isupper():
            if at:
                return before not in words.places_after
            known = word in words.stop_words or word in words.starters or word.endswith(tuple(words.not_names))
            followed = len(self.tokens) > 1 and self.tokens[1][0].isupper()
            return not known or (followed and word not in words.stop_words)
        return word in words.persons and bool({before, self.low[at - 2] if at > 1 else ""} & words.articles)

    def _bare_role(self) -> bool:
        """Whether "the minister" comes before any name, with nothing that says which minister."""
        low, words = self.low, self.words
        for at, word in enumerate(low[:_BEGINNING]):
            if self._may_name(at):
                return False
            if word not in words.definite:
                continue
            roles = words.roles | words.persons
            noun = next((i for i in range(at + 1, min(at + 4, len(low))) if low[i] in roles), 0)
            if not noun or any(self.tokens[i][0].isupper() for i in range(at + 1, noun + 1)):
                continue
            if noun + 1 >= len(low):
                return False
            return low[noun + 1] not in words.complements and not self.tokens[noun + 1][0].isupper()
        return False
