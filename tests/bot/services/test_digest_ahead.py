"""Digests composed before their minute: taken as they are while nothing changed, composed anew where anything did."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.records import ArticleDraft, Scope
from bot.records.digest import Digest, Schedule, ScheduleDraft, Slot, WallTime
from bot.records.questions import Length
from bot.records.savings import Saving
from bot.services.analyse import analyse
from bot.services.digest import ahead as module
from bot.services.digest.ahead import Ahead
from bot.services.digest.content import _load_early, _tell_early, compose
from bot.services.digest.slots import next_due
from bot.store import Store, open_store
from bot.store.article import articles, removal, renewal, saving
from bot.store.digest import claims, schedules
from bot.store.digest.claims import Claim
from bot.store.errors import FileLocked
from bot.store.schema import article, correction

DUE = datetime(2026, 3, 2, 8, tzinfo=UTC)
CHANNELS = (20, 21, 22)
GUILD = 10
NEWS = (
    "The council of {0} voted on Monday to rebuild the old mill bridge in stone instead of steel. "
    "The work will cost 4.2 million euros and take two summers. "
    "“A bridge that was built in 1780 deserves a mason and no welder,” said mayor Petra Hollin of {0}. "
    "Pedestrians of {0} have used a detour of two kilometres since the flood in November."
)


class Room:
    """Three channels with a digest each at eight, and one article in each."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, DUE - timedelta(minutes=1)
        self.ahead = Ahead(store, lambda: self.now)
        self.saved = 0

    async def save(self, channel: int, title: str = "Bridge", *, origin: str | None = None) -> int:
        """Another article in a channel."""
        self.saved += 1
        draft = ArticleDraft(origin or f"a{self.saved}", f"{self.saved}", title, NEWS.format(f"Oberwald {self.saved}"))
        (one,) = await saving.save_articles(self.store, [analyse(draft)], guild_id=GUILD, channel_id=channel)
        return one

    async def claimed(self, schedule: Schedule) -> Slot:
        """The slot of a schedule, when its minute has come."""
        self.now = DUE
        coming = next_due(schedule.when, self.now)
        claim = Claim(schedule, {}, schedule.due, coming)
        (slot,) = await claims.claim(self.store, [claim], "us", self.now, timedelta(minutes=2))
        assert slot is not None
        return slot


