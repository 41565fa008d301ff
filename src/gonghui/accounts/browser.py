"""What a browser keeps: the id of its open session, and of the code it waits for, in its Django session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Final, cast
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.http import url_has_allowed_host_and_scheme

from gonghui.accounts import queries
from gonghui.accounts.actions import Opened, Visitor
from gonghui.accounts.phones import Phone
from gonghui.accounts.queries import Seat, Sitter
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound

_SESSION: Final = "accounts.session"
_CODE: Final = "accounts.code"
_NEXT: Final = "accounts.next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A code promised to this browser: its id, the number as it may be shown, and whether others use the machine."""

    code_id: UUID
    masked_phone: str
    on_shared_machine: bool


def visitor(request: HttpRequest, *, on_shared_machine: bool = False) -> Visitor:
    """Return who knocks: the address that the server saw and the browser's description."""
    return Visitor(
        address=request.META.get("REMOTE_ADDR", ""),
        agent=request.META.get("HTTP_USER_AGENT", "")[:400],
        on_shared_machine=on_shared_machine,
    )


def let_in(request: HttpRequest, opened: Opened) -> None:
    """Bind a browser to its new session under a new key, so that a key planted before is worth nothing."""
    request.session.flush()
    request.session[_SESSION] = str(opened.session_id)
    if opened.on_shared_machine:
        request.session.set_expiry(0)
    rotate_token(request)


def let_out(request: HttpRequest) -> None:
    """Forget everything a browser kept."""
    request.session.flush()


def session_id(session: SessionBase | Mapping[str, Any]) -> UUID | None:
    """Return the open session that a browser is bound to, if any."""
    kept = session.get(_SESSION)
    return UUID(kept) if kept else None


def seat_at(session_key: str | None, *, now: datetime) -> Seat:
    """Return who sits at the browser that sent this session cookie; for servers beside Django's own."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return queries.seat_of(session_id(store(session_key)), now=now) if session_key else queries.NOBODY


def sitters_at(session_keys: Iterable[str], *, now: datetime) -> dict[str, Sitter]:
    """Return by session cookie whose open sessions many browsers are bound to; those that are bound to none left out.

    Two questions for all of them: for servers beside Django's own that hear a whole hall at once.
    """
    kept = Session.objects.filter(session_key__in=list(session_keys), expire_date__gt=now)
    bound = {row.session_key: session_id(row.get_decoded()) for row in kept}
    held = queries.sitters((one for one in bound.values() if one is not None), now=now)
    return {key: held[one] for key, one in bound.items() if one in held}


def seat(request: HttpRequest) -> Seat:
    """Return who sits at this request."""
    return cast(Seat, getattr(request, "seat", queries.NOBODY))


def seat_here(request: HttpRequest) -> tuple[Actor, UUID]:
    """Return who is logged in at this request, and in which session.

    Raises: NotFound when nobody is.
    """
    here = seat(request)
    if here.session_id is None:
        raise NotFound
    return here.actor, here.session_id


def await_code(request: HttpRequest, *, code_id: UUID, phone: Phone | None = None, shared: bool = False) -> None:
    """Remember which code this browser was promised; the number itself is kept masked."""
    kept = request.session.get(_CODE, {})
    if phone is not None:
        kept = {"phone": phone.masked, "shared": shared}
    request.session[_CODE] = {**kept, "id": str(code_id)}


def awaited_code(request: HttpRequest) -> Awaited | None:
    """Return the code that this browser waits for, if any."""
    kept = request.session.get(_CODE)
    if not kept:
        return None
    return Awaited(code_id=UUID(kept["id"]), masked_phone=kept["phone"], on_shared_machine=kept["shared"])


def remember_next(request: HttpRequest) -> None:
    """Remember where to go after the log-in, if the address names a place of our own."""
    wanted = own_address(request, request.GET.get("next", ""))
    if wanted:
        request.session[_NEXT] = wanted


def next_address(request: HttpRequest) -> str:
    """Return the place remembered, or nothing; read it before `let_in`, which forgets it."""
    return own_address(request, request.session.get(_NEXT, ""))


def own_address(request: HttpRequest, url: str) -> str:
    """Return an address if it leads to this very host, and nothing otherwise."""
    own = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return url if own else ""
