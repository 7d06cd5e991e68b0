"""Articles for the store's tests, written as text with the quotations marked."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from bot.records import Analysis, ArticleDraft, QuoteDraft
from summaries.document import Kind, Role

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

_MARKED = re.compile(r"\[(?P<speaker>[^|\]]*)\|(?P<words>[^\]]*)\]")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[”\"]?")


def url(folder: Path) -> str:
    """The URL of a database in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'verbatim.db'}"


def drafted(
    origin: str,
    marked: str,
    *,
    title: str = "A title",
    days: int | None = None,
    kind: str = "direct",
    digest: str = "1",
    source: str | None = None,
) -> tuple[ArticleDraft, Analysis]:
    """A draft of `marked`, in which `[Speaker|words]` is a quotation (`[|words]` one of nobody by name).

    `days` is when it was published, counted from NOW; None where that is unknown.
    """
    text, quotes, done = "", [], 0
    for number, match in enumerate(_MARKED.finditer(marked)):
        text += marked[done : match.start()]
        start = len(text)
        text += match["words"]
        speaker = match["speaker"] or None
        quotes.append(QuoteDraft(start, len(text), cast(Kind, kind), speaker, "he", "said", number))
        done = match.end()
    text += marked[done:]
    body: Role = "body"
    sentences = tuple((found.start(), found.end(), body) for found in _SENTENCE.finditer(text))
    published = None if days is None else NOW + timedelta(days=days)
    draft = ArticleDraft(origin, digest, title, text, f"https://example.org/{origin}", source, None, published)
    return draft, Analysis("en", sentences, tuple(quotes))
