"""The article in an HTML page: its text, title, author, date and site."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.ingest.errors import NotAnArticle, TooShort
from bot.ingest.normalise import normalise, one_line

LEAST_WORDS = 60
MAX_TITLE, MAX_FIELD = 300, 500


@dataclass(frozen=True, slots=True)
class Page:
    """What an article's page says, normalised."""

    title: str
    text: str = field(repr=False)
    author: str | None = None
    published: datetime | None = None
    site: str | None = None
    canonical: str | None = None
    language: str | None = None


def article_of(html: str, url: str | None) -> Page:
    """The article in a page. Raises DoorError where there is none, or only its beginning."""
    import trafilatura
    from trafilatura.settings import Document

    found = trafilatura.bare_extraction(html, url=url, include_comments=False, include_tables=False, with_metadata=True)
    if not isinstance(found, Document):
        raise NotAnArticle("it has no text")
    text = normalise("\n\n".join((found.text or "").split("\n")))
    words = len(text.split())
    if words < LEAST_WORDS:
        raise TooShort(words, LEAST_WORDS)
    day = datetime.fromisoformat(found.date).replace(hour=12, tzinfo=UTC) if found.date else None
    return Page(
        title=one_line(found.title or "")[:MAX_TITLE] or text[:80],
        text=text,
        author=one_line(found.author or "")[:MAX_FIELD] or None,
        published=day,
        site=one_line(found.sitename or "")[:MAX_FIELD] or None,
        canonical=found.url,
    )
