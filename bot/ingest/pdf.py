"""The text of a PDF file, its title and date."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from bot.ingest.errors import TooLarge, TooShort, Unreadable
from bot.ingest.normalise import normalise, one_line

MAX_PAGES = 200
MAX_CHARS = 1_000_000
LEAST_WORDS = 60


def pdf_text(data: bytes) -> tuple[str, str, datetime | None]:
    """(title, text, when it was made) of a PDF; the title may be empty. Raises DoorError."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is a PDF that needs a password")
        if len(reader.pages) > MAX_PAGES:
            raise TooLarge("The PDF", f"{MAX_PAGES} pages")
        parts: list[str] = []
        for page in reader.pages:
            parts.append(page.extract_text())
            if sum(map(len, parts)) > MAX_CHARS:
                raise TooLarge("The text of the PDF", f"{MAX_CHARS} characters")
        information = reader.metadata
        title = one_line(str(information.title)) if information and information.title else ""
        made = information.creation_date if information else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Unreadable("is a broken PDF") from error
    text = normalise("\n\n".join(parts))
    words = len(text.split())
    if words == 0:
        raise Unreadable("is a PDF of pictures: there is no text in it")
    if words < LEAST_WORDS:
        raise TooShort(words, LEAST_WORDS)
    first, _, rest = text.partition("\n")
    if not title:
        title, text = first, rest.strip()
    if made is not None:
        made = made.astimezone(UTC) if made.tzinfo else made.replace(tzinfo=UTC)
    return title[:300], text, made
