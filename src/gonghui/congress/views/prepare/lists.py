"""Terms and meetings of the union that the secretary prepares."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import meetings, terms
from gonghui.congress.forms.prepare import MeetingForm, TermForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries import tenure
from gonghui.congress.screens.prepare import lists as shown
from gonghui.congress.views.prepare.taking import BOTH, PREPARER, posted, saved, status_of
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of


@access(PREPARER)
def home(request: HttpRequest) -> HttpResponse:
    """List terms and meetings."""
    union_id = asked.union_of(actor_of(request))
    page = shown.home(union_id, asked.terms(actor_of(request)), clock.now())
    return render(request, "congress/prepare/list.html", page)


@access(PREPARER, methods=BOTH)
def new_term(request: HttpRequest) -> HttpResponse:
    """Start a term."""
    union_id = asked.union_of(actor_of(request))
    lines = asked.terms(actor_of(request))
    form = TermForm(posted(request), initial=shown.next_term(lines, clock.now()))
    made: list[UUID] = []

    def act() -> object:
        made.append(terms.open_term(actor_of(request), union_id=union_id, now=clock.now(), **form.values()))
        return made

    if saved(request, form, act, _("届次已建立，可以筹备会议了。")):
        return redirect("congress:term", made[0])
    context = shown.form_page(union_id, _("新建一届"), form)
    return render(request, "congress/prepare/form.html", context, status=status_of(form))


@access(PREPARER, methods=BOTH)
def new_meeting(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Plan a meeting of a term."""
    term = asked.term(actor_of(request), term_id)
    call = tenure.call_asked(actor_of(request), term_id, request.GET.get("call", ""))
    start = shown.next_meeting(term, clock.now()) | ({"proposed_by": call.proposer} if call else {})
    form = MeetingForm(posted(request), initial=start)
    made: list[UUID] = []

    def act() -> object:
        plan = {"term_id": term_id, "now": clock.now(), "call_id": call.id if call else None, **form.values()}
        made.append(meetings.plan_meeting(actor_of(request), **plan))
        return made

    if saved(request, form, act, _("会议已建立，本地规则已随会议固定。")):
        return redirect("congress:prepare-basics", made[0])
    context = shown.form_page(term.union_id, _("筹备一次会议"), form)
    return render(request, "congress/prepare/form.html", context, status=status_of(form))


@access(PREPARER)
def start(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Lead to the first step in which something must be done."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    return redirect(shown.first_open_step(meeting, clock.now()))
