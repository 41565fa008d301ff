"""Finds the meeting that a screen belongs to."""

import hashlib
from typing import Final

from django.utils.translation import gettext_lazy as _

from gonghui.congress.models import Device, Meeting
from gonghui.kernel.errors import NotFound

WALL: Final = "WALL"
PODIUM: Final = "PODIUM"
KIOSK: Final = "KIOSK"


class TakenBack(NotFound):
    """The address of a screen that was taken back: it says so, and shows nothing of the meeting."""

    default_code = "taken-back"

    def __init__(self) -> None:
        super().__init__(
            _("这个地址已经收回，不再显示会议内容。"),
            remedy=_("要继续使用这台设备，请会务人员重新打开大屏、主持屏或者投票亭。"),
        )


def token_digest(token: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(b"gonghui-device-v1\x00" + token.encode()).hexdigest()


def screen(token: str, kind: str = WALL) -> Device:
    """Return a screen of this kind with its meeting, and its site where it is bound to one.

    Raises: NotFound for a token that is unknown or of another kind of screen; TakenBack for one that was revoked.
    """
    devices = Device.objects.select_related("meeting__term__union", "meeting__sign_in_code", "site")
    device = devices.filter(token_digest=token_digest(token), kind=kind).first()
    if device is None:
        raise NotFound
    if device.revoked_at is not None:
        raise TakenBack
    return device


def in_use(meeting: Meeting) -> int:
    """Return how many screens of a meeting have an address that works."""
    return Device.objects.filter(meeting=meeting, revoked_at=None).count()


def meeting_of(token: str, kind: str = WALL) -> Meeting:
    """Return the meeting of a screen of this kind.

    Raises: as `screen`.
    """
    return screen(token, kind).meeting
