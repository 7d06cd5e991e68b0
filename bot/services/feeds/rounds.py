"""Working off what is claimed piece by piece, several pieces at once, none of them long after its claim."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


async def work_off(
    claim: Callable[[int], Awaitable[Sequence[T]]], do: Callable[[T], Coroutine[Any, Any, None]], at_once: int
) -> None:
    """Claim pieces and do them until there are none left, `at_once` at most under way; cancelled together."""
    async with asyncio.TaskGroup() as group:
        under_way: set[asyncio.Task[None]] = set()
        more = True
        while more or under_way:
            if more and len(under_way) <= at_once // 2:
                claimed = await claim(at_once - len(under_way))
                more = bool(claimed)
                under_way |= {group.create_task(do(piece)) for piece in claimed}
            if under_way:
                _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
