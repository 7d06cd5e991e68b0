"""What becomes of the entries of a real site: articles, once each, told to whom they are for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ingest.door import Door
from bot.records import Article, Scope
from bot.records.feeds import Fate
from bot.services.feeds.subscribing import rehearse
from bot.store import Store, guilds
from bot.store.article import articles
from bot.store.feed import polls
from tests.bot.feeds.conftest import CHANNEL, GUILD, Desk
from tests.bot.feeds.making import NOW
from tests.bot.feeds.site import FORMATS, Answer, Item, Maker, Site, page, rss20


async def stored(desk: Desk, guild_id: int | None = GUILD) -> list[Article]:
    """The articles that the feed's channel sees."""
    scope = Scope(guild_id, CHANNEL if guild_id else None)
    cards = await articles.find_articles(desk.store, scope, limit=100)
    return await articles.load_articles(desk.store, scope, [card.id for card in cards.items])


async def test_the_first_poll_stores_nothing_and_the_second_what_is_new(desk: Desk) -> None:
    """With the article of the feed's channel, where /summary finds it."""
    desk.publish(1, 2, 3)
    feed = await desk.follow(full_text=False)
    await desk.arriving.save_due()
    assert await stored(desk) == []
    assert feed.primed_at is not None
    desk.publish(1, 2, 3, 60)
    desk.later(hours=2)
    report = await desk.poller.poll_due()
    assert (report.polled, report.new) == (1, 1)
    assert (await desk.arriving.save_due()).saved == 1
    (article,) = await stored(desk)
    assert article.title == Item(60).shown_title
    assert article.text == Item(60).shown_text
    assert article.source == "Quay Courier"
    assert article.published == Item(60).when
    (arrival,) = await polls.arrivals(desk.store, 10)
    assert arrival.title == article.title
    assert (await desk.reload(feed.id)).kept == 1


@pytest.mark.parametrize("maker", FORMATS.values(), ids=FORMATS)
async def test_every_format_is_followed(desk: Desk, maker: Maker) -> None:
    """The new entry of each becomes an article, once."""
    desk.publish(50, maker=maker)
    await desk.follow(full_text=False)
    desk.publish(50, 60, maker=maker)
    for _ in range(3):
        desk.later(hours=2)
        await desk.poller.poll_due()
        await desk.arriving.save_due()
    assert [article.title for article in await stored(desk)] == [Item(60).shown_title]


async def test_the_page_of_an_entry_is_read(desk: Desk) -> None:
    """Its text, not the feed's; what the page does not tell (the date) the feed does."""
    desk.publish(1)
    await desk.follow()
    desk.site.publish("/feed", rss20, [Item(60, text="A short teaser.")])
    desk.site.answers["/news/60"] = Answer(
        page("Ferry sails again", Item(60).shown_text), headers={"Content-Type": "text/html"}
    )
    desk.later(hours=2)
    await desk.poller.poll_due()
    await desk.arriving.save_due()
    (article,) = await stored(desk)
    assert "one boat had crossed" in article.text
    assert article.published == Item(60).when
    assert article.url == f"{desk.site.base}/news/60"


async def test_robots_keep_the_page_unread(desk: Desk) -> None:
    """The feed's own text is kept where it is long enough, else nothing; the page is never asked for."""
    desk.site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /news/")
    desk.publish(1)
    feed = await desk.follow()
    desk.site.publish("/feed", rss20, [Item(60), Item(61, text="A short teaser.")])
    desk.later(hours=2)
    fates = {one.entry.title: one.fate for one in (await rehearse(desk.poller, feed)).decisions}
    assert fates == {Item(60).shown_title: Fate.ROBOTS, Item(61).shown_title: Fate.TOO_SHORT}
    await desk.poller.poll_due()
    report = await desk.arriving.save_due()
    assert [article.text for article in await stored(desk)] == [Item(60).shown_text]
    assert "robots" in report.dropped[0][1]
    assert "/news/60" not in desk.site.paths()


async def test_a_page_that_fails_is_tried_again_and_stops_nobody(desk: Desk) -> None:
    """Four times in all, later and later; then the feed's own text is what there is."""
    desk.publish(1)
    await desk.follow()
    desk.publish(60, 61)
    for number in (60, 61):
        desk.site.answers[f"/news/{number}"] = Answer(status=500)
    desk.site.answers["/news/61"] = Answer(page("Second", Item(61).shown_text), headers={"Content-Type": "text/html"})
    desk.later(hours=2)
    await desk.poller.poll_due()
    first = await desk.arriving.save_due()
    assert (first.saved, first.delayed) == (1, 1)
    for _ in range(2):
        desk.later(hours=3)
        assert (await desk.arriving.save_due()).delayed == 1
    desk.later(hours=3)
    assert (await desk.arriving.save_due()).saved == 1
    assert desk.site.paths().count("/news/60") == 4
    assert len(await stored(desk)) == 2


