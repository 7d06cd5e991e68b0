"""The people that visible articles quote: completed, found, told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Select, and_, bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import PersonHit, Scope
from bot.store.article.cards import owners, visible
from bot.store.engine import Store
from bot.store.person.hidden import seen
from bot.store.person.hits import hits_of
from bot.store.person.names import name_sounds, single_words, typed_name
from bot.store.schema import among, article, person, person_key, person_name, person_sound, quote, statement
from bot.store.uninterrupted import uninterrupted
from summaries.people import NEAR, fold, match_score, parse_name

_AFTER = "\U0010ffff"  # after every letter a key may go on with

_AFTER_BLANK = "!"

_TIE = 5.0  # names whose scores lie this close to the best may all have been meant
_WORTH_OFFERING = 35.0  # one of two names, or words of half the same letters
_ALIKE, _ALIKE_SIMILARITY = 12, 0.55  # stored words taken for a misspelt one
_CANDIDATES = 40

_best = (
    select(person_key.c.person_id)
    .where(
        person_key.c.owner.in_(among("owners")),
        person_key.c.key >= bindparam("typed"),
        person_key.c.key < bindparam("after"),  # the key itself, or the key, a blank and more
    )
    .order_by((person_key.c.key == bindparam("typed")).desc(), person_key.c.statements.desc())
    .limit(_CANDIDATES)
    .subquery()
)
_NAMED = select(person_name.c.person_id, person_name.c.name).where(
    person_name.c.person_id.in_(select(_best.c.person_id))
)


@uninterrupted
async def complete_people(store: Store, scope: Scope, prefix: str, limit: int = 25) -> list[PersonHit]:
    """People with a part of whose name begins as `prefix`, the most quoted first; nothing typed yet finds all.

    The whole guild's people and the library's, whatever the channel. Accents, case and particles don't count.
    """
    typed = fold(prefix)
    async with store.read() as connection:
        ids: list[int] = []
        for owner in owners(scope):
            asked = {"owner": owner, "typed": typed, "after": typed + _AFTER, "limit": limit}
            ids += (await connection.execute(_completions(min(len(typed), 3)), asked)).scalars()
        return (await hits_of(connection, scope, ids))[:limit]


@uninterrupted
async def find_people(store: Store, scope: Scope, name: str) -> list[PersonHit]:
    """Whom a person means by what was typed: one hit, or several that the name fits equally; none if nobody.

    The name itself comes before names that contain it, those before misspelt and otherwise spelt ones
    (best first, `score` below 100).
    """
    typed = typed_name(name)
    if not typed:
        return []
    async with store.read() as connection:
        asked = {"owners": owners(scope), "typed": typed, "after": f"{typed}{_AFTER_BLANK}"}
        rows = await connection.execute(_NAMED, asked)
        named = {(row.person_id, fold(row.name)) for row in rows}
        # A surname alone is a part of other names even where somebody is known by it alone.
        exact = [] if parse_name(name).is_lone else [person_id for person_id, folded in named if folded == typed]
        if named:
            return await hits_of(connection, scope, exact or {person_id for person_id, _ in named})
        scored = await _scored(connection, scope, name)
        best = max(scored.values(), default=0.0)
        meant = {person_id: score for person_id, score in scored.items() if score >= max(NEAR, best - _TIE)}
        return await hits_of(connection, scope, meant, meant)


@uninterrupted
async def nearest_people(store: Store, scope: Scope, name: str, limit: int = 5) -> list[PersonHit]:
    """The people whose names are most like one that `find_people` doesn't know, best first."""
    async with store.read() as connection:
        scored = await _scored(connection, scope, name)
        near = {person_id: score for person_id, score in scored.items() if score >= _WORTH_OFFERING}
        return (await hits_of(connection, scope, near, near))[:limit]


@uninterrupted
async def people_by_ids(store: Store, scope: Scope, ids: Collection[int]) -> list[PersonHit]:
    """The visible ones of these people, the most quoted first."""
    async with store.read() as connection:
        return await hits_of(connection, scope, ids)


