"""Step 3: delegates, their delegations, the review of their qualification."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import terms
from gonghui.congress.documents import making, people
from gonghui.congress.forms.prepare import EndForm, PlaceForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import delegates as shown
from gonghui.congress.views.prepare.taking import (
    BOTH,
    POST,
    PREPARER,
    TOLD,
    offered,
    posted,
    saved,
    sentence,
    show,
    status_of,
    take,
)
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.errors import NotFound

STEP = PrepStep.DELEGATES


@access(PREPARER)
def delegates(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The roll with its composition."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    return show(request, meeting_id, STEP, shown.page(meeting, request.GET.dict()))


@access(PREPARER, methods=BOTH)
def delegate(request: HttpRequest, meeting_id: UUID, delegate_id: UUID) -> HttpResponse:
    """One delegate: delegation and seat."""
    one = asked.delegate(asked.meeting(actor_of(request), meeting_id), delegate_id)
    start = {"delegation": one.delegation.name if one.delegation else "", "seat": one.seat}
    form = PlaceForm(posted(request), initial=start)

    def act() -> object:
        return terms.place_in_delegation(
            actor_of(request), delegate_id=delegate_id, now=clock.now(), **form.cleaned_data
        )

    if saved(request, form, act, _("代表团和座位已保存。")):
        return redirect("congress:prepare-delegate", meeting_id, delegate_id)
    return _one(request, meeting_id, delegate_id, form, EndForm(initial={"day": clock.local_date(clock.now())}))


@access(PREPARER, methods=POST)
def end(request: HttpRequest, meeting_id: UUID, delegate_id: UUID) -> HttpResponse:
    """End a mandate."""
    one = asked.delegate(asked.meeting(actor_of(request), meeting_id), delegate_id)
    form = EndForm(request.POST)

    def act() -> object:
        return terms.end_mandate(actor_of(request), delegate_id=delegate_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("代表资格已终止，名册保留记录。")):
        return redirect("congress:prepare-delegates", meeting_id)
    start = {"delegation": one.delegation.name if one.delegation else "", "seat": one.seat}
    return _one(request, meeting_id, delegate_id, PlaceForm(initial=start), form)


@access(PREPARER, methods=POST)
def lead(request: HttpRequest, meeting_id: UUID, delegate_id: UUID) -> HttpResponse:
    """Name a delegate the head of their delegation."""
    asked.delegate(asked.meeting(actor_of(request), meeting_id), delegate_id)
    return take(request, meeting_id, STEP, lambda: terms.name_head(
        actor_of(request), delegate_id=delegate_id, now=clock.now()), _("团长已登记。"))  # fmt: skip


@access(PREPARER, methods=POST)
def move_group(request: HttpRequest, meeting_id: UUID, group_id: UUID, way: str) -> HttpResponse:
    """Move a delegation one place up or down."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    order = [group.id for group in asked.delegations(meeting)]
    if group_id not in order:
        raise NotFound
    place = order.index(group_id)
    other = max(0, place - 1) if way == "up" else min(len(order) - 1, place + 1)
    order[place], order[other] = order[other], order[place]
    return take(request, meeting_id, STEP, lambda: terms.order_delegations(
        actor_of(request), term_id=meeting.term_id, order=order, now=clock.now()), "")  # fmt: skip


@access(PREPARER, methods=BOTH)
def qualification(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The review: shown rule by rule, and accepted."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    if request.method == "POST":
        try:
            terms.qualify(actor_of(request), term_id=meeting.term_id, now=clock.now())
        except TOLD as refused:
            messages.error(request, sentence(refused))
        else:
            messages.success(request, _("资格审查已完成，可以下载报告。"))
        return redirect("congress:prepare-qualification", meeting_id)
    return show(request, meeting_id, STEP, shown.qualification(meeting), page="qualification")


@access(PREPARER)
def report(request: HttpRequest, meeting_id: UUID, ending: str) -> HttpResponse:
    """The report of the review, as PDF or Word."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    if ending not in ("pdf", "docx"):
        raise NotFound
    made = making.render(people.qualification(meeting), ending)
    return offered(made.data, f"{_('代表资格审查报告')}.{ending}", making.TYPES[ending])


def _one(request: HttpRequest, meeting_id: UUID, delegate_id: UUID, form: PlaceForm, ending: EndForm) -> HttpResponse:
    meeting = asked.meeting(actor_of(request), meeting_id)
    context = {**shown.one_delegate(meeting, asked.delegate(meeting, delegate_id)), "form": form, "end_form": ending}
    return show(request, meeting_id, STEP, context, page="delegate", status=max(status_of(form), status_of(ending)))
