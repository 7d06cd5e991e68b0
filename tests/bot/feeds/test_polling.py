"""Polls against a real site: what is asked for, what is kept, and what failures lead to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.errors import UserError
from bot.ingest.door import Door
from bot.ingest.feeds import MAX_ENTRIES
from bot.records import Article, Scope
from bot.records.feeds import Fate, FeedState
from bot.services.feeds.filters import MAX_WORDS, judge
from bot.services.feeds.polling import MOVED_POLLS
from bot.services.feeds.subscribing import rehearse
from bot.store import Store, guilds
from bot.store.article import articles
from bot.store.feed import feeds, polls
from tests.bot.feeds.conftest import CHANNEL, GUILD, NOW, Desk
from tests.bot.feeds.site import FORMATS, Answer, Item, Maker, Site, atom, page, rss20
from tests.bot.ingest.site import LoopProbe

LOOP_S = 0.05


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


async def test_conditional_requests(desk: Desk) -> None:
    """What the server gave as ETag or Last-Modified comes back to it, as it was; a 304 changes nothing."""
    modified = "Sun, 22 Nov 2026 08:00:00 GMT"
    desk.publish(1, etag='W/"a-1"', modified=modified)
    await desk.follow()
    desk.later(hours=2)
    report = await desk.poller.poll_due()
    assert (report.polled, report.unchanged) == (1, 1)
    _, headers = desk.site.requests[-1]
    assert headers["If-None-Match"] == 'W/"a-1"'
    assert headers["If-Modified-Since"] == modified
    desk.publish(1, 60, etag='W/"a-2"')
    desk.later(hours=2)
    assert (await desk.poller.poll_due()).new == 1
    desk.later(hours=2)
    await desk.poller.poll_due()
    assert desk.site.requests[-1][1]["If-None-Match"] == 'W/"a-2"'


async def test_the_same_body_again_is_not_read(desk: Desk) -> None:
    """Of a server that knows no conditional requests."""
    desk.publish(1)
    await desk.follow()
    desk.later(hours=2)
    assert (await desk.poller.poll_due()).unchanged == 1


async def test_cache_control_and_ttl_put_the_next_poll_off(desk: Desk) -> None:
    """The longer of both, a 304's header and the remembered ttl included; never sooner than the base."""
    desk.publish(1, etag="x", headers={"Cache-Control": "max-age=9000"})
    feed = await desk.follow()
    assert feed.next_at >= NOW + timedelta(seconds=9000)
    desk.site.answers["/feed"].headers = {"Cache-Control": "max-age=5"}
    desk.later(hours=3)
    await desk.poller.poll_due()
    wait = (await desk.reload(feed.id)).next_at - desk.time
    assert timedelta(hours=1) <= wait <= timedelta(minutes=66)


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


async def test_failure_for_two_days_pauses_and_is_told_once(desk: Desk) -> None:
    """Back-off doubles to a day, the last try is at 48 hours; then there is one notice, and no more polls."""
    desk.publish(1)
    feed = await desk.follow()
    desk.site.answers["/feed"] = Answer(status=500)
    began = desk.time = feed.next_at
    tries = []
    for _ in range(20):
        await desk.poller.poll_due()
        feed = await desk.reload(feed.id)
        tries.append(desk.time - began)
        if feed.state is not FeedState.ACTIVE:
            break
        assert await polls.notices(desk.store) == []
        desk.time = feed.next_at
    assert feed.state is FeedState.FAILED
    assert tries[-1] == timedelta(hours=48)
    gaps = [later - earlier for earlier, later in pairwise(tries[:-1])]
    assert all(1.6 < later / earlier < 2.5 for earlier, later in pairwise(gaps))
    ((told, why),) = await polls.notices(desk.store)
    assert told.id == feed.id
    assert "500" in why
    desk.later(days=10)
    assert (await desk.poller.poll_due()).polled == 0


async def test_a_success_forgets_the_failures(desk: Desk) -> None:
    """47 hours of failure, then one good poll: nothing is paused."""
    desk.publish(1)
    feed = await desk.follow()
    good, desk.site.answers["/feed"] = desk.site.answers["/feed"], Answer(status=503, headers={"Retry-After": "7200"})
    desk.time = feed.next_at
    await desk.poller.poll_due()
    failed = await desk.reload(feed.id)
    assert failed.next_at >= desk.time + timedelta(hours=2)
    assert failed.failures == 1
    assert "503" in (failed.error or "")
    desk.site.answers["/feed"] = good
    desk.later(hours=47)
    await desk.poller.poll_due()
    feed = await desk.reload(feed.id)
    assert (feed.failures, feed.failing_since, feed.error) == (0, None, None)


async def test_gone_is_believed_at_once(desk: Desk) -> None:
    """410."""
    desk.publish(1)
    feed = await desk.follow()
    desk.site.answers["/feed"] = Answer(status=410)
    desk.later(hours=2)
    await desk.poller.poll_due()
    assert (await desk.reload(feed.id)).state is FeedState.GONE
    assert len(await polls.notices(desk.store)) == 1


