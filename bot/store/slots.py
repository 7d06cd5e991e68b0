"""Slots: each claimed by one process, held while it works, and settled once. Every step is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digest import Due, Item, Mark, Schedule, Slot, State
from bot.store.digest_tables import arrival, schedule, slot
from bot.store.digests import drop_items, put_items
from bot.store.engine import Store
from bot.store.schedules import due_values, schedule_of, slot_of
from bot.store.schema import guild
from bot.store.uninterrupted import uninterrupted

_OPEN = slot.c.state.in_((State.CLAIMED.value, State.SENDING.value))
_TOLD = slot.c.state.in_((State.POSTED.value, State.EMPTY.value))
_HERE = schedule.c.guild_id.in_(select(guild.c.id).where(guild.c.left_at.is_(None)))


@uninterrupted
async def due_schedules(store: Store, now: datetime, limit: int) -> list[Schedule]:
    """Schedules whose slot has come and none of whose slots is under way, the longest due first."""
    busy = select(slot.c.id).where(slot.c.schedule_id == schedule.c.id, _OPEN)
    wanted = select(schedule).where(schedule.c.next_at <= now, _HERE, ~busy.exists())
    async with store.read() as connection:
        rows = await connection.execute(wanted.order_by(schedule.c.next_at, schedule.c.id).limit(limit))
        return [schedule_of(row) for row in rows]


@uninterrupted
async def next_moment(store: Store) -> datetime | None:
    """When the next slot is due or may be tried again; None where nothing waits."""
    async with store.read() as connection:
        due = (await connection.execute(select(func.min(schedule.c.next_at)).where(_HERE))).scalar_one()
        held = (await connection.execute(select(func.min(slot.c.held_until)).where(_OPEN))).scalar_one()
    return min((moment for moment in (due, held) if moment is not None), default=None)


@uninterrupted
async def claim(
    store: Store,
    of: Schedule,
    missed: Mapping[Due, str],
    run: Due | None,
    coming: Due | None,
    owner: str,
    now: datetime,
    lease: timedelta,
) -> Slot | None:
    """Record the `missed` slots with their reasons, move the schedule on to `coming`, and claim the slot `run`.

    None where another process was first, where the schedule changed meanwhile, or where there is nothing to run.
    """
    if of.due is None:
        return None
    async with store.write() as connection:
        moved = await connection.execute(
            update(schedule)
            .where(schedule.c.id == of.id, schedule.c.next_day == of.due.day.isoformat())
            .values(due_values(coming))
            .returning(schedule.c.skip_day)
        )
        row = moved.one_or_none()
        if row is None:
            return None
        for due, reason in missed.items():
            skipped = due.day.isoformat() == row.skip_day
            state, outcome = (State.SKIPPED, "skipped, as asked") if skipped else (State.MISSED, reason)
            await _record(connection, of, due, state, outcome, now)
        if run is None:
            return None
        if run.day.isoformat() == row.skip_day:
            await _record(connection, of, run, State.SKIPPED, "skipped, as asked", now)
            await connection.execute(update(schedule).where(schedule.c.id == of.id).values(skip_day=None))
            return None
        return await _insert(connection, of, run.day.isoformat(), run.at, owner, now, lease)


@uninterrupted
async def claim_by_hand(
    store: Store, of: Schedule, key: str, owner: str, now: datetime, lease: timedelta
) -> Slot | None:
    """Claim a digest that a person asked for; `key` tells one such question from all others.

    None where that question was asked already, or where another slot of the schedule is under way.
    """
    async with store.write() as connection:
        busy = await connection.execute(select(slot.c.id).where(slot.c.schedule_id == of.id, _OPEN).limit(1))
        if busy.first() is not None:
            return None
        return await _insert(connection, of, f"now-{key}", now, owner, now, lease)


@uninterrupted
async def told_until(store: Store, of: Schedule) -> Mark:
    """The mark up to which a schedule's digests have told."""
    async with store.read() as connection:
        return await _told_until(connection, of)


async def _told_until(connection: AsyncConnection, of: Schedule) -> Mark:
    told = select(func.max(slot.c.until)).where(slot.c.schedule_id == of.id, _TOLD)
    return max((await connection.execute(told)).scalar_one() or 0, of.start)


