"""Digests composed before their minute, where more are due at it than could be composed while they are posted.

That is safe because nothing else happens early: slots are claimed, noted and posted when they are due, as all others.
A digest composed early is taken then only if all that it was made of is still as it was (`bases`); where an article
came, was changed or taken out, or the schedule asks for something else, it is composed anew. What is kept here is in
memory alone, and may be lost at any moment.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.records.digest import Digest, Mark, Schedule, ScheduleDraft, Slot
from bot.services.digest.composing import PROCESSES
from bot.services.digest.content import compose_early, unpacked
from bot.services.digest.together import Together
from bot.store import Store
from bot.store.digest import slots
from bot.store.digest.basis import bases
from bot.store.errors import StoreError

log = logging.getLogger(__name__)
HORIZON = timedelta(minutes=30)
CROWD = 64  # due at one moment: fewer are composed in the time that posting takes
FIRST_GUESS_S = 0.15  # from one composed digest to the next, before it was measured
MARGIN, SPARE = 1.5, timedelta(seconds=20)  # the machine has other things to do as well
BATCH = 100
ROOM_BYTES = 64 << 20  # some 15,000 digests
KEPT = timedelta(hours=1)  # after its minute: its schedule was paused meanwhile, say


@dataclass(frozen=True, slots=True)
class _Composed:
    """A digest as bytes (millions of small objects would slow the whole program), and what it was made of."""

    due_at: datetime
    basis: str
    digest: bytes


class Ahead:
    """The digests that were composed before their minute. One `prepare` at a time; `take` whenever a slot has come."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now
        self._composed: dict[int, _Composed] = {}  # by schedule
        self._bytes = 0
        self._each_s = FIRST_GUESS_S
        self._bases = Together(self._ask).ask

    def __len__(self) -> int:
        return len(self._composed)

    async def take(self, schedule: Schedule, slot: Slot) -> Digest | None:
        """The digest of a slot that was composed early and still holds; None where it must be composed now."""
        composed = self._composed.get(schedule.id)
        if composed is None:
            return None
        self._forget(schedule.id)
        if await self._bases((schedule, slot.after, slot.until)) != composed.basis:
            return None
        digest = unpacked(composed.digest)
        return Digest(schedule, ()) if digest is None else replace(digest, schedule=schedule)

    async def prepare(self) -> bool:
        """Compose what crowds will need, in the order in which it is due, if it is time to begin.

        Whether there is a crowd in sight; then look again soon.
        """
        now = self._now()
        for schedule_id in [one for one, composed in self._composed.items() if composed.due_at < now - KEPT]:
            self._forget(schedule_id)
        crowds = [(at, count) for at, count in await slots.dues(self._store, now + HORIZON) if count >= CROWD]
        last = self._begin_with(crowds, now)
        if last is None:
            return bool(crowds)
        moments = {at for at, _ in crowds}
        begun, done, after = asyncio.get_running_loop().time(), 0, (datetime.min.replace(tzinfo=UTC), 0)
        while batch := await slots.due_until(self._store, last, after, BATCH):
            wanted = [one for one in batch if one.due and one.due.at in moments and one.id not in self._composed]
            await self._compose_all(wanted)
            done += len(wanted)
            if done:
                self._each_s = (asyncio.get_running_loop().time() - begun) / done
            if self._bytes > ROOM_BYTES:
                log.warning("digests: no room for more than %d composed early", len(self._composed))
                break
            after = (batch[-1].due.at if batch[-1].due else last, batch[-1].id)
        if done:
            log.info("digests: composed %d early, %.0f ms each", done, self._each_s * 1000)
        return True

    def _begin_with(self, crowds: Iterable[tuple[datetime, int]], now: datetime) -> datetime | None:
        """The last crowd that it is time for; None while there is time enough for all."""
        ready = Counter(composed.due_at for composed in self._composed.values())
        work, last = timedelta(), None
        for at, count in crowds:
            work += max(0, count - ready[at]) * timedelta(seconds=self._each_s) * MARGIN
            if work and now + work + SPARE >= at:
                last = at
        return last

    async def _compose_all(self, wanted: Sequence[Schedule]) -> None:
        """Some at a time: a digest that is due meanwhile must not wait behind all of them."""
        waiting = iter(wanted)

        async def work() -> None:
            for schedule in waiting:
                try:
                    basis, digest = await compose_early(self._store, schedule)
                except StoreError:
                    raise
                except Exception:  # the outer edge of an item: a defect in one leaves it to its minute
                    log.exception("digests: schedule %d can't be composed early", schedule.id)
                    continue
                if schedule.due is not None:
                    self._forget(schedule.id)
                    self._composed[schedule.id] = _Composed(schedule.due.at, basis, digest)
                    self._bytes += len(digest)

        async with asyncio.TaskGroup() as group:
            for _ in range(2 * PROCESSES):
                group.create_task(work())

    def _forget(self, schedule_id: int) -> None:
        composed = self._composed.pop(schedule_id, None)
        if composed is not None:
            self._bytes -= len(composed.digest)

    async def _ask(self, asked: list[tuple[ScheduleDraft, Mark, Mark]]) -> Sequence[str]:
        return await bases(self._store, asked)
