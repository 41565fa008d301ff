"""Things that wait for the same lock are done together by whoever is first in line: one transaction for many."""

import threading
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
R = TypeVar("R")
MOST = 200


@dataclass(slots=True)
class _Place(Generic[T, R]):
    thing: T
    done: threading.Event = field(default_factory=threading.Event)
    result: R | None = None
    failure: BaseException | None = None


class Together(Generic[K, T, R]):
    """Calls `take(key, things)` with all that wait for `key`, one call at a time for each key in this process.

    Nothing waits for a timer: who comes first takes what is there, and who comes meanwhile is in the next call. The
    answer comes when the call is over; when it raises, everybody in it gets what was raised.
    """

    def __init__(self, take: Callable[[K, Sequence[T]], Sequence[R]], *, most: int = MOST) -> None:
        self._take = take
        self._most = most
        self._waiting: dict[K, list[_Place[T, R]]] = defaultdict(list)
        self._turns: dict[K, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()

    def put(self, key: K, thing: T) -> R:
        """Wait until `thing` has been taken, and return its result."""
        place: _Place[T, R] = _Place(thing)
        with self._guard:
            self._waiting[key].append(place)
            turn = self._turns[key]
        with turn:
            while not place.done.is_set():
                self._take_some(key)
        if place.failure is not None:
            raise place.failure
        return place.result  # type: ignore[return-value]

    def _take_some(self, key: K) -> None:
        with self._guard:
            waiting = self._waiting[key]
            batch, self._waiting[key] = waiting[: self._most], waiting[self._most :]
        try:
            results = self._take(key, [place.thing for place in batch])
        except BaseException as failure:
            for place in batch:
                place.failure = failure
        else:
            for place, result in zip(batch, results, strict=True):
                place.result = result
        finally:
            for place in batch:
                place.done.set()
