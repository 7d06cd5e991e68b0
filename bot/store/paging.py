"""A page of rows that come from several indexes in one order, and how many rows there are in all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection


async def newest_ids(
    connection: AsyncConnection, sources: Sequence[Select[Any]], limit: int, offset: int
) -> tuple[list[int], int]:
    """The ids of the rows `offset` to `offset + limit` of these selects of (id, at), newest first, and their total.

    Each source walks its own index; SQLite merges them as it goes. One select over all would have to sort.
    """
    counts = [select(func.count()).select_from(source.subquery()).scalar_subquery() for source in sources]
    total = sum(counts[1:], counts[0] + literal(0))
    newest = union_all(*sources).subquery()
    page = (
        select(newest.c.id, total.label("total"))
        .order_by(newest.c.at.desc(), newest.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    rows = (await connection.execute(page)).all()
    if rows:
        return [row.id for row in rows], rows[0].total
    return [], (await connection.execute(select(total))).scalar_one()
