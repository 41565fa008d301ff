"""Who may knock at an address: every view says so with `@access`, and a test walks the resolver to see that it does.

This is the outermost of three nets. It knows only whether somebody is logged in and which hat they wear; whether they
may see or do this very thing is asked again by the query or action behind the view.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Door:
    """Who may pass: everybody, whoever is logged in, holders of a device token, or wearers of one of these hats."""

    name: str
    hats: frozenset[str] = frozenset()


PUBLIC = Door("public")
SIGNED_IN = Door("signed-in")
#: The view checks a device token in the address itself (big screens have no person).
DEVICE = Door("device")


def hats(*roles: str) -> Door:
    """Return the door for people who wear one of these hats now."""
    return Door("hats", frozenset(roles))


def actor_of(request: HttpRequest) -> Actor:
    """Return who is acting in this request."""
    return cast(Actor, getattr(request, "actor", None) or Actor.stranger())


def access(door: Door, *, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View[P]], View[P]]:
    """Declare who may call a view and by which methods.

    Nobody logged in is led to the log-in page; somebody who has the hat but wears another is asked to change it;
    whoever has none is told that there is nothing here (404), as a stranger is.
    """

    def declare(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            actor = actor_of(request)
            if door in (PUBLIC, DEVICE):
                return view(request, *args, **kwargs)
            if actor.is_stranger:
                return redirect_to_login(request.get_full_path())
            if door.hats and (actor.hat is None or actor.hat.role not in door.hats):
                if any(hat.role in door.hats for hat in actor.hats):
                    return redirect(f"{settings.HAT_URL}?{urlencode({'next': request.get_full_path()})}")
                raise NotFound
            return view(request, *args, **kwargs)

        cast(Any, guarded).door = door
        cast(Any, guarded).methods = methods
        return guarded

    return declare
