"""Article files: title on the first line or in a front matter, text kept as written, bad files named with a reason."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.files import MAX_BYTES, BadArticleFile, article_files, parse_article, read_bytes
from bot.ingest.markdown import plain_text
from bot.ingest.normalise import normalise, one_line
from bot.records import ArticleDraft


def parse(text: str | bytes, *, markdown: bool = False) -> ArticleDraft:
    """The draft in a file of this content."""
    data = text if isinstance(text, bytes) else text.encode()
    return parse_article(data, origin="seed:x", digest="d", markdown=markdown)


def test_plain_text_has_its_title_on_the_first_line() -> None:
    """The rest is the text, paragraph by paragraph, a missing blank after a full stop left as it is."""
    draft = parse("Harbour reopens\r\nThe harbour opened.It had been shut.\r\n\r\n\r\nA subheading\nShips came.\n")
    assert draft.title == "Harbour reopens"
    assert draft.text == "The harbour opened.It had been shut.\n\nA subheading\nShips came."


def test_front_matter_gives_the_fields() -> None:
    """Title, url, source, author, time with zone, language."""
    draft = parse(
        "---\ntitle: Harbour: open again\nurl: https://example.org/a\nsource: Example Courier (invented)\n"
        "author: R. Field\npublished: 2026-11-17T08:30:00+02:00\nlanguage: en-GB\n---\n\nShips came.\n".replace(
            "Harbour: open", '"Harbour: open'
        ).replace("again\n", 'again"\n', 1)
    )
    assert draft.title == "Harbour: open again"
    assert draft.url == "https://example.org/a"
    assert draft.source == "Example Courier (invented)"
    assert draft.author == "R. Field"
    assert draft.published == datetime(2026, 11, 17, 6, 30, tzinfo=UTC)
    assert draft.language == "en"
    assert draft.text == "Ships came."


def test_a_date_alone_is_noon() -> None:
    """No reader's zone moves it to another day by more than a few hours."""
    assert parse("---\ntitle: T\npublished: 2026-11-17\n---\nx").published == datetime(2026, 11, 17, 12, tzinfo=UTC)


def test_markdown_becomes_the_words_in_it() -> None:
    """Formatting goes; headings, list items and quotations are lines of their own; images are left out."""
    text = "# Title\n\nOne *two* [three](https://example.org)\nfour.\n\n## Part\n\n- item\n\n> said\n\n![no](x.png)\n"
    draft = parse(text, markdown=True)
    assert draft.title == "Title"
    assert draft.text == "One two three four.\n\nPart\n\nitem\n\nsaid"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"Only a title\n", "no text"),
        (b"T\n\xff\xfe", "not UTF-8"),
        (b"T\nx\0y", "NUL"),
        (b"---\ntitle: [unclosed\n---\nx", "front matter"),
        (b"---\ntitle: T\nurl: javascript:alert(1)\n---\nx", "no web address"),
        (b"---\ntitle: T\npublished: yesterday\n---\nx", "ISO 8601"),
        (b"---\n" + b"[" * 5000 + b"\n---\nx", "front matter"),
    ],
)
def test_what_is_no_article_says_why(content: bytes, reason: str) -> None:
    """Each bad file has its own reason."""
    with pytest.raises(BadArticleFile, match=reason):
        parse(content)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    """Past MAX_BYTES a file is not read further."""
    file = tmp_path / "big.txt"
    file.write_bytes(b"x" * (MAX_BYTES + 1))
    with pytest.raises(BadArticleFile, match="larger"):
        read_bytes(file)


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    """Only article files, also in folders below, sorted."""
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "a.md", "sub/c.markdown", ".hidden.txt", "picture.png", ".git/x.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in article_files(tmp_path)] == [
        "a.md",
        "b.txt",
        "sub/c.markdown",
    ]


@given(st.text())
def test_normalised_text_stays_normalised(text: str) -> None:
    """Once is enough: NFC, plain line ends, nothing invisible, no control character, no three line ends in a row."""
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} and char != "\n" for char in once)
    assert not set(once) & set("\u00ad\u200b\u200e\u202e\ufeff\u2028")
    assert "\n\n\n" not in once
    assert "\n" not in one_line(text)


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_an_article_or_a_reason(data: bytes, markdown: bool) -> None:
    """Never another exception."""
    try:
        draft = parse(data, markdown=markdown)
    except BadArticleFile:
        return
    assert draft.title
    assert draft.text


@given(st.text(alphabet="#*_[]()`>-1. \nab!<&", max_size=200))
def test_any_markdown_has_plain_text(text: str) -> None:
    """Hostile Markdown neither fails nor leaves markup tags of its own."""
    assert isinstance(plain_text(text), str)
