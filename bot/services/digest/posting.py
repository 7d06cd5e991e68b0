"""Posting digests: each slot claimed before work, sent with a nonce, recorded after, and looked for after a crash."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfoNotFoundError

from bot.records.digest import Digest, Due, Item, Schedule, Slot, State, WhenEmpty
from bot.services.digest.ahead import Ahead
from bot.services.digest.content import compose
from bot.services.digest.slots import instant, next_due, plan
from bot.services.digest.together import Together
from bot.store import Store
from bot.store.digest import claims, schedules, settling, slots
from bot.store.digest.claims import Claim
from bot.store.digest.settling import Settlement

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=150)  # longer than a search for the message and a post together may take
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
HORIZON = LONGEST_WAIT + LEASE  # nobody holds a slot for longer, unless the clock was put back meanwhile
LATE_AFTER = timedelta(minutes=10)  # a busy minute is spread over some; after these the digest says that it is late
BATCH = 200  # schedules looked at in one step
MAX_FAILURES = 3  # slots refused for good in a row, before the schedule is paused
PAUSED = "paused before it could be posted"
DOWNTIME = "the bot was not running, or could not reach Discord or its database, until {hours:.0f} h after"


class Refused(Exception):
    """Discord did not take a message, or did not answer.

    `reason` and `remedy` are for an administrator to read. `for_good`: trying again can't help; `gone`: nor can
    any later digest, the channel is no more. `wait` is what Discord asked us to wait.
    """

    def __init__(
        self,
        reason: str,
        remedy: str = "",
        *,
        for_good: bool = False,
        gone: bool = False,
        wait: timedelta = timedelta(),
    ) -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.for_good, self.gone, self.wait = reason, remedy, for_good, gone, wait


class Poster(Protocol):
    """The way to Discord. Raises Refused."""

    def fitted(self, digest: Digest) -> Digest:
        """What of a digest one message has room for, its items saying so."""

    async def post(self, schedule: Schedule, slot: Slot, digest: Digest) -> int:
        """Send the message of a slot; its id. Sent again within some minutes, it is still one message."""

    async def find(self, schedule: Schedule, slot: Slot) -> int | None:
        """The message of this slot that is in the channel already."""

    async def tell(self, schedule: Schedule, refused: Refused, paused: bool) -> None:
        """Tell an administrator what keeps a schedule's digests from being posted, and what to do."""


@dataclass(frozen=True)
class Desk:
    """What posting needs: the database, the way to Discord, the clock, and the name of this process."""

    store: Store
    poster: Poster
    now: Callable[[], datetime]
    owner: str

    @cached_property
    def ledger(self) -> Ledger:
        """Where every step of a slot is recorded."""
        return Ledger(self.store, self.now, self.owner)

    @cached_property
    def turn(self) -> asyncio.Lock:
        """Held by the one that does what takes the processor."""
        return asyncio.Lock()

    @cached_property
    def ahead(self) -> Ahead:
        """What was composed before its minute."""
        return Ahead(self.store, self.now)


class Ledger:
    """Records the steps of slots; those of many slots at about the same time in one transaction."""

    def __init__(self, store: Store, now: Callable[[], datetime], owner: str) -> None:
        self._store, self._now, self._owner = store, now, owner
        self.claim = Together(self._claim).ask
        self.begin_sending = Together(self._begin_sending).ask
        self.settle = Together(self._settle).ask

    async def _claim(self, wanted: list[Claim]) -> Sequence[Slot | None]:
        return await claims.claim(self._store, wanted, self._owner, self._now(), LEASE)

    async def _begin_sending(self, holding: list[tuple[int, Sequence[Item]]]) -> Sequence[bool]:
        return await settling.begin_sending(self._store, holding, self._owner, self._now(), LEASE)

    async def _settle(self, done: list[Settlement]) -> Sequence[bool]:
        return await settling.settle(self._store, done, self._owner, self._now())


@dataclass(frozen=True, slots=True)
class Work:
    """A schedule with something to do, and since when; done by awaiting `do()`, at most by one process."""

    schedule_id: int
    since: datetime
    do: Callable[[], Awaitable[None]]


async def find_work(desk: Desk, limit: int) -> list[Work]:
    """What is to be done now, the longest due first: slots that nobody holds any more, and slots that have come."""
    now = desk.now()
    free, come = await slots.waiting(desk.store, now, HORIZON, limit)
    work = [Work(schedule.id, slot.due_at, _resuming(desk, schedule, slot)) for slot, schedule in free]
    work += [Work(one.id, one.due.at, _starting(desk, one)) for one in come if one.due is not None]
    return sorted(work, key=lambda one: one.since)


def _resuming(desk: Desk, schedule: Schedule, slot: Slot) -> Callable[[], Awaitable[None]]:
    async def do() -> None:
        if await slots.take_over(desk.store, slot.id, desk.owner, desk.now(), LEASE, HORIZON):
            await run(desk, schedule, slot)

    return do


def _starting(desk: Desk, schedule: Schedule) -> Callable[[], Awaitable[None]]:
    async def do() -> None:
        slot = await claim(desk, schedule)
        if slot is not None:
            await run(desk, schedule, slot)

    return do


