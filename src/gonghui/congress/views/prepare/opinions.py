"""Step 7: how delegations discuss, what they report, and opinions answered, many of a kind together."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import answers, groups
from gonghui.congress.actions import rooms as actions
from gonghui.congress.actions.opinions import set_opinion_window
from gonghui.congress.forms.discussion import AnswerForm, GroupPlanForm, plain, ticked
from gonghui.congress.forms.prepare import GroupForm, WindowForm
from gonghui.congress.queries import opinions as given
from gonghui.congress.queries import prepare as asked
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import answers as answering
from gonghui.congress.screens.prepare import opinions as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, posted, saved, show, status_of, tell
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of

STEP = PrepStep.OPINIONS


@access(PREPARER)
def opinions(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Delegations, rooms, and how many opinions wait."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    return show(request, meeting_id, STEP, shown.page(meeting))


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
    found = asked.delegation(meeting, group_id)
    form = GroupForm(posted(request), initial=shown.group_start(meeting, found))

    def act() -> object:
        return groups.file_group_report(
            actor_of(request), meeting_id=meeting_id, delegation_id=group_id, now=clock.now(), **form.cleaned_data
        )

    if saved(request, form, act, _("讨论情况已登记。")):
        return redirect("congress:prepare-opinions", meeting_id)
    context = {**shown.group_page(meeting, found), "form": form}
    return show(request, meeting_id, STEP, context, page="one_form", status=status_of(form))


@access(PREPARER, methods=BOTH)
def plan(request: HttpRequest, meeting_id: UUID, group_id: UUID) -> HttpResponse:
    """How one delegation discusses."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    found = asked.delegation(meeting, group_id)
    form = GroupPlanForm(posted(request), initial=shown.plan_start(meeting, found))
    form.offer(shown.mode_choices(meeting), shown.member_choices(found))

    def act() -> object:
        return actions.plan_group(
            actor_of(request), meeting_id=meeting_id, delegation_id=group_id, now=clock.now(), **form.values()
        )

    if saved(request, form, act, _("讨论安排已保存，代表在手机上看得到。")):
        return redirect("congress:prepare-opinions", meeting_id)
    context = {**shown.plan_page(meeting, found), "form": form}
    return show(request, meeting_id, STEP, context, page="one_form", status=status_of(form))


@access(PREPARER, methods=POST)
def open_rooms(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Hand items to all delegations for discussion."""
    items = ticked(request.POST, "item")
    who = actor_of(request)
    tell(
        request,
        lambda: actions.open_rooms(who, meeting_id=meeting_id, item_ids=items, now=clock.now()),
        _("已交各代表团讨论。"),
    )
    return redirect("congress:prepare-opinions", meeting_id)


@access(PREPARER, methods=BOTH)
def answer(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Opinions by what they speak of; one answer for all that are ticked. What was typed stays when it is refused."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    chosen, form = ticked(request.POST, "opinion"), AnswerForm(posted(request))
    form.offer(answering.paper_choices(meeting))

    def act() -> object:
        return answers.answer_opinions(
            actor_of(request), meeting_id=meeting_id, opinion_ids=chosen, now=clock.now(), **form.values()
        )

    done = _("已答复%(n)s条意见。") % {"n": len(chosen)}
    if saved(request, form, act, done):
        return redirect(request.get_full_path())
    context = {**answering.page(meeting, plain(request.GET), chosen=chosen), "form": form}
    return show(request, meeting_id, STEP, context, page="answers", status=status_of(form))


@access(PREPARER)
def opinion(request: HttpRequest, meeting_id: UUID, opinion_id: UUID) -> HttpResponse:
    """One opinion with every answer that was given to it."""
    found = given.history(actor_of(request), meeting_id, opinion_id)
    return show(request, meeting_id, STEP, answering.history_page(found), page="opinion")


@access(PREPARER, methods=POST)
def take_back(request: HttpRequest, meeting_id: UUID, opinion_id: UUID) -> HttpResponse:
    """Take an answer back."""
    given.history(actor_of(request), meeting_id, opinion_id)
    tell(request, lambda: answers.take_answer_back(
        actor_of(request), opinion_id=opinion_id, now=clock.now()), _("答复已撤回，这条意见重新待答复。"))  # fmt: skip
    return redirect("congress:prepare-opinion", meeting_id, opinion_id)
