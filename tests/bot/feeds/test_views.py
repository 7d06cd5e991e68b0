"""Every reply about feeds fits Discord's limits, and nothing in a feed's words formats, pings or links."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ask import plain
from bot.records import Page
from bot.records.feeds import Arrival, Decision, Fate, Feed, FeedEntry, FeedImport, FeedLink, FeedOptions, FeedState
from bot.services.feeds.lists import PER_PAGE
from bot.views import feeds as views
from tests.bot.feeds.making import NOW, a_feed
from tests.bot.views.limits import HUGE_ID, NAME, TEXT, URL, WHEN, check

LONG_URL = st.one_of(URL, st.just("https://e.example/" + "(<x>" * 480))
WORDS = TEXT.map(lambda text: text[:200])
OPTIONS = st.builds(FeedOptions, st.integers(1, HUGE_ID), WORDS, WORDS, st.booleans(), st.booleans())
FEED: st.SearchStrategy[Feed] = st.builds(
    a_feed,
    id=st.integers(1, HUGE_ID),
    title=TEXT,
    site=LONG_URL,
    options=OPTIONS,
    state=st.sampled_from(FeedState),
    polled_at=WHEN,
    failing_since=WHEN,
    error=NAME,
    kept=st.integers(0, 10**6),
)
ENTRY = st.builds(FeedEntry, TEXT, LONG_URL, TEXT, TEXT, TEXT, WHEN, NAME)
DECISIONS = st.lists(st.builds(Decision, ENTRY, st.sampled_from(Fate), WORDS), max_size=60)
IMPORT = st.builds(
    FeedImport, *(st.integers(1, 9) for _ in range(4)), st.just(500), st.integers(0, 3), st.integers(0, 3),
    st.sampled_from([0, 5]), st.lists(st.tuples(TEXT, TEXT), max_size=50).map(tuple),
)  # fmt: skip


@given(st.lists(FEED, min_size=1, max_size=PER_PAGE, unique_by=lambda feed: feed.id), st.integers(0, 5))
@settings(max_examples=15)
def test_lists_fit(listed: list[Feed], number: int) -> None:
    """A page of feeds, a notice, one that was added, one that was removed."""
    check(views.feeds_view(Page(tuple(listed), 100, 0), number, PER_PAGE))
    check(views.notices_view([(feed, feed.error or "x") for feed in listed] * 5))
    check(views.silenced_view(listed * 3, listed[0].error or "x"))
    check(views.subscribed_view(listed[0], 500))
    check(views.removed_view(listed[0]))
    check(views.state_view(listed[0], "is paused.", ("Resume", "feed-resume")))


def test_a_page_names_every_feed_of_it() -> None:
    """However much is asked of them, and however they fail, each has its state; what there is no room for is cut."""
    asked = FeedOptions(HUGE_ID, "p*rt, " * 30, "sp_rt, " * 28, full_text=False, posts=False)
    failing = {"state": FeedState.FAILED, "error": "its site says no_no " * 50, "failing_since": NOW, "polled_at": NOW}
    listed = [
        a_feed(id=n, title=f"Feed {n} " + "*b* " * 80, site="https://e.example/" + "x" * 270, options=asked, **failing)
        for n in range(PER_PAGE)
    ]
    parts = check(views.feeds_view(Page(tuple(listed), PER_PAGE, 0), 0, PER_PAGE))
    text = "\n".join(part.get("content", "") for part in parts)
    assert [f"Feed {n} " in text for n in range(PER_PAGE)] == [True] * PER_PAGE
    assert text.count(views.STATES[FeedState.FAILED]) == PER_PAGE
    assert text.count("⚠ its site says") == PER_PAGE


@given(FEED, DECISIONS)
@settings(max_examples=15)
def test_rehearsals_fit(feed: Feed, decisions: list[Decision]) -> None:
    """However many entries there are, of whatever words."""
    check(views.rehearsal_view(feed, decisions))


@given(st.lists(st.builds(Arrival, st.integers(), FEED, TEXT, LONG_URL, NAME, WHEN), min_size=1, max_size=40))
@settings(max_examples=15)
def test_posts_fit(arrivals: list[Arrival]) -> None:
    """One message, ten titles at most."""
    check(views.arrivals_view(arrivals))


@given(IMPORT, st.lists(st.builds(FeedLink, TEXT, TEXT), min_size=2, max_size=10), TEXT)
@settings(max_examples=15)
def test_imports_and_choices_fit(progress: FeedImport, links: list[FeedLink], site: str) -> None:
    """Fifty problems with reasons; ten feeds to choose from."""
    check(views.import_view(progress))
    check(views.choose_view(site, HUGE_ID, links))
    check(views.export_view("feeds.opml"))


def test_titles_of_feeds_are_shown_letter_for_letter() -> None:
    """Markdown, mentions and masked links in a title stay what they are: letters."""
    title = "**Big** @everyone <@1> [free](https://evil.example) `code`"
    view = views.arrivals_view([Arrival(1, a_feed(), title, "https://e.example/1", "So_ur*ce", NOW)])
    (line, *_) = plain(view.to_components()).splitlines()  # type: ignore[no-untyped-call]  # discord.py leaves it untyped
    assert line == f"{title} <https://e.example/1>"
