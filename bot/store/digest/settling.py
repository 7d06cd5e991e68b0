"""Slots brought to their end: noted before the message goes out, and what became of them after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.digest import Item, Slot, State
from bot.store.digest.digests import put_items
from bot.store.digest.slots import OPEN
from bot.store.digest.tables import schedule, slot
from bot.store.engine import Store
from bot.store.schema import Moment, among
from bot.store.uninterrupted import uninterrupted

_OURS = select(slot.c.id).where(slot.c.id.in_(among("ids")), slot.c.owner == bindparam("owner"), OPEN)
_SEND = (
    update(slot)
    .where(slot.c.id.in_(among("ids")))
    .values(
        state=State.SENDING.value,
        sent_at=bindparam("now", type_=Moment),
        held_until=bindparam("held_to", type_=Moment),
        attempts=slot.c.attempts + 1,
    )
)
_SETTLE = (
    update(slot)
    .where(slot.c.id == bindparam("of"))
    .values(
        state=bindparam("state"),
        owner=None,
        held_until=None,
        settled_at=bindparam("settled_at"),
        message_id=bindparam("message_id"),
        late=bindparam("late"),
        outcome=bindparam("outcome"),
    )
)
_WELL = update(schedule).where(schedule.c.id.in_(among("ids"))).values(failures=0, told_at=None)
_REFUSED = update(schedule).where(schedule.c.id.in_(among("ids"))).values(failures=schedule.c.failures + 1)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a slot, for good.

    `items` None leaves those noted; what a digest that was not posted would have held is forgotten: the next one
    tells it. `refused` counts a failure that will come again.
    """

    slot: Slot
    state: State
    outcome: str
    message_id: int | None = None
    late: bool = False
    items: Sequence[Item] | None = None
    refused: bool = False


@uninterrupted
async def begin_sending(
    store: Store, holding: Sequence[tuple[int, Sequence[Item]]], owner: str, now: datetime, lease: timedelta
) -> list[bool]:
    """Note of these slots, before their messages go out, that they may be out from now on, and what they hold.

    False for each that is no longer ours.
    """
    async with store.write() as connection:
        ours = await _ours(connection, [one for one, _ in holding], owner)
        if ours:
            await connection.execute(_SEND, {"ids": list(ours), "now": now, "held_to": now + lease})
            await put_items(connection, {one: items for one, items in holding if one in ours})
    return [one in ours for one, _ in holding]


@uninterrupted
async def settle(store: Store, settlements: Sequence[Settlement], owner: str, now: datetime) -> list[bool]:
    """Record what became of these slots; False for each that is no longer ours."""
    async with store.write() as connection:
        ours = await _ours(connection, [one.slot.id for one in settlements], owner)
        done = [one for one in settlements if one.slot.id in ours]
        if done:
            await connection.execute(
                _SETTLE,
                [
                    {
                        "of": one.slot.id,
                        "state": one.state.value,
                        "settled_at": now,
                        "message_id": one.message_id,
                        "late": int(one.late),
                        "outcome": one.outcome,
                    }
                    for one in done
                ],
            )
            forgotten = [one for one in done if one.state not in {State.POSTED, State.EMPTY}]
            noted = [one for one in done if one not in forgotten and one.items is not None]
            held = {one.slot.id: one.items or () for one in noted}
            await put_items(connection, held | {one.slot.id: () for one in forgotten})
            await _count(connection, done)
    return [one.slot.id in ours for one in settlements]


async def _count(connection: AsyncConnection, done: Iterable[Settlement]) -> None:
    """Count the failures of schedules anew, or on."""
    posted = [one.slot.schedule_id for one in done if one.state is State.POSTED]
    refused = [one.slot.schedule_id for one in done if one.refused]
    for change, ids in ((_WELL, posted), (_REFUSED, refused)):
        if ids:
            await connection.execute(change, {"ids": ids})


async def _ours(connection: AsyncConnection, ids: Sequence[int], owner: str) -> set[int]:
    return set((await connection.execute(_OURS, {"ids": ids, "owner": owner})).scalars())
