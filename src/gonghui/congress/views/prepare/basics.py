"""Steps 1 and 2: the frame of a meeting, its rules, and the report to the superior union."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import measures as own_measures
from gonghui.congress.actions import meetings
from gonghui.congress.forms.measures import MeasuresForm
from gonghui.congress.forms.prepare import AnswerForm, BasicsForm, ReportForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries.law import place_pack
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import basics as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, posted, saved, show, status_of, take
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of


@access(PREPARER, methods=BOTH)
def basics(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Number, mode, dates, place, contact."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = BasicsForm(posted(request), initial=shown.frame_of(meeting))

    def act() -> object:
        return meetings.edit_basics(actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.values())

    if saved(request, form, act, _("基本信息已保存。")):
        return redirect("congress:prepare-basics", meeting_id)
    context = {**shown.basics(meeting), "form": form}
    return show(request, meeting_id, PrepStep.BASICS, context, status=status_of(form))


@access(PREPARER, methods=POST)
def refreeze(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Freeze today's rules into the meeting."""
    return take(request, meeting_id, PrepStep.BASICS, lambda: meetings.refreeze_rules(
        actor_of(request), meeting_id=meeting_id, now=clock.now()), _("已按最新规则固定。"))  # fmt: skip


@access(PREPARER, methods=BOTH)
def measures(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The union's own measures."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    own = asked.measures_of(meeting)
    form = MeasuresForm(
        posted(request), pack=place_pack(meeting.term.union.region), adopted=own.tightened if own else {},
        initial=shown.measures_start(own),
    )  # fmt: skip

    def act() -> object:
        return own_measures.amend_measures(
            actor_of(request), union_id=meeting.term.union_id, title=form.cleaned_data["title"],
            adopted_on=form.cleaned_data["adopted_on"], parameters=form.asked(), now=clock.now(),
        )  # fmt: skip

    if saved(request, form, act, _("实施办法已登记。本次会议要执行的，请点“采用最新规则”。")):
        return redirect("congress:prepare-basics", meeting_id)
    context = {"form": form, **shown.measures(meeting, form.others())}
    return show(request, meeting_id, PrepStep.BASICS, context, page="one_form", status=status_of(form))


@access(PREPARER, methods=BOTH)
def upward(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The report to the superior union."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = ReportForm(posted(request), initial=shown.report_start(meeting, clock.now()))

    def act() -> object:
        return meetings.report_upward(actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("报送情况已登记。")):
        return redirect("congress:prepare-upward", meeting_id)
    context = {**shown.upward(meeting), "form": form, "answer_form": shown.answer_form(meeting, clock.now())}
    return show(request, meeting_id, PrepStep.UPWARD, context, status=status_of(form))


@access(PREPARER, methods=POST)
def answer(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The answer of the superior union."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = AnswerForm(request.POST)

    def act() -> object:
        return meetings.record_answer(actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("批复已登记。")):
        return redirect("congress:prepare-upward", meeting_id)
    context = {**shown.upward(meeting), "form": ReportForm(initial=shown.report_start(meeting, clock.now())),
               "answer_form": form}  # fmt: skip
    return show(request, meeting_id, PrepStep.UPWARD, context, status=422)
