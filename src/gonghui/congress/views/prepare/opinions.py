"""Step 7: reports of delegations, opinions and their answers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import floor, groups
from gonghui.congress.actions.opinions import set_opinion_window
from gonghui.congress.forms.prepare import AnswerOpinionForm, GroupForm, WindowForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import opinions as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, posted, saved, show, status_of, take
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.errors import NotFound

STEP = PrepStep.OPINIONS


@access(PREPARER)
def opinions(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Reports and opinions."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    return show(request, meeting_id, STEP, shown.page(meeting, request.GET.get("page")))


@access(PREPARER, methods=BOTH)
def window(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """When delegates may give opinions before the sitting."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = WindowForm(posted(request), initial=shown.window_start(meeting))

    def act() -> object:
        return set_opinion_window(actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("征求意见的时间已保存。")):
        return redirect("congress:prepare-opinions", meeting_id)
    context = {**shown.window_page(meeting), "form": form}
    return show(request, meeting_id, STEP, context, page="one_form", status=status_of(form))


@access(PREPARER, methods=BOTH)
def group(request: HttpRequest, meeting_id: UUID, group_id: UUID) -> HttpResponse:
    """The report of one delegation."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    found = next((one for one in asked.delegations(meeting) if one.id == group_id), None)
    if found is None:
        raise NotFound
    form = GroupForm(posted(request), initial=shown.group_start(meeting, found))

    def act() -> object:
        return groups.file_group_report(
            actor_of(request), meeting_id=meeting_id, delegation_id=group_id, now=clock.now(), **form.cleaned_data
        )

    if saved(request, form, act, _("讨论情况已登记。")):
        return redirect("congress:prepare-opinions", meeting_id)
    context = {**shown.group_page(meeting, found), "form": form}
    return show(request, meeting_id, STEP, context, page="one_form", status=status_of(form))


@access(PREPARER, methods=POST)
def answer(request: HttpRequest, meeting_id: UUID, opinion_id: UUID) -> HttpResponse:
    """Answer an opinion."""
    form = AnswerOpinionForm(request.POST)
    text = form.cleaned_data["answer"] if form.is_valid() else ""
    return take(request, meeting_id, STEP, lambda: floor.answer_opinion(
        actor_of(request), opinion_id=opinion_id, answer=text, now=clock.now()), _("答复已送达这位代表。"))  # fmt: skip
