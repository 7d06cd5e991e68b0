"""Filing speakers under people at saving: which names are the same person, within one owner.

A name is filed under the person of the same owner that it surely is, by the name and by what the articles say: offices,
others named beside. Below that confidence, or where several are as sure, it is filed as written. Every form is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.person.described import settings_in, settings_of
from bot.store.person.forms import Filed, Mention, file_names
from bot.store.person.names import filing_sounds, sought_sounds
from bot.store.schema import LIBRARY, among, person, person_name, person_sound, take_ids
from summaries.people import NO_SETTING, ONE, Setting, confidence, fold, name_prior, parse_name

_CANDIDATES = 50  # people of one sound that a name is compared with, the first that came
_LEAD = 0.1  # by which the surest of several must be ahead


_ranked = (
    select(
        person_sound.c.owner,
        person_sound.c.skeleton,
        person_sound.c.person_id,
        func.row_number()
        .over(partition_by=(person_sound.c.owner, person_sound.c.skeleton), order_by=person_sound.c.person_id)
        .label("rank"),
    )
    .where(person_sound.c.owner.in_(among("owners")), person_sound.c.skeleton.in_(among("sounds")))
    .subquery()
)
_BEARERS = (
    select(_ranked.c.owner, _ranked.c.skeleton, _ranked.c.person_id, person_name.c.name)
    .join(person_name, person_name.c.person_id == _ranked.c.person_id)
    .where(_ranked.c.rank <= _CANDIDATES)
)


@dataclass(slots=True)
class _Person:
    """Somebody that a name may be filed under: stored, or opened by a name before it (`person_id` 0)."""

    person_id: int
    names: dict[str, None]
    setting: Setting = NO_SETTING


async def file_speakers(
    connection: AsyncConnection, guild_id: int | None, uses: Mapping[Mention, int]
) -> dict[Mention, Filed]:
    """File each mention (-> its quotations) among the owner's people, making those that are new.

    The fullest names come first, surnames alone last: by then everyone who bears them is known.
    """
    if not uses:
        return {}
    owner = guild_id or LIBRARY
    near = await _near(connection, owner, {name for _, name in uses})
    told = await settings_in(connection, uses)
    people: dict[Mention, _Person] = {}
    for mention in sorted(uses, key=_fullest_first):
        name = mention[1]
        candidates = {id(one): one for sound in sought_sounds(name) for one in near.get(sound, ())}
        found = _the_one(name, told[mention], list(candidates.values()))
        if found is None:
            found = _Person(0, {})
        if name not in found.names:
            found.names[name] = None
            for sound in filing_sounds(name):
                if found not in (bearers := near.setdefault(sound, [])):
                    bearers.append(found)
        found.setting = found.setting.with_(told[mention])
        people[mention] = found
    await _open(connection, guild_id, [one for one in people.values() if not one.person_id])
    return await file_names(connection, owner, {mention: one.person_id for mention, one in people.items()}, uses)


def _fullest_first(mention: Mention) -> tuple[bool, int, str, int]:
    article_id, name = mention
    return parse_name(name).is_lone, -len(fold(name)), name, article_id


async def _near(connection: AsyncConnection, owner: int, names: Collection[str]) -> dict[str, list[_Person]]:
    """The stored people whose names sound like these, by their sounds, with what is said of those who may be meant."""
    sounds = {sound for name in names for sound in sought_sounds(name)}
    rows = await connection.execute(_BEARERS, {"owners": [owner], "sounds": list(sounds)})
    people: dict[int, _Person] = {}
    near: dict[str, list[_Person]] = {}
    for _, sound, person_id, name in rows:
        one = people.setdefault(person_id, _Person(person_id, {}))
        one.names[name] = None
        if one not in near.setdefault(sound, []):
            near[sound].append(one)
    meant = {
        one.person_id: one
        for name in names
        for sound in sought_sounds(name)
        for one in near.get(sound, ())
        if _prior(name, one.names) is not None
    }
    settings = await settings_of(connection, {person_id: list(one.names) for person_id, one in meant.items()})
    for person_id, told in settings.items():
        meant[person_id].setting = told
    return near


def _the_one(name: str, told: Setting, candidates: Iterable[_Person]) -> _Person | None:
    """Whom a name in its setting is, of these: the surest of those that are sure enough, where only one is.

    Several who bear just this name are told apart by what is said of them. A surname alone is the less anyone's, the
    more bear it.
    """
    agreeing = [(prior, one) for one in candidates if (prior := _prior(name, one.names)) is not None]
    rivals = len(agreeing) - 1 if parse_name(name).is_lone else 0
    sure: list[tuple[float, bool, _Person]] = []
    for prior, one in agreeing:
        bears = _bears(name, one.names)
        how_sure = confidence(prior - (0 if bears else rivals), told, one.setting)
        if how_sure >= ONE:
            sure.append((how_sure, bears, one))
    if not sure:
        return None
    bearing = [entry for entry in sure if entry[1]]
    if bearing or len(sure) == 1:
        return max(bearing or sure, key=lambda entry: entry[0])[2]
    first, second = sorted((how_sure for how_sure, _, _ in sure), reverse=True)[:2]
    return max(sure, key=lambda entry: entry[0])[2] if first - second > _LEAD else None


def _prior(name: str, names: Collection[str]) -> float | None:
    """What the names alone say of a name and a person's: the name itself counts whole, or else all must agree."""
    if _bears(name, names):
        return name_prior(name, name)
    found = [name_prior(name, other) for other in names]
    return None if None in found else min(prior for prior in found if prior is not None)


