"""Codes for signing in: one that rotates on the wall, one of each delegate's own that a desk reads."""

import hashlib
import hmac
from collections.abc import Iterable
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


def wall_code(secret: bytes, now: datetime, site: UUID | None = None) -> str:
    """Return what the QR code on the wall holds now: 16 hexadecimal digits. The walls of a site have their own."""
    return _wall(secret, _window(now), site)


def is_wall_code(secret: bytes, code: str, now: datetime, site: UUID | None = None) -> bool:
    """Tell whether a code stood on the walls of a site within the last two minutes; without one, on any other wall."""
    window = _window(now)
    return any(
        hmac.compare_digest(code.encode(), _wall(secret, window - back, site).encode())
        for back in range(STAYS_GOOD + 1)
    )


def site_of(secret: bytes, code: str, now: datetime, sites: Iterable[UUID]) -> UUID | None:
    """Return the site on whose walls a code stood within the last two minutes, None when it stood on none of them."""
    return next((site for site in sites if is_wall_code(secret, code, now, site)), None)


def own_code(secret: bytes, delegate: UUID, now: datetime) -> str:
    """Return the code that a delegate shows to the desk: eight digits, good while it stands on the phone."""
    return _own(secret, delegate, _window(now))


def is_own_code(secret: bytes, delegate: UUID, code: str, now: datetime) -> bool:
    """Tell whether this is the delegate's own code of now or of just before."""
    window = _window(now)
    return any(hmac.compare_digest(code.encode(), _own(secret, delegate, window - back).encode()) for back in (0, 1, 2))


def _wall(secret: bytes, window: int, site: UUID | None) -> str:
    return _digest(secret, _WALL, str(window) if site is None else f"{window}/{site}")[:16]


def _own(secret: bytes, delegate: UUID, window: int) -> str:
    return f"{int(_digest(secret, _OWN, f'{delegate}/{window}'), 16) % 10**OWN_CODE_DIGITS:0{OWN_CODE_DIGITS}d}"


def _window(now: datetime) -> int:
    return int(now.timestamp()) // ROTATES_EVERY


def _digest(secret: bytes, tag: bytes, text: str) -> str:
    return hmac.new(secret, tag + b"\x00" + text.encode(), hashlib.sha256).hexdigest()
