"""The article in an HTML page: its text, title, author, date and site; or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yarl import URL

from bot.ingest import naming
from bot.ingest.body import Line, article_lines, count_words
from bot.ingest.errors import NotAnArticle, Paywalled, SendsOn, TooShort, Unreadable
from bot.ingest.metadata import Declared, declared, parse_time
from bot.ingest.normalise import normalise
from bot.ingest.phrases import phrases

LEAST_WORDS = 60
FEW_WORDS = 250  # a text of more than this is given as a text, whatever stands around it
# More than any page of an article had among 123 measured; trafilatura takes time in their square beyond.
MAX_LINKS, MAX_ELEMENTS = 4_000, 40_000
MAX_ATTRIBUTE = 5_000  # longer ones hold pictures and programs, and are searched with patterns
MAX_CHARS = 1_000_000
MAX_LINKED, LEAST_SENTENCES = 0.5, 0.4
_FRONT_PATHS = frozenset({"", "index.html", "index.php", "home"})
_SEARCH_PATHS = frozenset({"search", "suche", "recherche", "buscar", "busca", "ricerca", "zoeken", "szukaj", "sok"})


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
    tree = _parsed(html)
    page = declared(tree)
    title = naming.best_title(page, url)
    lines = article_lines(tree, title)
    text = normalise("\n\n".join(line.text for line in lines))[:MAX_CHARS]
    _refuse_others(page, title, lines, count_words(text), url, tree)
    site = naming.site_name(page, url)
    return Page(
        title=title or text.partition("\n")[0][: naming.MAX_TITLE],
        text=text,
        author=naming.authors(page, site),
        published=page.published or _day(tree, url),
        site=site,
        canonical=_absolute(page.canonical, url),
        language=_agreed(page.languages),
    )


def _parsed(html: str) -> Any:
    from trafilatura import load_html

    tree = load_html(html)
    if tree is None:
        raise Unreadable("can't be read as HTML", "This page")
    if tree.xpath("count(//a)") > MAX_LINKS:
        raise NotAnArticle("it is a list of links")
    if tree.xpath("count(//*)") > MAX_ELEMENTS:
        raise NotAnArticle("it has more parts than the page of an article")
    for element in tree.iter("*"):
        for name, value in element.items():
            if len(value) > MAX_ATTRIBUTE:
                del element.attrib[name]
    return tree


def _refuse_others(page: Declared, title: str, lines: list[Line], words: int, url: str | None, tree: Any) -> None:
    """Raise what a page without an article, or with its beginning alone, is told as; the plainest reason first."""
    if words < LEAST_WORDS and page.refresh:
        raise SendsOn(page.refresh)
    if words < FEW_WORDS and _is_missing(title, page):
        raise NotAnArticle("the site says that it has no such page")
    if page.is_discussion:
        raise NotAnArticle("it is a discussion")
    if not page.is_article and _is_front(url):
        raise NotAnArticle("it is the front page of a site")
    if not page.is_article and _is_search(url):
        raise NotAnArticle("it is a list of search results")
    if _is_teaser(page, words, tree):
        raise Paywalled
    if page.is_video and words < FEW_WORDS:
        raise NotAnArticle("it shows a video")
    if _is_list(lines):
        raise NotAnArticle("it is a list, not a text")
    if words < LEAST_WORDS:
        raise TooShort(words, LEAST_WORDS)


def _is_list(lines: list[Line]) -> bool:
    """Whether links or scraps make up more of the lines than sentences do."""
    everything = sum(len(line.text) for line in lines)
    sentences = sum(len(line.text) for line in lines if line.is_sentence)
    return sum(line.linked for line in lines) > MAX_LINKED * everything or sentences < LEAST_SENTENCES * everything


def _is_missing(title: str, page: Declared) -> bool:
    names = {said.casefold().strip(" .!:-") for said in (title, page.h1, page.title) if said}
    return any(
        name == phrase or (len(name) < 60 and " " in phrase and phrase in name)
        for name in names
        for phrase in phrases("missing")
    )


def _is_front(url: str | None) -> bool:
    return (
        url is not None
        and URL(url).raw_path.strip("/") in {"", "index.html", "index.php", "home"}
        and not URL(url).query
    )


def _is_search(url: str | None) -> bool:
    return url is not None and not _SEARCH_PATHS.isdisjoint(URL(url).path.casefold().split("/"))


def _is_teaser(page: Declared, words: int, tree: Any) -> bool:
    """Whether only the beginning is here: said by the page's data, or by its words where they are few."""
    if page.word_count and not page.is_free and words < 0.6 * page.word_count:
        return True
    if words >= FEW_WORDS:
        return False
    if not page.is_free:
        return True
    shown = " ".join(tree.xpath("//body//text()[not(parent::script or parent::style or parent::noscript)]"))[:200_000]
    shown = " ".join(shown.casefold().split())
    return page.is_article and any(phrase in shown for phrase in phrases("paywall"))


def _day(tree: Any, url: str | None) -> datetime | None:
    """The day that htmldate finds in markup, address or byline; nothing is guessed from the text."""
    from htmldate import find_date

    found = find_date(tree, url=url, original_date=True, extensive_search=False)
    return parse_time(found) if found else None


def _absolute(href: str | None, url: str | None) -> str | None:
    if href is None:
        return None
    try:
        return str(URL(url).join(URL(href)) if url else URL(href))
    except ValueError:
        return None


def _agreed(codes: tuple[str, ...]) -> str | None:
    """The language, where two places name it and none another: templates leave "en" on pages of any language."""
    return codes[0] if len(codes) > 1 and len(set(codes)) == 1 else None
