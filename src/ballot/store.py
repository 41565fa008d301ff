"""What a verifier remembers of a board while it reads: seats, their last ballots, the ciphertexts seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Last:
    """A seat's last ballot for an item."""

    counter: int
    tracker: bytes
    ciphertexts: bytes


class Store(Protocol):
    """Where a verifier keeps its memory."""

    def add_key(self, key: bytes, seat: int | None = None) -> int | None:
        """Give a key a seat (a new one unless named) and return it; None when the key was ever used."""
        ...

    def add_roll(self, keys: Iterable[bytes]) -> None:
        """Give the keys of the roll their seats, in order; they must differ."""
        ...

    def retire(self, key: bytes) -> None:
        """Let a key vote no more."""
        ...

    def seat(self, key: bytes) -> int | None:
        """Give the seat of a current key."""
        ...

    def last(self, item: int, seat: int) -> Last | None:
        """Give a seat's last ballot for an item."""
        ...

    def put(self, item: int, seat: int, last: Last) -> None:
        """Remember a seat's last ballot."""
        ...

    def first_seen(self, points: Sequence[bytes]) -> bool:
        """Remember points; false when one was seen before, or stands twice among them."""
        ...


class MemoryStore:
    """Memory in dictionaries: the simplest, and it grows with the board."""

    def __init__(self) -> None:
        self._keys: dict[bytes, tuple[int, bool]] = {}
        self._seats = 0
        self._last: dict[tuple[int, int], Last] = {}
        self._seen: set[bytes] = set()

    def add_key(self, key: bytes, seat: int | None = None) -> int | None:
        """Give a key a seat."""
        if key in self._keys:
            return None
        if seat is None:
            seat = self._seats
            self._seats += 1
        self._keys[key] = (seat, True)
        return seat

    def add_roll(self, keys: Iterable[bytes]) -> None:
        """Give the keys of the roll their seats, in order."""
        for key in keys:
            self.add_key(key)

    def retire(self, key: bytes) -> None:
        """Let a key vote no more."""
        self._keys[key] = (self._keys[key][0], False)

    def seat(self, key: bytes) -> int | None:
        """Give the seat of a current key."""
        seat, current = self._keys.get(key, (0, False))
        return seat if current else None

    def last(self, item: int, seat: int) -> Last | None:
        """Give a seat's last ballot for an item."""
        return self._last.get((item, seat))

    def put(self, item: int, seat: int, last: Last) -> None:
        """Remember a seat's last ballot."""
        self._last[item, seat] = last

    def first_seen(self, points: Sequence[bytes]) -> bool:
        """Remember points."""
        fresh = set(points)
        if len(fresh) < len(points) or not self._seen.isdisjoint(fresh):
            return False
        self._seen |= fresh
        return True
