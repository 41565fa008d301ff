"""The big screen: a pure view behind a device's token."""

import io
from collections.abc import Callable
from functools import wraps
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from gonghui.congress import policy
from gonghui.congress.actions import devices
from gonghui.congress.forms import DeskForm
from gonghui.congress.queries import devices as device_queries
from gonghui.congress.queries import find
from gonghui.congress.screens import wall as screen
from gonghui.kernel import clock
from gonghui.kernel.access import DEVICE, access, actor_of, hats
from gonghui.kernel.errors import NotFound

ForDevice = Callable[[HttpRequest, str], HttpResponse]


def in_the_language_of_the_hall(view: ForDevice) -> ForDevice:
    """Let a screen speak the language of the site: whoever set it up may read another one on that computer."""

    @wraps(view)
    def shown(request: HttpRequest, token: str) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                response = view(request, token)
            except device_queries.TakenBack:
                if "HX-Request" not in request.headers:
                    raise
                # A part that is asked for by an open screen: the whole page asks again, and says why it shows nothing.
                response = HttpResponse(status=204, headers={"HX-Refresh": "true"})
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        return response

    return shown


@access(DEVICE)
@in_the_language_of_the_hall
def wall(request: HttpRequest, token: str) -> HttpResponse:
    device = device_queries.screen(token)
    context = screen.page(device.meeting, clock.now(), origin=_origin(request), site=device.site) | {"token": token}
    return render(request, "congress/wall/wall.html", context)


@access(DEVICE)
@in_the_language_of_the_hall
def frame(request: HttpRequest, token: str) -> HttpResponse:
    device = device_queries.screen(token)
    context = screen.page(device.meeting, clock.now(), origin=_origin(request), site=device.site) | {"token": token}
    return render(request, "congress/wall/_frame.html", context)


@access(DEVICE)
def sign_in_code(request: HttpRequest, token: str) -> HttpResponse:
    """The QR code of this quarter of a minute, as SVG."""
    device = device_queries.screen(token)
    url = screen.sign_in_url(device.meeting, clock.now(), _origin(request), device.site)
    if not url:
        raise NotFound
    out = io.BytesIO()
    segno.make(str(url), error="m").save(out, kind="svg", scale=8, border=2, dark="#000", light="#fff")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@access(hats("secretary", "chair", "presiding", "operator"), methods=("POST",))
def open_wall(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Make a screen's address and go there; the address is shown this once."""
    meeting = find.meeting(actor_of(request), meeting_id)
    if not policy.may_preside(actor_of(request), meeting):
        policy.require_preparer(actor_of(request), meeting)
    site = DeskForm(request.POST).site()
    token = devices.make_wall(actor_of(request), meeting_id=meeting_id, site_id=site, now=clock.now())
    return redirect("congress:wall", token)


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
