"""Who "he" and "she" are: each pronoun's person among those named before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import islice

from summaries.quotes.cues import Cue
from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import Weights, choose
from summaries.quotes.names import roles, several, title_gender
from summaries.quotes.tokens import Tokens

_MAX_PEOPLE = 6
_SAME = {"m": frozenset(("he", "him", "his")), "f": frozenset(("she", "her"))}
_BEGIN = frozenset(("after", "before", "since", "until"))
_QUESTION = frozenset(("ask", "wonder", "inquire", "query", "question"))
_SAYS = re.compile(r"h|[,:]Q")  # a clause or a quotation that follows its reporting word at some distance
_REACH = 500  # tokens back to the last mention of a person a pronoun may stand for


def resolve(tokens: Tokens, people: People, cues: list[Cue], table: Weights) -> None:
    """Set `person` of every he and she whose antecedent is named before it."""
    state = Discourse(tokens, people, cues)
    for mention in people.mentions:
        if mention.kind == "pronoun":
            if state.goes_on(mention):
                continue
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
        self.strangers = _strangers(people, cues)
        self.cues = [cue.token for cue in cues]
        self.quotations = {end: (first, end) for first, end in tokens.spans}
        self.stranger: Mention | None = None  # somebody without a name who spoke last
        self.genders: set[str] = set()  # of the people named or meant since

    def name(self, mention: Mention) -> None:
        """Read a mention that is no pronoun."""
        if mention.person is not None and mention.kind == "name":
            self.recent.pop(mention.person, None)
            self.recent[mention.person] = mention
            self.named[mention.person] = self.named.get(mention.person, 0) + 1
        if mention.person is not None:
            self._note(mention, mention.person)
        elif mention.first in self.strangers and not mention.inner:
            self.stranger = mention
            self.genders.clear()

    def goes_on(self, pronoun: Mention) -> bool:
        """Whether a pronoun may be the one without a name who spoke last, as nobody else who fits was named since."""
        if self.stranger is None or self.tokens.sentence(pronoun.first) - self.tokens.sentence(self.stranger.end) > 2:
            return False
        ends = (self.tokens.low[self.stranger.first], self.tokens.low[self.stranger.end - 1])
        told = next(filter(None, map(title_gender().get, ends)), "")
        if told not in ("", pronoun.gender) or not self.genders.isdisjoint(("", pronoun.gender)):
            return False
        self.stranger = replace(self.stranger, first=pronoun.first, end=pronoun.end, gender=pronoun.gender)
        return True

    def link(self, pronoun: Mention, person: int) -> None:
        """Read a pronoun that stands for `person`."""
        pronoun.person = person
        self.chain[pronoun.gender] = (person, pronoun)
        self._note(pronoun, person)

    def _note(self, mention: Mention, person: int) -> None:
        sentence = self.tokens.sentence(mention.first)
        self.referred[person] = sentence
        self.genders.add(self.people.people[person].gender)
        if self.speaks(mention):
            times, _ = self.spoken.get(person, (0, 0))
            self.spoken[person] = (times + 1, sentence)
            self.speaker = self.said[sentence] = self.topics[sentence] = person
        elif self.role(mention) in ("subject", "first") and not self.subordinate(mention):
            self.topics.setdefault(sentence, person)

    def speaks(self, mention: Mention) -> bool:
        """Whether a mention is the subject of a reporting word; a name inside a group shares its first token."""
        return mention.first in self.speaking and not mention.inner

    def role(self, mention: Mention) -> str:
        """What a name is in its sentence."""
        codes = self.tokens.codes
        start, _ = self.tokens.sentence_range(mention.first)
        after = codes[mention.end : mention.end + 1]
        before = codes[mention.first - 1] if mention.first > start else "^"
        if self.speaks(mention):
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

    def subordinate(self, mention: Mention) -> bool:
        """Whether a mention begins a clause that is part of another: "when Keller", "that she"."""
        before = mention.first - 1
        return before >= 0 and (self.tokens.codes[before] in "bwh" or self.tokens.low[before] in _BEGIN)

    def asks(self, mention: Mention) -> bool:
        """Whether a mention asked, so that another answers."""
        return self.speaking.get(mention.first) in _QUESTION and not mention.inner

    def said_by_another(self, mention: Mention) -> bool:
        """Whether a reporting word stands before the name in its sentence."""
        start, _ = self.tokens.sentence_range(mention.first)
        return bisect_left(self.cues, mention.first) > bisect_left(self.cues, start)

    def speaks_of_one(self, pronoun: Mention) -> bool:
        """Whether the quotation right before a pronoun has a pronoun of the same gender for somebody else."""
        first, end = self.quotations.get(pronoun.first, (0, 0))
        return not _SAME[pronoun.gender].isdisjoint(self.tokens.low[first:end])


def _speaking(people: People, cues: list[Cue]) -> dict[int, str]:
    """First tokens of the subjects of reporting words, also beyond an apposition, and the base form of the word."""
    found: dict[int, str] = {}
    codes = people.tokens.codes
    for cue in cues:
        group = codes[cue.first : cue.token]
        if "x" in group and "t" in group:  # "is to blame"
            continue
        within = "iVhwb" if cue.base in _QUESTION else "iVh"  # "said Keller claimed", "when Keller asked"
        near = [mention for mention, relation in cue.subjects if relation == "sv"]
        if near and codes[near[0].first - 1] in within:
            continue
        if cue.passive:  # "Keller was asked by Okafor"
            near = [mention for mention, relation in cue.subjects if relation == "by"]
        elif not near and cue.form != "G":  # what follows "Keller told" or "thanking" is no subject
            near = [mention for mention, relation in cue.subjects if relation in ("vs", "acc", "by")]
        found.update([(mention.first, cue.base) for mention in near])
        if near and codes[near[0].first] == "w" and near[0].person is not None:  # "Keller, who said"
            number = bisect_left(people.starts, near[0].first) - 1
            if number >= 0 and people.mentions[number].person == near[0].person:
                found[people.mentions[number].first] = cue.base
        if not near and codes[cue.first - 1 : cue.first] == ",":  # "Keller, 49, a teacher in the town, said"
            far = [mention for mention, relation in cue.subjects if relation == "far:^" and mention.kind == "name"]
            found.update([(mention.first, cue.base) for mention in far])
    return found


def _strangers(people: People, cues: list[Cue]) -> set[int]:
    """First tokens of groups that speak and are one person not named in full: "a neighbour", "Mrs Keller".

    "The senator" may well be a senator who was.
    """
    codes, low = people.tokens.codes, people.tokens.low
    found: set[int] = set()
    for cue in cues:
        for mention, relation in cue.subjects:
            ahead = codes[cue.end : min(cue.end + 8, people.tokens.sentence_range(cue.token)[1])]
            if ahead[:1] in ("i", "t") and not cue.quote_before and _SAYS.search(ahead) is None:
                continue  # "her aunt sang in a club"
            head, group = low[mention.end - 1], codes[mention.first : mention.end]
            called = group[0] == "D" and head in roles() and head not in several()
            unknown = called and (low[mention.first] != "the" or "p" in group)
            if mention.kind != "group" or not (unknown or re.fullmatch("TN{1,3}", group)):
                continue
            apart = relation == "far:^" and codes[cue.first - 1] == ","  # "A neighbour, 49, said"
            if relation in ("sv", "acc") or apart or (relation == "vs" and cue.quote_before):
                found.add(mention.first)
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
    counts = sorted([state.named[person] for person in last], reverse=True)
    topics = [state.topics.get(here - back) for back in range(3)]
    said = [state.said.get(here - back) for back in range(3)]
    speaks = pronoun.first in state.speaking
    other = "another" if quoted and state.speaks_of_one(pronoun) else ""  # "He was wise," he said
    found: list[tuple[int, list[str]]] = []
    newest = max(last, key=lambda person: state.referred[person], default=None)
    for number, (order, person) in enumerate(fitting):
        mention = state.recent[person]
        gender = people[person].gender
        leaning = people[person].leaning
        fits = _fits(pronoun.gender, gender, leaning)
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
            f"{fits} order {min(order, 4)}",
            f"fitting {min(number, 4)} {place}",
            f"sentences {sentences} lines {lines}",
            f"{place} sentences {sentences} lines {min(lines, 2)}",
            f"role {role} sentences {near}",
            f"said by another {state.said_by_another(mention)} sentences {near}",
            f"rank {rank} sentences {near}",
            f"count {min(count, 8)} {fits}",
            f"first time {count == 1} {role} {near}",
            f"rank {min(rank, 3)} fitting {min(number, 2)}",
            f"parts {min(len(people[person].name), 3)} {sentences < 2}",
            f"spoke {spoke} ago {ago} {place}",
            f"times {min(times, 3)} ago {ago}",
            f"topic {topic} {place} {fresh}",
            f"topic {topic} spoke {spoke}",
            f"topic {topic} role {role}",
            f"{other} spoke {spoke} topic {topic}",
            f"said {says} topic {topic} {speaks} {place}",
            f"referred {heard} {near} {place}",
            f"referred {heard} newest {person == newest} {speaks}",
            f"spoke {spoke} {speaks} topic {topic}",
            f"opens {opens} {role} {near}",
            f"clause {state.subordinate(mention)} {role} {near}",
            f"asks {state.asks(mention)} {place} {near}",
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


def _fits(pronoun: str, gender: str, leaning: str) -> str:
    """How a person's gender, and what the pronouns near the name say of it, go with a pronoun's."""
    if not gender:
        return "unknown" if not leaning else "leans" if leaning == pronoun else "against"
    if gender == pronoun:
        return "fits" if leaning in ("", gender) else "doubtful"
    return "contrary" if leaning != pronoun else "misnamed"


def _fitting(state: Discourse, pronoun: Mention, last: list[int], linked: int | None) -> list[tuple[int, int]]:
    """Those of the people last named whom a pronoun's gender allows, with their places in the row.

    A given name tells a gender that may be wrong. Against it count two pronouns near the name, and twice as many as
    for it; or that the person has just spoken, with no pronoun for it and nobody else of the pronoun's gender near.
    """
    people = state.people.people
    here = state.tokens.sentence(pronoun.first)
    alone = all(here - state.referred[person] > 2 for person in last if people[person].gender == pronoun.gender)
    called = {person for gender, (person, _) in state.chain.items() if gender != pronoun.gender}
    found: list[tuple[int, int]] = []
    for order, person in enumerate(last):
        if pronoun.first - state.recent[person].end > _REACH and person != linked:
            break
        somebody = people[person]
        if somebody.gender in ("", pronoun.gender):
            found.append((order, person))
        elif not somebody.votes and person not in called:
            against, agreeing = somebody.hints[pronoun.gender], somebody.hints[somebody.gender]
            _, spoke = state.spoken.get(person, (0, -9))
            speaks = alone and person == state.speaker and here - spoke <= 2 and not agreeing
            if speaks or against >= max(2, 2 * agreeing):
                found.append((order, person))
    return found
