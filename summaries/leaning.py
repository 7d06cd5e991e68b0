"""What a sentence leans on: whether it stands alone, needs the sentence before it, or can never stand in a summary."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import islice, pairwise, takewhile
from operator import itemgetter
from typing import Literal

from summaries.document import Document, Sentence
from summaries.language import Language, language
from summaries.people.titles import is_title
from summaries.pointing import Pointing
from summaries.quotations import Extent, quotations
from summaries.whole import is_whole

Lean = Literal["nothing", "addition", "before", "never"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")
_FEWEST_WORDS = 5
_VERBAL = ("ed", "s")
# "MB: We have looked for it", "Jonas Lind: No": who speaks in a transcript.
_LABEL = re.compile(r"^([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}): (?=\W{0,2}[A-Z])", re.MULTILINE)
_INTRODUCTION = 60
_BEGINNING = 12
# Sentences of no more words than this hold no antecedent of a "this" at their end.
_BRIEF = 14


class Leanings:
    """How each body sentence of a document depends on what comes before it, each read when it is first asked.

    "nothing": it stands alone. "addition": it adds to what was said before ("Lee also said"). "before": it needs
    the very sentence before it ("However", "He said", and that one names somebody). "never": no line before it
    helps, as a quotation without its speaker, an open quotation mark or a fragment.
    """

    def __init__(self, document: Document) -> None:
        self.body = [s for s in document.sentences if s.role == "body"]
        self.words = language(document.language or "en")
        self._readings: dict[int, _Reading] = {}
        self._leans: dict[int, Lean] = {}
        self._text = document.text

    @cached_property
    def _marks(self) -> tuple[list[Extent], list[Extent]]:
        return quotations(self._text)

    @cached_property
    def _lower(self) -> frozenset[str]:
        return frozenset([word.strip(".,:;!?\"'“”‘’()") for word in set(self._text.split())])

    def is_transcript(self, at: int) -> bool:
        """Whether body sentence `at` stands behind speakers' names with colons, in an interview word for word."""
        return self.body[at].start >= self._transcript

    @cached_property
    def _transcript(self) -> int:
        """Where a transcript begins: where the first of two labels stands that each come again."""
        labels = [(match[1], match.start()) for match in _LABEL.finditer(self._text)]
        again = [label for label, count in Counter(label for label, _ in labels).items() if count > 1]
        return (
            min((start for label, start in labels if label in again), default=0) if len(again) > 1 else len(self._text)
        )

    def lean(self, at: int) -> Lean:
        """The leaning of body sentence `at`."""
        first = at
        while first and first not in self._leans and self._reading(first).needs:
            first -= 1
        for number in range(first, at + 1):
            if number not in self._leans:
                reading = self._reading(number)
                lost = reading.needs and not (number and self._provides(number - 1, reading))
                self._leans[number] = "never" if lost else reading.lean
        return self._leans[at]

    def _reading(self, at: int) -> _Reading:
        if at not in self._readings:
            sentence = self.body[at]
            quoted, broken = (_touching(extents, sentence) for extents in self._marks)
            size = sentence.end - sentence.start
            whole = not broken and all(start >= 0 and end <= size for start, end in quoted)
            self._readings[at] = _Reading(sentence.text, quoted if whole else [], self.words, whole, self._lower)
            if self._readings[at].is_furniture(at) and not self._text.isupper():
                self._readings[at].lean = "never"
        return self._readings[at]

    def _provides(self, at: int, after: _Reading) -> bool:
        """Whether a sentence finds in body sentence `at`, right before it, whom or what it means."""
        before, lean = self._reading(at), self._leans[at]
        if after.needs == "speaker":
            return lean != "never" and before.quotes
        chained = lean == "before" and before.needs == after.needs
        several = after.low[:1] and after.low[0] in self.words.plural_pronouns and before.names_several()
        found = before.names_somebody() or bool(several) or after.noun in before.low
        return found or (after.needs == "person" and chained)


def leanings(document: Document) -> dict[Sentence, Lean]:
    """The leaning of every body sentence of a document."""
    found = Leanings(document)
    return {sentence: found.lean(at) for at, sentence in enumerate(found.body)}


def _touching(extents: Sequence[Extent], sentence: Sentence) -> list[Extent]:
    """The extents that share characters with a sentence, counted from its start."""
    first = bisect_right(extents, sentence.start, key=itemgetter(1))
    met = takewhile(lambda extent: extent[0] < sentence.end, (extents[at] for at in range(first, len(extents))))
    return [(start - sentence.start, end - sentence.start) for start, end in met]


