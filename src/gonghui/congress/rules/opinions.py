"""When delegates may give opinions: in the time set before the sitting, and always while it sits."""

from datetime import datetime
from enum import StrEnum


class Window(StrEnum):
    """How the time for opinions stands."""

    AHEAD = "AHEAD"
    OPEN = "OPEN"
    PAST = "PAST"


def window(begins: datetime | None, ends: datetime | None, *, is_sitting: bool, now: datetime) -> Window:
    """Return how the time for opinions stands; a time without a begin or an end is open on that side.

    The last moment is `ends` itself. While the congress sits, whoever deliberates may give an opinion.
    """
    if is_sitting:
        return Window.OPEN
    if begins is not None and now < begins:
        return Window.AHEAD
    return Window.PAST if ends is not None and now > ends else Window.OPEN
