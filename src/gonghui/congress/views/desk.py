"""The check-in desk: a field that is always ready, and who has not come yet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gonghui.congress.actions import presence
from gonghui.congress.forms import DeskForm, NoteForm
from gonghui.congress.queries import find, sealed
from gonghui.congress.screens import desk as screen
from gonghui.congress.screens import rollcall
from gonghui.congress.views.prepare.taking import sentence
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats
from gonghui.kernel.errors import RuleBroken

DESK = hats("desk", "operator", "secretary", "chair")


@access(DESK)
def desk(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = find.meeting_to_check_in(actor_of(request), meeting_id)
    context = screen.page(meeting, request.GET) | rollcall.desk(meeting, clock.now())
    context["has_sealed"] = sealed.has_sealed_items(meeting)
    return render(request, "congress/desk/desk.html", context)


@access(DESK)
def rows(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = find.meeting_to_check_in(actor_of(request), meeting_id)
    return render(request, "congress/desk/_rows.html", screen.page(meeting, request.GET))


@access(DESK, methods=("POST",))
def enter(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    form = DeskForm(request.POST)
    sign = presence.sign_in_by_own_code if form.is_code() else presence.sign_in_by_number
    kwarg = {"code" if form.is_code() else "number": form.text()}
    site_id = form.site()
    try:
        done = sign(actor_of(request), meeting_id=meeting_id, site_id=site_id, now=clock.now(), **kwarg)
    except RuleBroken as refused:
        # People queue here: a wrong number is told above the field, which stays ready for the next.
        messages.error(request, sentence(refused))
        return back_to_desk(request, meeting_id)
    tell = messages.info if done.again else messages.success
    tell(request, screen.told(meeting_id, done))
    return back_to_desk(request, meeting_id)


@access(DESK, methods=("POST",))
def send_out(request: HttpRequest, meeting_id: UUID, delegate_id: UUID) -> HttpResponse:
    presence.leave(
        actor_of(request), meeting_id=meeting_id, delegate_id=delegate_id, reason=NoteForm.of(request), now=clock.now()
    )
    return back_to_desk(request, meeting_id)


@access(DESK, methods=("POST",))
def decide_leave(request: HttpRequest, meeting_id: UUID, request_id: UUID, answer: str) -> HttpResponse:
    presence.decide_leave(actor_of(request), request_id=request_id, granted=answer == "grant", now=clock.now())
    return back_to_desk(request, meeting_id)


def back_to_desk(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Go back to the desk, which stays the desk of its site."""
    site = DeskForm(request.POST).site()
    address = reverse("congress:desk", args=[meeting_id])
    return redirect(f"{address}?site={site}" if site else address)