@pytest.fixture
async def room(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    """A minute before eight; three are a crowd here, and are composed in this process."""

    async def here(store: Store, asked: Schedule) -> tuple[str, bytes]:
        return _tell_early(await _load_early(store, asked))

    monkeypatch.setattr(module, "CROWD", len(CHANNELS))
    monkeypatch.setattr(module, "compose_early", here)
    async with await open_store(f"sqlite+aiosqlite:///{tmp_path}/verbatim.db", clock=lambda: DUE) as store:
        found = Room(store)
        when = WallTime(8 * 60, "UTC")
        for channel in CHANNELS:
            draft = ScheduleDraft(GUILD, channel, when, 30)
            await schedules.add_schedule(store, draft, next_due(when, found.now), 0, found.now)
            await found.save(channel)
        found.ahead._each_s = 60.0
        yield found


async def first_schedule(room: Room) -> Schedule:
    """The one of the first channel."""
    return (await schedules.schedules_of(room.store, GUILD))[0]


async def test_what_was_composed_early_is_what_would_be_composed_now(room: Room) -> None:
    assert await room.ahead.prepare()
    assert len(room.ahead) == len(CHANNELS)
    for schedule in await schedules.schedules_of(room.store, GUILD):
        slot = await room.claimed(schedule)
        early = await room.ahead.take(schedule, slot)
        assert early is not None
        assert early.stories
        assert early == await compose(room.store, schedule, slot.after, slot.until)
        assert await room.ahead.take(schedule, slot) is None, "it is there once"


async def test_what_comes_elsewhere_changes_nothing(room: Room) -> None:
    await room.ahead.prepare()
    await room.save(CHANNELS[1])
    schedule = await first_schedule(room)
    assert await room.ahead.take(schedule, await room.claimed(schedule)) is not None


async def comes(room: Room) -> None:
    """One more article."""
    await room.save(CHANNELS[0])


async def changes(room: Room) -> None:
    """The page has another text now."""
    await room.save(CHANNELS[0], origin="a1")


async def goes(room: Room) -> None:
    """An administrator takes an article out."""
    await removal.remove_articles(room.store, [1])


async def is_saved_again(room: Room) -> None:
    """A message of the channel has its link too: people are led to the first."""
    where = Saving(GUILD, CHANNELS[0], 77, 30)
    await saving.save_again(room.store, 1, where)


async def is_found_elsewhere(room: Room) -> None:
    """Another site has the same text."""
    await saving.add_sources(room.store, GUILD, [(1, ArticleDraft("copy", "1", "Bridge", "-", source="Echo"))])


async def is_corrected(room: Room) -> None:
    """An administrator says that a quotation is none."""
    values = {"guild_id": GUILD, "act": 1, "owner": GUILD, "origin": "a1", "letters": 1, "verdict": "none"}
    async with room.store.write() as connection:
        await connection.execute(insert(correction).values(**values, corrected_by=30, corrected_at=DUE))


async def is_read_anew(room: Room) -> None:
    """A newer engine finds as many quotations in it, and another speaker."""
    ((_, draft),) = await renewal.articles_after(room.store, 0, 1, 1)
    _, found = analyse(draft)
    assert found.quotes
    quotes = tuple(replace(one, speaker="Ada Merrow") for one in found.quotes)
    assert await renewal.renew_article(room.store, 1, draft, replace(found, quotes=quotes))


EVENTS = [comes, changes, goes, is_saved_again, is_found_elsewhere, is_corrected, is_read_anew]


@pytest.mark.parametrize("event", EVENTS)
async def test_anything_that_happens_to_its_articles_has_it_composed_anew(
    room: Room, event: Callable[[Room], Awaitable[None]]
) -> None:
    await room.ahead.prepare()
    await event(room)
    schedule = await first_schedule(room)
    assert await room.ahead.take(schedule, await room.claimed(schedule)) is None


@pytest.mark.parametrize("change", [{"topic": "bridge"}, {"length": Length.LONG}, {"whole_guild": True}])
async def test_a_schedule_that_asks_for_something_else_has_it_composed_anew(room: Room, change: dict[str, Any]) -> None:
    await room.ahead.prepare()
    schedule = replace(await first_schedule(room), **change)
    assert await room.ahead.take(schedule, await room.claimed(schedule)) is None


async def test_a_schedule_with_nothing_new_is_known_to_have_nothing(room: Room) -> None:
    await removal.remove_articles(room.store, [1])
    await room.ahead.prepare()
    schedule = await first_schedule(room)
    assert await room.ahead.take(schedule, await room.claimed(schedule)) == Digest(schedule, ())


async def test_few_are_not_composed_early_nor_a_crowd_long_before(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.ahead._each_s = 1.0
    room.now = DUE - timedelta(minutes=20)
    assert await room.ahead.prepare(), "a crowd is in sight"
    assert len(room.ahead) == 0
    monkeypatch.setattr(module, "CROWD", len(CHANNELS) + 1)
    room.now = DUE - timedelta(seconds=1)
    assert not await room.ahead.prepare()
    assert len(room.ahead) == 0


async def test_what_nobody_took_is_forgotten(room: Room) -> None:
    await room.ahead.prepare()
    for schedule in await schedules.schedules_of(room.store, GUILD):
        await schedules.pause(room.store, schedule.id, room.now)
    room.now = DUE + timedelta(hours=2)
    await room.ahead.prepare()
    assert len(room.ahead) == 0


async def test_there_is_room_for_so_many_bytes(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROOM_BYTES", 0)
    monkeypatch.setattr(module, "BATCH", 1)
    await room.ahead.prepare()
    assert len(room.ahead) == 1


async def test_one_that_can_not_be_composed_keeps_no_other_from_it(room: Room) -> None:
    """A defect in one: it is composed, or fails, at its minute."""
    async with room.store.write() as connection:
        await connection.execute(update(article).where(article.c.id == 1).values(sentences="no list"))
    assert await room.ahead.prepare()
    assert len(room.ahead) == len(CHANNELS) - 1
    assert await room.ahead.prepare(), "again is harmless"


async def test_a_database_that_is_locked_is_left_alone(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be for every one of them: the next look tries again."""
    asked = []

    async def locked(store: Store, schedule: Schedule) -> tuple[str, bytes]:
        asked.append(schedule.id)
        raise FileLocked(store.path, 5)

    monkeypatch.setattr(module, "PROCESSES", 1)
    monkeypatch.setattr(module, "compose_early", locked)
    with pytest.raises(ExceptionGroup):
        await room.ahead.prepare()
    assert len(asked) < len(CHANNELS)


async def test_the_texts_of_articles_are_not_handed_on(room: Room) -> None:
    schedule = await first_schedule(room)
    digest = await compose(room.store, schedule, 0, 1000)
    assert digest is not None
    assert {one.text for story in digest.stories for one in story.articles} == {""}
    (one,) = await articles.load_articles(room.store, Scope(GUILD), [digest.stories[0].articles[0].id])
    assert all(line.text in one.text for line in digest.stories[0].lines)
