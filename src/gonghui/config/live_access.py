"""Whose live stream it is: the browser's session decides, or a screen's own token."""

from collections.abc import Mapping

from django.conf import settings

from gonghui.accounts import public as accounts
from gonghui.congress import public as congress
from gonghui.kernel import clock


def topic_for(address: str, cookies: Mapping[str, str]) -> str | None:
    """Return the topic that an address stands for, None when whoever asks may not follow it."""
    seat = accounts.seat_at(cookies.get(settings.SESSION_COOKIE_NAME), now=clock.now())
    return congress.followed_topic(seat.actor, address)