def _bears(name: str, names: Collection[str]) -> bool:
    folded = fold(name)
    return any(fold(other) == folded for other in names)


async def _open(connection: AsyncConnection, guild_id: int | None, opened: Iterable[_Person]) -> None:
    """Make rows of new people; the first of the names, the fullest, is the one that is shown."""
    new = list({id(one): one for one in opened}.values())
    rows = []
    for one, person_id in zip(new, await take_ids(connection, person, len(new)), strict=True):
        one.person_id = person_id
        name = next(iter(one.names))
        owned = {"guild_id": guild_id, "owner": guild_id or LIBRARY}
        rows.append({"id": person_id, **owned, "name": name, "folded": fold(name), "statements": 0})
    if rows:
        await connection.execute(insert(person), rows)


async def matching_people(
    connection: AsyncConnection, owners: Collection[int], names: Iterable[str]
) -> dict[tuple[int, str], int]:
    """The person that each (owner, name) is by the names alone, where there is exactly one."""
    sought = {name: sought_sounds(name) for name in names}
    sounds = {sound for of_name in sought.values() for sound in of_name}
    rows = await connection.execute(_BEARERS, {"owners": list(owners), "sounds": list(sounds)})
    bearers: dict[tuple[int, str], dict[int, list[str]]] = {}
    for owner, sound, person_id, name in rows:
        bearers.setdefault((owner, sound), {}).setdefault(person_id, []).append(name)
    found: dict[tuple[int, str], int] = {}
    for name, of_name in sought.items():
        for owner in owners:
            near: dict[int, list[str]] = {}
            for sound in of_name:
                near.update(bearers.get((owner, sound), {}))
            match = _by_name(name, near)
            if match is not None:
                found[owner, name] = match
    return found


def _by_name(name: str, near: Mapping[int, Collection[str]]) -> int | None:
    """The only one among `near` (id -> names) who bears this name or, where nobody does, is surely meant by it."""
    bearing = [person_id for person_id, names in near.items() if _bears(name, names)]
    sure = bearing or [
        person_id
        for person_id, names in near.items()
        if (prior := _prior(name, names)) is not None and confidence(prior, NO_SETTING, NO_SETTING) >= ONE
    ]
    return sure[0] if len(sure) == 1 else None
