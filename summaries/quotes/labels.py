"""Speech marked by a label and a colon: headlines ("Keller: The road stays shut"), dialogue, questions and answers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from summaries.quotes.mentions import Mention, People
from summaries.quotes.tokens import Tokens

_LABEL = re.compile(r"[DTNMnp0,]{1,9}:")
_ANSWER = re.compile(r"\n[ \t]*([QA])[ \t]*[:.][ \t]+(?=\S)")
_MOST_WORDS = 8  # of a label


@dataclass(slots=True)
class Labelled:
    """What stands after or before a speaker's label: tokens `first` to `end`."""

    first: int
    end: int
    mention: Mention | None
    person: int | None
    asked: bool = False  # a question, which is nobody's statement


def find_labelled(tokens: Tokens, people: People) -> list[Labelled]:
    """Labelled speech outside quotation marks.

    A label in the headline counts when it is a person or an office; in the body, labels count when at least
    two lines have one. Answers ("A: ...") belong to the person whom the article names most.
    """
    found = _answers(tokens, people)
    lines = []
    for number, first in enumerate(tokens.paragraphs):
        end = tokens.paragraphs[number + 1] if number + 1 < len(tokens.paragraphs) else len(tokens.words)
        label = _labelled(tokens, people, first, end)
        if number == 0 and label is None:
            label = _trailing(tokens, people, first, end)
        if label is not None:
            if number == 0:
                found.append(label)
            else:
                lines.append(label)
    if len(lines) > 1:
        found += lines
    return sorted(found, key=lambda label: label.first)


def _trim(tokens: Tokens, first: int, end: int) -> int:
    while end > first and tokens.codes[end - 1] in "\n.;":
        end -= 1
    return end


def _labelled(tokens: Tokens, people: People, first: int, end: int) -> Labelled | None:
    """ "Keller: The road stays shut" """
    match = _LABEL.match(tokens.codes, first, min(end, first + _MOST_WORDS + 1))
    if match is None:
        return None
    colon = match.end() - 1
    mention = _speaker(tokens, people, first, colon)
    last = _trim(tokens, colon + 1, end)
    if mention is None or last - colon < 4 or "Q" in tokens.codes[colon + 1 : last]:
        return None
    return Labelled(colon + 1, last, mention, _person(people, mention, first == 0))


def _trailing(tokens: Tokens, people: People, first: int, end: int) -> Labelled | None:
    """ "Road stays shut: Keller", in a headline only."""
    last = _trim(tokens, first, end)
    colon = tokens.codes.rfind(":", first, last)
    if colon < first + 3 or not 1 <= last - colon - 1 <= 4 or "Q" in tokens.codes[first:colon]:
        return None
    mention = _speaker(tokens, people, colon + 1, last)
    return Labelled(first, colon, mention, _person(people, mention, True)) if mention is not None else None


def _person(people: People, mention: Mention, headline: bool) -> int | None:
    """Who a label is; a headline names an office before the article says whose it is."""
    if headline and mention.kind == "group" and mention.person is None:
        mention.person = people.holder(mention)
    return mention.person


def _speaker(tokens: Tokens, people: People, first: int, end: int) -> Mention | None:
    """The mention that is a whole label, if it is a person or an office."""
    inside = [mention for mention in people.within(first, end) if not mention.inner]
    whole = [mention for mention in inside if mention.end == end]
    if not whole or inside[0].first != first:
        return None
    mention = whole[-1]
    return mention if mention.kind == "name" or people.is_office(mention) else None


def _answers(tokens: Tokens, people: People) -> list[Labelled]:
    """ "Q: ... A: ...": the questions and the answers."""
    marks = list(_ANSWER.finditer(tokens.text))
    kinds = Counter(match.group(1) for match in marks)
    if not kinds["Q"] or not kinds["A"]:
        return []
    counts = Counter({number: person.count for number, person in enumerate(people.people)}).most_common(2)
    alone = counts and (len(counts) == 1 or counts[0][1] > counts[1][1])
    person = counts[0][0] if alone else None
    found = []
    for match in marks:
        first, asked = tokens.at(match.end()), match.group(1) == "Q"
        stop = tokens.text.find("\n", match.end())
        end = _trim(tokens, first, tokens.at(stop) if stop > 0 else len(tokens.words))
        if "Q" not in tokens.codes[first:end]:
            found.append(Labelled(first, end, None, None if asked else person, asked))
    return found
