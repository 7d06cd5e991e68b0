"""Slots claimed: recorded for good as missed or skipped, or held by the one process that may post them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.digest import Due, Mark, Schedule, Slot, State
from bot.store.digest.schedules import due_values, slot_of
from bot.store.digest.slots import OPEN, state_in
from bot.store.digest.tables import arrival, schedule, slot
from bot.store.engine import Store
from bot.store.schema import AnyRow, among
from bot.store.uninterrupted import uninterrupted

_TOLD = select(func.max(slot.c.until)).where(slot.c.schedule_id == schedule.c.id, state_in(State.POSTED, State.EMPTY))
_AS_IT_IS = select(
    schedule.c.id,
    schedule.c.next_day,
    schedule.c.skip_day,
    schedule.c.start,
    _TOLD.scalar_subquery().label("told"),
    select(func.coalesce(func.max(arrival.c.id), 0)).scalar_subquery().label("newest"),
).where(schedule.c.id.in_(among("ids")))
_MOVE = (
    update(schedule)
    .where(schedule.c.id == bindparam("of"), schedule.c.next_day == bindparam("was"))
    .values(next_day=bindparam("next_day"), next_at=bindparam("next_at"))
)
_UNSKIP = update(schedule).where(schedule.c.id.in_(among("ids"))).values(skip_day=None)
_RECORD = upsert(slot).on_conflict_do_nothing()
_CLAIM = upsert(slot).on_conflict_do_nothing().returning(slot)
# The sum keeps SQLite from walking all slots that these schedules ever had: few of all are under way.
_BUSY = select(slot.c.schedule_id).where((slot.c.schedule_id + 0).in_(among("ids")), OPEN)


@dataclass(frozen=True, slots=True)
class Claim:
    """What to do with a schedule whose slot has come: `missed` slots with their reasons, the one to `run`, and the
    `coming` one to move on to."""

    of: Schedule
    missed: Mapping[Due, str]
    run: Due | None
    coming: Due | None


@uninterrupted
async def claim(
    store: Store, claims: Sequence[Claim], owner: str, now: datetime, lease: timedelta
) -> list[Slot | None]:
    """Record the missed slots of these schedules, move each on, and claim the slots to run; in one transaction.

    None where another process was first, where the schedule changed meanwhile, or where there is nothing to run; also
    where another of its slots is under way, which may tell the same: then it is left as it is.
    """
    async with store.write() as connection:
        as_it_is = await _as_it_is(connection, [one.of for one in claims])
        recorded, to_run, unskipped = [], [], []
        busy = await _busy(connection, [one.of for one in claims])
        moved = [one for one in claims if one.of.id not in busy and _is_unchanged(one, as_it_is)]
        for one in moved:
            skip_day = as_it_is[one.of.id].skip_day
            for due, reason in one.missed.items():
                if due.day.isoformat() == skip_day:
                    recorded.append(_settled(one.of, due, State.SKIPPED, "skipped, as asked", now))
                else:
                    recorded.append(_settled(one.of, due, State.MISSED, reason, now))
            if one.run is not None and one.run.day.isoformat() == skip_day:
                recorded.append(_settled(one.of, one.run, State.SKIPPED, "skipped, as asked", now))
                unskipped.append(one.of.id)
            elif one.run is not None:
                to_run.append((one.of, one.run.day.isoformat(), one.run.at))
        if moved:
            await connection.execute(
                _MOVE,
                [{"of": one.of.id, "was": as_it_is[one.of.id].next_day, **due_values(one.coming)} for one in moved],
            )
        if recorded:
            await connection.execute(_RECORD, recorded)
        if unskipped:
            await connection.execute(_UNSKIP, {"ids": unskipped})
        claimed = await _claim(connection, to_run, as_it_is, owner, now, lease)
    return [claimed.get(one.of.id) for one in claims]


@uninterrupted
async def claim_by_hand(
    store: Store, of: Schedule, key: str, owner: str, now: datetime, lease: timedelta
) -> Slot | None:
    """Claim a digest that a person asked for; `key` tells one such question from all others.

    None where that question was asked already, or where another slot of the schedule is under way.
    """
    async with store.write() as connection:
        if await _busy(connection, [of]):
            return None
        as_it_is = await _as_it_is(connection, [of])
        return (await _claim(connection, [(of, f"now-{key}", now)], as_it_is, owner, now, lease)).get(of.id)


@uninterrupted
async def told_until(store: Store, of: Schedule) -> Mark:
    """The mark up to which a schedule's digests have told."""
    async with store.read() as connection:
        found = (await _as_it_is(connection, [of])).get(of.id)
    return of.start if found is None else _mark(found)


async def _as_it_is(connection: AsyncConnection, of: Iterable[Schedule]) -> dict[int, AnyRow]:
    rows = await connection.execute(_AS_IT_IS, {"ids": [one.id for one in of]})
    return {row.id: row for row in rows}


async def _busy(connection: AsyncConnection, of: Iterable[Schedule]) -> set[int]:
    """Those that have a slot under way."""
    return set((await connection.execute(_BUSY, {"ids": [one.id for one in of]})).scalars())


def _mark(row: AnyRow) -> Mark:
    """Up to which a schedule's digests have told."""
    start: Mark = row.start
    return max(start, row.told or 0)


def _is_unchanged(one: Claim, as_it_is: Mapping[int, AnyRow]) -> bool:
    row = as_it_is.get(one.of.id)
    return row is not None and one.of.due is not None and row.next_day == one.of.due.day.isoformat()


def _settled(of: Schedule, due: Due, state: State, outcome: str, now: datetime) -> dict[str, Any]:
    day = due.day.isoformat()
    values = {"schedule_id": of.id, "day": day, "due_at": due.at, "state": state.value, "nonce": _nonce(of, day)}
    return {**values, "settled_at": now, "outcome": outcome}


async def _claim(
    connection: AsyncConnection,
    wanted: Sequence[tuple[Schedule, str, datetime]],
    as_it_is: Mapping[int, AnyRow],
    owner: str,
    now: datetime,
    lease: timedelta,
) -> dict[int, Slot]:
    """Slots for these schedules, days and times, by schedule: those that nobody had yet."""
    if not wanted:
        return {}
    values = [
        {
            "schedule_id": of.id,
            "day": day,
            "due_at": due_at,
            "state": State.CLAIMED.value,
            "nonce": _nonce(of, day),
            "after": _mark(as_it_is[of.id]),
            "until": max(as_it_is[of.id].newest, _mark(as_it_is[of.id])),
            "owner": owner,
            "held_until": now + lease,
            "claimed_at": now,
        }
        for of, day, due_at in wanted
    ]
    return {row.schedule_id: slot_of(row) for row in await connection.execute(_CLAIM, values)}


def _nonce(of: Schedule, day: str) -> str:
    """At most 25 characters, the same for every try of a slot."""
    return f"{of.id:x}.{day.removeprefix('now-').replace('-', '')}"[-25:]
