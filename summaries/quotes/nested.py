"""Quotation inside quotation: words that somebody is said, inside another's quotation, to have said.

The inner words stay the outer speaker's: only through her do we know of them, and her statement keeps the marks and
the words that say whose they are. Where those words name a person of the article, the passage is that person's as
well, as told by her: the span runs over her whole quotation and her own reporting words, so that nobody can read the
inner words without who tells them. A pronoun ("he told me"), a description ("my father"), a denied or imagined
saying, or an outer speaker who is not named beside the quotation give no such statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summaries.quotes.cues import Cue
from summaries.quotes.identity import SUFFIXES, fold
from summaries.quotes.lexicon import verb_forms
from summaries.quotes.marks import Quoted
from summaries.quotes.mentions import Mention, People
from summaries.quotes.tokens import Tokens, tokenize

TOLD = 0.7  # confidence of what somebody is told to have said
# The tail of such a statement is who tells it, so it must be short enough to be shown uncut wherever statements are.
_LONGEST = 300
_INNER = re.compile(r"(?<=[\s(—–,:])[\"“„«‹‘'](?=\S)|[“„«‹‘]")
_NAMED = r"(?P<title>[TD]{0,3})(?P<name>N{1,5})"
_BEFORE = re.compile(_NAMED + r"(?:,[^,Q]{1,8},)?r?(?P<aux>x?)r?(?P<verb>V)[oDTNnpitrM]{0,6}[,:]?$")
_AFTER_NAME = re.compile(r",?" + _NAMED + r"r?(?P<aux>x?)r?(?P<verb>V)(?![hNDHI])")
_AFTER_VERB = re.compile(r",?(?P<aux>)(?P<verb>V)" + _NAMED)
_TOLD = frozenset(("has", "had", "have"))
_MOST = 20  # tokens before an inner quotation that are read for who said it


@dataclass(slots=True)
class Inner:
    """Who is named inside a quotation as the speaker of words in it: a mention and a cue of the article's tokens."""

    mention: Mention
    cue: Cue


def may_nest(text: str, quoted: Quoted) -> bool:
    """Whether a quotation may hold another."""
    return quoted.closed and _INNER.search(text, quoted.start + 1, quoted.end - 1) is not None


def find_inner(tokens: Tokens, people: People, quoted: Quoted) -> Iterator[Inner]:
    """The named speakers of the quotations right inside one; what those hold in turn is theirs, and not looked into."""
    offset = quoted.start + 1
    inside = tokenize(tokens.text[offset : quoted.end - 1])
    for first, end in inside.spans:
        match = _match(inside, first, end)
        if match is None or (match["aux"] and inside.low[match.start("aux")] not in _TOLD):
            continue
        verb = match.start("verb")
        _, base, kind = verb_forms().get(inside.low[verb], ("", "", ""))
        person = _person(people, inside.words[match.start("name") : match.end("name")])
        if kind != "clause" or person is None:
            continue
        named = tokens.at(offset + inside.starts[match.start("name")])
        at = tokens.at(offset + inside.starts[verb])
        mention = Mention(named, named + match.end("name") - match.start("name"), "name", person)
        yield Inner(mention, Cue(at, at, at + 1, base, kind, "V"))


def _match(inside: Tokens, first: int, end: int) -> re.Match[str] | None:
    """The words that name who said the quotation at tokens `first` to `end`, before it or after it."""
    codes = inside.codes
    start, _ = inside.sentence_range(first)
    _, stop = inside.sentence_range(end - 1)
    before = _BEFORE.search(codes[:first], max(start, first - _MOST))
    if before is not None and (before.start() == start or codes[before.start() - 1] in ",;c-hQ"):
        return before
    return _AFTER_NAME.match(codes, end, stop) or _AFTER_VERB.match(codes, end, stop)


def _person(people: People, words: list[str]) -> int | None:
    """The only person of the article with this full name, or with this surname."""
    name = [part for part in map(fold, words) if part not in SUFFIXES]
    found = [
        number
        for number, person in enumerate(people.people)
        if name in ([person.surname], [fold(part) for part in person.name if fold(part) not in SUFFIXES])
    ]
    return found[0] if len(found) == 1 else None


def told(tokens: Tokens, quoted: Quoted, mention: Mention, cue: Cue) -> tuple[int, int] | None:
    """Characters from a quotation to the words that say who tells it, or None where those are no name beside it."""
    if mention.kind != "name" or mention.person is None:
        return None
    start = min(quoted.start, tokens.starts[mention.first], tokens.starts[cue.first])
    end = max(quoted.end, tokens.ends[mention.end - 1], tokens.ends[cue.end - 1])
    first = tokens.at(start)
    if end - start > _LONGEST or "\n" in tokens.text[start:end] or tokens.sentence_range(first)[0] != first:
        return None
    return start, end
