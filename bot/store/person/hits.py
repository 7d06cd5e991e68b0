"""People as they are shown: the library's and a guild's rows of one person together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import PersonHit, Scope
from bot.store.article.cards import among_owners, owners
from bot.store.person.filing import matching_people
from bot.store.person.hidden import veiled
from bot.store.schema import LIBRARY, AnyRow, among, person, statement

_VEIL = select(veiled().cte("veiled").c.statement_id)
_ours, _library = statement.alias(), statement.alias()
_TOLD_TWICE = (
    select(_ours.c.person_id, _library.c.person_id, func.count(_library.c.id.distinct()))
    .join(_library, _library.c.id == _ours.c.library_id)
    .where(
        _ours.c.person_id.in_(among("ids")),
        _ours.c.library_id.is_not(None),
        _ours.c.id.not_in(_VEIL),
        _library.c.id.not_in(_VEIL),
    )
    .group_by(_ours.c.person_id, _library.c.person_id)
)
# The sum keeps SQLite from walking all that the person said: what the guild corrected is mostly little.
_veiled_of = select(func.count()).where(statement.c.id.in_(_VEIL), statement.c.person_id + 0 == person.c.id)
_PEOPLE = select(
    person.c.id,
    person.c.owner,
    person.c.name,
    (person.c.statements - _veiled_of.correlate(person).scalar_subquery()).label("statements"),  # that the guild sees
).where(person.c.id.in_(among("ids")), among_owners(person.c.owner, among("owners")))


async def hits_of(
    connection: AsyncConnection, scope: Scope, ids: Iterable[int], scores: Mapping[int, float] | None = None
) -> list[PersonHit]:
    """The visible ones of these people, each with its other row; best score first, then the most quoted.

    Of whom everything was corrected to another speaker, nothing is visible.
    """
    people = await _people(connection, scope, set(ids))
    pairs = await _pair(connection, scope, people)
    twice = await _told_twice(connection, scope, pairs)
    paired = {library: ours for ours, library in pairs}
    other = dict(pairs)
    hits = []
    for person_id, row in people.items():
        if person_id in paired:
            continue
        rows = [row, people[other[person_id]]] if person_id in other else [row]
        said = {one.id: one.statements for one in rows}
        if not any(said.values()):
            continue
        hits.append(
            PersonHit(
                ids=tuple(said),
                name=max(rows, key=lambda one: said[one.id]).name,
                statements=sum(said.values()) - twice.get(person_id, 0),
                score=max(scores.get(one.id, 0.0) for one in rows) if scores is not None else 100.0,
            )
        )
    return sorted(hits, key=lambda hit: (-hit.score, -hit.statements, hit.name))


async def _people(connection: AsyncConnection, scope: Scope, ids: Collection[int]) -> dict[int, AnyRow]:
    if not ids:
        return {}
    rows = await connection.execute(_PEOPLE, {"ids": list(ids), "owners": owners(scope), "guild": scope.guild_id})
    return {row.id: row for row in rows}


async def _pair(connection: AsyncConnection, scope: Scope, people: dict[int, AnyRow]) -> list[tuple[int, int]]:
    """(the guild's row, the library's row) where each is the one that the other agrees with.

    Adds the rows that `people` lacks.
    """
    guild_id = scope.guild_id
    if guild_id is None:
        return []
    agrees = await _counterparts(connection, guild_id, people.values())
    missing = await _people(connection, scope, set(agrees.values()) - set(people))
    people |= missing
    agrees |= await _counterparts(connection, guild_id, missing.values())
    return sorted(
        (one, other) for one, other in agrees.items() if agrees.get(other) == one and people[one].owner != LIBRARY
    )


async def _counterparts(connection: AsyncConnection, guild_id: int, rows: Iterable[AnyRow]) -> dict[int, int]:
    """The person of the other owner that each of these agrees with."""
    found: dict[int, int] = {}
    people = list(rows)
    for owner, other in ((LIBRARY, guild_id), (guild_id, LIBRARY)):
        of_owner = [row for row in people if row.owner == owner]
        if of_owner:
            matches = await matching_people(connection, [other], {row.name for row in of_owner})
            found |= {row.id: matches[other, row.name] for row in of_owner if (other, row.name) in matches}
    return found


async def _told_twice(connection: AsyncConnection, scope: Scope, pairs: Collection[tuple[int, int]]) -> dict[int, int]:
    """How many of the guild's statements the library's row of the same person has too."""
    if not pairs:
        return {}
    rows = await connection.execute(_TOLD_TWICE, {"ids": [one for one, _ in pairs], "guild": scope.guild_id})
    return {one: count for one, other, count in rows if (one, other) in set(pairs)}