@pytest.mark.parametrize(
    "changed",
    [
        Item(60, title="Another headline"),
        Item(60, at=NOW + timedelta(minutes=5)),
        Item(60, guid="new-id"),
        Item(60, guid="new-id", link="/elsewhere/60"),
        Item(60, link="/news/60?utm_campaign=rss"),
    ],
    ids=["renamed", "re-dated", "new id", "moved with a new id", "tracked"],
)
async def test_a_changed_entry_makes_no_second_article(desk: Desk, changed: Item) -> None:
    """Renamed, dated anew, with another id or address: known."""
    desk.publish(1)
    await desk.follow(full_text=False)
    for items in ([Item(60)], [changed], [changed]):
        desk.site.publish("/feed", rss20, items)
        desk.later(hours=2)
        await desk.poller.poll_due()
        await desk.arriving.save_due()
    assert len(await stored(desk)) == 1


async def test_filters_and_reasons(desk: Desk) -> None:
    """The rehearsal tells beforehand what the poll then does, and changes nothing."""
    desk.publish(1)
    feed = await desk.follow(full_text=False, exclude="school", include="ferry")
    other = "Words about trains and nothing else that sails. " * 20
    desk.site.publish(
        "/feed",
        rss20,
        [Item(60, text="The ferry sails. " * 30), Item(61), Item(62, "Trains", other), Item(1)],
    )
    desk.later(hours=2)
    for _ in range(2):
        decisions = (await rehearse(desk.poller, feed)).decisions
        assert sorted(one.fate.value for one in decisions) == ["excluded", "known", "new", "not included"]
        assert next(one.word for one in decisions if one.fate is Fate.EXCLUDED) == "school"
    assert (await desk.poller.poll_due()).new == 1
    await desk.arriving.save_due()
    assert len(await stored(desk)) == 1


async def test_the_librarys_feeds_fill_the_library(desk: Desk) -> None:
    """Of no guild: every server sees what comes by them, and no channel is told."""
    desk.publish(1)
    await desk.follow(guild_id=None, full_text=False)
    desk.publish(60)
    desk.later(hours=2)
    await desk.poller.poll_due()
    await desk.arriving.save_due()
    assert len(await stored(desk, 5)) == 1
    assert await polls.arrivals(desk.store, 10) == []


async def test_what_nobody_can_be_told_keeps_no_other_from_being_told(desk: Desk) -> None:
    """The server left before its channel was told: it is told when the server comes back, if it does."""
    for guild_id, path in ((GUILD, "/feed"), (GUILD + 1, "/other")):
        desk.publish(1, path=path)
        await desk.follow(path, guild_id, full_text=False)
    for number, path in ((60, "/feed"), (61, "/other")):
        desk.publish(number, path=path)
        desk.later(hours=2)
        await desk.poller.poll_due()
        await desk.arriving.save_due()
    assert [one.feed.guild_id for one in await polls.arrivals(desk.store, 10)] == [GUILD, GUILD + 1]
    await guilds.mark_left(desk.store, [GUILD], desk.now())
    assert [one.feed.guild_id for one in await polls.arrivals(desk.store, 1)] == [GUILD + 1]
    await guilds.remember_guild(desk.store, GUILD)
    assert len(await polls.arrivals(desk.store, 10)) == 2


async def test_the_child_process_reads(store: Store) -> None:
    """With the real one: a feed, a page, and what it refuses."""
    async with Site() as site, Door(contact=None, loopback=True) as door:
        desk = Desk(store, site, door)
        desk.publish(1)
        assert (await desk.follow()).primed_at is not None
        desk.site.publish("/feed", rss20, [Item(60, text="A teaser.")])
        desk.site.answers["/news/60"] = Answer(
            page("Ferry", Item(60).shown_text), headers={"Content-Type": "text/html"}
        )
        desk.later(hours=2)
        assert (await desk.poller.poll_due()).new == 1
        assert (await desk.arriving.save_due()).saved == 1
        desk.site.answers["/words"] = Answer(b"/etc/passwd")
        assert "is no feed" in ((await desk.follow("/words")).error or "")
