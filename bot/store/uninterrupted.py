"""Questions and changes that run to their end, whoever stops waiting for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def uninterrupted(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Make the function finish, its change kept or undone, before a cancellation of its caller goes on.

    A task that is cancelled while SQLite begins or ends a transaction in the connection's thread would leave
    that transaction open, and the file locked: nobody is there any more to hear how it went.
    """

    @wraps(function)
    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        task = asyncio.create_task(function(*args, **kwargs))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task])
            if not task.cancelled():
                task.exception()  # the caller is gone: nobody else would look at it
            raise

    return run
