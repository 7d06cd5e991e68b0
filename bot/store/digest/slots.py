"""Slots under way: which are due, which nobody holds any more, and how the last ones went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Text, bindparam, exists, func, literal_column, select, tuple_, update

from bot.records.digest import Schedule, Slot, State
from bot.store.digest.schedules import schedule_of, slot_of
from bot.store.digest.tables import schedule, slot
from bot.store.engine import Store
from bot.store.schema import Moment, among, guild
from bot.store.uninterrupted import uninterrupted


def state_in(*states: State) -> ColumnElement[bool]:
    """The condition that a slot is in one of these states, spelt out: SQLite takes a partial index for that alone."""
    return slot.c.state.in_([literal_column(f"'{state.value}'", Text) for state in states])


OPEN = state_in(State.CLAIMED, State.SENDING)
"""The condition that a slot is under way."""
# The sum keeps SQLite from walking the schedules of all guilds: there is an index of when each is due.
_HERE = (schedule.c.guild_id + 0).in_(select(guild.c.id).where(guild.c.left_at.is_(None)))


# Held by nobody any more; or, because the clock was put back, for longer than anybody holds a slot.
_FREE = OPEN & (
    (slot.c.held_until <= bindparam("now", type_=Moment)) | (slot.c.held_until > bindparam("horizon", type_=Moment))
)
# A slot whose schedule was taken out, or whose server left, waits for them to come back, and nobody waits for it.
_WANTED = exists().where(schedule.c.id == slot.c.schedule_id, schedule.c.removed_at.is_(None), _HERE)
_FREE_SLOTS = select(slot).where(_FREE, _WANTED).order_by(slot.c.due_at).limit(bindparam("limit"))
_SCHEDULES = select(schedule).where(schedule.c.id.in_(among("ids")))
_BUSY = select(slot.c.schedule_id).where(OPEN)
_DUE = (
    select(schedule)
    .where(schedule.c.next_at <= bindparam("now", type_=Moment), _HERE, schedule.c.id.not_in(_BUSY))
    .order_by(schedule.c.next_at, schedule.c.id)
    .limit(bindparam("limit"))
)
_DUES = (
    select(schedule.c.next_at, func.count())
    .where(schedule.c.next_at <= bindparam("until", type_=Moment), _HERE)
    .group_by(schedule.c.next_at)
    .order_by(schedule.c.next_at)
)
_DUE_UNTIL = (
    select(schedule)
    .where(
        tuple_(schedule.c.next_at, schedule.c.id) > tuple_(bindparam("at", type_=Moment), bindparam("id")),
        schedule.c.next_at <= bindparam("until", type_=Moment),
        _HERE,
    )
    .order_by(schedule.c.next_at, schedule.c.id)
    .limit(bindparam("limit"))
)
_NEXT_DUE = select(func.min(schedule.c.next_at)).where(schedule.c.next_at.is_not(None), _HERE)
_NEXT_FREE = select(func.min(slot.c.held_until)).where(OPEN, _WANTED)


@uninterrupted
async def waiting(
    store: Store, now: datetime, horizon: timedelta, limit: int
) -> tuple[list[tuple[Slot, Schedule]], list[Schedule]]:
    """What is to be done, `limit` of each kind, the longest due first.

    Slots under way that nobody holds, with their schedules: of a process that died, or to be tried again (`horizon` is
    longer than anybody ever holds one); and schedules whose slot has come and none of whose slots is under way.
    """
    asked = {"now": now, "horizon": now + horizon, "limit": limit}
    async with store.read() as connection:
        free = [slot_of(row) for row in await connection.execute(_FREE_SLOTS, asked)]
        of: dict[int, Schedule] = {}
        if free:
            rows = await connection.execute(_SCHEDULES, {"ids": [one.schedule_id for one in free]})
            of = {row.id: schedule_of(row) for row in rows}
        due = [schedule_of(row) for row in await connection.execute(_DUE, asked)]
    return [(one, of[one.schedule_id]) for one in free], due


@uninterrupted
async def dues(store: Store, until: datetime) -> list[tuple[datetime, int]]:
    """The moments up to `until` at which schedules are due, in order, and how many are due at each."""
    async with store.read() as connection:
        return [(at, count) for at, count in await connection.execute(_DUES, {"until": until})]


@uninterrupted
async def due_until(store: Store, until: datetime, after: tuple[datetime, int], limit: int) -> list[Schedule]:
    """The first `limit` schedules due up to `until` behind one that is due at a moment and has an id; in that order."""
    asked = {"until": until, "at": after[0], "id": after[1], "limit": limit}
    async with store.read() as connection:
        return [schedule_of(row) for row in await connection.execute(_DUE_UNTIL, asked)]


@uninterrupted
async def next_moment(store: Store) -> datetime | None:
    """When the next slot is due or may be tried again; None where nothing waits."""
    async with store.read() as connection:
        due = (await connection.execute(_NEXT_DUE)).scalar_one()
        held = (await connection.execute(_NEXT_FREE)).scalar_one()
    return min((moment for moment in (due, held) if moment is not None), default=None)


@uninterrupted
async def take_over(
    store: Store, slot_id: int, owner: str, now: datetime, lease: timedelta, horizon: timedelta
) -> bool:
    """Hold a slot that nobody holds; False where somebody was quicker."""
    hold = update(slot).where(slot.c.id == slot_id, _FREE).values(owner=owner, held_until=now + lease)
    async with store.write() as connection:
        return (await connection.execute(hold, {"now": now, "horizon": now + horizon})).rowcount == 1


@uninterrupted
async def hold(store: Store, slot_id: int, owner: str, until: datetime, outcome: str) -> bool:
    """Leave a slot to whoever comes after `until`, with what happened so far; False: no longer ours."""
    ours = (slot.c.id == slot_id) & (slot.c.owner == owner) & OPEN
    left = update(slot).where(ours).values(owner=None, held_until=until, outcome=outcome)
    async with store.write() as connection:
        return (await connection.execute(left)).rowcount == 1


@uninterrupted
async def take_telling(store: Store, schedule_id: int, now: datetime) -> bool:
    """Take it on to tell an administrator of a failure: True for one caller until a digest was posted again."""
    async with store.write() as connection:
        first = await connection.execute(
            update(schedule)
            .where(schedule.c.id == schedule_id, schedule.c.told_at.is_(None))
            .values(told_at=now)
            .returning(schedule.c.id)
        )
        return first.first() is not None


@uninterrupted
async def last_slots(store: Store, schedule_ids: Sequence[int]) -> dict[int, Slot]:
    """The newest slot of each of these schedules that has one."""
    found: dict[int, Slot] = {}
    async with store.read() as connection:
        for one in schedule_ids:
            newest = select(slot).where(slot.c.schedule_id == one).order_by(slot.c.due_at.desc(), slot.c.id.desc())
            row = (await connection.execute(newest.limit(1))).one_or_none()
            if row:
                found[one] = slot_of(row)
    return found
