"""What was said in an article and who said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from summaries.document import Document, Kind, Span
from summaries.quotes.analysis import Analysis, analyse
from summaries.quotes.cues import Cue
from summaries.quotes.explain import Explanation, explain_claims, explain_statements
from summaries.quotes.languages.choice import language_of
from summaries.quotes.mentions import Mention

__all__ = ["Explanation", "Quote", "explain", "find_quotes"]


_CERTAIN = 0.45  # least probability of the person behind "he" or "she" (calibrated on held-out articles)


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
    accepted, and time grows linearly with its length. Ten languages beside English are read by rules of their own.
    """
    code = language_of(document)
    if code is None:
        return to_quotes(document, analyse(document.text))
    from summaries.quotes.languages import read_claims

    reading, names, claims = read_claims(document, code)
    found: list[Quote] = []
    for number, claim in enumerate(claims):
        mention, cue = claim.words(reading)
        speakers: list[str | None] = [names.people[person].name for person in claim.speakers]
        found += [
            Quote(document, start, end, claim.kind, speaker, mention, cue, number, round(claim.confidence, 3))
            for start, end in claim.parts
            for speaker in speakers or [None]
        ]
    return sorted(found, key=lambda quote: (quote.start, quote.end))


def explain(document: Document) -> list[Explanation]:
    """For every statement of the document its reporting word, the candidates and what spoke for each.

    `str` of an explanation is what the command line prints. Joint statements have one explanation.
    """
    code = language_of(document)
    return explain_statements(analyse(document.text)) if code is None else explain_claims(document, code)


def to_quotes(document: Document, analysis: Analysis) -> list[Quote]:
    """The quotes of an analysed document."""
    tokens = analysis.tokens
    found: list[Quote] = []
    numbers: dict[tuple[int, int | None], int] = {}
    for statement in analysis.statements:
        mention, cue = statement.mention, statement.cue
        said = None
        if cue is not None:
            said = document.text[tokens.starts[cue.token] : tokens.ends[cue.end - 1]]
        key = (cue.token if cue else -1 - statement.start, mention.first if mention else None)
        number = numbers.setdefault(key, len(numbers))
        for speaker, words in _speakers(analysis, mention, cue):
            found.append(
                Quote(
                    document,
                    statement.start,
                    statement.end,
                    cast(Kind, statement.kind),
                    speaker,
                    words,
                    said,
                    number,
                    round(statement.confidence, 3),
                )
            )
    return found


def _speakers(analysis: Analysis, mention: Mention | None, cue: Cue | None) -> list[tuple[str | None, str | None]]:
    """(name, words) of everybody a statement belongs to; those of a joint statement each."""
    if mention is None:
        return [(None, None)]
    people, tokens = analysis.people, analysis.tokens
    first, end = people.extent(mention, cue.first if cue is not None else -1)
    words = tokens.text[tokens.starts[first] : tokens.ends[end - 1]] if end > first else None
    name = people.name(mention) if mention.kind != "pronoun" or mention.confidence >= _CERTAIN else None
    found = {name: (mention.first, words)}
    for other in people.joined(mention, cue.first) if cue is not None else []:
        name = people.name(other)
        if name is not None:
            words = tokens.text[tokens.starts[other.first] : tokens.ends[other.end - 1]]
            found.setdefault(name, (other.first, words))
    return [(name, words) for name, (_, words) in sorted(found.items(), key=lambda item: item[1][0])]
