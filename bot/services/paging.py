"""A page that exists: what was the tenth may be past the end by the time a button is pressed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.records import Page
from bot.records.questions import pages

T = TypeVar("T")


async def nearest_page(load: Callable[[int], Awaitable[Page[T]]], wanted: int, per_page: int) -> tuple[int, Page[T]]:
    """The page `wanted`, counted from 0, or the last there is; with its number."""
    wanted = max(wanted, 0)
    found = await load(wanted)
    last = pages(found.total, per_page) - 1
    return (wanted, found) if wanted <= last else (last, await load(last))
