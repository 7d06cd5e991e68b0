"""Calls of many tasks made at about the same time, made as one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")

APART_S = 0.1  # in a crowd, from the beginning of a call to that of the next
MOST = 100


class Together(Generic[A, R]):
    """Makes one call of a function for all that ask while the call before is under way (a group commit).

    The function takes a list of questions and answers each, in order; what it raises, every asker of that call is
    told. A question asked alone is not held up. An asker that is cancelled before the call begins is left out.
    """

    def __init__(self, function: Callable[[list[A]], Awaitable[Sequence[R]]]) -> None:
        self._function = function
        self._waiting: list[tuple[A, asyncio.Future[R]]] = []
        self._task: asyncio.Task[None] | None = None

    async def ask(self, question: A) -> R:
        """The answer to one question."""
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                begun = loop.time()
                asked, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                asked = [(question, answer) for question, answer in asked if not answer.done()]
                await self._answer(asked)
                if len(asked) > 1:
                    await asyncio.sleep(begun + APART_S - loop.time())
        finally:
            self._task = None
            for _, answer in self._waiting:
                answer.cancel()

    async def _answer(self, asked: Sequence[tuple[A, asyncio.Future[R]]]) -> None:
        if not asked:
            return
        try:
            found = await self._function([question for question, _ in asked])
        except Exception as error:
            for _, answer in asked:
                if not answer.done():
                    answer.set_exception(error)
        else:
            try:
                for (_, answer), one in zip(asked, found, strict=True):
                    if not answer.done():
                        answer.set_result(one)
                    await asyncio.sleep(0)  # each goes on in a round of its own: all in one would hold up the loop
            finally:
                for _, answer in asked:
                    answer.cancel()  # nothing for those that are answered
