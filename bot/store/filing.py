"""Filing speakers under people at saving: which names are the same person, within one owner.

A name is filed under a person of the same owner that bears it already, else under the one person that it
agrees with; where it agrees with several, or with none, it opens a new one. Every form of a name is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.names import filing_sounds, name_sounds, sought_sounds
from bot.store.schema import LIBRARY, among, person, person_key, person_name, person_sound, statement, take_ids
from summaries.people import fold, parse_name, same_person, search_keys

_CANDIDATES = 50  # people of one sound that a name is compared with, the first that came


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


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a speaker's name went: its person, and the row of this form of the name."""

    person_id: int
    name_id: int


async def file_speakers(connection: AsyncConnection, guild_id: int | None, uses: Mapping[str, int]) -> dict[str, Filed]:
    """File each name of `uses` (name -> its quotations) among the owner's people, making those that are new.

    Surnames alone come last: by then everyone who bears them is known.
    """
    alone = {name: count for name, count in uses.items() if parse_name(name).is_lone}
    full = {name: count for name, count in uses.items() if name not in alone}
    return {**await _file(connection, guild_id, full), **await _file(connection, guild_id, alone)}


async def _file(connection: AsyncConnection, guild_id: int | None, uses: Mapping[str, int]) -> dict[str, Filed]:
    if not uses:
        return {}
    found = await matching_people(connection, [guild_id or LIBRARY], uses)
    people: dict[str, int] = {}
    new: list[str] = []
    for name in sorted(uses, key=lambda name: (-len(fold(name)), name)):  # the fullest form opens the person
        match = found.get((guild_id or LIBRARY, name))
        if match is None:
            new.append(name)
        else:
            people[name] = match
    groups = _group(new)
    rows = []
    for group, person_id in zip(groups, await take_ids(connection, person, len(groups)), strict=True):
        people.update(dict.fromkeys(group, person_id))
        rows.append(
            {
                "id": person_id,
                "guild_id": guild_id,
                "owner": guild_id or LIBRARY,
                "name": group[0],
                "folded": fold(group[0]),
                "statements": 0,
            }
        )
    if rows:
        await connection.execute(insert(person), rows)
    return await _file_names(connection, guild_id or LIBRARY, people, uses)


async def matching_people(
    connection: AsyncConnection, owners: Collection[int], names: Iterable[str]
) -> dict[tuple[int, str], int]:
    """The person that each (owner, name) is, where there is exactly one."""
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
            match = _the_one(name, near)
            if match is not None:
                found[owner, name] = match
    return found


def _the_one(name: str, near: Mapping[int, Collection[str]]) -> int | None:
    """The person among `near` (id -> names) who bears this name, or the only one it agrees with."""
    folded = fold(name)
    bearing = [person_id for person_id, names in near.items() if any(fold(other) == folded for other in names)]
    if bearing:
        return min(bearing)
    agreeing = [person_id for person_id, names in near.items() if all(same_person(name, other) for other in names)]
    return agreeing[0] if len(agreeing) == 1 else None


def _group(names: Iterable[str]) -> list[list[str]]:
    """Put new names that are one person together, by the rule that holds for stored people."""
    groups: list[list[str]] = []
    by_sound: dict[str, dict[int, list[str]]] = {}
    for name in names:
        near: dict[int, list[str]] = {}
        for sound in sought_sounds(name):
            near.update(by_sound.get(sound, {}))
        match = _the_one(name, near)
        if match is None:
            match = len(groups)
            groups.append([])
        groups[match].append(name)
        for sound in filing_sounds(name):
            by_sound.setdefault(sound, {})[match] = groups[match]
    return groups


async def _file_names(
    connection: AsyncConnection, owner: int, people: Mapping[str, int], uses: Mapping[str, int]
) -> dict[str, Filed]:
    """Count the forms of the names, and index those that are new."""
    forms = await _forms(connection, set(people.values()))
    new = {name: person_id for name, person_id in people.items() if name not in forms.get(person_id, {})}
    known = [
        {"of": person_id, "form": name, "more": uses[name]} for name, person_id in people.items() if name not in new
    ]
    if known:
        await connection.execute(
            update(person_name)
            .where(person_name.c.person_id == bindparam("of"), person_name.c.name == bindparam("form"))
            .values(uses=person_name.c.uses + bindparam("more")),
            known,
        )
    if new:
        await connection.execute(
            insert(person_name),
            [{"person_id": person_id, "name": name, "uses": uses[name]} for name, person_id in new.items()],
        )
        await _index_names(connection, owner, [(person_id, name) for name, person_id in new.items()])
    await _show_names(connection, set(people.values()))
    rows = await connection.execute(
        select(person_name.c.person_id, person_name.c.name, person_name.c.id).where(
            person_name.c.person_id.in_(set(people.values()))
        )
    )
    ids = {(person_id, name): name_id for person_id, name, name_id in rows}
    return {name: Filed(person_id, ids[person_id, name]) for name, person_id in people.items()}


