"""What stored articles say of people: who they are and who is named beside them, as evidence for who is who."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Integer, bindparam, column, func, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import NamedPerson
from bot.store.article.spans import dump_people, load_people
from bot.store.schema import article_people, quote, statement
from summaries.people import Setting, setting

_NEWEST = 4  # statements of a person whose articles are asked

_ids = func.json_each(bindparam("ids")).table_valued(column("value", Integer), name="asked")
_latest = (
    select(statement.c.id)
    .where(statement.c.person_id == _ids.c.value)
    .order_by(statement.c.newest.desc(), statement.c.id)
    .limit(_NEWEST)
    .correlate(_ids)
)
_OF_PEOPLE = (
    select(_ids.c.value.label("person_id"), article_people.c.article_id, article_people.c.people)
    .select_from(_ids)
    .join(quote, quote.c.statement_id.in_(_latest))
    .join(article_people, article_people.c.article_id == quote.c.article_id)
    .distinct()
)


async def put_people(connection: AsyncConnection, named: Mapping[int, Sequence[NamedPerson]]) -> None:
    """Keep whom each article (by id) names, in place of whom it named before."""
    rows = [{"article_id": article_id, "people": dump_people(people)} for article_id, people in named.items()]
    if rows:
        put = upsert(article_people)
        await connection.execute(
            put.on_conflict_do_update(index_elements=["article_id"], set_={"people": put.excluded.people}), rows
        )


async def settings_in(
    connection: AsyncConnection, mentions: Iterable[tuple[int, str]]
) -> dict[tuple[int, str], Setting]:
    """What each of these articles says of each of these names (article id, name)."""
    asked = list(mentions)
    rows = await connection.execute(
        select(article_people).where(article_people.c.article_id.in_({article_id for article_id, _ in asked}))
    )
    people = {row.article_id: load_people(row.people) for row in rows}
    return {(article_id, name): setting([name], people.get(article_id, ()), article_id) for article_id, name in asked}


async def settings_of(connection: AsyncConnection, names: Mapping[int, Collection[str]]) -> dict[int, Setting]:
    """What the newest articles that quote these people (id -> names) say of them."""
    if not names:
        return {}
    ids = "[" + ",".join(map(str, names)) + "]"
    found: dict[int, Setting] = {}
    for person_id, article_id, people in await connection.execute(_OF_PEOPLE, {"ids": ids}):
        told = setting(names[person_id], load_people(people), article_id)
        found[person_id] = found[person_id].with_(told) if person_id in found else told
    return found
