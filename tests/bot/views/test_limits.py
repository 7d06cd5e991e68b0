"""Every reply fits Discord's limits, for arbitrary article text: 40 components, 4,000 characters, 100 a custom_id."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError, WhichOne
from bot.records import Article, ArticleCard, Page, PersonHit, QuoteSource, Statement
from bot.records.questions import (
    ArticlesPage,
    ArticlesQuestion,
    Change,
    Context,
    Corrected,
    Disputed,
    Period,
    QuotesPage,
    QuotesQuestion,
    Said,
    ShownArticle,
    Summary,
)
from bot.records.savings import ArticleSource, Removed, Saved
from bot.views.articles import article_view, articles_view, changes_view, removed_view, text_pages
from bot.views.corrections import corrected_view, dispute_view
from bot.views.help import help_view
from bot.views.quotes import context_view, message_quotes_view, quotes_view, statements_view
from bot.views.refusal import refusal_view
from bot.views.saved import progress_view, results_view, saved_view
from bot.views.state import MAX_TOPIC
from bot.views.summary import sources_view, summary_view
from tests.bot.views.limits import (
    ARTICLE,
    CARD,
    HUGE_ID,
    KIND,
    NAME,
    NOW,
    SAVED,
    SOURCE,
    SPANS,
    STATEMENT,
    SUMMARY,
    TEXT,
    TOPIC,
    Spans,
    check,
)


def distinct(summary: Summary) -> bool:
    """Whether no two different articles share an id, as in a database."""
    articles = {id(article): article.id for article in summary.articles}
    return len(set(articles.values())) == len(articles)


@given(SUMMARY.filter(distinct))
@settings(max_examples=60)
def test_summary_and_sources(summary: Summary) -> None:
    """Hostile and endless sentences, titles and names."""
    check(summary_view(summary))
    check(sources_view(summary))


@given(
    st.lists(STATEMENT, min_size=1, max_size=5, unique_by=lambda s: s.sources[0].quote_id), TEXT, TOPIC, st.booleans()
)
@settings(max_examples=60)
def test_quotes(statements: list[Statement], name: str, topic: str | None, direct: bool) -> None:
    """A full page of the longest statements still has its pager."""
    question = QuotesQuestion(HUGE_ID, topic, direct, Period.THREE_DAYS, 9999)
    page = QuotesPage(question, PersonHit((1,), name, 1), Page(tuple(statements), 60_000, 49_995))
    parts = check(quotes_view(page))
    assert sum(part["type"] == 2 and "quotes:" in part["custom_id"] for part in parts) == 2
    check(statements_view(Page(tuple(statements), 60_000, 0), 9999, lambda page: f"x:{page}|"))


@given(st.lists(STATEMENT, min_size=5, max_size=5, unique_by=lambda s: s.sources[0].quote_id))
@settings(max_examples=30)
def test_a_page_of_five_shows_five(statements: list[Statement]) -> None:
    """Whatever they say, five statements fit, each with its button."""
    page = QuotesPage(QuotesQuestion(1), PersonHit((1,), "A", 5), Page(tuple(statements), 5, 0))
    assert sum(part.get("label") == "In context" for part in check(quotes_view(page))) == 5


def test_five_endless_statements_share_a_page() -> None:
    """The worst case: each of them longer than a message, with a dozen sources of long addresses."""
    card = ArticleCard(1, "t" * 300, "https://example.org/" + "x" * 270, "s" * 200, NOW, NOW, 1, 1, ("n" * 300,) * 9)
    sources = tuple(QuoteSource(n, card, ((0, 1),)) for n in range(12))
    endless = (("* word " * 2000, True),)
    said = [
        Statement(n, "A", "mixed", "said " * 30, "he", endless, (QuoteSource(n, card, ()), *sources))
        for n in range(100, 105)
    ]
    page = QuotesPage(QuotesQuestion(1), PersonHit((1,), "A" * 300, 5), Page(tuple(said), 5, 0))
    assert sum(part.get("label") == "In context" for part in check(quotes_view(page))) == 5


@given(st.lists(CARD, min_size=1, max_size=8, unique_by=lambda card: card.id), TOPIC)
@settings(max_examples=60)
def test_articles(cards: list[ArticleCard], search: str | None) -> None:
    """A full page of the longest titles."""
    check(articles_view(ArticlesPage(ArticlesQuestion(search, True, 5), Page(tuple(cards), 1000, 40))))


@given(ARTICLE, st.integers(-3, 100), SPANS, st.lists(SOURCE, max_size=12), st.integers(0, 99))
@settings(max_examples=60)
def test_article(article: Article, number: int, spans: Spans, sources: list[ArticleSource], changes: int) -> None:
    """Any page asked for is one that exists."""
    shown = ShownArticle(article, tuple(spans), tuple(sources), changes, NOW if changes else None)
    check(article_view(shown, number))
    check(article_view(replace(shown, article=replace(article, guild_id=HUGE_ID)), number))


@given(TEXT, SPANS)
def test_no_word_of_an_article_is_lost_between_pages(text: str, spans: Spans) -> None:
    """The pages together hold every character but blanks, in order, whatever is in bold."""
    shown = re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", "".join("".join(text_pages(text, spans)).split()))
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown) == "".join(text.split())


@given(ARTICLE, ARTICLE, st.lists(st.tuples(TEXT, st.booleans()), max_size=40), st.integers(1, 20))
@settings(max_examples=60)
def test_changes(before: Article, after: Article, lines: list[tuple[str, bool]], versions: int) -> None:
    """However much was changed."""
    check(changes_view(Page((Change(before, after, tuple(lines)),), versions, 0)))
    check(removed_view(Removed(HUGE_ID, before.title, is_gone=False), 10))


@given(st.lists(st.one_of(SAVED, TEXT.map(lambda what: UserError("No: {what}", what=what))), min_size=1, max_size=10))
@settings(max_examples=60)
def test_savings(results: list[Saved | UserError]) -> None:
    """One by itself, and all of a message together."""
    check(results_view([("https://example.org/" + "a" * 1900, one) for one in results], left_out=15))
    for one in results:
        if isinstance(one, Saved):
            check(saved_view(one, HUGE_ID))
    for endless in ("a", "_"):
        check(progress_view("Reading https://example.org/" + endless * 3900))


def test_every_link_of_a_message_is_told_of_or_counted() -> None:
    """Where addresses and reasons are too long for all of them, the rest is not passed over in silence."""
    results = [("https://example.org/" + "a_" * 90, UserError("No: {why}", why="word " * 100)) for _ in range(10)]
    text = "\n".join(part.get("content", "") for part in check(results_view(results, left_out=15)))
    shown = text.count("⚠")
    assert shown < 10
    assert f"{10 - shown} more" in text
    assert "15 more links left out" in text


@given(ARTICLE, st.lists(st.tuples(TEXT, st.booleans()), min_size=1, max_size=6), st.booleans(), st.booleans())
@settings(max_examples=60)
def test_context(article: Article, parts: list[tuple[str, bool]], before: bool, after: bool) -> None:
    """Any stretch of text around any quotation."""
    check(context_view(Context(article, tuple(parts), before, after)))


@given(
    ARTICLE,
    st.lists(st.tuples(TEXT, st.booleans()), min_size=1, max_size=6),
    st.one_of(st.none(), STATEMENT),
    st.lists(TEXT.map(lambda name: name[:80]).filter(str.strip), max_size=40, unique=True),
    st.booleans(),
)
@settings(max_examples=60)
def test_wrong_speaker(
    article: Article, parts: list[tuple[str, bool]], statement: Statement | None, names: list[str], may: bool
) -> None:
    """A disputed quotation with however many people named, and what was corrected."""
    context = Context(article, tuple(parts), before=True, after=True)
    check(dispute_view(Disputed(HUGE_ID, context, statement, tuple(names)), may_correct=may))
    for name in names[:3]:
        check(corrected_view(Corrected(HUGE_ID, "person", name, 2**63)))


@given(st.lists(st.builds(Said, TEXT, KIND, NAME, NAME), min_size=1, max_size=30))
@settings(max_examples=60)
def test_message_quotes(found: list[Said]) -> None:
    """However many quotations a message holds."""
    check(message_quotes_view(found))


@given(TEXT, NAME, st.lists(TEXT, min_size=1, max_size=25))
@settings(max_examples=60)
def test_refusals(message: str, remedy: str | None, labels: list[str]) -> None:
    """Refusals and the choice between people of one name."""
    check(refusal_view(UserError("No: {what}", "Try {that}", what=message, that=remedy or "x")))
    choices = [(number, f"{number} {label}") for number, label in enumerate(labels)]
    question = QuotesQuestion(0, "t" * MAX_TOPIC, True, Period.THREE_DAYS)
    check(refusal_view(WhichOne(message, choices, question)))


def test_help() -> None:
    """The one reply that is always the same."""
    make: Callable[[str | None], ui.LayoutView] = help_view
    check(make(None))
    check(make("x" * 100))
