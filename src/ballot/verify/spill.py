"""Memory of a verifier that does not grow with the board: a private temporary index on disk, and running sums."""

import sqlite3
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Self

from ballot import elgamal
from ballot.group import IDENTITY, Group
from ballot.questions import Item
from ballot.store import Last

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA locking_mode = EXCLUSIVE;
CREATE TABLE keys (key BLOB PRIMARY KEY, seat INTEGER NOT NULL, current INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE last (item INTEGER, seat INTEGER, counter INTEGER NOT NULL, tracker BLOB NOT NULL,
                   ciphertexts BLOB NOT NULL, PRIMARY KEY (item, seat)) WITHOUT ROWID;
CREATE TABLE seen (point BLOB PRIMARY KEY) WITHOUT ROWID;
BEGIN;
"""


class SpillStore:
    """A verifier's memory in SQLite's temporary file: removed when closed, a bounded part of it in memory."""

    def __init__(self) -> None:
        # An empty name is a private file on disk that SQLite deletes itself.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)
        self._run = self._db.execute
        self._seats = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add_key(self, key: bytes, seat: int | None = None) -> int | None:
        """Give a key a seat."""
        number = self._seats if seat is None else seat
        try:
            self._run("INSERT INTO keys VALUES (?, ?, 1)", (key, number))
        except sqlite3.IntegrityError:
            return None
        self._seats += seat is None
        return number

    def retire(self, key: bytes) -> None:
        """Let a key vote no more."""
        self._run("UPDATE keys SET current = 0 WHERE key = ?", (key,))

    def seat(self, key: bytes) -> int | None:
        """Give the seat of a current key."""
        row = self._run("SELECT seat FROM keys WHERE key = ? AND current", (key,)).fetchone()
        return None if row is None else int(row[0])

    def last(self, item: int, seat: int) -> Last | None:
        """Give a seat's last ballot for an item."""
        row = self._run(
            "SELECT counter, tracker, ciphertexts FROM last WHERE item = ? AND seat = ?", (item, seat)
        ).fetchone()
        return None if row is None else Last(*row)

    def put(self, item: int, seat: int, last: Last) -> None:
        """Remember a seat's last ballot."""
        values = (item, seat, last.counter, last.tracker, last.ciphertexts)
        self._run("INSERT OR REPLACE INTO last VALUES (?, ?, ?, ?, ?)", values)

    def first_seen(self, points: Iterable[bytes]) -> bool:
        """Remember points; false when one was seen before."""
        try:
            self._db.executemany("INSERT INTO seen VALUES (?)", ((point,) for point in points))
        except sqlite3.IntegrityError:
            return False
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
