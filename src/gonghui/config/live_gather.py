"""Gathers changes of a topic, so that pages hear of the first at once and of those that follow together."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from gonghui.kernel.live import Change

GATHER_FOR: Final = 0.3
"""After an event of a topic what else changes travels together, this many seconds later. A count is no such event: the
chair's press does not wait because ballots come in."""
COUNT_EVERY: Final = 1.0
"""How often the count of a vote alone, which grows with every ballot, is told."""
COUNTING: Final = frozenset({"count"})

Tell = Callable[[str, int, frozenset[str]], None]
"""Called with a topic, the newest number, and the parts that changed."""


@dataclass(slots=True)
class _Topic:
    seq: int = 0
    parts: set[str] = field(default_factory=set)
    told_at: float = -COUNT_EVERY
    """When more than a count was told last."""
    counted_at: float = -COUNT_EVERY
    due: asyncio.TimerHandle | None = None


class Gathered:
    """Calls `tell` for a topic at most once in `GATHER_FOR`, and for a count alone once in `COUNT_EVERY`."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._topics: dict[str, _Topic] = {}

    def add(self, change: Change) -> None:
        """Take a change in: told at once after a quiet while, else when the while is over."""
        topic = self._topics.setdefault(change.topic, _Topic())
        topic.seq = max(topic.seq, change.seq)
        topic.parts.update(change.parts)
        if topic.due is not None:
            topic.due.cancel()
        loop = asyncio.get_running_loop()
        due = topic.counted_at + COUNT_EVERY if topic.parts <= COUNTING else topic.told_at + GATHER_FOR
        wait = due - loop.time()
        if wait <= 0:
            self._tell_now(change.topic)
        else:
            topic.due = loop.call_later(wait, self._tell_now, change.topic)

    def _tell_now(self, name: str) -> None:
        topic = self._topics[name]
        seq, parts = topic.seq, frozenset(topic.parts)
        topic.parts.clear()
        topic.due, topic.counted_at = None, asyncio.get_running_loop().time()
        if not parts <= COUNTING:
            topic.told_at = topic.counted_at
        self._tell(name, seq, parts)
