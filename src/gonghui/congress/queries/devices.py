"""Finds the meeting that a screen belongs to."""

import hashlib
from typing import Final

from gonghui.congress.models import Device, Meeting
from gonghui.kernel.errors import NotFound

WALL: Final = "WALL"
PODIUM: Final = "PODIUM"
KIOSK: Final = "KIOSK"


def token_digest(token: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(b"gonghui-device-v1\x00" + token.encode()).hexdigest()


def screen(token: str, kind: str = WALL) -> Device:
    """Return a screen of this kind with its meeting, and its site where it is bound to one.

    Raises: NotFound for a token that is unknown, of another kind of screen, or was revoked.
    """
    devices = Device.objects.select_related("meeting__term__union", "meeting__sign_in_code", "site")
    device = devices.filter(token_digest=token_digest(token), kind=kind, revoked_at=None).first()
    if device is None:
        raise NotFound
    return device


def meeting_of(token: str, kind: str = WALL) -> Meeting:
    """Return the meeting of a screen of this kind.

    Raises: NotFound for a token that is unknown, of another kind of screen, or was revoked.
    """
    return screen(token, kind).meeting
