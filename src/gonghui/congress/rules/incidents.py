"""The log of the hall: what is noted with one tap, and when a note is a second press of the same button."""

from datetime import datetime, timedelta
from typing import Final

from gonghui.congress.rules.text import mark as _

ONE_TAP: Final = (
    _("会场断网"), _("网络恢复"), _("设备故障"), _("有代表提出异议"), _("有代表身体不适"),
)  # fmt: skip
"""Notes of one tap, as they stand in the log: papers are Chinese whatever language the screen has."""

SAME_PRESS: Final = timedelta(seconds=10)


def is_same_press(text: str, at: datetime, *, newest: str, newest_at: datetime) -> bool:
    """Tell whether a note repeats the newest one of the same person so soon that it is the same press.

    A clock that went back counts as soon, too: better one line than two of one thing.
    """
    return text == newest and at - newest_at < SAME_PRESS
