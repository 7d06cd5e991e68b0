"""Who "he" and "she" are: each pronoun's person among those named before it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from summaries.quotes.cues import Cue
from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import Weights, choose
from summaries.quotes.tokens import Tokens

_MAX_PEOPLE = 10
_SAME = {"m": frozenset(("he", "him", "his")), "f": frozenset(("she", "her"))}
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
    """Who was named so far, who spoke, and who the last pronouns were, while an article is read from its start."""

    def __init__(self, tokens: Tokens, people: People, cues: list[Cue]) -> None:
        self.tokens, self.people = tokens, people
        self.recent: dict[int, Mention] = {}
        self.referred: dict[int, int] = {}  # person to the sentence of the last name or pronoun that stands for it
        self.named: dict[int, int] = {}
        self.chain: dict[str, tuple[int, Mention]] = {}
        self.topics: dict[int, int] = {}  # sentence to who last speaks in it, else its first subject
        self.said: dict[int, int] = {}  # sentence to the last person who speaks in it
        self.spoken: dict[int, tuple[int, int]] = {}  # person to (times, sentence of the last time)
        self.speaker: int | None = None
        self.speaking = _speaking(people, cues)
        self.cues = [cue.token for cue in cues]
        self.quotations = {end: (first, end) for first, end in tokens.spans}

    def name(self, mention: Mention) -> None:
        """Read a mention that is no pronoun."""
        if mention.person is not None and mention.kind == "name":
            self.recent.pop(mention.person, None)
            self.recent[mention.person] = mention
            self.named[mention.person] = self.named.get(mention.person, 0) + 1
        if mention.person is not None:
            self._note(mention, mention.person)

    def link(self, pronoun: Mention, person: int) -> None:
        """Read a pronoun that stands for `person`."""
        pronoun.person = person
        self.chain[pronoun.gender] = (person, pronoun)
        self._note(pronoun, person)

    def _note(self, mention: Mention, person: int) -> None:
        sentence = self.tokens.sentence(mention.first)
        self.referred[person] = sentence
        if mention.first in self.speaking:
            times, _ = self.spoken.get(person, (0, 0))
            self.spoken[person] = (times + 1, sentence)
            self.speaker = self.said[sentence] = self.topics[sentence] = person
        elif sentence not in self.topics and self.role(mention) in ("subject", "first"):
            self.topics[sentence] = person

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
        if before in ("V", "G"):
            return "told"
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


def _speaking(people: People, cues: list[Cue]) -> set[int]:
    """First tokens of the mentions that are the subject of a reporting word, also beyond an apposition."""
    found: set[int] = set()
    codes = people.tokens.codes
    for cue in cues:
        near = [
            mention
            for mention, relation in cue.subjects
            if relation in ("vs", "acc", "by") or (relation == "sv" and codes[mention.first - 1] != "i")
        ]
        found.update([mention.first for mention in near])
        if near and codes[near[0].first] == "w" and near[0].person is not None:  # "Keller, who said"
            number = bisect_left(people.starts, near[0].first) - 1
            if number >= 0 and people.mentions[number].person == near[0].person:
                found.add(people.mentions[number].first)
        if not near and codes[cue.first - 1 : cue.first] == ",":  # "Keller, 49, a teacher in the town, said"
            found.update([m.first for m, relation in cue.subjects if relation == "far:^" and m.kind == "name"])
    return found


def antecedents(state: Discourse, pronoun: Mention) -> list[tuple[int, list[str]]]:
    """People that a pronoun may stand for, last named first, with what speaks for each where there are several."""
    tokens, people = state.tokens, state.people.people
    last = list(islice(reversed(state.recent), _MAX_PEOPLE))
    linked, link = state.chain.get(pronoun.gender, (None, pronoun))
    fitting = _fitting(state, pronoun, last, linked)
    if len(fitting) < 2:
        return [(person, []) for _, person in fitting]
    here, line = tokens.sentence(pronoun.first), tokens.paragraph(pronoun.first)
    initial = pronoun.first == tokens.sentence_range(pronoun.first)[0]
    quoted = tokens.codes[pronoun.first - 1 : pronoun.first] == "Q"
    place = "quote" if quoted else "start" if initial else "inner"
    fresh = tokens.paragraphs[line] >= tokens.breaks[here]  # the first sentence of its paragraph
    around = state.around(pronoun)
    counts = sorted([state.named[person] for person in last], reverse=True)
    topics = [state.topics.get(here - back) for back in range(3)]
    said = [state.said.get(here - back) for back in range(3)]
    speaks = pronoun.first in state.speaking
    other = "another" if quoted and not around.isdisjoint(_SAME[pronoun.gender]) else ""  # "He was wise," he said
    found: list[tuple[int, list[str]]] = []
    newest = max(last, key=lambda person: state.referred[person], default=None)
    sure = "sure" if any(people[person].gender == pronoun.gender for person in last) else "none"
    for number, (order, person) in enumerate(fitting):
        mention = state.recent[person]
        gender = people[person].gender
        leaning = people[person].leaning
        fits = "fits" if gender else "unknown" if not leaning else "leans" if leaning == pronoun.gender else "against"
        sentences = min(here - tokens.sentence(mention.first), 6)
        lines = min(line - tokens.paragraph(mention.first), 4)
        near = min(sentences, 3)
        role = state.role(mention)
        count = state.named[person]
        rank = min(counts.index(count), 4)
        times, ago = state.spoken.get(person, (0, -9))
        ago = min(here - ago, 4)
        says = said.index(person) if person in said else 4 if said[:2] == [None, None] else 3
        topic = topics.index(person) if person in topics else 3
        heard = min(here - state.referred[person], 4)
        opens = mention.first == tokens.sentence_range(mention.first)[0]
        spoke = "last" if person == state.speaker else "earlier" if times else "never"
        features = [
            fits,
            f"{fits} of {sure}",
            f"{fits} order {min(order, 4)}",
            f"fitting {min(number, 4)} {place}",
            f"fitting {min(number, 2)} sentences {sentences} {role}",
            f"sentences {sentences} lines {lines}",
            f"{place} sentences {sentences} lines {min(lines, 2)}",
            f"role {role} sentences {near}",
            f"role {role} {place} {min(near, 2)}",
            f"said by another {state.said_by_another(mention)} sentences {near}",
            f"rank {rank} sentences {near}",
            f"count {min(count, 8)} {fits}",
            f"first time {count == 1} {role} {near}",
            f"rank {min(rank, 3)} fitting {min(number, 2)}",
            f"around {people[person].surname in around} {place}",
            f"parts {min(len(people[person].name), 3)} {sentences < 2}",
            f"spoke {spoke} {place} {fresh}",
            f"spoke {spoke} ago {ago} {place}",
            f"times {min(times, 3)} ago {ago}",
            f"topic {topic} {place} {fresh}",
            f"topic {topic} spoke {spoke}",
            f"topic {topic} role {role}",
            f"{other} spoke {spoke} topic {topic}",
            f"said {says} {place} {speaks} {other}",
            f"said {says} topic {topic} {speaks} {place}",
            f"said {says} {fresh} {fits}",
            f"referred {heard} {near} {place}",
            f"referred {heard} newest {person == newest} {speaks}",
            f"role {role} {speaks} {place} {near}",
            f"spoke {spoke} {speaks} topic {topic}",
            f"opens {opens} {role} {near}",
        ]
        if person == linked:
            gap = min(here - tokens.sentence(link.first), 4)
            features += [
                f"linked {gap} sentences {near}",
                f"linked {gap} newer {number > 0} {place}",
                f"linked {gap} {spoke}",
            ]
        elif linked is not None:
            features.append(f"not linked newer {mention.first > link.first} {role}")
        found.append((person, features))
    return found


def _fitting(state: Discourse, pronoun: Mention, last: list[int], linked: int | None) -> list[tuple[int, int]]:
    """Those of the people last named whom a pronoun's gender allows, with their places in the row."""
    found: list[tuple[int, int]] = []
    for order, person in enumerate(last):
        if pronoun.first - state.recent[person].end > _REACH and person != linked:
            break
        if state.people.people[person].gender in ("", pronoun.gender):
            found.append((order, person))
    return found
