"""What was said in an article and who said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from summaries.document import Document, Kind, Span
from summaries.quotes.analysis import Analysis, analyse

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
    return _quotes(document, analyse(document.text))


def _quotes(document: Document, analysis: Analysis) -> list[Quote]:
    tokens = analysis.tokens
    found: list[Quote] = []
    numbers: dict[tuple[int, int | None], int] = {}
    for statement in analysis.statements:
        mention, cue = statement.mention, statement.cue
        speaker = words = said = None
        if mention is not None:
            first, end = analysis.people.extent(mention, cue.first if cue is not None else -1)
            words = document.text[tokens.starts[first] : tokens.ends[end - 1]]
            speaker = analysis.people.name(mention)
        if cue is not None:
            said = document.text[tokens.starts[cue.token] : tokens.ends[cue.end - 1]]
        key = (cue.token if cue else -1 - statement.start, mention.first if mention else None)
        number = numbers.setdefault(key, len(numbers))
        kind = cast(Kind, statement.kind)
        found.append(
            Quote(document, statement.start, statement.end, kind, speaker, words, said, number, statement.confidence)
        )
    return found
