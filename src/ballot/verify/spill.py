"""Memory of a verifier that does not grow with the board: a private temporary index on disk, and running sums."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from types import TracebackType
from typing import Any, Self

from ballot import elgamal
from ballot.group import IDENTITY, Group
from ballot.questions import Item
from ballot.store import Last

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA locking_mode = EXCLUSIVE;
CREATE TABLE keys (key BLOB PRIMARY KEY, seat INTEGER NOT NULL, current INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE last (place INTEGER PRIMARY KEY, counter INTEGER NOT NULL, tracker BLOB NOT NULL,
                   ciphertexts BLOB NOT NULL);
CREATE TABLE seen (point BLOB PRIMARY KEY, chunk INTEGER NOT NULL) WITHOUT ROWID;
BEGIN;
"""
_MANY = 10_000


def _place(item: int, seat: int) -> int:
    return item << 32 | seat


class SpillStore:
    """A verifier's memory in SQLite's temporary file: removed when closed, a bounded part of it in memory.

    `begin` fetches what a chunk will ask for in a few queries, `finish` writes what it left; in between nothing touches
    the file but changes of the roll.
    """

    def __init__(self) -> None:
        # An empty name is a private file on disk that SQLite deletes itself.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)
        self._run = self._db.execute
        self._seats = self._chunk = 0
        self._keys: dict[bytes, int | None] = {}
        self._last: dict[int, Last | None] = {}
        self._put: dict[int, Last] = {}
        self._seen: set[bytes] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def _select(self, query: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for at in range(0, len(values), _MANY):
            part = values[at : at + _MANY]
            yield from self._run(f"{query} ({','.join('?' * len(part))})", part)

    def begin(self, wanted: Iterable[tuple[int, bytes]]) -> None:
        """Fetch what the ballots of a chunk will ask for: pairs of item and key."""
        pairs = list(wanted)
        keys = list({key for _, key in pairs})
        found = self._select("SELECT key, seat FROM keys WHERE current AND key IN", keys)
        self._keys = dict.fromkeys(keys) | dict(found)
        seats = ((item, self._keys[key]) for item, key in pairs)
        places = list({_place(item, seat) for item, seat in seats if seat is not None})
        rows = self._select("SELECT place, counter, tracker, ciphertexts FROM last WHERE place IN", places)
        self._last = dict.fromkeys(places) | {place: Last(*rest) for place, *rest in rows}

    def finish(self) -> bytes | None:
        """Write what a chunk left; give a point that stood on the board before, if there is one."""
        rows = ((place, last.counter, last.tracker, last.ciphertexts) for place, last in self._put.items())
        self._db.executemany("INSERT OR REPLACE INTO last VALUES (?, ?, ?, ?)", rows)
        self._put = {}
        # In order: a tree grows faster so.
        points = sorted(self._seen)
        self._seen = set()
        self._chunk += 1
        before = self._db.total_changes
        self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", zip(points, repeat(self._chunk)))
        if self._db.total_changes - before == len(points):
            return None
        met = self._select("SELECT chunk, point FROM seen WHERE point IN", points)
        return next(bytes(point) for chunk, point in met if chunk < self._chunk)

    def add_key(self, key: bytes, seat: int | None = None) -> int | None:
        """Give a key a seat."""
        number = self._seats if seat is None else seat
        try:
            self._run("INSERT INTO keys VALUES (?, ?, 1)", (key, number))
        except sqlite3.IntegrityError:
            return None
        self._seats += seat is None
        self._keys[key] = number
        return number

    def add_roll(self, keys: Iterable[bytes]) -> None:
        """Give the keys of the roll their seats, in order; they must differ."""
        rows = ((key, seat, 1) for seat, key in enumerate(keys, self._seats))
        before = self._db.total_changes
        self._db.executemany("INSERT INTO keys VALUES (?, ?, ?)", rows)
        self._seats += self._db.total_changes - before

    def retire(self, key: bytes) -> None:
        """Let a key vote no more."""
        self._run("UPDATE keys SET current = 0 WHERE key = ?", (key,))
        self._keys[key] = None

    def seat(self, key: bytes) -> int | None:
        """Give the seat of a current key."""
        if key not in self._keys:
            row = self._run("SELECT seat FROM keys WHERE key = ? AND current", (key,)).fetchone()
            self._keys[key] = None if row is None else int(row[0])
        return self._keys[key]

    def last(self, item: int, seat: int) -> Last | None:
        """Give a seat's last ballot for an item."""
        place = _place(item, seat)
        if place not in self._last:
            row = self._run("SELECT counter, tracker, ciphertexts FROM last WHERE place = ?", (place,)).fetchone()
            self._last[place] = None if row is None else Last(*row)
        return self._last[place]

    def put(self, item: int, seat: int, last: Last) -> None:
        """Remember a seat's last ballot."""
        place = _place(item, seat)
        self._last[place] = self._put[place] = last

    def first_seen(self, points: Sequence[bytes]) -> bool:
        """Remember points; false when one stands twice in this chunk. `finish` compares with earlier chunks."""
        fresh = set(points)
        if len(fresh) < len(points) or not self._seen.isdisjoint(fresh):
            return False
        self._seen |= fresh
        return True


class ChunkSums:
    """Sums that arrive chunk by chunk, counting every ballot; replaced ballots are taken off one by one."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._sums: dict[str, list[bytes]] = {}

    def add_chunk(self, sums: Mapping[str, list[bytes]]) -> None:
        """Take a chunk's sums by item: A then B per cell."""
        for item, columns in sums.items():
            held = self._sums.get(item, [IDENTITY] * len(columns))
            self._sums[item] = [self._group.add(a, b) for a, b in zip(held, columns, strict=True)]

    def add(self, item: Item, ciphertexts: bytes) -> None:
        """Do nothing: the chunk has counted the ballot."""

    def remove(self, item: Item, ciphertexts: bytes) -> None:
        """Stop counting a replaced ballot."""
        points = [point for pair in elgamal.split(ciphertexts) for point in pair]
        pairs = zip(self._sums[item.id], points, strict=True)
        self._sums[item.id] = [self._group.subtract(a, b) for a, b in pairs]

    def total(self, item: Item) -> bytes:
        """Give the sums, A then B per cell."""
        return b"".join(self._sums.get(item.id, [IDENTITY] * (2 * item.cells)))
