"""The forms of people's names: counted, indexed for who types them, the fullest of the common ones shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.person.names import filing_sounds, name_sounds
from bot.store.schema import person, person_key, person_name, person_sound, statement
from summaries.people import fold, parse_name, search_keys


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a speaker's name went: its person, and the row of this form of the name."""

    person_id: int
    name_id: int


Mention = tuple[int, str]
"""A speaker's name in one article: (article id, name)."""


async def file_names(
    connection: AsyncConnection, owner: int, people: Mapping[Mention, int], uses: Mapping[Mention, int]
) -> dict[Mention, Filed]:
    """Count the forms of the names of these mentions (-> person), and index those that are new."""
    counted: Counter[tuple[int, str]] = Counter()
    for mention, person_id in people.items():
        counted[person_id, mention[1]] += uses[mention]
    forms = await _forms(connection, set(people.values()))
    new = [(of, name) for of, name in counted if name not in forms.get(of, {})]
    known = counted.keys() - set(new)
    rows = [{"of": of, "form": name, "more": counted[of, name]} for of, name in known]
    if rows:
        await connection.execute(
            update(person_name)
            .where(person_name.c.person_id == bindparam("of"), person_name.c.name == bindparam("form"))
            .values(uses=person_name.c.uses + bindparam("more")),
            rows,
        )
    if new:
        await connection.execute(
            insert(person_name),
            [{"person_id": person_id, "name": name, "uses": counted[person_id, name]} for person_id, name in new],
        )
        await _index_names(connection, owner, new)
    await _show_names(connection, set(people.values()))
    stored = await connection.execute(
        select(person_name.c.person_id, person_name.c.name, person_name.c.id).where(
            person_name.c.person_id.in_(set(people.values()))
        )
    )
    ids = {(person_id, name): name_id for person_id, name, name_id in stored}
    return {mention: Filed(person_id, ids[person_id, mention[1]]) for mention, person_id in people.items()}


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
