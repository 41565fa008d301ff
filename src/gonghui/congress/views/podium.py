"""The podium screen: a pure view behind a device's token, as the wall is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gonghui.congress.actions import devices
from gonghui.congress.queries import devices as device_queries
from gonghui.congress.screens import podium as screen
from gonghui.congress.views.wall import in_the_language_of_the_hall
from gonghui.kernel import clock
from gonghui.kernel.access import DEVICE, access, actor_of, hats


@access(DEVICE)
@in_the_language_of_the_hall
def podium(request: HttpRequest, token: str) -> HttpResponse:
    meeting = device_queries.meeting_of(token, device_queries.PODIUM)
    return render(request, "congress/podium/podium.html", screen.page(meeting, clock.now()) | {"token": token})


@access(DEVICE)
@in_the_language_of_the_hall
def frame(request: HttpRequest, token: str) -> HttpResponse:
    meeting = device_queries.meeting_of(token, device_queries.PODIUM)
    return render(request, "congress/podium/_frame.html", screen.page(meeting, clock.now()) | {"token": token})


@access(hats("secretary", "chair", "presiding", "operator"), methods=("POST",))
def open_podium(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Make a podium's address and go there; the address is shown this once."""
    token = devices.make_podium(actor_of(request), meeting_id=meeting_id, now=clock.now())
    return redirect("congress:podium", token)
