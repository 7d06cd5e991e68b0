"""The text engine: text in, spans of that text out. Pure: no network, no clock, no files but its own data.

This is the whole public API; tools outside the project rely on it. Offsets count characters of the text as given.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summaries.document import Document, Sentence, Span
    from summaries.people import same_person
    from summaries.quotes import Quote, find_quotes
    from summaries.select import summarize
    from summaries.stories import group_stories

ENGINE = "7"  # grows when analyses change, so that stored articles are analysed anew

__all__ = [
    "ENGINE",
    "Document",
    "Quote",
    "Sentence",
    "Span",
    "find_quotes",
    "group_stories",
    "same_person",
    "summarize",
]

# Each name is loaded when it is first used: a program that only looks quotations up need not load the ranking.
_HOMES = {
    "Document": "document",
    "Sentence": "document",
    "Span": "document",
    "same_person": "people",
    "Quote": "quotes",
    "find_quotes": "quotes",
    "summarize": "select",
    "group_stories": "stories",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
