"""Puts on every request who is acting, asked for only when somebody wants to know."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from gonghui.accounts import actions, browser, queries
from gonghui.accounts.queries import Seat
from gonghui.kernel import clock


class ActorMiddleware:
    """Set `request.actor`, `request.person_name` and `request.seat`; note from time to time that a session is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = clock.now()
        looked: list[Seat] = []

        def look() -> Seat:
            looked.append(queries.seat_of(browser.session_id(request.session), now=now))
            return looked[0]

        seat = SimpleLazyObject(look)
        lazy = {"seat": seat, "actor": _part(seat, "actor"), "person_name": _part(seat, "name")}
        for name, value in lazy.items():
            setattr(request, name, value)
        response = self.get_response(request)
        if looked and looked[0].session_id is not None and looked[0].seen_is_stale:
            actions.note_seen(looked[0].session_id, now=now)
        return response


def _part(seat: object, name: str) -> object:
    return SimpleLazyObject(lambda: getattr(seat, name))
