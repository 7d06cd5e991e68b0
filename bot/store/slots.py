"""Slots under way: which are due, which nobody holds any more, and how the last ones went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, func, literal_column, select, update

from bot.digest import Schedule, Slot, State
from bot.store.digest_tables import schedule, slot
from bot.store.engine import Store
from bot.store.schedules import schedule_of, slot_of
from bot.store.schema import guild
from bot.store.uninterrupted import uninterrupted


def state_in(*states: State) -> ColumnElement[bool]:
    """The condition that a slot is in one of these states, spelt out: SQLite takes a partial index for that alone."""
    return slot.c.state.in_([literal_column(f"'{state.value}'", Text) for state in states])


OPEN = state_in(State.CLAIMED, State.SENDING)
"""The condition that a slot is under way."""
_HERE = schedule.c.guild_id.in_(select(guild.c.id).where(guild.c.left_at.is_(None)))


@uninterrupted
async def due_schedules(store: Store, now: datetime, limit: int) -> list[Schedule]:
    """Schedules whose slot has come and none of whose slots is under way, the longest due first."""
    busy = select(slot.c.id).where(slot.c.schedule_id == schedule.c.id, OPEN)
    wanted = select(schedule).where(schedule.c.next_at <= now, _HERE, ~busy.exists())
    async with store.read() as connection:
        rows = await connection.execute(wanted.order_by(schedule.c.next_at, schedule.c.id).limit(limit))
        return [schedule_of(row) for row in rows]


@uninterrupted
async def next_moment(store: Store) -> datetime | None:
    """When the next slot is due or may be tried again; None where nothing waits."""
    async with store.read() as connection:
        due = (await connection.execute(select(func.min(schedule.c.next_at)).where(_HERE))).scalar_one()
        held = (await connection.execute(select(func.min(slot.c.held_until)).where(OPEN))).scalar_one()
    return min((moment for moment in (due, held) if moment is not None), default=None)


def _free(now: datetime, horizon: timedelta) -> ColumnElement[bool]:
    """Held by nobody any more; or, because the clock was put back, for longer than anybody holds a slot."""
    return OPEN & ((slot.c.held_until <= now) | (slot.c.held_until > now + horizon))


@uninterrupted
async def free_slots(store: Store, now: datetime, horizon: timedelta, limit: int) -> list[tuple[Slot, Schedule]]:
    """Slots under way that nobody holds, with their schedules: of a process that died, or waiting to be tried again.

    `horizon` is longer than anybody ever holds one.
    """
    wanted = select(slot.c.id, slot.c.schedule_id).where(_free(now, horizon)).order_by(slot.c.due_at).limit(limit)
    async with store.read() as connection:
        ids = (await connection.execute(wanted)).all()
        if not ids:
            return []
        slots = await connection.execute(select(slot).where(slot.c.id.in_([row.id for row in ids])))
        owners = await connection.execute(
            select(schedule).where(
                schedule.c.id.in_({row.schedule_id for row in ids}), _HERE, schedule.c.removed_at.is_(None)
            )
        )
        by_id = {row.id: schedule_of(row) for row in owners}
        found = [slot_of(row) for row in slots]
    return [(one, by_id[one.schedule_id]) for one in sorted(found, key=lambda s: s.due_at) if one.schedule_id in by_id]


@uninterrupted
async def take_over(
    store: Store, slot_id: int, owner: str, now: datetime, lease: timedelta, horizon: timedelta
) -> bool:
    """Hold a slot that nobody holds; False where somebody was quicker."""
    return await _change(
        store, (slot.c.id == slot_id) & _free(now, horizon), {"owner": owner, "held_until": now + lease}
    )


@uninterrupted
async def hold(store: Store, slot_id: int, owner: str, until: datetime, outcome: str) -> bool:
    """Leave a slot to whoever comes after `until`, with what happened so far; False: no longer ours."""
    return await _change(store, _ours(slot_id, owner), {"owner": None, "held_until": until, "outcome": outcome})


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


def _ours(slot_id: int, owner: str) -> ColumnElement[bool]:
    return (slot.c.id == slot_id) & (slot.c.owner == owner) & OPEN


async def _change(store: Store, where: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    async with store.write() as connection:
        return (await connection.execute(update(slot).where(where).values(values))).rowcount == 1
