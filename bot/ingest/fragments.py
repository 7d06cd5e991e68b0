"""The HTML in titles and summaries of feeds as plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.ingest.normalise import normalise, one_line

# From the HTML standard: elements that stand as blocks of their own, and those whose text is no part of an article.
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
_UNREAD = frozenset({"script", "style", "noscript", "template", "iframe", "figcaption", "form", "button", "svg"})
_MARKUP = re.compile(r"</?[a-zA-Z]|&(?:#\w+|\w+);|<!--")


class _Reader(HTMLParser):
    """Collects what a person would read, a block a paragraph."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unread or tag in _UNREAD:
            if tag in _UNREAD:
                self._unread.append(tag)
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNREAD:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag == self._unread[-1]:
                self._unread.pop()
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain(fragment: str, limit: int) -> str:
    """The words of a piece of HTML, or of plain text, normalised; at most `limit` characters."""
    # Markup is seldom longer than the words, yet a fragment of nothing but tags has to end somewhere.
    fragment = fragment[: 8 * limit]
    if not _MARKUP.search(fragment):
        return normalise(fragment)[:limit]
    reader = _Reader()
    reader.feed(fragment)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return normalise("\n".join(lines))[:limit]


def plain_line(fragment: str, limit: int) -> str:
    """The words of a piece of HTML in one line of at most `limit` characters."""
    return one_line(plain(fragment, limit))[:limit]
