"""Readings of a channel's history: how far each is, so that a restart goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.records.savings import Backfill
from bot.store.engine import Store
from bot.store.schema import AnyRow, backfill, guild
from bot.store.uninterrupted import uninterrupted

RUNNING = "running"


@uninterrupted
async def begin_backfill(
    store: Store, guild_id: int, channel_id: int, user_id: int, since: datetime, report: tuple[int, int], at: datetime
) -> Backfill | None:
    """Note that a history is to be read, told of in the message `report` (channel, message); None while one is."""
    async with store.write() as connection:
        await connection.execute(upsert(guild).values(id=guild_id, joined_at=at).on_conflict_do_nothing())
        running = select(backfill.c.id).where(backfill.c.channel_id == channel_id, backfill.c.state == RUNNING)
        if (await connection.execute(running)).first() is not None:
            return None
        row = (
            await connection.execute(
                insert(backfill)
                .values(
                    guild_id=guild_id,
                    channel_id=channel_id,
                    user_id=user_id,
                    since=since,
                    report_channel_id=report[0],
                    report_message_id=report[1],
                    last_message_id=await _reached(connection, channel_id, since),
                )
                .returning(backfill)
            )
        ).one()
    return _backfill(row)


async def _reached(connection: Any, channel_id: int, since: datetime) -> int:
    """The last message of an earlier reading of as much that did not come to its end."""
    earlier = (
        select(backfill.c.last_message_id, backfill.c.state)
        .where(backfill.c.channel_id == channel_id, backfill.c.since == since)
        .order_by(backfill.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(earlier)).one_or_none()
    return row.last_message_id if row is not None and row.state == "stopped" else 0


@uninterrupted
async def running_backfills(store: Store) -> Sequence[Backfill]:
    """Those that have not ended, the oldest first."""
    async with store.read() as connection:
        rows = await connection.execute(select(backfill).where(backfill.c.state == RUNNING).order_by(backfill.c.id))
        return [_backfill(row) for row in rows]


@uninterrupted
async def load_backfill(store: Store, guild_id: int, backfill_id: int) -> Backfill | None:
    """One of a guild."""
    async with store.read() as connection:
        found = select(backfill).where(backfill.c.id == backfill_id, backfill.c.guild_id == guild_id)
        row = (await connection.execute(found)).one_or_none()
        return None if row is None else _backfill(row)


@uninterrupted
async def note_progress(store: Store, done: Backfill) -> bool:
    """Keep the counts, the last message and the state; False where it was stopped meanwhile, which stands."""
    async with store.write() as connection:
        values = {
            "last_message_id": done.last_message_id,
            "messages": done.messages,
            "saved": done.saved,
            "known": done.known,
            "failed": done.failed,
        }
        here = update(backfill).where(backfill.c.id == done.id, backfill.c.state == RUNNING)
        ended = {"state": done.state, "reason": done.reason}
        return (await connection.execute(here.values(**values, **ended))).rowcount > 0


@uninterrupted
async def stop_backfill(store: Store, guild_id: int, backfill_id: int, reason: str) -> Backfill | None:
    """End a guild's running one; None where there is none such."""
    async with store.write() as connection:
        here = update(backfill).where(
            backfill.c.id == backfill_id, backfill.c.guild_id == guild_id, backfill.c.state == RUNNING
        )
        row = (await connection.execute(here.values(state="stopped", reason=reason).returning(backfill))).one_or_none()
        return None if row is None else _backfill(row)


def _backfill(row: AnyRow) -> Backfill:
    return Backfill(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        user_id=row.user_id,
        report=(row.report_channel_id, row.report_message_id),
        since=row.since,
        last_message_id=row.last_message_id,
        messages=row.messages,
        saved=row.saved,
        known=row.known,
        failed=row.failed,
        state=row.state,
        reason=row.reason,
    )
