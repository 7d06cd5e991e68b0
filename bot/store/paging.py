"""A page of rows that come from several indexes in one order, and how many rows there are in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Executable,
    Select,
    bindparam,
    desc,
    func,
    literal,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

Paged = tuple[Executable, Executable]
"""A statement for a page (parameters `limit` and `offset`), and one for the total alone."""


def paged(sources: Sequence[Select[Any]], *, first_id_first: bool = False) -> Paged:
    """The rows of these selects of (id, at) together, newest first; of one moment the last id first, or the first.

    Each source walks its own index and SQLite merges them as it goes. One select over all would have to sort.
    """
    counts = [select(func.count()).select_from(source.subquery()).scalar_subquery() for source in sources]
    total = sum(counts[1:], counts[0] + literal(0))
    together: CompoundSelect[Any] | Select[Any] = union_all(*sources) if len(sources) > 1 else sources[0]
    # The order stands on the union itself: around it SQLite would sort all that the union gives.
    of_one = (lambda column: column) if first_id_first else desc
    ordered = (
        together.order_by(desc("at"), of_one(literal_column("id")))
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
    newest = ordered.subquery()
    page = select(newest.c.id, total.label("total")).order_by(newest.c.at.desc(), of_one(newest.c.id))
    return page, select(total)


async def load_page(
    connection: AsyncConnection, statements: Paged, parameters: Mapping[str, Any], limit: int, offset: int
) -> tuple[list[int], int]:
    """The ids of the rows `offset` to `offset + limit`, and the total."""
    page, total = statements
    rows = (await connection.execute(page, {**parameters, "limit": limit, "offset": offset})).all()
    if rows:
        return [row.id for row in rows], rows[0].total
    return [], (await connection.execute(total, parameters)).scalar_one()
