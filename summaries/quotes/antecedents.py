"""Who "he" and "she" are: each pronoun's person among those named before it."""

from __future__ import annotations

from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import Weights, choose
from summaries.quotes.tokens import Tokens

_MAX_PEOPLE = 10
_REACH = 500  # tokens back to the last mention of a person a pronoun may stand for


def resolve(tokens: Tokens, people: People, table: Weights) -> None:
    """Set `person` of every he and she whose antecedent is named before it."""
    recent: dict[int, Mention] = {}
    chain: dict[str, tuple[int, Mention]] = {}
    for mention in people.mentions:
        if mention.kind == "pronoun":
            options = antecedents(tokens, people, mention, recent, chain)
            if not options:
                continue
            number, chances = choose(table, [features for _, features in options])
            mention.person, mention.confidence = options[number][0], chances[number]
            chain[mention.gender] = (mention.person, mention)
        elif mention.person is not None:
            recent.pop(mention.person, None)
            recent[mention.person] = mention


def antecedents(
    tokens: Tokens,
    people: People,
    pronoun: Mention,
    recent: dict[int, Mention],
    chain: dict[str, tuple[int, Mention]],
) -> list[tuple[int, list[str]]]:
    """People that a pronoun may stand for, with what speaks for each; `recent` ends with the last named."""
    codes = tokens.codes
    here, line = tokens.sentence(pronoun.first), tokens.paragraph(pronoun.first)
    linked, link = chain.get(pronoun.gender, (None, pronoun))
    found: list[tuple[int, list[str]]] = []
    counts = sorted((people.people[person].count for person in recent), reverse=True)
    order = 0
    fitting = 0
    for person in list(recent)[: -_MAX_PEOPLE - 1 : -1]:
        mention = recent[person]
        if pronoun.first - mention.end > _REACH and person != linked:
            break
        gender = people.people[person].gender
        fits = "fits" if gender == pronoun.gender else "unknown" if not gender else "conflict"
        if fits == "conflict":
            order += 1
            continue
        sentences = min(here - tokens.sentence(mention.first), 6)
        lines = min(line - tokens.paragraph(mention.first), 4)
        start, _ = tokens.sentence_range(mention.first)
        after = codes[mention.end : mention.end + 1]
        before = codes[mention.first - 1] if mention.first > start else "^"
        role = (
            "subject"
            if after in "VxvdrG" and before != "i"
            else "spoke"
            if before == "V"
            else "owner"
            if after == "p"
            else "in"
            if before == "i"
            else "o"
        )
        count = people.people[person].count
        rank = counts.index(count)
        features = [
            f"{fits}",
            f"{fits} order {min(order, 4)}",
            f"fitting {min(fitting, 4)}",
            f"fitting {min(fitting, 2)} sentences {sentences} {role}",
            f"sentences {sentences} lines {lines}",
            f"role {role} sentences {min(sentences, 3)}",
            f"first {mention.first - start < 4} sentences {min(sentences, 3)}",
            f"rank {min(rank, 4)} sentences {min(sentences, 3)}",
            f"count {min(count, 8)} {fits}",
            f"rank {min(rank, 3)} fitting {min(fitting, 2)}",
            f"at start {pronoun.first == tokens.sentence_range(pronoun.first)[0]} {role} {min(sentences, 2)}",
            f"long {len(people.people[person].name)} {sentences < 2}",
        ]
        if person == linked:
            gap = min(here - tokens.sentence(link.first), 4)
            features += [f"linked {gap} sentences {min(sentences, 3)}", f"linked {gap} newer {fitting > 0}"]
        elif linked is not None:
            features += [f"not linked newer {mention.first > link.first} {role}"]
        found.append((person, features))
        order += 1
        fitting += 1
    return found
