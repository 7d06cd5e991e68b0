"""What the engine reads and what it gives back: documents, and spans of their text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from summaries import layout
from summaries.language import detect
from summaries.layout import Role as Role

if TYPE_CHECKING:
    from summaries.introductions import Introductions
    from summaries.leaning import Leanings

Kind = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True)
class Document:
    """One article.

    `text` is used exactly as given: every offset the engine returns counts its characters.
    `published` is aware or None. `boundaries` are the (start, end, role) of its sentences where they
    are already known, as stored with an article; without them the text is split when first asked.
    `language` is an ISO 639-1 code, or None where only the text tells it.
    """

    id: str
    title: str
    text: str = field(repr=False)
    language: str | None = None
    published: datetime | None = None
    source: str | None = None
    boundaries: tuple[tuple[int, int, Role], ...] | None = field(default=None, repr=False)

    @cached_property
    def code(self) -> str:
        """The language that the text is read in: as given, else as detected."""
        return self.language or detect(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of the text in order, headings and boilerplate marked by their role."""
        return tuple(Sentence(self, start, end, role) for start, end, role in self.boundaries or split(self))

    @cached_property
    def readings(self) -> tuple[Leanings, Introductions]:
        """What its body sentences lean on and need told before them, each read once, when it is first asked."""
        from summaries.introductions import Introductions
        from summaries.leaning import Leanings

        leanings = Leanings(self)
        return leanings, Introductions(leanings.body, leanings.words)


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of a document's text."""

    document: Document = field(repr=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves, verbatim."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True)
class Sentence(Span):
    """A sentence; only those of role "body" may stand in a summary."""

    role: Role = "body"


def split(document: Document) -> tuple[tuple[int, int, Role], ...]:
    """The (start, end, role) of every sentence of the document's text: in order, without overlap, trimmed of blanks.

    Subheadings are one "heading" each. "boilerplate" are captions, bylines, datelines (before a sentence too),
    "read more", tables, list marks, time stamps. Any text is split, in time linear in its length.
    """
    from summaries.splitting import sentence_spans

    text, found = document.text, list[tuple[int, int, Role]]()
    stretches = layout.paragraphs(text)
    for (start, end), role in zip(stretches, layout.roles(text, stretches, document.title), strict=True):
        if role == "body" and (dateline := layout.dateline_length(text[start:end])):
            found.append((start, start + len(text[start : start + dateline].rstrip()), "boilerplate"))
            start += dateline
        for first, last in sentence_spans(text, start, end, document.code):
            found.append(
                (first, last, "boilerplate" if role == "body" and layout.is_boilerplate(text[first:last]) else role)
            )
    return tuple(found)
