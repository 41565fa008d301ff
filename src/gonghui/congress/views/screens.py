"""The page of the big screens, for whoever presides or operates: look at a picture first, then let the hall see it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import devices, wall
from gonghui.congress.forms import NoteForm, WallForm
from gonghui.congress.queries import find
from gonghui.congress.screens import hall
from gonghui.congress.screens import screens as screen
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats
from gonghui.kernel.errors import NotFound

CHAIR = hats("presiding", "operator")
POST = ("POST",)


@access(CHAIR)
def desk(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show what the hall sees, and beside it what is looked at before."""
    meeting = find.meeting_to_preside(actor_of(request), meeting_id)
    shown = WallForm.of(request.GET) if "what" in request.GET else None
    if shown:
        wall.require_showable(meeting, shown)
    return render(
        request, "congress/hall/screens.html", hall.frame(meeting) | screen.desk(meeting, clock.now(), shown=shown)
    )


@access(CHAIR)
def live(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Return what the hall sees now."""
    meeting = find.meeting_to_preside(actor_of(request), meeting_id)
    return HttpResponse(screen.monitor(meeting, clock.now(), None))


@access(CHAIR, methods=POST)
def show(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    wall.show_on_wall(actor_of(request), meeting_id=meeting_id, shown=WallForm.of(request.POST), now=clock.now())
    return redirect("congress:screens", meeting_id)


@access(CHAIR, methods=POST)
def turn(request: HttpRequest, meeting_id: UUID, way: str) -> HttpResponse:
    by = {"on": 1, "back": -1}.get(way)
    if by is None:
        raise NotFound
    wall.turn_page(actor_of(request), meeting_id=meeting_id, by=by, now=clock.now())
    return redirect("congress:screens", meeting_id)


@access(CHAIR, methods=POST)
def take_back(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Take back every screen's address: they show nothing from now on."""
    taken = devices.revoke_walls(actor_of(request), meeting_id=meeting_id, now=clock.now())
    messages.success(request, _("已收回%(n)s个地址。") % {"n": taken})
    return redirect("congress:screens", meeting_id)


@access(CHAIR, methods=POST)
def welcome(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    wall.set_welcome_line(actor_of(request), meeting_id=meeting_id, text=NoteForm.of(request), now=clock.now())
    return redirect("congress:screens", meeting_id)
