"""The trial vote: opened and ended at the chair's desk, tried on the phone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gonghui.congress.actions import trial as act_on
from gonghui.congress.queries import find
from gonghui.congress.screens import trial as screen
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of, hats

CHAIR = hats("presiding", "operator")


@access(CHAIR, methods=("POST",))
def begin(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    act_on.open_trial(actor_of(request), meeting_id=meeting_id, now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=("POST",))
def end(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    act_on.end_trial(actor_of(request), meeting_id=meeting_id, now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(SIGNED_IN, methods=("GET", "HEAD", "POST"))
def ballot(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    if request.method == "POST":
        choice = request.POST.get("choice", "").upper()
        act_on.cast_trial(actor_of(request), meeting_id=meeting_id, choice=choice, now=clock.now())
        return redirect("congress:trial", meeting_id)
    return render(request, "congress/phone/trial.html", screen.page(meeting, delegate))
