"""Work that takes its time: what it is at shows in its own message, changed at most every two seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from bot.views.saved import progress_view

T = TypeVar("T")
EVERY_S = 2.0


class Stage:
    """What a longer work is at, in words for the person who waits."""

    def __init__(self, words: str) -> None:
        self.words = words


async def slowly(interaction: discord.Interaction[Any], stage: Stage, work: Callable[[], Awaitable[T]]) -> T:
    """The result of `work`, for a command that has been acknowledged; meanwhile its message tells the stage."""
    task = asyncio.ensure_future(work())
    told = None
    try:
        while not (await asyncio.wait({task}, timeout=EVERY_S))[0]:
            if stage.words != told:
                told = stage.words
                await interaction.edit_original_response(view=progress_view(told))
    except BaseException:  # the command itself was stopped, or its message is gone: nobody waits for the work
        task.cancel()
        raise
    return await task
