"""Which engine reads a text: this one for the languages of words.py, the trained one for English and all others."""

from __future__ import annotations

from summaries.document import Document
from summaries.language import detect
from summaries.quotes.languages.words import CODES, shared

_SAMPLE = 1500
_SHARE = 0.06  # of the words of any English article more are such, of others hardly any


def language_of(document: Document) -> str | None:
    """The language of a document if this package reads it, else None.

    What the text shows goes before what its source says of it: sites give their own language to every page.
    """
    english = shared("english")
    words = document.text[:_SAMPLE].lower().split()
    if sum(word in english for word in words) > _SHARE * len(words):
        return None
    code = document.code.partition("-")[0].lower()
    if code not in CODES:
        code = detect(document.text)
    return code if code in CODES else None