@uninterrupted
async def people_of_articles(store: Store, scope: Scope, article_ids: Collection[int]) -> list[PersonHit]:
    """Who is quoted in these articles, as far as they are visible: the most quoted in them first."""
    async with store.read() as connection:
        rows = await connection.execute(
            select(quote.c.person_id, func.count(quote.c.statement_id.distinct()).label("here"))
            .join(article, article.c.id == quote.c.article_id)
            .join(statement, statement.c.id == quote.c.statement_id)
            .where(article.c.id.in_(article_ids), visible(scope), quote.c.person_id.is_not(None), seen())
            .group_by(quote.c.person_id),
            {"guild": scope.guild_id},
        )
        here = {row.person_id: row.here for row in rows}
        hits = await hits_of(connection, scope, here)
    return sorted(hits, key=lambda hit: -sum(here.get(person_id, 0) for person_id in hit.ids))


@cache
def _completions(letters: int) -> Select[int, int]:
    """Selects the most quoted people of one owner by so many letters that a name goes on with; 3 is any more.

    One or two letters begin too many names to sort: indexes of their own have those in order.
    """
    if not letters:
        everyone = select(person.c.id, person.c.statements).where(person.c.owner == bindparam("owner"))
        return everyone.order_by(person.c.statements.desc()).limit(bindparam("limit"))
    if letters < 3:
        begins = literal_column(f"substr(person_key.key, 1, {letters})") == bindparam("typed")
    else:
        begins = and_(person_key.c.key >= bindparam("typed"), person_key.c.key < bindparam("after"))
    keys = select(person_key.c.person_id, person_key.c.statements)
    keys = keys.where(person_key.c.owner == bindparam("owner"), begins).distinct()
    return keys.order_by(person_key.c.statements.desc()).limit(bindparam("limit"))


async def _scored(connection: AsyncConnection, scope: Scope, name: str) -> dict[int, float]:
    """People whose names sound like this one or, where none fits, are written nearly so; how well each fits."""
    ids = await _sounding(connection, scope, name_sounds(name))
    scored = await _scores(connection, ids, name)
    if max(scored.values(), default=0.0) < NEAR:
        alike = await _written_alike(connection, scope, single_words(name))
        scored |= await _scores(connection, alike, name)
    return scored


async def _sounding(connection: AsyncConnection, scope: Scope, sounds: Collection[str]) -> Sequence[int]:
    """The people who share the most of these sounds."""
    rows = await connection.execute(
        select(person_sound.c.person_id)
        .join(person, person.c.id == person_sound.c.person_id)
        .where(person_sound.c.owner.in_(owners(scope)), person_sound.c.skeleton.in_(sounds))
        .group_by(person_sound.c.person_id)
        .order_by(func.count().desc(), person.c.statements.desc())
        .limit(_CANDIDATES)
    )
    return rows.scalars().all()


async def _written_alike(connection: AsyncConnection, scope: Scope, words: Iterable[str]) -> Sequence[int]:
    """The people with a word in their names that differs little. Two letters at its beginning are taken as right."""
    alike: set[str] = set()
    for word in words:
        rows = await connection.execute(
            select(person_key.c.key)
            .where(
                person_key.c.owner.in_(owners(scope)),
                person_key.c.key >= word[:2],
                person_key.c.key < word[:2] + _AFTER,
                func.instr(person_key.c.key, " ") == 0,
            )
            .distinct()
        )
        best = process.extract(
            word,
            rows.scalars().all(),
            scorer=OSA.normalized_similarity,
            limit=_ALIKE,
            score_cutoff=_ALIKE_SIMILARITY,
        )
        alike.update(key for key, _, _ in best)
    found = await connection.execute(
        select(person_key.c.person_id)
        .where(person_key.c.owner.in_(owners(scope)), person_key.c.key.in_(alike))
        .group_by(person_key.c.person_id)
        .order_by(func.count().desc(), func.max(person_key.c.statements).desc())
        .limit(_CANDIDATES)
    )
    return found.scalars().all()


async def _scores(connection: AsyncConnection, ids: Collection[int], name: str) -> dict[int, float]:
    scored: dict[int, float] = {}
    rows = await connection.execute(
        select(person_name.c.person_id, person_name.c.name).where(person_name.c.person_id.in_(ids))
    )
    for person_id, form in rows:
        scored[person_id] = max(scored.get(person_id, 0.0), match_score(name, form))
    return scored
