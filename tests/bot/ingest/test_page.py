"""Pages of every shape: the article whole and alone, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.ingest.documents import read_page
from bot.ingest.errors import DoorError, NotAnArticle, Paywalled, SendsOn
from bot.records import ArticleDraft
from tests.bot.ingest import pages

FURNITURE = (
    *("Section 3", "Another story", "Photo:", "Read more", "liar", "rights reserved", "Lesen Sie", "Lire aussi"),
    *("Twitter", "Share this", "Comments"),
)
URL = "https://www.tellmouth.example/2026/harbour?utm_source=x"


def plain(head: str) -> str:
    """A plain article's page with this in its head."""
    return pages.page(f"<article><h1>T</h1>{pages.paragraphs()}</article>", head=head)


def read(html: str, url: str = URL) -> ArticleDraft:
    """The draft in a page."""
    return read_page(html.encode(), url, "text/html; charset=utf-8", "utf-8")


@pytest.mark.parametrize(
    ("make", "lines", "title"),
    [
        (pages.news_site, pages.ENGLISH, pages.TITLE),
        (pages.wordpress, pages.ENGLISH, pages.TITLE),
        (pages.amp, pages.ENGLISH, pages.TITLE),
        (pages.live_blog, pages.ENGLISH, pages.TITLE),
        (pages.agency, pages.ENGLISH, pages.TITLE),
        (pages.blog, pages.ENGLISH, pages.TITLE),
        (pages.german, pages.GERMAN, "Hafen von Tellmünde wieder offen"),
        (pages.french, pages.FRENCH, "Le port de Tellbourg rouvre"),
        (pages.arabic, pages.ARABIC, "إعادة فتح ميناء تلموث"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_article_whole_and_alone(make: Callable[[], str], lines: tuple[str, ...], title: str) -> None:
    """Every paragraph once and in order, without what stands around them; the title without its site."""
    draft = read(make())
    assert draft.title == title
    places = [draft.text.find(line) for line in lines]
    assert -1 not in places
    assert places == sorted(places)
    assert all(draft.text.count(line) == 1 for line in lines)
    assert not [words for words in FURNITURE if words in draft.text]


def test_a_news_site_tells_everything() -> None:
    """Authors, time of day, site, language, and the canonical address; the subheading is a line of its own."""
    draft = read(pages.news_site())
    assert draft.author == "Rowan Field, Ida Marsh"
    assert draft.published == datetime(2026, 3, 2, 7, 15, tzinfo=UTC)
    assert draft.source == pages.SITE
    assert draft.language == "en"
    assert draft.url == "https://www.tellmouth.example/news/harbour-opens"
    assert draft.origin == f"url:{draft.url}"
    assert "\n\nWho pays\n\n" in draft.text


def test_short_sentences_at_both_ends_belong_to_it() -> None:
    """What people say last is often short; a scrap that is no sentence is none of the article."""
    said = ("“Never again.”", *pages.ENGLISH, "“We shall be back,” he said.")
    html = pages.page(f"<article><h1>{pages.TITLE}</h1>{pages.paragraphs((*said, 'Sign in', 'Our apps'))}</article>")
    assert read(html).text == "\n\n".join(said)


def test_a_blog_system_tells_time_author_and_site() -> None:
    """Open Graph and the meta author, without its "By"."""
    draft = read(pages.wordpress())
    assert (draft.author, draft.source) == ("Rowan Field", pages.SITE)
    assert draft.published == datetime(2026, 3, 2, 7, 15, tzinfo=UTC)
    assert draft.url == "https://www.tellmouth.example/2026/harbour"


def test_a_day_alone_is_noon() -> None:
    """As in article files."""
    assert read(pages.amp()).published == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert read(pages.german()).published == datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_an_agency_time_is_read() -> None:
    """RFC 5322; the site without a name is its host."""
    draft = read(pages.agency())
    assert draft.published == datetime(2026, 3, 2, 7, 15, tzinfo=UTC)
    assert draft.source == "tellmouth.example"


def test_a_language_is_believed_when_two_places_agree() -> None:
    """A lang attribute alone is often a template's."""
    assert read(pages.german()).language == "de"
    assert read(pages.arabic()).language is None
    assert read(pages.german()).author == "Rowan Field"


@pytest.mark.parametrize(
    ("make", "url", "error", "words"),
    [
        (pages.teaser, URL, Paywalled, "for subscribers"),
        (pages.gallery, URL, NotAnArticle, "not a text"),
        (pages.link_list, "https://www.tellmouth.example/latest", NotAnArticle, "list"),
        (pages.home, "https://www.tellmouth.example/", NotAnArticle, "front page"),
        (pages.soft_404, URL, NotAnArticle, "no such page"),
        (pages.video, URL, NotAnArticle, "video"),
        (pages.sends_on, URL, SendsOn, "https://www.tellmouth.example/new"),
        (pages.link_list, "https://www.tellmouth.example/search?q=x", NotAnArticle, "search results"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_no_article_is_said(make: Callable[[], str], url: str, error: type[DoorError], words: str) -> None:
    """Each with its own reason and a remedy."""
    with pytest.raises(error) as caught:
        read(make(), url)
    message, remedy = caught.value.told(str)
    assert words in message
    assert remedy


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("https://tellmouth.example/a", "https://tellmouth.example/a"),
        ("https://m.tellmouth.example/a?fbclid=1", "https://www.tellmouth.example/a"),
        ("https://evil.example/a", "https://www.tellmouth.example/2026/harbour"),
        ("https://www.tellmouth.example/", "https://www.tellmouth.example/2026/harbour"),
        ("javascript:alert(1)", "https://www.tellmouth.example/2026/harbour"),
        ("http://[", "https://www.tellmouth.example/2026/harbour"),
    ],
)
def test_a_canonical_address_counts_on_its_own_site_alone(named: str, kept: str) -> None:
    """And never when it is the front page."""
    assert read(plain(f"<link rel='canonical' href='{named}'>")).url == kept


def test_the_digest_changes_with_the_text_alone() -> None:
    """Not with what stands around it."""
    again = read(pages.news_site().replace("Section 3", "Section three"))
    assert again.digest == read(pages.news_site()).digest
    assert read(pages.news_site().replace("forty", "fifty")).digest != again.digest


def test_declared_data_of_any_shape_breaks_nothing() -> None:
    """JSON-LD that is no JSON, lists where texts are expected, deep nesting, absurd times."""
    scripts = (
        "<script type='application/ld+json'>{</script>",
        f"<script type='application/ld+json'>{'[' * 5000}</script>",
        "<script type='application/ld+json'>" + '{"a":' * 400 + "1" + "}" * 400 + "</script>",
        pages.json_ld(datePublished=["2026-03-02", 3], author=[[["x"]], {"name": {"a": 1}}, 7], headline={"a": 1}),
        pages.json_ld(datePublished="9999-99-99T99:99:99", wordCount="many", publisher="x", isAccessibleForFree=[]),
    )
    for script in scripts:
        assert (
            pages.ENGLISH[0] in read(pages.page(f"<article><h1>T</h1>{pages.paragraphs()}</article>", head=script)).text
        )
