"""Bytes of any kind to an article draft; runs in a child process alone."""

from __future__ import annotations

import hashlib
import re

from bot.ingest import urls
from bot.ingest.decoding import decoded
from bot.ingest.errors import NotAnArticle, TooLarge, Unreadable, WrongType
from bot.ingest.files import MAX_BYTES, BadArticleFile, digest_of, parse_article
from bot.ingest.page import Page, article_of
from bot.ingest.sniffing import sniff
from bot.records import ArticleDraft
from summaries import ENGINE

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mdown)$", re.IGNORECASE)
_MARKDOWN = re.compile(r"\A\s*#{1,6} \S|^#{2,6} \S|\[[^\]\n]{1,300}\]\(https?://", re.MULTILINE)


def read_page(body: bytes, url: str, content_type: str, charset: str | None) -> ArticleDraft:
    """The draft of what was fetched from `url`. Raises DoorError where there is no article in it."""
    kind = sniff(body)
    if kind == "pdf":
        return _pdf(body, origin=None, name=url, url=url)
    if kind not in {"html", "text"}:
        raise WrongType(kind)
    if kind == "text" and content_type.partition(";")[0].strip().lower() not in {
        "text/html",
        "application/xhtml+xml",
        "",
    }:
        raise NotAnArticle("it is plain text or data, not a page")
    return _draft(article_of(decoded(body, charset), url), url)


def read_file(name: str, data: bytes) -> ArticleDraft:
    """The draft of an uploaded file. Raises DoorError where there is no article in it."""
    kind = sniff(data)
    origin = "upload:" + hashlib.sha256(data).hexdigest()
    if kind == "pdf":
        return _pdf(data, origin=origin, name=name, url=None)
    if kind == "html":
        page = article_of(decoded(data, None), None)
        return _draft(page, None, origin)
    if kind != "text":
        raise WrongType(kind)
    if len(data) > MAX_BYTES:
        raise TooLarge("The text", f"{MAX_BYTES // 1_000_000} MB")
    text = decoded(data, None)
    markdown = bool(_MARKDOWN_NAME.search(name) or _MARKDOWN.search(text))
    try:
        return parse_article(text.encode(), origin=origin, digest=digest_of(data, ENGINE), markdown=markdown)
    except BadArticleFile as error:
        raise Unreadable(str(error)) from error


def _draft(page: Page, url: str | None, origin: str | None = None) -> ArticleDraft:
    address = _address(page.canonical, url)
    return ArticleDraft(
        origin=origin or f"url:{address}",
        digest=digest_of(f"{page.title}\0{page.text}".encode(), ENGINE),
        title=page.title,
        text=page.text,
        url=address,
        source=page.site,
        author=page.author,
        published=page.published,
        language=page.language,
    )


def _address(named: str | None, url: str | None) -> str | None:
    """The canonical address: the one that the page names, where it is a page of the same site."""
    if url is None:
        return urls.canonical(named) if named and urls.parse(named) else None
    own = urls.canonical(url)
    if named is None or not urls.same_site(named, url):
        return own
    theirs = urls.canonical(named)
    front = urls.parse(theirs)
    # A site that names its front page on every page would make all its articles one.
    return own if front is None or (front.raw_path == "/" and not front.raw_query_string) else theirs


def _pdf(data: bytes, *, origin: str | None, name: str, url: str | None) -> ArticleDraft:
    from bot.ingest.pdf import pdf_text

    title, text = pdf_text(data)
    address = urls.canonical(url) if url else None
    return ArticleDraft(
        origin=origin or f"url:{address}",
        digest=digest_of(f"{title}\0{text}".encode(), ENGINE),
        title=title or name,
        text=text,
        url=address,
    )
