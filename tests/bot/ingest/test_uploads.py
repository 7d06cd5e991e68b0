"""Files that people upload: told by what is in them, read whole, or refused with the reason."""

from __future__ import annotations

import hashlib
import textwrap

import pytest

from bot.ingest.documents import read_file
from bot.ingest.errors import DoorError, NotAnArticle, TooLarge, TooShort, Unreadable, WrongType
from bot.ingest.sniffing import sniff
from tests.bot.ingest import pages, pdfs

TEXT = f"{pages.TITLE}\n\n" + "\n\n".join(pages.ENGLISH)


def test_plain_text() -> None:
    """The title is the first line; the origin is the file's own sum."""
    data = TEXT.encode()
    draft = read_file("whatever.bin", data)
    assert draft.title == pages.TITLE
    assert draft.text == "\n\n".join(pages.ENGLISH)
    assert draft.origin == "upload:" + hashlib.sha256(data).hexdigest()
    assert draft.url is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_text_in_other_encodings(encoding: str) -> None:
    """With a mark or without one."""
    draft = read_file("a.txt", (f"{pages.TITLE}\n\n" + "\n\n".join(pages.GERMAN)).encode(encoding))
    assert draft.title == pages.TITLE
    assert draft.text == "\n\n".join(pages.GERMAN)


def test_markdown_by_its_name_or_its_heading() -> None:
    """Formatting goes."""
    text = f"# {pages.TITLE}\n\n" + "\n\n".join(f"*{line}*" for line in pages.ENGLISH)
    for name in ("a.md", "a.txt"):
        draft = read_file(name, text.encode())
        assert draft.title == pages.TITLE
        assert draft.text == "\n\n".join(pages.ENGLISH)


def test_a_saved_page() -> None:
    """Read as a page is; its address is the one that it names."""
    draft = read_file("page.txt", pages.amp().encode())
    assert draft.title == pages.TITLE
    assert pages.ENGLISH[3] in draft.text
    assert draft.url == "https://www.tellmouth.example/news/harbour"
    assert draft.origin.startswith("upload:")


def test_a_saved_front_page_is_no_article() -> None:
    """A list of teasers by its links, whatever its file is called."""
    with pytest.raises(NotAnArticle):
        read_file("a.html", pages.link_list().encode())


def test_a_pdf() -> None:
    """Paragraphs as they were before the page broke their lines, no running heads; the day of printing is not told."""
    columns = [line for text in pages.ENGLISH for line in textwrap.wrap(text, 60)]
    whole = [("The Courier, page 1", *columns[:5], "1"), ("The Courier, page 2", *columns[5:9], "2")]
    data = pdfs.pdf(*whole, ("The Courier, page 3", *columns[9:], "3"), title=pages.TITLE)
    draft = read_file("a", data)
    assert draft.title == pages.TITLE
    assert draft.published is None
    assert draft.text == "\n\n".join(pages.ENGLISH)


def test_words_broken_by_hyphens() -> None:
    """Put together, unless the document writes them with a hyphen elsewhere."""
    lines = (
        "The well-known wall was built by the depart-",
        "ment of the county, and it was a well-",
        "known one among those who sail in these parts",
        *("and it stood there for so many years, they said" for _ in range(8)),
    )
    text = read_file("a.pdf", pdfs.pdf(lines, title=pages.TITLE)).text
    assert "the department of the county" in text
    assert "a well-known one" in text


@pytest.mark.parametrize("title", [None, "", "untitled", "Microsoft Word - draft3.doc", "x.pdf", "12345"])
def test_a_pdf_without_a_title_has_its_first_line(title: str | None) -> None:
    """What programs write there is no title."""
    draft = read_file("a.pdf", pdfs.pdf((pages.TITLE, *pages.ENGLISH), title=title))
    assert draft.title == pages.TITLE
    assert not draft.text.startswith(pages.TITLE)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (pdfs.locked(), Unreadable, "password"),
        (pdfs.pdf(()), Unreadable, "no text in it"),
        (pdfs.pdf(("Few words.",)), TooShort, "2 words"),
        (pdfs.many_pages(), TooLarge, "200 pages"),
        (pdfs.round_tree(), Unreadable, "PDF"),
        (pdfs.deep_tree(), Unreadable, "PDF"),
        (b"%PDF-1.7\nno more", Unreadable, "broken PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), WrongType, "picture"),
        (b"PK\x03\x04" + bytes(100), WrongType, "Office"),
        (b"\x7fELF" + bytes(100), WrongType, "program"),
        (b"\0\1\2\3" * 500, WrongType, "some program"),
        (b"", Unreadable, "empty"),
        (b"   \n\n", Unreadable, "empty"),
        (b"One line only", Unreadable, "no text below"),
        (b"x y\n" * 600_000, TooLarge, "2 MB"),
    ],
)
def test_what_can_not_be_read_is_said(data: bytes, error: type[DoorError], words: str) -> None:
    """Whatever its name promises."""
    for name in ("a.txt", "a.html", "a.pdf"):
        with pytest.raises(error) as caught:
            read_file(name, data)
        assert words in str(caught.value)


def test_types_are_told_by_bytes() -> None:
    """A name proves nothing; text that speaks of HTML is text."""
    assert sniff(pages.news_site().encode()) == "html"
    assert sniff(b"\xef\xbb\xbf<!DOCTYPE html>\n<html>") == "html"
    assert sniff(pages.news_site().encode("utf-16")) == "html"
    assert sniff(TEXT.encode()) == "text"
    assert sniff(TEXT.encode("utf-16-le")) == "text"
    assert sniff(b"The <p> element of HTML\n\nMarks a paragraph.") == "text"
    assert sniff(b"junk before\n%PDF-1.4") == "pdf"
    assert sniff("أعيد فتح ميناء تلموث".encode()) == "text"
