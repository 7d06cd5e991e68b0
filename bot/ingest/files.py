"""Article files: text or Markdown, the title on the first line or in a front matter."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.ingest.normalise import normalise, one_line
from bot.records import ArticleDraft

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
MAX_BYTES = 2_000_000
MAX_TITLE = 300
MAX_FIELD = 500
MAX_FRONT_MATTER = 16_000
MAX_BRACKETS = 20_000  # the Markdown parser takes 36 microseconds for each
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)


class BadArticleFile(Exception):
    """A file that is no article; the message says why, without its name."""


def article_files(path: Path) -> Iterator[Path]:
    """`path` itself where it is no folder; else the article files below it, sorted, hidden ones left out.

    A folder that can't be listed is given as it is: reading it tells why.
    """
    if not path.is_dir():
        yield path
        return
    try:
        entries = sorted(path.iterdir())
    except OSError:
        yield path
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from article_files(entry)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def digest_of(data: bytes, engine: str) -> str:
    """Changes when the file's bytes change, or the engine that analyses them."""
    return hashlib.sha256(engine.encode() + b"\0" + data).hexdigest()


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises BadArticleFile when it can't be read or is larger than MAX_BYTES."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise BadArticleFile("has a name that is not UTF-8") from error
    if path.suffix.lower() not in SUFFIXES and not path.is_dir():
        raise BadArticleFile(f"is no article file: they end in {', '.join(sorted(SUFFIXES))}")
    try:
        if not path.is_dir() and not path.is_file():
            raise BadArticleFile("is no regular file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadArticleFile(f"can't be read: {error.strerror or error}") from error
    if len(data) > MAX_BYTES:
        raise BadArticleFile(f"is larger than {MAX_BYTES // 1_000_000} MB")
    return data


def parse_article(data: bytes, *, origin: str, digest: str, markdown: bool) -> ArticleDraft:
    """The article in a file's bytes. Raises BadArticleFile with the reason when there is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadArticleFile(f"is not UTF-8 text (byte {error.start})") from error
    if "\0" in text:
        raise BadArticleFile("is not text: it has NUL characters in it")
    fields, text = _front_matter(text)
    title = _field(fields.get("title"))
    if title is None:
        first, _, text = normalise(text).partition("\n")
        title = one_line(first.lstrip("#") if markdown else first)
    if not title:
        raise BadArticleFile("is empty: a title is expected on the first line, the text below it")
    if markdown:
        if text.count("[") > MAX_BRACKETS:
            raise BadArticleFile("has more brackets than an article has")
        from bot.ingest.markdown import plain_text

        text = plain_text(text)
    text = normalise(text)
    if not text:
        raise BadArticleFile("has no text below its title")
    return ArticleDraft(
        origin=origin,
        digest=digest,
        title=title[:MAX_TITLE],
        text=text,
        url=_url(fields.get("url")),
        source=_field(fields.get("source")),
        author=_field(fields.get("author")),
        published=_when(fields.get("published", fields.get("date"))),
        language=_language(fields.get("language")),
    )


def _front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    head = _FRONT_MATTER.match(text)
    if head is None:
        return {}, text
    if len(head[0]) > MAX_FRONT_MATTER:
        raise BadArticleFile(f"has a front matter of more than {MAX_FRONT_MATTER} characters")
    import frontmatter
    from yaml import YAMLError

    try:
        fields, body = frontmatter.parse(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise BadArticleFile(f"has a front matter that is no YAML: {' '.join(str(error).split())[:200]}") from error
    return {str(key).lower(): value for key, value in fields.items()}, body


def _field(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str | int | float | date):  # a list or mapping may unfold to any size
        raise BadArticleFile("has a front matter with a list where a text is expected")
    return one_line(str(value))[:MAX_FIELD] or None


def _url(value: object) -> str | None:
    url = _field(value)
    if url is None:
        return None
    if not url.lower().startswith(("http://", "https://")) or any(char in url for char in ' <>"()'):
        raise BadArticleFile(f"has a url that is no web address: {url[:100]}")
    return url


def _when(value: object) -> datetime | None:
    """An aware time; a date alone is its noon in UTC, so that no reader's zone moves it to another day."""
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError as error:
            raise BadArticleFile("has a published date that is not ISO 8601") from error
    try:
        if isinstance(value, datetime):
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, 12, tzinfo=UTC)
    except OverflowError as error:
        raise BadArticleFile("has a published date that no calendar has") from error
    raise BadArticleFile("has a published date that is not ISO 8601")


def _language(value: object) -> str | None:
    if value is False:  # what YAML makes of Norwegian
        return "no"
    code = (_field(value) or "").lower()
    return code[:2] if len(code) >= 2 and code[:2].isalpha() else None
