"""Schedules: made, listed, paused, skipped, taken out and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.records.digest import Due, Mark, Schedule, ScheduleDraft, Slot, State, WallTime, WhenEmpty
from bot.records.questions import Length
from bot.store.digest.tables import schedule
from bot.store.engine import Store
from bot.store.schema import AnyRow, guild
from bot.store.uninterrupted import uninterrupted


def schedule_of(row: AnyRow) -> Schedule:
    """The record of a row of the table."""
    due = None
    if row.next_day is not None and row.next_at is not None:
        due = Due(date.fromisoformat(row.next_day), row.next_at)
    return Schedule(
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        when=WallTime(row.minute, row.zone, row.days),
        created_by=row.created_by,
        topic=row.topic,
        length=Length(row.length),
        whole_guild=bool(row.whole_guild),
        role_id=row.role_id,
        when_empty=WhenEmpty(row.when_empty),
        grace=timedelta(minutes=row.grace_minutes),
        id=row.id,
        created_at=row.created_at,
        start=row.start,
        due=due,
        skipped=date.fromisoformat(row.skip_day) if row.skip_day else None,
        paused_at=row.paused_at,
        pause_reason=row.pause_reason,
        failures=row.failures,
    )


def slot_of(row: AnyRow, prefix: str = "") -> Slot:
    """The record of a row of the table of slots, whose columns may stand behind a prefix."""
    values = row._mapping
    return Slot(
        id=values[f"{prefix}id"],
        schedule_id=values[f"{prefix}schedule_id"],
        day=values[f"{prefix}day"],
        due_at=values[f"{prefix}due_at"],
        state=State(values[f"{prefix}state"]),
        nonce=values[f"{prefix}nonce"],
        after=values[f"{prefix}after"],
        until=values[f"{prefix}until"],
        attempts=values[f"{prefix}attempts"],
        claimed_at=values[f"{prefix}claimed_at"],
        sent_at=values[f"{prefix}sent_at"],
        settled_at=values[f"{prefix}settled_at"],
        message_id=values[f"{prefix}message_id"],
        late=bool(values[f"{prefix}late"]),
        outcome=values[f"{prefix}outcome"],
    )


def due_values(due: Due | None) -> dict[str, str | datetime | None]:
    """The columns of the next slot."""
    return {"next_day": due.day.isoformat() if due else None, "next_at": due.at if due else None}


@uninterrupted
async def add_schedule(store: Store, draft: ScheduleDraft, due: Due | None, start: Mark, now: datetime) -> Schedule:
    """Store a new schedule, its next slot `due`; its first digest tells what arrived after `start`."""
    values = {
        "guild_id": draft.guild_id,
        "channel_id": draft.channel_id,
        "minute": draft.when.minute,
        "days": draft.when.days,
        "zone": draft.when.zone,
        "topic": draft.topic,
        "length": draft.length.value,
        "whole_guild": int(draft.whole_guild),
        "role_id": draft.role_id,
        "when_empty": draft.when_empty.value,
        "grace_minutes": draft.grace // timedelta(minutes=1),
        "created_by": draft.created_by,
        "created_at": now,
        "start": start,
        **due_values(due),
    }
    async with store.write() as connection:
        await connection.execute(upsert(guild).values(id=draft.guild_id, joined_at=now).on_conflict_do_nothing())
        added = await connection.execute(insert(schedule).values(values).returning(schedule))
        return schedule_of(added.one())


@uninterrupted
async def schedules_of(store: Store, guild_id: int) -> list[Schedule]:
    """The schedules of a guild, the oldest first."""
    wanted = select(schedule).where(schedule.c.guild_id == guild_id, schedule.c.removed_at.is_(None))
    async with store.read() as connection:
        return [schedule_of(row) for row in await connection.execute(wanted.order_by(schedule.c.id))]


@uninterrupted
async def load_schedule(store: Store, guild_id: int, schedule_id: int) -> Schedule | None:
    """A schedule of this guild; None where there is none such, or it was taken out."""
    async with store.read() as connection:
        found = await connection.execute(
            select(schedule).where(
                schedule.c.id == schedule_id, schedule.c.guild_id == guild_id, schedule.c.removed_at.is_(None)
            )
        )
        row = found.one_or_none()
    return schedule_of(row) if row else None


@uninterrupted
async def last_zone(store: Store, guild_id: int) -> str | None:
    """The zone of the guild's newest schedule, taken out or not."""
    newest = select(schedule.c.zone).where(schedule.c.guild_id == guild_id).order_by(schedule.c.id.desc()).limit(1)
    async with store.read() as connection:
        return (await connection.execute(newest)).scalar_one_or_none()


