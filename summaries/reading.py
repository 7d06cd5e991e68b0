"""The words of one sentence outside its quotations, and what they point to in the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from summaries.captions import Caption, caption
from summaries.comparing import compares, counts_on
from summaries.fragments import is_fragment, is_headed, is_labelled, is_order
from summaries.language import Language, language
from summaries.people.titles import is_title
from summaries.pointing import Pointing
from summaries.pronouns import is_of_another, speaks
from summaries.quotations import Extent
from summaries.whole import is_whole

Lean = Literal["nothing", "addition", "before", "never"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")
_FEWEST_WORDS = 5
_VERBAL = ("ed", "s")
_INTRODUCTION = 60
_BEGINNING = 12
# A quotation of fewer characters may be a title or a nickname.
_TITLE, _CLOSING = 24, "\"”’'»"
# Sentences of no more words than this hold no antecedent of a "this" at their end.
_BRIEF = 14


@lru_cache(maxsize=64)
def _openings(code: str) -> frozenset[str]:
    """The first words of what a sentence may join with, in every length: of "after-that" also "after"."""
    heads = [head.replace("'", "-") for head in language(code).connectives | language(code).pointers]
    return frozenset(
        head[:end] for head in heads for end in range(1, len(head) + 1) if head[end : end + 1] in ("-", "")
    )


class Reading:
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
        self.tokens = _WORD.findall(self.said)
        low = list(map(str.lower, self.tokens))
        self.low = [token.replace("’", "'") for token in low] if "’" in text else low
        self.quotes = bool(quoted)
        self._longest = max((end - start for start, end in quoted), default=0)
        self.spoken = _WORD.findall(text) if quoted else self.tokens
        self.needs: Literal["", "person", "name", "speaker"] = ""
        self.noun = ""
        self._pointing = Pointing(self.said, self.tokens, self.low, words, lower)
        self.lean: Lean = self._lean() if whole and not self._is_broken() else "never"

    @property
    def tells_a_speaker(self) -> bool:
        """Whether it has somebody speak: what is quoted is more than a nickname, or said."""
        return self.quotes and (self._longest >= _TITLE or not self.words.says.isdisjoint(self.low))

    @property
    def starts(self) -> list[int]:
        """Where each of its words begins in `said`."""
        return self._pointing.starts

    def is_furniture(self, at: int) -> bool:
        """Whether it is no news of its article, as whose sentence `at` it stands: a heading, a fragment, an order."""
        if len(self.tokens) < 2:
            return False
        if not self.text.lstrip("-–— ")[:1].isalnum():
            if is_headed(self._pointing, self.text):
                return True
            # A title or a nickname, not what somebody says.
            quoted = self.said.rpartition('"')[0].count('"')
            return 0 < quoted < _TITLE and self.text[-1] not in _CLOSING and is_fragment(self._pointing)
        if self.text.isupper() or is_fragment(self._pointing):
            return True
        return at > 0 and (is_order(self._pointing) or is_labelled(self._pointing))

    def caption(self) -> Caption:
        """Where it tells what a picture shows: see `captions.caption`."""
        return caption(self._pointing)

    def is_one_more(self) -> bool:
        """Whether it opens with one more of what was told before: "A second ferry sank"."""
        return len(self.tokens) > 2 and counts_on(self._pointing)

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
        named = self.tokens[at - 1][0].isupper() and before not in words.stop_words and before not in words.dates
        return named and self.said[self.starts[at - 1] + len(before) : self.starts[at]] == " "

    def _lean(self) -> Lean:
        """How the sentence leans where the sentence before has what it needs; fills `needs`."""
        if len(self.tokens) < 2:
            self.needs = "speaker" if self.quotes else ""
            return "before" if self.quotes else "never"
        if self._bare_role():
            self.needs = "name"
        if self._pronoun_without_name() or is_of_another(self._pointing) or speaks(self._pointing):
            self.needs = "person"
        if self.needs or self._joins() or self._points() or self._pointing.points_back() or compares(self._pointing):
            return "before"
        additions = self.words.additions
        if additions.intersection((*self.low[:_BEGINNING], *self.low[-1:])) or self._goes_on():
            return "addition"
        return "nothing"

    def _goes_on(self) -> bool:
        """Whether it tells what came "then", and not within the sentence itself ("fell, then rose", "since then")."""
        if self.words.sequels.isdisjoint(self.low[1:_BEGINNING]):
            return False
        words = self.words
        return any(
            word in words.sequels
            and self.said[self.starts[at] - 2] != ","
            and ((before not in words.stop_words and before not in words.connectives) or self._is_done_then(at))
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
        words = self.words
        low = self.low[:4]
        if self.quotes:
            low = [word.lower().replace("’", "'") for word in _WORD.findall(self.text[:_INTRODUCTION])[:4]]
        if low and low[0].replace("'", "-") in _openings(words.code):
            heads = {"-".join(low[:size]) for size in range(1, 5)}
            heads |= {head.replace("'", "-") for head in heads}
            if heads & words.connectives or heads & words.pointers:
                return True
        amount = next((at for at, word in enumerate(self.low[:3]) if word not in words.amounts), 0)
        return bool(amount) and self.low[amount] in words.auxiliaries

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
        if any(
            word in words.demonstratives and after not in words.times and after not in words.complements
            for word, after in pairs
        ) or self._pointing.are_those(_BRIEF // 2 + 1):
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
        if at == 0 or comma < 0 or (at + 1 < len(self.low) and self.low[at + 1] in self.words.says):
            # "By then, she said, Smith was gone" is said by somebody else.
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
        short = False
        for at, word in enumerate(low[:_BEGINNING]):
            if self._may_name(at):
                # "The FBI" tells which agency is meant, but nobody.
                short = self.tokens[at].isupper() and at > 0
                if not short:
                    return False
            if word not in words.definite:
                continue
            if low[at + 2 : at + 3] == ["year-old"]:
                return True
            noun = next((i for i in range(at + 1, min(at + 4, len(low))) if self._is_role(i)), 0)
            if not noun or any(
                self.tokens[i][0].isupper() and not self._tells_a_country(i) for i in range(at + 1, noun + 1)
            ):
                continue
            if noun + 1 >= len(low):
                return False
            if short and (low[noun] not in words.persons or noun > at + 1 or not self._may_be_verb(low[noun + 1])):
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

    def _is_role(self, at: int) -> bool:
        word = self.low[at].removesuffix("'s")
        return word in self.words.roles or word in self.words.persons

    def _may_be_verb(self, word: str) -> bool:
        """Whether a word behind a noun ends its phrase, being no further noun."""
        words = self.words
        return word in words.stop_words or word in words.auxiliaries or word in words.says or word.endswith(_VERBAL)

    def _tells_a_country(self, at: int) -> bool:
        """Whether a capitalised word may say no more than where somebody is from."""
        return self.low[at].endswith(tuple(self.words.demonyms))