async def claim(desk: Desk, schedule: Schedule) -> Slot | None:
    """Claim the slot that has come, and record those that went by too long ago; None where nothing is to be run."""
    now = desk.now()
    if schedule.due is None:
        return None
    try:
        found = plan(schedule.when, schedule.due, now, schedule.grace)
    except ZoneInfoNotFoundError:
        await schedules.pause(desk.store, schedule.id, now, f"the time zone {schedule.when.zone} is not known any more")
        return None
    reasons = {due: DOWNTIME.format(hours=(now - due.at) / timedelta(hours=1)) for due in found.missed}
    return await desk.ledger.claim(Claim(schedule, reasons, found.run, found.coming))


async def run(desk: Desk, schedule: Schedule, slot: Slot) -> None:
    """Bring a slot that is ours to its end, or leave it to be tried again."""
    try:
        if slot.state is State.SENDING:  # an earlier try may have reached Discord
            message_id = await desk.poster.find(schedule, slot)
            if message_id is not None:
                await _posted(desk, slot, message_id, slot.sent_at or desk.now())
                return
        if desk.now() > slot.due_at + schedule.grace:
            why = slot.outcome or "it never came to its end; the log may say why"
            outcome = f"given up after {_hours(schedule.grace)}: {why}"
            await desk.ledger.settle(Settlement(slot, State.FAILED, outcome))
            return
        if schedule.paused_at is not None and not slot.by_hand:
            await desk.ledger.settle(Settlement(slot, State.MISSED, PAUSED))
            return
        await _send(desk, schedule, slot)
    except Refused as refused:
        await _refused(desk, schedule, slot, refused)


async def _send(desk: Desk, schedule: Schedule, slot: Slot) -> None:
    digest = await desk.ahead.take(schedule, slot) or await compose(desk.store, schedule, slot.after, slot.until)
    digest = digest or Digest(schedule, ())
    if not digest.stories and not digest.brief and schedule.when_empty is WhenEmpty.SILENT:
        outcome = "nothing new fitted its filter" if digest.items else "nothing new"
        await desk.ledger.settle(Settlement(slot, State.EMPTY, outcome, items=digest.items))
        return
    async with desk.turn:  # many that are composed at once are fitted in a round of the event loop each
        digest = desk.poster.fitted(digest)
        await asyncio.sleep(0)
    now = desk.now()
    if await desk.ledger.begin_sending((slot.id, digest.items)):
        late = now - slot.due_at > LATE_AFTER
        slot = replace(slot, state=State.SENDING, sent_at=now, attempts=slot.attempts + 1, late=late)
        try:
            message_id = await desk.poster.post(schedule, slot, digest)
        except Refused as refused:
            await _refused(desk, schedule, slot, refused)
        else:
            await _posted(desk, slot, message_id, now)


async def _posted(desk: Desk, slot: Slot, message_id: int, at: datetime) -> None:
    late = at - slot.due_at > LATE_AFTER
    outcome = f"posted {_hours(at - slot.due_at)} late" if late else "posted"
    await desk.ledger.settle(Settlement(slot, State.POSTED, outcome, message_id, late))


async def _refused(desk: Desk, schedule: Schedule, slot: Slot, refused: Refused) -> None:
    """Try again later where that can help and the grace lasts; else record it, and tell somebody, once."""
    now = desk.now()
    wait = max(min(FIRST_WAIT * 2 ** min(slot.attempts, 10), LONGEST_WAIT), refused.wait)
    if not refused.for_good:
        if now + wait <= slot.due_at + schedule.grace:
            await slots.hold(desk.store, slot.id, desk.owner, now + wait, refused.reason)
            return
        outcome = f"given up after {_hours(now - slot.due_at)}: {refused.reason}"
        await desk.ledger.settle(Settlement(slot, State.FAILED, outcome))
        return
    if not await desk.ledger.settle(Settlement(slot, State.FAILED, refused.reason, refused=True)):
        return
    paused = refused.gone or schedule.failures + 1 >= MAX_FAILURES
    if paused:
        await schedules.pause(desk.store, schedule.id, now, refused.reason)
    if await slots.take_telling(desk.store, schedule.id, now):
        await desk.poster.tell(schedule, refused, paused)


def _hours(span: timedelta) -> str:
    hours, minutes = divmod(round(span / timedelta(minutes=1)), 60)
    return f"{hours} h {minutes} min" if hours and minutes else f"{hours} h" if hours else f"{minutes} min"


async def refresh_dues(store: Store, now: datetime) -> int:
    """Set anew when each schedule is due, where newer zone data say otherwise; how many that concerned.

    The local date of the slot stays; where the zone has left that date out meanwhile, it is the next.
    """
    count, last = 0, 0
    while batch := await schedules.waiting(store, last, BATCH):
        changed = []
        for schedule in batch:
            if schedule.due is not None and schedule.due.at > now:
                try:
                    at = instant(schedule.when, schedule.due.day)
                    due = Due(schedule.due.day, at) if at else next_due(schedule.when, schedule.due.at)
                except ZoneInfoNotFoundError:
                    continue  # noticed, and said, when the slot comes
                if due != schedule.due:
                    changed.append((schedule.id, due))
        await schedules.put_dues(store, changed)
        count += len(changed)
        last = batch[-1].id
    return count
