"""A page of rows that come from several indexes in one order, and how many rows there are in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Select, bindparam, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

Paged = tuple[Executable, Executable]
"""A statement for a page (parameters `limit` and `offset`), and one for the total alone."""


def paged(sources: Sequence[Select[Any]]) -> Paged:
    """The rows of these selects of (id, at) together, newest first.

    Each source walks its own index and SQLite merges them as it goes. One select over all would have to sort.
    """
    counts = [select(func.count()).select_from(source.subquery()).scalar_subquery() for source in sources]
    total = sum(counts[1:], counts[0] + literal(0))
    newest = union_all(*sources).subquery()
    page = (
        select(newest.c.id, total.label("total"))
        .order_by(newest.c.at.desc(), newest.c.id.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
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