async def _record(
    connection: AsyncConnection, of: Schedule, due: Due, state: State, outcome: str, now: datetime
) -> None:
    day = due.day.isoformat()
    values = {"schedule_id": of.id, "day": day, "due_at": due.at, "state": state.value, "nonce": _nonce(of, day)}
    settled = {"settled_at": now, "outcome": outcome}
    await connection.execute(upsert(slot).values({**values, **settled}).on_conflict_do_nothing())


async def _insert(
    connection: AsyncConnection, of: Schedule, day: str, due_at: datetime, owner: str, now: datetime, lease: timedelta
) -> Slot | None:
    after = await _told_until(connection, of)
    newest = select(func.coalesce(func.max(arrival.c.id), 0))
    until = max((await connection.execute(newest)).scalar_one(), after)
    values = {
        "schedule_id": of.id,
        "day": day,
        "due_at": due_at,
        "state": State.CLAIMED.value,
        "nonce": _nonce(of, day),
        "after": after,
        "until": until,
        "owner": owner,
        "held_until": now + lease,
        "claimed_at": now,
    }
    row = (await connection.execute(upsert(slot).values(values).on_conflict_do_nothing().returning(slot))).one_or_none()
    return slot_of(row) if row else None


def _nonce(of: Schedule, day: str) -> str:
    """At most 25 characters, the same for every try of a slot."""
    return f"{of.id:x}.{day.removeprefix('now-').replace('-', '')}"[-25:]


def _free(now: datetime, horizon: timedelta) -> ColumnElement[bool]:
    """Held by nobody any more; or, because the clock was put back, for longer than anybody holds a slot."""
    return _OPEN & ((slot.c.held_until <= now) | (slot.c.held_until > now + horizon))


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
async def begin_sending(
    store: Store, slot_id: int, owner: str, items: Sequence[Item], now: datetime, lease: timedelta
) -> bool:
    """Note, before the message goes out, that it may be out from now on, and what it holds; False: no longer ours."""
    values = {
        "state": State.SENDING.value,
        "sent_at": now,
        "held_until": now + lease,
        "attempts": slot.c.attempts + 1,
    }
    async with store.write() as connection:
        if not await _changed(connection, _ours(slot_id, owner), values):
            return False
        await put_items(connection, slot_id, items)
    return True


@uninterrupted
async def hold(store: Store, slot_id: int, owner: str, until: datetime, outcome: str) -> bool:
    """Leave a slot to whoever comes after `until`, with what happened so far; False: no longer ours."""
    return await _change(store, _ours(slot_id, owner), {"owner": None, "held_until": until, "outcome": outcome})


@uninterrupted
async def settle(
    store: Store,
    done: Slot,
    owner: str,
    state: State,
    outcome: str,
    now: datetime,
    *,
    message_id: int | None = None,
    late: bool = False,
    items: Sequence[Item] | None = None,
    refused: bool = False,
) -> bool:
    """Record what became of a slot, for good; False where it is no longer ours. `items` None leaves those noted.

    What a digest that was not posted would have held is forgotten: the next one tells it. `refused` counts a failure
    that will come again.
    """
    values = {
        "state": state.value,
        "owner": None,
        "held_until": None,
        "settled_at": now,
        "message_id": message_id,
        "late": int(late),
        "outcome": outcome,
    }
    async with store.write() as connection:
        if not await _changed(connection, _ours(done.id, owner), values):
            return False
        if state not in {State.POSTED, State.EMPTY}:
            await drop_items(connection, done.id)
        elif items is not None:
            await put_items(connection, done.id, items)
        mine = update(schedule).where(schedule.c.id == done.schedule_id)
        if state is State.POSTED:
            await connection.execute(mine.values(failures=0, told_at=None))
        elif refused:
            await connection.execute(mine.values(failures=schedule.c.failures + 1))
    return True


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
    return (slot.c.id == slot_id) & (slot.c.owner == owner) & _OPEN


async def _change(store: Store, where: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    async with store.write() as connection:
        return await _changed(connection, where, values)


async def _changed(connection: AsyncConnection, where: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    return (await connection.execute(update(slot).where(where).values(values))).rowcount == 1
