"""The text of a PDF file and its title: lines that were broken for the page put together again."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

from bot.ingest.body import count_words
from bot.ingest.errors import TooLarge, TooShort, Unreadable
from bot.ingest.normalise import normalise, one_line

MAX_PAGES = 200
MAX_CHARS = 1_000_000
MAX_TITLE = 300
LEAST_WORDS = 60
HALF = 0.5  # of the usual width: a line shorter than this ends its paragraph, sentence or not
_PROGRAM_TITLE = re.compile(r"^(?:microsoft |untitled|unbenannt|document\d*$|doc\d+)|\.\w{2,5}$", re.IGNORECASE)
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»“)\]]*$")
_NUMBER = re.compile(r"\d+")


def pdf_text(data: bytes) -> tuple[str, str]:
    """(title, text) of a PDF: the title of its data, else its first line, which the text then does not repeat.

    When it was made is not told: that is the day of printing, not of publication. Raises DoorError.
    """
    title, pages = _read(data)
    lines = list(_unwrapped(_without_margins(pages)))
    text = normalise("\n\n".join(lines))
    words = count_words(text)
    if words == 0:
        raise Unreadable("is a PDF of pictures: there is no text in it")
    if words < LEAST_WORDS:
        raise TooShort(words, LEAST_WORDS)
    first, _, rest = text.partition("\n")
    if len(title.split()) < 2 or _PROGRAM_TITLE.search(title):
        title, text = one_line(first), rest.strip() or text
    elif one_line(first) == title:
        text = rest.strip() or text
    return title[:MAX_TITLE], text


def _read(data: bytes) -> tuple[str, list[list[str]]]:
    """The title of its data, and the lines of each page."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is a PDF that needs a password")
        if len(reader.pages) > MAX_PAGES:
            raise TooLarge("The PDF", f"{MAX_PAGES} pages")
        pages, size = list[list[str]](), 0
        for page in reader.pages:
            text = page.extract_text()
            size += len(text)
            if size > MAX_CHARS:
                raise TooLarge("The text of the PDF", f"{MAX_CHARS // 1_000_000} million characters")
            pages.append([line.strip() for line in normalise(text).split("\n")])
        information = reader.metadata
        return one_line(str(information.title or "")) if information else "", pages
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise Unreadable("is a broken PDF") from error  # what pypdf lets out of files that are built wrongly


def _without_margins(pages: list[list[str]]) -> Iterator[str]:
    """The lines of all pages, without those that stand at the top or bottom of page after page."""
    edges = [[_margin(line) for line in (*lines[:2], *lines[-2:])] for lines in pages]
    often = {line for line, count in Counter(line for edge in edges for line in set(edge)).items() if count > 2}
    for lines in pages:
        for at, line in enumerate(lines):
            at_edge = at < 2 or at >= len(lines) - 2
            if at_edge and (_margin(line) in often or line.strip("-–— ").isdecimal()):
                continue
            yield line


def _margin(line: str) -> str:
    """A running head or foot, whatever the page's number."""
    return _NUMBER.sub("#", line)


def _unwrapped(lines: Iterator[str]) -> Iterator[str]:
    """Paragraphs of lines.

    A line goes on in the next where its sentence does; where that has ended, if the next word had no room left.
    """
    given = list(lines)
    lengths = sorted(len(line) for line in given if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(given)))
    paragraph, last = "", ""
    for line in given:
        if last and line and _goes_on(last, line, width):
            paragraph = _joined(paragraph, line, words)
        else:
            if paragraph:
                yield paragraph
            paragraph = line
        last = line
    if paragraph:
        yield paragraph


def _goes_on(line: str, following: str, width: int) -> bool:
    if _SENTENCE_END.search(line):
        return len(f"{line} {following.split(maxsplit=1)[0]}") > width
    return len(line) > HALF * width


def _joined(paragraph: str, line: str, words: Counter[str]) -> str:
    """Both with a blank between them; a word broken by a hyphen is whole unless the document writes it with one."""
    broken = _BROKEN.search(paragraph)
    if broken is None or not line[:1].islower():
        return f"{paragraph} {line}"
    end = re.match(r"[^\W\d_]+", line)
    hyphenated = f"{broken[1]}-{end[0] if end else ''}"
    return (paragraph if words[hyphenated] else paragraph[:-1]) + line
