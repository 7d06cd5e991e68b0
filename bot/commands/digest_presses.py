"""The replies of `/digest` that a button gives as well, and those that buttons alone give."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.commands.answer import host
from bot.commands.digest_options import desk_of, guild_of, require_manager
from bot.commands.presses import Handler, Press
from bot.errors import NothingFound, UserError
from bot.records.digest import Schedule
from bot.services.digest import scheduling
from bot.store.digest import schedules, slots
from bot.views.digest import ITEMS_PER_PAGE, everything_view
from bot.views.schedules import ScheduleState, changed_view, list_view, scheduled_view
from bot.views.state import page_number, row_id


def scheduled(interaction: discord.Interaction[Any], one: Schedule, head: str) -> ui.LayoutView:
    """A schedule as it is now, and when its digests come."""
    return scheduled_view(ScheduleState(one, None, scheduling.coming(one, host(interaction).now())), head)


async def list_page(interaction: discord.Interaction[Any], page: int) -> ui.LayoutView:
    """A page of the server's schedules."""
    app, guild_id = host(interaction), guild_of(interaction)
    found = await schedules.schedules_of(app.store, guild_id)
    if not found:
        raise NothingFound(scheduling.NO_SCHEDULE, scheduling.HOW_TO_SCHEDULE)
    last = await slots.last_slots(app.store, [one.id for one in found])
    states = [ScheduleState(one, last.get(one.id), scheduling.coming(one, app.now(), 2)) for one in found]
    return list_view(states, page)


async def resumed(interaction: discord.Interaction[Any], one: Schedule) -> ui.LayoutView:
    """Let a paused schedule go on, and show it."""
    if one.paused_at is None:
        raise UserError("That digest is not paused.", "See `/digest list`.")
    app = host(interaction)
    one = await scheduling.resume(app.store, one, app.now())
    desk_of(interaction).wake()
    return scheduled(interaction, one, "Digest resumed")


async def removed(interaction: discord.Interaction[Any], one: Schedule) -> ui.LayoutView:
    """Take a schedule out, and offer to undo it."""
    await schedules.remove(host(interaction).store, one.id, host(interaction).now())
    return changed_view(
        f"Digest {one.id} is taken out. It can be brought back for seven days.", "Undo", "digest-restore", one.id
    )


async def _everything(press: Press) -> ui.LayoutView:
    slot_id, page = press.take(2)
    store, slot_row = host(press.interaction).store, row_id(slot_id)
    guild_id = guild_of(press.interaction)
    number, found = await scheduling.everything(store, guild_id, slot_row, page_number(page), ITEMS_PER_PAGE)
    return everything_view(found, slot_row, number)


async def _turn_list(press: Press) -> ui.LayoutView:
    return await list_page(press.interaction, page_number(press.take(1)[0]))


async def _chosen(press: Press) -> Schedule:
    guild_id = require_manager(press.interaction)
    return await scheduling.pick(host(press.interaction).store, guild_id, None, row_id(press.take(1)[0]))


async def _press_resume(press: Press) -> ui.LayoutView:
    return await resumed(press.interaction, await _chosen(press))


async def _press_remove(press: Press) -> ui.LayoutView:
    return await removed(press.interaction, await _chosen(press))


async def _press_restore(press: Press) -> ui.LayoutView:
    guild_id, app = require_manager(press.interaction), host(press.interaction)
    one = await scheduling.restore(app.store, guild_id, row_id(press.take(1)[0]), app.now())
    desk_of(press.interaction).wake()
    return scheduled(press.interaction, one, "Digest brought back")


async def _press_unskip(press: Press) -> ui.LayoutView:
    one = await _chosen(press)
    await schedules.skip(host(press.interaction).store, one.id, None)
    return scheduled(press.interaction, await _chosen(press), "No digest is skipped")


PRESSES = {
    "digest": Handler(_everything, private=True),
    "digest-page": Handler(_everything),
    "digests": Handler(_turn_list),
    "digest-resume": Handler(_press_resume),
    "digest-remove": Handler(_press_remove),
    "digest-restore": Handler(_press_restore),
    "digest-unskip": Handler(_press_unskip),
}
