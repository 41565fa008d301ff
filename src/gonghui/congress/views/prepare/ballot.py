"""Step 5: the ballot of an item and its rows."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import ballotpapers as act_on
from gonghui.congress.actions import raters
from gonghui.congress.forms import ClassesForm, RowsForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import ballot as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, posted, saved, show, status_of, tell
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.errors import NotFound

STEP = PrepStep.AGENDA


@access(PREPARER, methods=BOTH)
def ballot(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """What the ballot asks, its rows, and a search for delegates to put on it."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    item = asked.item(meeting, item_id)
    form = shown.form_of(item, posted(request))

    def act() -> object:
        return act_on.set_paper(actor_of(request), item_id=item_id, now=clock.now(), **form.values())

    if saved(request, form, act, _("票面已保存。")):
        return redirect("congress:prepare-ballot", meeting_id, item_id)
    page = shown.page(meeting, item, form, RowsForm(), request.GET.get("q", "").strip())
    return show(request, meeting_id, STEP, page, page="ballot", status=status_of(form))


@access(PREPARER, methods=POST)
def add(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Add rows by name, or one delegate."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    item = asked.item(meeting, item_id)
    form = RowsForm(request.POST)

    def act() -> object:
        return act_on.add_rows(actor_of(request), item_id=item_id, rows=form.rows(item.paper_kind), now=clock.now())

    if saved(request, form, act, _("已加到票面。")):
        return redirect("congress:prepare-ballot", meeting_id, item_id)
    page = shown.page(meeting, item, shown.form_of(item, None), form, "")
    return show(request, meeting_id, STEP, page, page="ballot", status=status_of(form))


@access(PREPARER, methods=POST)
def classes(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Part the raters of an appraisal into classes with weights."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    item = asked.item(meeting, item_id)
    form = ClassesForm(request.POST)

    def act() -> object:
        return raters.set_rater_classes(
            actor_of(request), item_id=item_id, classes=form.cleaned_data["classes"], now=clock.now()
        )

    if saved(request, form, act, _("测评人分类已保存。")):
        return redirect("congress:prepare-ballot", meeting_id, item_id)
    page = shown.page(meeting, item, shown.form_of(item, None), RowsForm(), "") | {"classes_form": form}
    return show(request, meeting_id, STEP, page, page="ballot", status=status_of(form))


@access(PREPARER, methods=POST)
def row(request: HttpRequest, meeting_id: UUID, row_id: UUID, way: str) -> HttpResponse:
    """Move a row, take it off, or say how far its candidate has come."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    found = asked.ballot_row(meeting, row_id)
    actor, at = actor_of(request), clock.now()
    acts = {
        "up": partial(act_on.move_row, actor, row_id=row_id, up=True, now=at),
        "down": partial(act_on.move_row, actor, row_id=row_id, up=False, now=at),
        "remove": partial(act_on.remove_row, actor, row_id=row_id, now=at),
    }
    standing = partial(
        act_on.set_candidacy, actor, item_id=found.item_id, row_id=row_id, standing=way.upper(), now=at
    )  # fmt: skip
    tell(request, acts.get(way, standing), "")
    return redirect("congress:prepare-ballot", meeting_id, found.item_id)


@access(PREPARER, methods=POST)
def standing(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Say how far all candidates who still stand have come."""
    asked.item(asked.meeting(actor_of(request), meeting_id), item_id)
    word = request.POST.get("standing", "")
    if not word:
        raise NotFound
    tell(request, partial(
        act_on.set_candidacy, actor_of(request), item_id=item_id, standing=word, now=clock.now()), "")  # fmt: skip
    return redirect("congress:prepare-ballot", meeting_id, item_id)