class _Reading:
    """The words of one sentence outside its quotations, and what they point to.

    `needs` is what a sentence that leans on the one before must find there: "person" for a personal pronoun,
    "name" for "the minister" (or the `noun` itself), "speaker" for a quotation alone, nothing for "However".
    """

    def __init__(
        self, text: str, quoted: Sequence[Extent], words: Language, whole: bool, lower: frozenset[str]
    ) -> None:
        pieces, last = [], 0
        for start, end in quoted:
            pieces += [text[last:start], '"' * (end - start)]
            last = end
        self.text, self.words, self._lower = text, words, lower
        self.said = "".join(pieces) + text[last:]
        matches = list(_WORD.finditer(self.said))
        self.tokens = [match[0] for match in matches]
        self.starts = [match.start() for match in matches]
        low = [token.lower() for token in self.tokens]
        self.low = [token.replace("’", "'") for token in low] if "’" in text else low
        self.quotes = bool(quoted)
        self.spoken = _WORD.findall(text) if quoted else self.tokens
        self.needs: Literal["", "person", "name", "speaker"] = ""
        self.noun = ""
        self._pointing = Pointing(self.said, self.tokens, self.low, self.starts, words, lower)
        self.lean: Lean = self._lean() if whole and not self._is_broken() else "never"

    def is_furniture(self, at: int) -> bool:
        """Whether it is no news of its article, as whose sentence `at` it stands: a heading, a fragment, an order."""
        if len(self.tokens) < 2 or not self.text.lstrip("-–— ")[:1].isalnum():
            return False
        return self.text.isupper() or self._pointing.is_fragment() or (at > 0 and self._pointing.is_order())

    def _is_broken(self) -> bool:
        """Whether it is no whole sentence, a quotation without its speaker, or a writer's "I"."""
        if len(self.spoken) < _FEWEST_WORDS or not is_whole(self.text):
            return True
        tokens = [token.replace("’", "'") for token in self.tokens] if "’" in self.text else self.tokens
        if self.words.first_person.isdisjoint(tokens):
            return False
        return any(token in self.words.first_person and not self._is_numeral(at) for at, token in enumerate(tokens))

    def _is_numeral(self, at: int) -> bool:
        """Whether a lone "I" counts what the name before it names ("World War I")."""
        if self.tokens[at] != "I" or at < 2 or self.said[self.starts[at] - 1] != " ":
            return False
        before, words = self.low[at - 1], self.words
        named = self.tokens[at - 1][0].isupper() and before not in words.stop_words | words.dates
        return named and self.said[self.starts[at - 1] + len(before) : self.starts[at]] == " "

    def _lean(self) -> Lean:
        """How the sentence leans where the sentence before has what it needs; fills `needs`."""
        if len(self.tokens) < 2:
            self.needs = "speaker" if self.quotes else ""
            return "before" if self.quotes else "never"
        if self._bare_role():
            self.needs = "name"
        if self._pronoun_without_name():
            self.needs = "person"
        if self.needs or self._joins() or self._points() or self._pointing.points_back():
            return "before"
        additions = self.words.additions
        if additions.intersection((*self.low[:_BEGINNING], *self.low[-1:])) or self._goes_on():
            return "addition"
        return "nothing"

    def _goes_on(self) -> bool:
        """Whether it tells what came "then", and not within the sentence itself ("fell, then rose", "since then")."""
        if self.words.sequels.isdisjoint(self.low[1:_BEGINNING]):
            return False
        return any(
            word in self.words.sequels
            and self.said[self.starts[at] - 2] != ","
            and (before not in self.words.stop_words | self.words.connectives or self._is_done_then(at))
            for at, (before, word) in enumerate(pairwise(self.low[:_BEGINNING]), 1)
        )

    def _is_done_then(self, at: int) -> bool:
        """Whether it tells what was done then: "The bridge was then closed", but not "who was then mayor"."""
        return (
            self.low[at - 1] in self.words.passives
            and self.low[at + 1 : at + 2] != []
            and (self.low[at + 1].endswith("ed") or self.low[at + 1] in self.words.pasts)
        )

    def names_somebody(self) -> bool:
        """Whether any of its words may be a name."""
        return any(self._may_name(at) for at in range(len(self.low)))

    def _joins(self) -> bool:
        """Whether it opens, be it in a quotation, with a pointer or a connective of one to four words."""
        opening = islice(_WORD.finditer(self.text, 0, _INTRODUCTION), 4)
        low = [match[0].lower().replace("’", "'") for match in opening]
        heads = {"-".join(low[:size]) for size in range(1, 5)}
        heads |= {head.replace("'", "-") for head in heads}
        if heads & self.words.connectives or heads & self.words.pointers:
            return True
        amount = next((at for at, word in enumerate(self.low[:3]) if word not in self.words.amounts), 0)
        return bool(amount) and self.low[amount] in self.words.auxiliaries

    def _points(self) -> bool:
        """Whether "this" stands for something said before: "these schools", "nobody knows what that means"."""
        words, spoken = self.words, self.spoken
        if len(spoken) <= _BRIEF and not words.last_pointers.isdisjoint(map(str.lower, spoken[-2:])):
            return True
        if not self.text[0].isalnum():
            # "We know he is no longer here," says a sentence that opens with a quotation: of whom?
            for at, word in enumerate(spoken[: _BRIEF // 2]):
                if word.lower() in words.pronouns:
                    return True
                if at and word[0].isupper() and word not in words.first_person:
                    break
        if words.demonstratives.isdisjoint(self.low):
            return False
        pairs = pairwise((*self.low[: _BRIEF // 2 + 1], ""))
        held = words.times | words.complements
        if any(word in words.demonstratives and after not in held for word, after in pairs):
            return True
        # "ignored all of this and went on": alone behind a preposition.
        near = zip(self.low, self.low[1:], (*self.low[2:], ""), strict=False)
        return any(
            word in words.last_pointers
            and word in words.demonstratives
            and before in words.places_after
            and (not after or after in words.connectives or after in words.auxiliaries)
            for before, word, after in near
        )

    def _pronoun_without_name(self) -> bool:
        """Whether a personal pronoun comes before anybody it could mean."""
        if self.words.pronouns.isdisjoint(self.low):
            return False
        at = next(at for at, word in enumerate(self.low) if word in self.words.pronouns)
        if any(self._may_name(before) for before in range(at)):
            return False
        if self.low[at] in self.words.plural_pronouns and any(map(self._pointing.is_plural, range(at))):
            return False
        # "After his arrest, Smith said", "As he fled, Smith fired": the name follows the introduction.
        start = self.starts[at]
        comma = self.said.find(", ", start, start + _INTRODUCTION)
        if at == 0 or comma < 0:
            return True
        after = next((i for i, begin in enumerate(self.starts) if begin > comma), len(self.low))
        determiners = self.words.articles | self.words.definite
        if self.low[at] in self.words.possessives and self.low[after : after + 1] and self.low[after] in determiners:
            return False
        name = next(
            (i for i in range(after, len(self.low))[:3] if self.tokens[i][0].isupper() and self._may_name(i)), 0
        )
        if not name or self.low[at] in self.words.possessives:
            return not name
        # "When he ran, Smith said" may be of somebody else.
        verb = next((word for i, word in enumerate(self.low[name + 1 :]) if self.tokens[name + 1 + i][0].islower()), "")
        return verb in self.words.says

    def names_several(self) -> bool:
        """Whether any of its words can be what "they" means in the next sentence."""
        return any(map(self._pointing.is_plural, range(len(self.low))))

    def _may_name(self, at: int) -> bool:
        """Whether a word may be somebody's name, or a noun of the sentence itself that a pronoun can mean."""
        word, words = self.low[at], self.words
        if word in words.pointers or word in words.pronouns or word in words.dates:
            return False
        before = self.low[at - 1] if at else ""
        if self.tokens[at][0].isupper():
            if at:
                return before not in words.places_after
            known = word in words.stop_words or word in words.starters or word in self._lower
            known = known or word.endswith(tuple(words.not_names))
            after = self.low[1] if len(self.low) > 1 else ""
            known = known or after in words.relations
            followed = after and self.tokens[1][0].isupper()
            return not known or bool(followed and word not in words.stop_words)
        if word not in words.persons and word.rpartition("-")[2] not in words.persons:
            return False
        near = self.low[max(0, at - 4) : at]
        # "The man whose life was filmed" says who it is as well as "a man" does.
        told = self.low[at + 1 : at + 2] and self.low[at + 1] in words.complements
        return not words.articles.isdisjoint(near) or bool(told and not words.definite.isdisjoint(near))

    def _bare_role(self) -> bool:
        """Whether "the minister" comes before any name, with nothing that says which minister."""
        low, words = self.low, self.words
        if words.definite.isdisjoint(low[:_BEGINNING]):
            return False
        for at, word in enumerate(low[:_BEGINNING]):
            if self._may_name(at):
                return False
            if word not in words.definite:
                continue
            if low[at + 2 : at + 3] == ["year-old"]:
                return True
            roles = words.roles | words.persons
            noun = next((i for i in range(at + 1, min(at + 4, len(low))) if low[i].removesuffix("'s") in roles), 0)
            if not noun or any(
                self.tokens[i][0].isupper() and not self._tells_a_country(i) for i in range(at + 1, noun + 1)
            ):
                continue
            if noun + 1 >= len(low):
                return False
            if '"' in self.said[self.starts[at] : self.starts[noun + 1]]:
                # A title tells which one: the "Mockingbird" author, the film "2001".
                continue
            if self.tokens[at + 1][0].isupper() and is_title(low[noun]):
                # There is one "Iranian foreign minister", but many an "American author".
                continue
            self.noun = low[noun].removesuffix("'s")
            after = low[noun + 1]
            if low[noun] in words.roles and not self._may_be_verb(after):
                # The "town museum" is no town.
                continue
            return after not in words.complements and not self.tokens[noun + 1][0].isupper()
        return False

    def _may_be_verb(self, word: str) -> bool:
        """Whether a word behind a noun ends its phrase, being no further noun."""
        words = self.words
        return word in words.stop_words or word in words.auxiliaries or word in words.says or word.endswith(_VERBAL)

    def _tells_a_country(self, at: int) -> bool:
        """Whether a capitalised word may say no more than where somebody is from."""
        return self.low[at].endswith(tuple(self.words.demonyms))
