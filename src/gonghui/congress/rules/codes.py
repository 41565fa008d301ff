"""Codes for signing in: one that rotates on the wall, one of each delegate's own that a desk reads."""

import hashlib
import hmac
from datetime import datetime
from typing import Final
from uuid import UUID

ROTATES_EVERY: Final = 15
"""Seconds that one code stands on the wall or on a phone."""
STAYS_GOOD: Final = 8
"""How many earlier codes still open the door: a phone may need two minutes to log in."""

OWN_CODE_DIGITS: Final = 8

_WALL: Final = b"gonghui-wall-code-v1"
_OWN: Final = b"gonghui-own-code-v1"


def wall_code(secret: bytes, now: datetime) -> str:
    """Return what the QR code on the wall holds now: 16 hexadecimal digits."""
    return _digest(secret, _WALL, str(_window(now)))[:16]


def is_wall_code(secret: bytes, code: str, now: datetime) -> bool:
    """Tell whether a code stood on the wall within the last two minutes."""
    window = _window(now)
    return any(
        hmac.compare_digest(code.encode(), _digest(secret, _WALL, str(window - back))[:16].encode())
        for back in range(STAYS_GOOD + 1)
    )


def own_code(secret: bytes, delegate: UUID, now: datetime) -> str:
    """Return the code that a delegate shows to the desk: eight digits, good while it stands on the phone."""
    return _own(secret, delegate, _window(now))


def is_own_code(secret: bytes, delegate: UUID, code: str, now: datetime) -> bool:
    """Tell whether this is the delegate's own code of now or of just before."""
    window = _window(now)
    return any(hmac.compare_digest(code.encode(), _own(secret, delegate, window - back).encode()) for back in (0, 1, 2))


def _own(secret: bytes, delegate: UUID, window: int) -> str:
    return f"{int(_digest(secret, _OWN, f'{delegate}/{window}'), 16) % 10**OWN_CODE_DIGITS:0{OWN_CODE_DIGITS}d}"


def _window(now: datetime) -> int:
    return int(now.timestamp()) // ROTATES_EVERY


def _digest(secret: bytes, tag: bytes, text: str) -> str:
    return hmac.new(secret, tag + b"\x00" + text.encode(), hashlib.sha256).hexdigest()
