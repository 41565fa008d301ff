"""Where a hall's sealed ballots come in: those that arrive while others are being stored are stored together next.

It answers only when all is well: a ballot that is stored, or was before. Any other request goes on to the page of the
same address, unchanged, which says what there is to say. So nothing is decided here that is not decided there as well.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final, cast
from uuid import UUID

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import reverse

from gonghui.accounts import public as accounts
from gonghui.config.asking import Together
from gonghui.config.bodies import Application, Receive, announced
from gonghui.congress import public as congress
from gonghui.kernel import clock, tenants
from gonghui.kernel.tenants import Tenant
from gonghui.ui.language import chosen_language

logger = logging.getLogger(__name__)

MOST: Final = 64
"""Ballots in one transaction: enough that a commit costs each of them little, few enough that nobody waits for long."""
LONGEST: Final = 64 * 1024
_BEFORE, _AFTER = reverse("congress:cast-sealed", args=[UUID(int=0)]).split(str(UUID(int=0)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request that is to be answered, and when it came."""

    scope: Any
    body: bytes
    vote_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class _Read:
    """A request as Django reads it, whose form may be believed to come from our own page."""

    asked: _Asked
    request: HttpRequest
    session_key: str
    line: str


class Intake:
    """An ASGI application around the pages: it takes sealed ballots, and hands on everything else."""

    def __init__(self, pages: Application) -> None:
        self._pages = pages
        self._together: Together[_Asked, HttpResponse | None] = Together(_answered, most=MOST, name="intake")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        vote_id = _round_of(scope)
        if vote_id is None:
            await self._pages(scope, receive, send)
            return
        body = await _whole(receive)
        answer = await self._together.put(_Asked(scope=scope, body=body, vote_id=vote_id, at=clock.now()))
        if answer is None:
            await self._pages(scope, _again(body, receive), send)
            return
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in answer.items()]
        await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": answer.content})


def _round_of(scope: Any) -> UUID | None:
    """Return the round that a ballot is sent to, None for any other request."""
    path = scope["path"]
    if scope["method"] != "POST" or not (path.startswith(_BEFORE) and path.endswith(_AFTER)):
        return None
    if announced(scope) > LONGEST:
        return None
    with suppress(ValueError):
        found = UUID(path[len(_BEFORE) : -len(_AFTER)])
        return found if f"{_BEFORE}{found}{_AFTER}" == path else None
    return None


async def _whole(receive: Receive) -> bytes:
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what gives the body once more, and after it whatever the server has to say."""
    given = False

    async def give() -> Any:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give


def _answered(batch: Sequence[_Asked]) -> list[HttpResponse | None]:
    """Return the answers to requests that came together, None for each that the pages must answer."""
    answers: list[HttpResponse | None] = [None] * len(batch)
    together: dict[tuple[Tenant, UUID], dict[int, _Read]] = defaultdict(dict)
    for n, asked in enumerate(batch):
        found = _read(asked)
        if found is not None:
            together[found[0], asked.vote_id][n] = found[1]
    for (tenant, vote_id), read in together.items():
        try:
            with tenants.using(tenant):
                taken = _cast(vote_id, read)
        except Exception:
            # Each of them is asked once more by itself, in the ordinary way: what was stored is answered as received.
            logger.exception("ballots could not be taken together")
            continue
        for n, answer in taken.items():
            answers[n] = answer
    return answers


def _read(asked: _Asked) -> tuple[Tenant, _Read] | None:
    """Read a request, and ask what Django's own middleware asks before a view is called."""
    request = ASGIRequest(asked.scope, BytesIO(asked.body))
    try:
        tenant = tenants.by_host(request.get_host())
        session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if tenant is None or not session_key or (settings.SECURE_SSL_REDIRECT and not request.is_secure()):
            return None
        guard = CsrfViewMiddleware(_nothing)
        guard.process_request(request)
        if guard.process_view(request, _nothing, (), {}) is not None:
            return None
        line = request.POST.get("line", "")
    except Exception:  # whatever is wrong with a request, the pages say it
        return None
    return tenant, _Read(asked=asked, request=request, session_key=session_key, line=str(line))


def _cast(vote_id: UUID, read: dict[int, _Read]) -> dict[int, HttpResponse]:
    now = clock.now()
    sitters = accounts.sitters_at({one.session_key for one in read.values()}, now=now)
    known = {n: one for n, one in read.items() if one.session_key in sitters}
    sent = [
        congress.Sent(account_id=sitters[one.session_key].account_id, line=one.line, at=one.asked.at)
        for one in known.values()
    ]
    receipts = congress.cast_together(vote_id, sent) if sent else []
    taken = {n: receipt for n, receipt in zip(known, receipts, strict=True) if receipt is not None}
    stale = [one.session_id for one in (sitters[known[n].session_key] for n in taken) if one.seen_is_stale]
    if stale:
        accounts.note_all_seen(stale, now=now)
    return {n: _dressed(JsonResponse(receipt.told()), known[n].request) for n, receipt in taken.items()}


def _dressed(answer: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Give an answer the headers that every answer of a page has."""
    page: Any = XFrameOptionsMiddleware(lambda _request: answer)
    spoken: Any = chosen_language(cast(Any, CommonMiddleware(page)))
    return cast(HttpResponse, SecurityMiddleware(CSPMiddleware(spoken))(request))


def _nothing(_request: HttpRequest) -> HttpResponse:
    raise NotImplementedError  # the guard is asked, and calls nobody