async def _forms(connection: AsyncConnection, person_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """The names of these people with how often each is used."""
    rows = await connection.execute(
        select(person_name.c.person_id, person_name.c.name, person_name.c.uses).where(
            person_name.c.person_id.in_(person_ids)
        )
    )
    forms: dict[int, dict[str, int]] = {}
    for person_id, name, uses in rows:
        forms.setdefault(person_id, {})[name] = uses
    return forms


async def _show_names(connection: AsyncConnection, person_ids: Collection[int]) -> None:
    """Choose the displayed names of these people anew."""
    forms = await _forms(connection, person_ids)
    shown = {person_id: displayed_name(names) for person_id, names in forms.items()}
    rows = await connection.execute(select(person.c.id, person.c.name).where(person.c.id.in_(person_ids)))
    changed = [
        {"of": person_id, "shown": shown[person_id], "plain": fold(shown[person_id])}
        for person_id, name in rows
        if shown.get(person_id, name) != name
    ]
    if changed:
        await connection.execute(
            update(person)
            .where(person.c.id == bindparam("of"))
            .values(name=bindparam("shown"), folded=bindparam("plain")),
            changed,
        )


async def _index_names(connection: AsyncConnection, owner: int, names: Iterable[tuple[int, str]]) -> None:
    """Make these people (id, name) findable by what a person may type."""
    pairs = list(names)
    keys = {(key, person_id) for person_id, name in pairs for key in search_keys(name)}
    sounds = {(sound, person_id) for person_id, name in pairs for sound in (*name_sounds(name), *filing_sounds(name))}
    for table, column, found in ((person_key, "key", keys), (person_sound, "skeleton", sounds)):
        if found:
            await connection.execute(
                upsert(table).on_conflict_do_nothing(),
                [{"owner": owner, column: value, "person_id": person_id} for value, person_id in sorted(found)],
            )


def displayed_name(forms: Mapping[str, int]) -> str:
    """The fullest of the forms that at least a tenth of the person's quotations give; the commoner of equals.

    A title makes no name fuller: "Sprecherin Katrin Ebel" gives way to "Katrin Ebel" where both are used.
    """
    total = sum(forms.values())
    common = [name for name, uses in forms.items() if uses * 10 >= total]
    return max(common, key=lambda name: (len(fold(parse_name(name).full).split()), forms[name], name))


async def count_statements(connection: AsyncConnection, person_ids: Collection[int]) -> None:
    """Bring the counts of these people up to date; who has said nothing any more is gone."""
    if not person_ids:
        return
    counted = await connection.execute(
        select(person.c.id, func.count(statement.c.id))
        .outerjoin(statement, statement.c.person_id == person.c.id)
        .where(person.c.id.in_(person_ids))
        .group_by(person.c.id)
    )
    counts = [{"of": person_id, "count": count} for person_id, count in counted]
    kept = [row for row in counts if row["count"]]
    if kept:
        for table, column in ((person, person.c.id), (person_key, person_key.c.person_id)):
            await connection.execute(
                update(table).where(column == bindparam("of")).values(statements=bindparam("count")), kept
            )
    gone = [row["of"] for row in counts if not row["count"]]
    if gone:
        await connection.execute(delete(person).where(person.c.id.in_(gone)))


async def drop_names(connection: AsyncConnection, uses: Mapping[int, int]) -> None:
    """Count these forms (name id -> quotations taken out) down; forget those that no quotation gives any more."""
    if not uses:
        return
    await connection.execute(
        update(person_name)
        .where(person_name.c.id == bindparam("of"))
        .values(uses=person_name.c.uses - bindparam("taken")),
        [{"of": name_id, "taken": taken} for name_id, taken in uses.items()],
    )
    gone = (person_name.c.id.in_(uses), person_name.c.uses <= 0)
    bearers = (
        await connection.execute(
            select(person.c.id, person.c.owner).join(person_name, person_name.c.person_id == person.c.id).where(*gone)
        )
    ).all()
    if not bearers:
        return
    await connection.execute(delete(person_name).where(*gone))
    ids = {row.id for row in bearers}
    for table in (person_key, person_sound):
        await connection.execute(delete(table).where(table.c.person_id.in_(ids)))
    forms = await _forms(connection, ids)
    for owner in {row.owner for row in bearers}:
        here = {row.id for row in bearers if row.owner == owner}
        await _index_names(
            connection, owner, [(person_id, name) for person_id in here for name in forms.get(person_id, ())]
        )
    await _show_names(connection, ids)
