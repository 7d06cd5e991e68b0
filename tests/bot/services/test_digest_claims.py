"""Slots that are claimed while other things happen to their schedule: told once, and nothing is waited for in vain."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.records import ArticleDraft
from bot.records.digest import Digest, Schedule, ScheduleDraft, Slot, State, WallTime
from bot.services.analyse import analyse
from bot.services.digest.posting import LEASE, Desk, Refused, claim, find_work, run
from bot.services.digest.slots import next_due
from bot.store import Store, guilds, open_store
from bot.store.article import saving
from bot.store.digest import claims, schedules, slots

DUE = datetime(2026, 3, 2, 8, tzinfo=UTC)
GUILD, CHANNEL = 10, 20
TEXT = "The council of Oberwald voted on Monday to rebuild the old mill bridge in stone instead of steel."


class Poster:
    """Takes every digest, or refuses for a while what comes next."""

    def __init__(self) -> None:
        self.posted: list[Digest] = []
        self.refuses = False

    def fitted(self, digest: Digest) -> Digest:
        return digest

    async def post(self, schedule: Schedule, slot: Slot, digest: Digest) -> int:
        if self.refuses:
            raise Refused("Discord answered with status 503")
        self.posted.append(digest)
        return len(self.posted)

    async def find(self, schedule: Schedule, slot: Slot) -> int | None:
        return None

    async def tell(self, schedule: Schedule, refused: Refused, paused: bool) -> None:
        raise AssertionError(refused)


class Room:
    """A schedule at eight with one article to tell; it is eight."""

    def __init__(self, store: Store) -> None:
        self.store, self.now, self.poster = store, DUE, Poster()
        self.desk = Desk(store, self.poster, lambda: self.now, "us")

    async def schedule(self) -> Schedule:
        """As it is stored."""
        (found,) = await schedules.schedules_of(self.store, GUILD)
        return found


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """At the minute."""
    async with await open_store(f"sqlite+aiosqlite:///{tmp_path}/verbatim.db", clock=lambda: DUE) as store:
        when = WallTime(8 * 60, "UTC")
        draft = ScheduleDraft(GUILD, CHANNEL, when, 30)
        await schedules.add_schedule(store, draft, next_due(when, DUE - timedelta(hours=1)), 0, DUE)
        draft_ = ArticleDraft("a1", "1", "Bridge", TEXT)
        await saving.save_articles(store, [analyse(draft_)], guild_id=GUILD, channel_id=CHANNEL)
        yield Room(store)


async def test_a_digest_asked_for_by_hand_just_before_its_minute_is_not_told_twice(room: Room) -> None:
    """What is due waits in a queue for its turn; meanwhile somebody has it posted."""
    (due,) = await find_work(room.desk, 10)
    schedule = await room.schedule()
    by_hand = await claims.claim_by_hand(room.store, schedule, "5", "us", room.now, LEASE)
    assert by_hand is not None
    await due.do()
    assert room.poster.posted == []
    assert await find_work(room.desk, 10) == []
    await run(room.desk, schedule, by_hand)
    (due,) = await find_work(room.desk, 10)
    await due.do()
    assert len(room.poster.posted) == 1
    assert (await slots.last_slots(room.store, [1]))[1].state is State.EMPTY


@pytest.mark.parametrize("comes_back", [False, True])
async def test_nobody_waits_for_the_slot_of_a_schedule_that_was_taken_out(room: Room, comes_back: bool) -> None:
    """It was to be tried again; brought back in time, it is."""
    room.poster.refuses = True
    slot = await claim(room.desk, await room.schedule())
    assert slot is not None
    await run(room.desk, await room.schedule(), slot)
    assert await slots.next_moment(room.store) == DUE + timedelta(minutes=1)
    await schedules.remove(room.store, 1, room.now)
    assert await slots.next_moment(room.store) is None
    assert await slots.waiting(room.store, room.now + timedelta(hours=1), LEASE, 10) == ([], [])
    if comes_back:
        await schedules.restore(room.store, GUILD, 1)
        room.now += timedelta(minutes=1)
        room.poster.refuses = False
        (again,) = await find_work(room.desk, 10)
        await again.do()
        assert len(room.poster.posted) == 1


async def test_slots_that_nobody_may_post_keep_none_from_being_posted(room: Room) -> None:
    """The server left while they were to be tried again: they are the oldest, and not looked at."""
    room.poster.refuses = True
    slot = await claim(room.desk, await room.schedule())
    assert slot is not None
    await run(room.desk, await room.schedule(), slot)
    draft = ScheduleDraft(11, 21, WallTime(8 * 60, "UTC"), 30)
    other = await schedules.add_schedule(room.store, draft, next_due(draft.when, DUE - timedelta(hours=1)), 0, DUE)
    slot = await claim(room.desk, other)
    assert slot is not None
    await slots.hold(room.store, slot.id, "us", room.now + timedelta(minutes=1), "later")
    await guilds.mark_left(room.store, [GUILD], room.now)
    room.now += timedelta(minutes=5)
    free, _ = await slots.waiting(room.store, room.now, timedelta(hours=1), 1)
    assert [schedule.id for _, schedule in free] == [other.id]
