"""`/digest`: schedules made and changed, previews, and what happened to an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import NothingFound, UserError
from bot.records import Article, Page, Scope
from bot.records.digest import Digest, Due, Schedule, ScheduleDraft, Slot, Told
from bot.services.digest.content import compose
from bot.services.digest.posting import LEASE, Desk, run
from bot.services.digest.slots import next_due, upcoming
from bot.services.paging import nearest_page
from bot.store import Store
from bot.store.article import articles
from bot.store.digest import arrivals, claims, digests, schedules, slots

MAX_SCHEDULES = 25  # of a server: what a completion can offer
FIRST_SPAN = timedelta(days=1)  # before a schedule was made: what its first digest tells as well
NO_SCHEDULE = "There is no digest here yet."
HOW_TO_SCHEDULE = "Make one with `/digest schedule time:8:00`."


async def add(store: Store, draft: ScheduleDraft, now: datetime) -> Schedule:
    """Store a schedule; its first digest tells the last day's arrivals too. Raises UserError past MAX_SCHEDULES."""
    if len(await schedules.schedules_of(store, draft.guild_id)) >= MAX_SCHEDULES:
        raise UserError(
            f"A server has at most {MAX_SCHEDULES} digests.", "Take one out first: `/digest list`, `/digest remove`."
        )
    start = await arrivals.newest_mark(store, now - FIRST_SPAN)
    return await schedules.add_schedule(store, draft, next_due(draft.when, now), start, now)


async def zone_of_guild(store: Store, guild_id: int) -> str | None:
    """The zone that the server used last."""
    return await schedules.last_zone(store, guild_id)


async def pick(store: Store, guild_id: int, channel_id: int | None, chosen: int | None) -> Schedule:
    """The schedule that was chosen, or else the channel's only one, or the server's. Raises UserError otherwise."""
    found = await schedules.schedules_of(store, guild_id)
    if not found:
        raise NothingFound(NO_SCHEDULE, HOW_TO_SCHEDULE)
    if chosen is not None:
        for one in found:
            if one.id == chosen:
                return one
        raise NothingFound("There is no such digest.", "Choose one that is offered, or see `/digest list`.")
    here = [one for one in found if one.channel_id == channel_id] or found
    if len(here) > 1:
        raise UserError(f"There are {len(here)} digests here.", "Say which: choose one in the option `digest`.")
    return here[0]


def coming(schedule: Schedule, now: datetime, count: int = 3) -> list[Due]:
    """The next times of a schedule, from its next slot on; none while it is paused."""
    if schedule.due is None:
        return []
    return [schedule.due, *upcoming(schedule.when, schedule.due.at, count - 1)]


async def resume(store: Store, schedule: Schedule, now: datetime) -> Schedule:
    """Let a paused schedule go on with its next slot."""
    due = next_due(schedule.when, now)
    await schedules.resume(store, schedule.id, due)
    return replace(schedule, paused_at=None, pause_reason=None, failures=0, due=due)


async def restore(store: Store, guild_id: int, schedule_id: int, now: datetime) -> Schedule:
    """Bring back a schedule that was taken out. Raises NothingFound where it is gone for good."""
    if len(await schedules.schedules_of(store, guild_id)) >= MAX_SCHEDULES:
        raise UserError(f"A server has at most {MAX_SCHEDULES} digests.", "Take another one out first.")
    found = await schedules.restore(store, guild_id, schedule_id)
    if found is None:
        raise NothingFound("That digest is gone for good.", HOW_TO_SCHEDULE)
    if found.paused_at is not None:
        return found
    due = next_due(found.when, now)
    await schedules.put_dues(store, [(found.id, due)])
    return replace(found, due=due)


async def skip(store: Store, schedule: Schedule) -> Due:
    """Leave out the next slot; its articles come in the one after. Raises UserError where there is none to skip."""
    if schedule.due is None:
        raise UserError("That digest is paused: there is no next one to skip.", "`/digest resume` lets it go on.")
    await schedules.skip(store, schedule.id, schedule.due.day)
    return schedule.due


async def preview(store: Store, asked: ScheduleDraft, now: datetime) -> Digest:
    """What the next digest would hold now; nothing of it counts as told. Raises NothingFound where nothing is new."""
    if isinstance(asked, Schedule):
        after = await claims.told_until(store, asked)
    else:
        after = await arrivals.newest_mark(store, now - FIRST_SPAN)
    found = await compose(store, asked, after, await arrivals.newest_mark(store))
    if found is None or not (found.stories or found.brief):
        since = "since the last digest" if isinstance(asked, Schedule) else "in the last 24 hours"
        raise NothingFound(f"Nothing new arrived here {since}.", "See `/summary` for what is stored.")
    return found


async def post_now(desk: Desk, schedule: Schedule, key: str) -> Slot:
    """Post all that is new at once; it counts as told. Raises UserError where another digest is on its way."""
    slot = await claims.claim_by_hand(desk.store, schedule, key, desk.owner, desk.now(), LEASE)
    if slot is None:
        raise UserError("A digest of this schedule is on its way already.", "See `/digest list` for how it went.")
    await run(desk, schedule, slot)
    return (await slots.last_slots(desk.store, [schedule.id]))[schedule.id]


async def why(store: Store, guild_id: int, article_id: int) -> tuple[Article, list[Told], list[Schedule]]:
    """An article, what happened to it in every digest, and the schedules whose next digest will consider it.

    Raises NothingFound where this server has no such article.
    """
    found = await articles.load_articles(store, Scope(guild_id), [article_id])
    if not found:
        raise NothingFound("That article is not stored here.", "Choose one that is offered, or see `/articles list`.")
    told = await digests.told(store, guild_id, article_id)
    newest = await arrivals.newest_mark(store)
    ahead = [
        schedule
        for schedule in await schedules.schedules_of(store, guild_id)
        if article_id in await arrivals.arrived(store, schedule, await claims.told_until(store, schedule), newest)
    ]
    return found[0], told, ahead


async def article_named(store: Store, guild_id: int, typed: str) -> int:
    """The article that a completion's value names, or the newest with the words typed. Raises NothingFound."""
    if typed.startswith("id:") and typed[3:].isascii() and typed[3:].isdecimal() and len(typed) < 20:
        return int(typed[3:])
    found = await articles.find_articles(store, Scope(guild_id), topic=typed, limit=1, whole_guild=True)
    if not found.items:
        raise NothingFound("No article here has the words “{typed}”.", "Choose one that is offered.", typed=typed)
    return found.items[0].id


async def everything(store: Store, guild_id: int, slot_id: int, page: int, per_page: int) -> tuple[int, Page[Told]]:
    """A page of all that a digest considered, and its number. Raises NothingFound where nothing of it is kept."""

    async def load(number: int) -> Page[Told]:
        return await digests.held(store, guild_id, slot_id, limit=per_page, offset=number * per_page)

    number, found = await nearest_page(load, page, per_page)
    if not found.total:
        raise NothingFound("No article arrived for this digest, or none is still stored.", "See `/articles list`.")
    return number, found
