"""The chair's desk: one big next step, and what stands beside it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import floor, presence, rescheduling, running, runoff, sealing, voting, waiving
from gonghui.congress.forms import LaterForm, NoteForm, StepForm
from gonghui.congress.queries import find, state
from gonghui.congress.rules.flow import Step
from gonghui.congress.screens import hall
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats
from gonghui.kernel.errors import Conflict, NotFound

CHAIR = hats("presiding", "operator")
POST = ("POST",)


@access(CHAIR)
def desk(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = find.meeting_to_preside(actor_of(request), meeting_id)
    shown = hall.desk(meeting, clock.now(), is_operator=_is_operator(request))
    return render(request, "congress/hall/desk.html", hall.frame(meeting) | shown)


@access(CHAIR)
def part(request: HttpRequest, meeting_id: UUID, name: str) -> HttpResponse:
    meeting = find.meeting_to_preside(actor_of(request), meeting_id)
    if name not in ("run", "stage", "rollcall", "count", "next", "side", "speakers"):
        raise NotFound
    shown = hall.desk(meeting, clock.now(), is_operator=_is_operator(request))
    return render(request, f"congress/hall/_{name}.html", shown)


def _is_operator(request: HttpRequest) -> bool:
    hat = actor_of(request).hat
    return hat is not None and hat.role == "operator"


@access(CHAIR, methods=POST)
def take_step(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Take the step the page showed; a page that is behind is told so instead of doing something newer."""
    meeting = find.meeting_to_preside(actor_of(request), meeting_id)
    form = StepForm(request.POST)
    due = state.sitting(meeting, for_chair=True)
    if not form.is_valid() or form.step() is not due.step.step or form.cleaned_data["target"] != hall.target(due):
        raise Conflict(_("会场的状态已经变化，这一步没有执行。"), remedy=_("页面已更新，请看清下一步再按。"))
    _STEPS[due.step.step](request, UUID(form.cleaned_data["target"]), form)
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def extend(request: HttpRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    voting.extend_vote(actor_of(request), vote_id=vote_id, seconds=30, now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def void(request: HttpRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    voting.void_vote(actor_of(request), vote_id=vote_id, reason=NoteForm.of(request), now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def on_paper(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    voting.vote_on_paper(actor_of(request), item_id=item_id, now=clock.now())
    messages.success(request, _("这一项改用纸质票。请先备好纸质票，再进入表决。"))
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def draft_runoff(request: HttpRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    runoff.draft_runoff(actor_of(request), vote_id=vote_id, now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def adjourn(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    running.adjourn(actor_of(request), meeting_id=meeting_id, reason=NoteForm.of(request), now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def reschedule(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    rescheduling.reschedule(actor_of(request), meeting_id=meeting_id, now=clock.now(), **LaterForm.of(request))
    messages.success(request, _("会议已经改期，代表的手机和大屏都会显示新的时间。"))
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def remand(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    running.remand_item(actor_of(request), item_id=item_id, reason=NoteForm.of(request), now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def waive_groups(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    waiving.waive_groups(actor_of(request), item_id=item_id, reason=NoteForm.of(request), now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def note(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    running.note_incident(actor_of(request), meeting_id=meeting_id, text=NoteForm.of(request), now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def call_next(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    floor.call_next_speaker(actor_of(request), item_id=item_id, now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def speaker_list(request: HttpRequest, meeting_id: UUID, item_id: UUID, way: str) -> HttpResponse:
    change = {"close": floor.close_speakers, "open": floor.open_speakers}.get(way)
    if change is None:
        raise NotFound
    change(actor_of(request), item_id=item_id, now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(CHAIR, methods=POST)
def more_time(request: HttpRequest, meeting_id: UUID, request_id: UUID) -> HttpResponse:
    floor.extend_speech(actor_of(request), request_id=request_id, seconds=60, now=clock.now())
    return redirect("congress:chair", meeting_id)


Taker = Callable[[HttpRequest, UUID, StepForm], object]
_STEPS: dict[Step, Taker] = {
    Step.OPEN_SIGN_IN: lambda r, t, _f: presence.open_sign_in(actor_of(r), meeting_id=t, now=clock.now()),
    Step.OPEN_MEETING: lambda r, t, _f: running.open_meeting(actor_of(r), meeting_id=t, now=clock.now()),
    Step.START_ITEM: lambda r, t, _f: running.start_item(actor_of(r), item_id=t, now=clock.now()),
    Step.PREPARE_VOTE: lambda r, t, _f: voting.prepare_vote(actor_of(r), item_id=t, now=clock.now()),
    Step.FREEZE_ROLL: lambda r, t, _f: sealing.freeze_roll(actor_of(r), vote_id=t, now=clock.now()),
    Step.OPEN_VOTE: lambda r, t, f: voting.open_vote(actor_of(r), vote_id=t, seconds=f.seconds(), now=clock.now()),
    Step.STOP_VOTE: lambda r, t, _f: voting.stop_vote(actor_of(r), vote_id=t, now=clock.now()),
    Step.ANNOUNCE: lambda r, t, _f: voting.announce_result(actor_of(r), vote_id=t, now=clock.now()),
    Step.END_ITEM: lambda r, t, _f: running.end_item(actor_of(r), item_id=t, now=clock.now()),
    Step.CLOSE_MEETING: lambda r, t, _f: running.close_meeting(actor_of(r), meeting_id=t, now=clock.now()),
}