async def test_what_is_no_feed_any_more_is_a_failure(desk: Desk) -> None:
    """A page at the feed's address: told as such, tried again."""
    desk.publish(1)
    feed = await desk.follow()
    desk.site.answers["/feed"] = Answer(page("Home", "Words."), headers={"Content-Type": "text/html"})
    desk.later(hours=2)
    report = await desk.poller.poll_due()
    assert "is no feed" in report.failed[0][1]
    assert (await desk.reload(feed.id)).state is FeedState.ACTIVE


async def test_a_feed_that_moved_for_good_is_followed_there(desk: Desk) -> None:
    """After some polls in a row; a passing redirect never changes the address."""
    desk.publish(1, path="/new")
    for status, moves in ((302, False), (301, True)):
        desk.site.answers[f"/old{status}"] = Answer(status=status, headers={"Location": "/new"})
        feed = await desk.follow(f"/old{status}", channel_id=status)
        for _ in range(MOVED_POLLS):
            assert feed.url.endswith(f"/old{status}")
            desk.later(hours=2)
            await desk.poller.poll_due()
        assert (await desk.reload(feed.id)).url.endswith("/new" if moves else f"/old{status}")


async def test_two_processes_poll_a_feed_once(desk: Desk) -> None:
    """A claim is won by one; what a process that died had claimed is due again after a while."""
    desk.publish(1)
    feed = await desk.follow()
    desk.later(hours=2)
    claims = await asyncio.gather(
        *(polls.claim_feeds(desk.store, desk.time, desk.time + timedelta(minutes=10), 5) for _ in range(8))
    )
    assert sorted(len(claim) for claim in claims) == [0] * 7 + [1]
    desk.later(minutes=11)
    assert [one.id for one in await polls.claim_feeds(desk.store, desk.time, desk.time, 5)] == [feed.id]


async def test_two_polls_of_one_moment_note_an_entry_once(desk: Desk) -> None:
    """Though both looked before either noted."""
    desk.publish(1)
    feed = await desk.follow()
    desk.publish(1, 60)
    seen = await desk.poller.look(replace(feed, digest=None))
    assert await desk.poller.note(feed, seen) == 1
    assert await desk.poller.note(feed, seen) == 0
    decisions = judge(seen.feed.entries if seen.feed else (), set(), feed)
    assert [one.fate for one in decisions].count(Fate.NEW) == 1


async def test_one_host_is_asked_one_at_a_time(desk: Desk) -> None:
    """Ten feeds of a site: ten polls, a second apart by the injected clock."""
    for number in range(10):
        desk.publish(1, path=f"/feed{number}")
        await desk.follow(f"/feed{number}")
    desk.slept.clear()
    desk.later(hours=2)
    assert (await desk.poller.poll_due()).polled == 10
    assert len(desk.slept) >= 9
    assert sum(desk.slept) >= 9


async def test_hostile_feeds_are_failures_with_reasons(desk: Desk) -> None:
    """Too large, a bomb, a path: told in words; the others are polled."""
    desk.site.answers["/large"] = Answer(rss20("", [Item(1)]) + b" " * 5_000_001)
    desk.site.answers["/path"] = Answer(b"/etc/passwd")
    bomb = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 7))
    desk.site.answers["/bomb"] = Answer(
        b'<!DOCTYPE r [<!ENTITY e0 "lol">' + bomb + b"]><rss><channel>&e6;</channel></rss>"
    )
    desk.publish(1, path="/good", maker=atom)
    for path in ("/large", "/path", "/bomb"):
        feed = await desk.follow(path)
        assert feed.state is FeedState.FAILED
        assert feed.error
    assert (await desk.follow("/good")).state is FeedState.ACTIVE


async def test_the_largest_feed_and_filters_do_not_hold_the_loop(desk: Desk) -> None:
    """Five hundred long entries that no word of two full filters stands in."""
    words = ", ".join(f"wört{number}*" for number in range(MAX_WORDS))
    desk.publish(1)
    await desk.follow(include=words, exclude=words.replace("t", "d"))
    text = "wör ört été 日本 " * 60
    desk.site.publish("/feed", rss20, [Item(60 + number, text=f"{number} {text}") for number in range(MAX_ENTRIES)])
    desk.later(hours=2)
    async with LoopProbe.watching() as probe:
        report = await desk.poller.poll_due()
    assert (report.polled, report.new, report.failed) == (1, 0, [])
    assert probe.longest_s < LOOP_S


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


async def test_one_guild_never_sees_anothers_feeds(desk: Desk) -> None:
    """Neither in lists, nor by id, nor to change."""
    desk.publish(1)
    feed = await desk.follow()
    for other in (None, GUILD + 1):
        assert await feeds.load_feed(desk.store, other, feed.id) is None
        assert (await feeds.find_feeds(desk.store, other, limit=5)).total == 0
        assert not await feeds.remove_feed(desk.store, other, feed.id, NOW)
        assert not await feeds.set_state(desk.store, other, feed.id, FeedState.PAUSED, NOW)
        assert await feeds.restore_feed(desk.store, other, feed.id) is None


async def test_a_rehearsal_of_a_feed_that_is_down_says_why(desk: Desk) -> None:
    """As the poll would fail."""
    desk.publish(1)
    feed = await desk.follow()
    desk.site.answers["/feed"] = Answer(status=404)
    with pytest.raises(UserError, match="404"):
        await rehearse(desk.poller, feed)
    assert (await desk.reload(feed.id)).failures == 0


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
