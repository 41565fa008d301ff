"""Step 5: the agenda."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import agenda as act_on
from gonghui.congress.actions import contracts, signing
from gonghui.congress.forms.prepare import ContractForm, ItemForm, SignForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import agenda as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, posted, saved, show, status_of, take, tell
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of

STEP = PrepStep.AGENDA


@access(PREPARER)
def agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The items, and who has signed."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    return show(request, meeting_id, STEP, {**shown.page(meeting), "sign_form": SignForm()})


@access(PREPARER, methods=POST)
def template(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Start from a template."""
    code = request.POST.get("template", "")
    return take(request, meeting_id, STEP, lambda: act_on.start_from_template(
        actor_of(request), meeting_id=meeting_id, template=code, now=clock.now()),
        _("已按模板列出议程，请逐项调整。"))  # fmt: skip


@access(PREPARER, methods=BOTH)
def new(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Add an item."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = ItemForm(posted(request), initial={"minutes": 15, "mode": meeting.mode}).offer(shown.matters(meeting))

    def act() -> object:
        return act_on.add_item(actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.values())

    if saved(request, form, act, _("已添加到议程末尾。")):
        return redirect("congress:prepare-agenda", meeting_id)
    return show(request, meeting_id, STEP, shown.item_page(meeting, form, None), page="item", status=status_of(form))


@access(PREPARER, methods=BOTH)
def item(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Edit an item."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    found = asked.item(meeting, item_id)
    start = shown.form_start(found)
    form = ItemForm(posted(request), initial=start).offer(shown.matters(meeting))

    def act() -> object:
        return act_on.edit_item(actor_of(request), item_id=item_id, now=clock.now(), **form.values_over(start))

    if saved(request, form, act, _("本项已保存。")):
        return redirect("congress:prepare-agenda", meeting_id)
    return show(request, meeting_id, STEP, shown.item_page(meeting, form, found), page="item", status=status_of(form))


@access(PREPARER, methods=POST)
def signed(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Note who signed the draft of a collective contract; a form with faults says what is missing."""
    asked.item(asked.meeting(actor_of(request), meeting_id), item_id)
    form = ContractForm(request.POST)

    def act() -> object:
        return contracts.record_signatures(actor_of(request), item_id=item_id, now=clock.now(), **form.cleaned_data)

    if form.is_valid():
        tell(request, act, _("双方首席代表的签字已登记。"))
    else:
        messages.error(request, _("请填写签字日期和双方首席代表的姓名。"))
    return redirect("congress:prepare-item", meeting_id, item_id)


@access(PREPARER, methods=POST)
def move(request: HttpRequest, meeting_id: UUID, item_id: UUID, way: str) -> HttpResponse:
    """Move an item up or down, or to the place whose number is given."""
    actor, at = actor_of(request), clock.now()
    if way.isdecimal():
        put = partial(act_on.place_item, actor, item_id=item_id, to=int(way), now=at)
    else:
        put = partial(act_on.move_item, actor, item_id=item_id, up=way == "up", now=at)
    return take(request, meeting_id, STEP, put, "")


@access(PREPARER, methods=POST)
def remove(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Take an item off the agenda."""
    return take(request, meeting_id, STEP, lambda: act_on.remove_item(
        actor_of(request), item_id=item_id, now=clock.now()), _("已从议程删去。"))  # fmt: skip


@access(PREPARER, methods=POST)
def sign_union(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Sign for the union."""
    return take(request, meeting_id, STEP, lambda: signing.sign_agenda_for_union(
        actor_of(request), meeting_id=meeting_id, now=clock.now()), _("工会已确认议程。"))  # fmt: skip


@access(PREPARER, methods=POST)
def sign_unit(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Note who signed for the unit."""
    form = SignForm(request.POST)
    name = form.cleaned_data["signed_by"] if form.is_valid() else ""
    return take(request, meeting_id, STEP, lambda: signing.sign_agenda_for_unit(
        actor_of(request), meeting_id=meeting_id, signed_by=name, now=clock.now()), _("单位已确认议程。"))  # fmt: skip
