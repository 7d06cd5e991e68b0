"""Polls of a real site: what is asked for and when, and what failures lead to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.errors import UserError
from bot.ingest.feeds import MAX_ENTRIES
from bot.records.feeds import Fate, FeedState
from bot.services.feeds.filters import MAX_WORDS, judge
from bot.services.feeds.polling import MOVED_POLLS
from bot.services.feeds.subscribing import rehearse
from bot.store.feed import feeds, polls
from tests.bot.feeds.conftest import GUILD, Desk
from tests.bot.feeds.making import NOW
from tests.bot.feeds.site import Answer, Item, atom, page, rss20
from tests.bot.ingest.site import LOOP_S, LoopProbe


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
