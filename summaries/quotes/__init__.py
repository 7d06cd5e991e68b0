"""What was said in an article and who said it."""

from __future__ import annotations

from dataclasses import dataclass

from summaries.document import Document, Kind, Span
from summaries.quotes.cues import Cue, find_cues
from summaries.quotes.mentions import Mention, People
from summaries.quotes.reported import find_reported
from summaries.quotes.speakers import Spoken, attribute
from summaries.quotes.tokens import Tokens, tokenize

__all__ = ["Quote", "find_quotes"]


@dataclass(frozen=True)
class Quote(Span):
    """What somebody said: characters `start` to `end` of the document.

    `kind` is "direct" (all inside quotation marks), "mixed" or "indirect". `speaker` is the full name, within
    the document, of the person it is filed under; None where the speaker is no named person. `mention` is the
    speaker in the article's words, `cue` the reporting words; either may be None. Quotes of one interrupted
    statement share its number `statement`. `confidence` is 0 to 1.
    """

    kind: Kind = "direct"
    speaker: str | None = None
    mention: str | None = None
    cue: str | None = None
    statement: int = 0
    confidence: float = 1.0


def find_quotes(document: Document) -> list[Quote]:
    """All statements of the document that it attributes to somebody, in order of their start.

    A joint statement gives one quote for each named speaker, on the same span. Deterministic; any text is
    accepted, and time grows linearly with its length.
    """
    tokens = tokenize(document.text)
    people = People(tokens)
    cues = find_cues(tokens, people)
    reported = find_reported(tokens, people, cues)
    spoken = [Spoken(first, end) for first, end in tokens.spans]
    attribute(tokens, people, cues, spoken)
    found: list[Quote] = []
    taken: list[tuple[int, int]] = []
    for content in reported:
        start, end = tokens.starts[content.first], tokens.ends[content.end - 1]
        if taken and start < taken[-1][1]:
            continue
        mention = content.cue.subjects and _subject(content.cue)
        kind: Kind = "mixed" if "Q" in tokens.codes[content.first : content.end] else "indirect"
        taken.append((start, end))
        found.append(_quote(document, tokens, people, start, end, kind, mention or None, content.cue))
    for quotation, quoted in zip(spoken, tokens.quoted, strict=True):
        if any(start < quoted.end and quoted.start < end for start, end in taken):
            continue
        if not _is_speech(tokens, quotation):
            continue
        found.append(
            _quote(document, tokens, people, quoted.start, quoted.end, "direct", quotation.mention, quotation.cue)
        )
    found.sort(key=lambda quote: (quote.start, quote.end))
    return found


def _is_speech(tokens: Tokens, quotation: Spoken) -> bool:
    a, b = quotation.first, quotation.end
    return b - a > 6 or (tokens.words[b - 2] in (",", ".", "?", "!") and b - a > 4)


def _subject(cue: Cue) -> Mention | None:
    for relation in ("acc", "by", "sv", "far:^", "vs"):
        for mention, label in cue.subjects:
            if label == relation:
                return mention
    return None


def _quote(
    document: Document,
    tokens: Tokens,
    people: People,
    start: int,
    end: int,
    kind: Kind,
    mention: Mention | None,
    cue: Cue | None,
) -> Quote:
    name = words = None
    if mention is not None:
        words = document.text[tokens.starts[mention.first] : tokens.ends[mention.end - 1]]
        person = mention.person if mention.kind == "name" else people.antecedent(mention)
        name = " ".join(people.people[person].name) if person is not None else None
    said = document.text[tokens.starts[cue.token] : tokens.ends[cue.end - 1]] if cue else None
    return Quote(document, start, end, kind, name, words, said)
