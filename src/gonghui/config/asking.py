"""Questions to the database from the loop: in few threads, and those that wait at the same moment as one."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, Generic, TypeVar

from django.db import close_old_connections, connections

T = TypeVar("T")
R = TypeVar("R")

THREADS: Final = 4
IDLE: Final = 1.0
"""Seconds for which a connection is kept though nobody asks."""
PACE: Final = 0.1
"""Seconds from the beginning of one call to that of the next."""
_threads: Final = ThreadPoolExecutor(THREADS, "asking")


async def ask(function: Callable[..., R], *args: Any) -> R:
    """Call a function that asks the database, and return what it returns. No connection is kept."""

    def asked() -> R:
        try:
            return function(*args)
        finally:
            connections.close_all()

    return await asyncio.get_running_loop().run_in_executor(_threads, asked)


class Together(Generic[T, R]):
    """Calls `take(things)` in a thread of its own with all that wait, `most` at a time; each gets its result.

    Who comes alone is served at once, and who comes meanwhile is in the next call, which begins `PACE` after the last
    one at the earliest: many small calls would cost a storm its breath. What a call raises goes to everybody in it.
    """

    def __init__(self, take: Callable[[Sequence[T]], Sequence[R]], *, most: int, name: str) -> None:
        self._take, self._most = take, most
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._thread = ThreadPoolExecutor(1, name)
        self._more = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    async def put(self, thing: T) -> R:
        """Wait until `thing` has been taken, and return its result."""
        result: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, result))
        self._more.set()
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._go_on())
        return await result

    async def _go_on(self) -> None:
        """Take what waits, until nobody has come for a while."""
        loop = asyncio.get_running_loop()
        try:
            while self._waiting or await self._somebody():
                next_at = loop.time() + PACE
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                outcome = await loop.run_in_executor(self._thread, self._taken, [thing for thing, _result in batch])
                for n, (_thing, result) in enumerate(batch):
                    if result.done():  # whoever asked has gone away
                        continue
                    if isinstance(outcome, BaseException):
                        result.set_exception(outcome)
                    else:
                        result.set_result(outcome[n])
                await asyncio.sleep(next_at - loop.time() if len(self._waiting) < self._most else 0)
        finally:
            self._thread.submit(connections.close_all).result()

    async def _somebody(self) -> bool:
        self._more.clear()
        try:
            async with asyncio.timeout(IDLE):
                return await self._more.wait()
        except TimeoutError:
            return bool(self._waiting)

    def _taken(self, things: Sequence[T]) -> Sequence[R] | BaseException:
        close_old_connections()
        try:
            return self._take(things)
        except Exception as failure:
            return failure