@uninterrupted
async def pause(store: Store, schedule_id: int, at: datetime, reason: str | None = None) -> None:
    """Give a schedule no further slot until `resume`; pausing again changes nothing."""
    async with store.write() as connection:
        await connection.execute(
            update(schedule)
            .where(schedule.c.id == schedule_id, schedule.c.paused_at.is_(None))
            .values(paused_at=at, pause_reason=reason, **due_values(None))
        )


@uninterrupted
async def resume(store: Store, schedule_id: int, due: Due | None) -> None:
    """Let a paused schedule go on with the slot `due`; what was refused before is forgotten."""
    async with store.write() as connection:
        await connection.execute(
            update(schedule)
            .where(schedule.c.id == schedule_id, schedule.c.paused_at.is_not(None), schedule.c.removed_at.is_(None))
            .values(paused_at=None, pause_reason=None, failures=0, told_at=None, **due_values(due))
        )


@uninterrupted
async def skip(store: Store, schedule_id: int, day: date | None) -> None:
    """Leave out the slot of this local date; None leaves out none."""
    async with store.write() as connection:
        await connection.execute(
            update(schedule).where(schedule.c.id == schedule_id).values(skip_day=day.isoformat() if day else None)
        )


@uninterrupted
async def remove(store: Store, schedule_id: int, at: datetime) -> None:
    """Take a schedule out; `restore` brings it back until `purge_removed`."""
    async with store.write() as connection:
        await connection.execute(
            update(schedule).where(schedule.c.id == schedule_id).values(removed_at=at, **due_values(None))
        )


@uninterrupted
async def restore(store: Store, guild_id: int, schedule_id: int) -> Schedule | None:
    """Bring back a schedule that was taken out, without a next slot yet; None where it is gone for good."""
    async with store.write() as connection:
        found = await connection.execute(
            update(schedule)
            .where(schedule.c.id == schedule_id, schedule.c.guild_id == guild_id)
            .values(removed_at=None)
            .returning(schedule)
        )
        row = found.one_or_none()
    return schedule_of(row) if row else None


@uninterrupted
async def purge_removed(store: Store, before: datetime) -> int:
    """Forget the schedules taken out before this moment, with their slots; how many they were."""
    async with store.write() as connection:
        return (await connection.execute(delete(schedule).where(schedule.c.removed_at < before))).rowcount


@uninterrupted
async def waiting(store: Store, after_id: int, limit: int) -> list[Schedule]:
    """The first `limit` schedules with a greater id that wait for a slot, by id."""
    wanted = select(schedule).where(schedule.c.next_at.is_not(None), schedule.c.id > after_id)
    async with store.read() as connection:
        return [schedule_of(row) for row in await connection.execute(wanted.order_by(schedule.c.id).limit(limit))]


@uninterrupted
async def put_dues(store: Store, dues: Sequence[tuple[int, Due | None]]) -> None:
    """Set the next slots of these schedules, by id."""
    if dues:
        rows = [{"of": schedule_id, **due_values(due)} for schedule_id, due in dues]
        async with store.write() as connection:
            await connection.execute(
                update(schedule)
                .where(
                    schedule.c.id == bindparam("of"), schedule.c.removed_at.is_(None), schedule.c.paused_at.is_(None)
                )
                .values(next_day=bindparam("next_day"), next_at=bindparam("next_at")),
                rows,
            )
