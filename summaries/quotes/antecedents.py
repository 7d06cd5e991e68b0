"""Who "he" and "she" are: each pronoun's person among those named before it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from summaries.quotes.cues import Cue
from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import Weights, choose
from summaries.quotes.tokens import Tokens

_MAX_PEOPLE = 10
_REACH = 500  # tokens back to the last mention of a person a pronoun may stand for


def resolve(tokens: Tokens, people: People, cues: list[Cue], table: Weights) -> None:
    """Set `person` of every he and she whose antecedent is named before it."""
    state = Discourse(tokens, people, cues)
    for mention in people.mentions:
        if mention.kind == "pronoun":
            options = antecedents(state, mention)
            if options:
                number, chances = choose(table, [features for _, features in options])
                mention.confidence = chances[number]
                state.link(mention, options[number][0])
        else:
            state.name(mention)


class Discourse:
    """Who was named so far, and who the last pronouns were, while an article is read from its start."""

    def __init__(self, tokens: Tokens, people: People, cues: list[Cue]) -> None:
        self.tokens, self.people = tokens, people
        self.recent: dict[int, Mention] = {}
        self.named: dict[int, int] = {}
        self.chain: dict[str, tuple[int, Mention]] = {}
        self.speaking = {
            mention.first for cue in cues for mention, relation in cue.subjects if relation in ("sv", "vs", "acc", "by")
        }
        self.cues = [cue.token for cue in cues]
        self.quotations = {end: (first, end) for first, end in tokens.spans}

    def name(self, mention: Mention) -> None:
        """Read a mention that is no pronoun."""
        if mention.person is not None and mention.kind == "name":
            self.recent.pop(mention.person, None)
            self.recent[mention.person] = mention
            self.named[mention.person] = self.named.get(mention.person, 0) + 1

    def link(self, pronoun: Mention, person: int) -> None:
        """Read a pronoun that stands for `person`."""
        pronoun.person = person
        self.chain[pronoun.gender] = (person, pronoun)

    def role(self, mention: Mention) -> str:
        """What a name is in its sentence."""
        codes = self.tokens.codes
        start, _ = self.tokens.sentence_range(mention.first)
        after = codes[mention.end : mention.end + 1]
        before = codes[mention.first - 1] if mention.first > start else "^"
        if mention.first in self.speaking:
            return "speaks"
        if after == "p":
            return "owner"
        if mention.inner:
            return "inner"
        if before == "i":
            return "in"
        if after in ("V", "x", "v", "d", "r", "G"):
            return "subject"
        return "first" if before == "^" and after == "," else "other"

    def said_by_another(self, mention: Mention) -> bool:
        """Whether a reporting word stands before the name in its sentence."""
        start, _ = self.tokens.sentence_range(mention.first)
        return bisect_left(self.cues, mention.first) > bisect_left(self.cues, start)

    def around(self, pronoun: Mention) -> frozenset[str]:
        """The words of the quotation right before a pronoun, and of the rest of its sentence."""
        low = self.tokens.low
        first, end = self.quotations.get(pronoun.first, (0, 0))
        _, stop = self.tokens.sentence_range(pronoun.first)
        return frozenset(low[first:end]) | frozenset(low[pronoun.end : min(stop, pronoun.end + 60)])


def antecedents(state: Discourse, pronoun: Mention) -> list[tuple[int, list[str]]]:
    """People that a pronoun may stand for, last named first, with what speaks for each."""
    tokens, people = state.tokens, state.people.people
    here, line = tokens.sentence(pronoun.first), tokens.paragraph(pronoun.first)
    initial = pronoun.first == tokens.sentence_range(pronoun.first)[0]
    quoted = tokens.codes[pronoun.first - 1 : pronoun.first] == "Q"
    place = "quote" if quoted else "start" if initial else "inner"
    linked, link = state.chain.get(pronoun.gender, (None, pronoun))
    around = state.around(pronoun)
    last = list(islice(reversed(state.recent), _MAX_PEOPLE))
    counts = sorted([state.named[person] for person in last], reverse=True)
    found: list[tuple[int, list[str]]] = []
    fitting = 0
    sure = any(people[person].gender == pronoun.gender for person in last)
    for order, person in enumerate(last):
        mention = state.recent[person]
        if pronoun.first - mention.end > _REACH and person != linked:
            break
        gender = people[person].gender
        if gender and gender != pronoun.gender:
            continue
        fits = "fits" if gender else "unknown"
        sentences = min(here - tokens.sentence(mention.first), 6)
        lines = min(line - tokens.paragraph(mention.first), 4)
        near = min(sentences, 3)
        role = state.role(mention)
        count = state.named[person]
        rank = min(counts.index(count), 4)
        features = [
            fits,
            f"{fits} of {sure}",
            f"{fits} order {min(order, 4)}",
            f"fitting {min(fitting, 4)} {place}",
            f"fitting {min(fitting, 2)} sentences {sentences} {role}",
            f"sentences {sentences} lines {lines}",
            f"{place} sentences {sentences} lines {min(lines, 2)}",
            f"role {role} sentences {near}",
            f"role {role} {place} {min(near, 2)}",
            f"said by another {state.said_by_another(mention)} sentences {near}",
            f"rank {rank} sentences {near}",
            f"count {min(count, 8)} {fits}",
            f"first time {count == 1} {role} {near}",
            f"rank {min(rank, 3)} fitting {min(fitting, 2)}",
            f"around {people[person].surname in around} {place}",
            f"parts {min(len(people[person].name), 3)} {sentences < 2}",
        ]
        if person == linked:
            gap = min(here - tokens.sentence(link.first), 4)
            features += [f"linked {gap} sentences {near}", f"linked {gap} newer {fitting > 0} {place}"]
        elif linked is not None:
            features.append(f"not linked newer {mention.first > link.first} {role}")
        found.append((person, features))
        fitting += 1
    return found
