"""Identifiers: UUIDv7 where order helps, UUIDv4 where an order would betray a person."""

import os
import time
import uuid
from threading import Lock

_lock = Lock()
_last: int = 0


def uuid7() -> uuid.UUID:
    """Return a time-ordered UUID, strictly increasing within this process.

    Source: RFC 9562, section 5.7 (48-bit Unix milliseconds, then 74 bits of which the first 12 count within the
    millisecond, method 3 of section 6.2).
    """
    global _last  # noqa: PLW0603 - one counter per process keeps the order within a millisecond
    nanos = time.time_ns()
    stamp = (nanos // 1_000_000 << 12) | (nanos % 1_000_000 * 4096 // 1_000_000)
    with _lock:
        stamp = max(stamp, _last + 1)
        _last = stamp
    millis, counter = stamp >> 12, stamp & 0xFFF
    rest = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return uuid.UUID(int=(millis << 80) | (0x7 << 76) | (counter << 64) | (0b10 << 62) | rest)


def uuid4() -> uuid.UUID:
    """Return a random UUID that tells nothing of when it was made."""
    return uuid.uuid4()
