"""Counting who is here: started and settled at the chair's desk, answered on phones, confirmed at the check-in desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import rollcall
from gonghui.congress.forms import DeskForm, OutcomeForm
from gonghui.congress.queries import find
from gonghui.congress.screens import desk as desk_screen
from gonghui.congress.screens import phone
from gonghui.congress.screens import rollcall as screen
from gonghui.congress.views.desk import DESK, back_to_desk
from gonghui.congress.views.hall import CHAIR, POST
from gonghui.congress.views.prepare.taking import sentence
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of
from gonghui.kernel.errors import Conflict, RuleBroken


@access(CHAIR, methods=POST)
def start(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    rollcall.start_roll_call(actor_of(request), meeting_id=meeting_id, now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def settle(request: HttpRequest, meeting_id: UUID, roll_call_id: UUID) -> HttpResponse:
    outcome = OutcomeForm(request.POST).outcome()
    left = rollcall.settle_roll_call(actor_of(request), roll_call_id=roll_call_id, outcome=outcome, now=clock.now())
    messages.info(request, _("清点已结束，%(n)s 位代表登记为离场。") % {"n": left} if left else _("清点已结束。"))
    return redirect("congress:chair", meeting_id)


@access(SIGNED_IN, methods=POST)
def answer(request: HttpRequest, meeting_id: UUID, roll_call_id: UUID) -> HttpResponse:
    """Answer without leaving the page that is open, be it a ballot; without scripts, go to what is now."""
    rollcall.answer_roll_call(actor_of(request), roll_call_id=roll_call_id, now=clock.now())
    if request.headers.get("HX-Request") == "true":
        meeting, delegate = find.own_seat(actor_of(request), meeting_id)
        says_itself = request.POST.get("on") == "vote"
        context = phone.bar_again(meeting, delegate, clock.now(), says_itself=says_itself)
        return render(request, "congress/phone/_bar.html", context)
    return redirect("congress:now", meeting_id)


@access(DESK)
def desk(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = find.meeting_to_check_in(actor_of(request), meeting_id)
    context = screen.desk(meeting, clock.now()) | {"site_id": DeskForm(request.GET).site() or ""}
    return render(request, "congress/desk/_rollcall.html", context)


@access(DESK, methods=POST)
def confirm(request: HttpRequest, meeting_id: UUID, roll_call_id: UUID) -> HttpResponse:
    number = DeskForm(request.POST).text()
    try:
        who = rollcall.confirm_by_number(actor_of(request), roll_call_id=roll_call_id, number=number, now=clock.now())
    except (RuleBroken, Conflict) as refused:
        # People stand here: a wrong number is told above the field, which stays ready for the next.
        messages.error(request, sentence(refused))
        return back_to_desk(request, meeting_id)
    messages.success(request, _("%(who)s 已确认在场。") % {"who": desk_screen.card_of(who)})
    return back_to_desk(request, meeting_id)
