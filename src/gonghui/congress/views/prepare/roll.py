"""Imports of delegates: upload, preview, repair, apply, undo."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import roll as act_on
from gonghui.congress.forms.roll import RollRowForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.rules.roll import RETURNED, RollColumn
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import roll as shown
from gonghui.congress.screens.prepare.template import TYPE, refused_rows
from gonghui.congress.screens.prepare.template import template as empty_list
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, TOLD, offered, sentence, show
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.errors import NotFound
from gonghui.kernel.staging import Batch, BatchState, FileRefused, Line, Verdict, every_line, lines, same_file_before
from gonghui.kernel.staging import line as line_of

STEP = PrepStep.DELEGATES
PAGE: Final = 20
WAYS: Final = {"observer": "列席", "returned": RETURNED}


@access(PREPARER, methods=BOTH)
def imports(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """List the imports, and take one more in; its page then has it read."""
    actor = actor_of(request)
    term_id = asked.meeting(actor, meeting_id).term_id
    file, error = request.FILES.get("file"), _("还没有选文件。") if request.method == "POST" else ""
    if isinstance(file, UploadedFile):
        try:
            batch = act_on.receive_roll(
                actor, term_id=term_id, name=file.name or "", chunks=file.chunks(), now=clock.now()
            )
        except FileRefused as refused:
            error = f"{refused.sentence}{refused.remedy}"
        else:
            return redirect("congress:roll-import", meeting_id, batch.id)
    context = shown.imports(asked.meeting(actor, meeting_id), asked.roll_batches(actor, term_id), error)
    return show(request, meeting_id, STEP, context, page="roll_imports", status=422 if error else 200)


@access(PREPARER)
def one(request: HttpRequest, meeting_id: UUID, batch_id: UUID) -> HttpResponse:
    """Show an import, row by row."""
    meeting, batch = _batch(request, meeting_id, batch_id)
    verdict = request.GET.get("verdict", "")
    chosen = Verdict(verdict) if verdict in set(Verdict) else None
    page = None
    if batch.state in (BatchState.PREVIEWED, BatchState.APPLIED, BatchState.UNDONE) and batch.purged_at is None:
        page = lines(batch.id, verdict=chosen, number=request.GET.get("page"), size=PAGE)
    same = same_file_before(batch) if batch.state is BatchState.PREVIEWED else None
    context = shown.one_import(asked.meeting(actor_of(request), meeting), batch, page, verdict if chosen else "", same)
    return show(request, meeting_id, STEP, context, page="roll_import")


@access(PREPARER, methods=POST)
def read(request: HttpRequest, meeting_id: UUID, batch_id: UUID) -> HttpResponse:
    """Read a file, or go on reading it."""
    term_id = asked.meeting(actor_of(request), meeting_id).term_id
    act_on.read_roll(actor_of(request), term_id=term_id, batch_id=batch_id, now=clock.now())
    return _to(request, meeting_id, batch_id)


@access(PREPARER)
def progress(request: HttpRequest, meeting_id: UUID, batch_id: UUID) -> HttpResponse:
    """Tell how far the reading is; at its end the page itself follows."""
    meeting, batch = _batch(request, meeting_id, batch_id)
    if batch.state not in shown.WORKING:
        return _to(request, meeting, batch_id)
    return render(request, "ui/work_progress.html", shown.work(asked.meeting(actor_of(request), meeting), batch))


@access(PREPARER, methods=POST)
def again(request: HttpRequest, meeting_id: UUID, batch_id: UUID) -> HttpResponse:
    """Judge all rows anew."""
    return _do(request, meeting_id, batch_id, act_on.judge_roll_again, _("已按现在的名册重新检查。"))


@access(PREPARER, methods=POST)
def apply(request: HttpRequest, meeting_id: UUID, batch_id: UUID) -> HttpResponse:
    """Take the list onto the roll."""
    return _do(request, meeting_id, batch_id, act_on.apply_roll, _("代表已纳入名册，请重新审查资格。"))


@access(PREPARER, methods=POST)
def undo(request: HttpRequest, meeting_id: UUID, batch_id: UUID) -> HttpResponse:
    """Take the list off the roll again."""
    return _do(request, meeting_id, batch_id, act_on.undo_roll, _("这次导入已整批撤销。"))


@access(PREPARER, methods=BOTH)
def row(request: HttpRequest, meeting_id: UUID, batch_id: UUID, number: int) -> HttpResponse:
    """Put one row right."""
    _meeting, batch = _batch(request, meeting_id, batch_id)
    found = line_of(batch.id, number)
    if request.method == "POST":
        found = _repair(request, meeting_id, batch_id, number, RollRowForm(request.POST).texts())
        if found.verdict is not Verdict.REFUSED:
            messages.success(request, _("第%(number)d行已改好。") % {"number": number})
            return redirect("congress:roll-import", meeting_id, batch_id)
    context = shown.repair(asked.meeting(actor_of(request), meeting_id), batch, found)
    status = 422 if request.method == "POST" else 200
    return show(request, meeting_id, STEP, {**context, "form": RollRowForm.of(found)}, page="one_form", status=status)


@access(PREPARER, methods=POST)
def row_kind(request: HttpRequest, meeting_id: UUID, batch_id: UUID, number: int, way: str) -> HttpResponse:
    """Take one of the two ways out of the managers' ceiling: no vote, or back to the electoral unit."""
    if way not in WAYS:
        raise NotFound
    _repair(request, meeting_id, batch_id, number, {RollColumn.KIND.value: WAYS[way]})
    messages.success(request, _("第%(number)d行已处理。") % {"number": number})
    return redirect("congress:roll-import", meeting_id, batch_id)


@access(PREPARER)
def template(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Give out an empty list."""
    asked.meeting(actor_of(request), meeting_id)
    return offered(empty_list(), f"{_('代表名册模板')}.xlsx", TYPE)


@access(PREPARER)
def refused(request: HttpRequest, meeting_id: UUID, batch_id: UUID) -> HttpResponse:
    """Give out the rows that cannot be taken, as they stood in the file, with what stands against each."""
    _meeting, batch = _batch(request, meeting_id, batch_id)
    found = [line for line in every_line(batch.id) if line.verdict is Verdict.REFUSED]
    return offered(refused_rows(found), f"{_('未纳入的行')}.xlsx", TYPE)


def _batch(request: HttpRequest, meeting_id: UUID, batch_id: UUID) -> tuple[UUID, Batch]:
    meeting = asked.meeting(actor_of(request), meeting_id)
    return meeting.id, asked.roll_batch(actor_of(request), meeting.term_id, batch_id)


def _to(request: HttpRequest, meeting_id: UUID, batch_id: UUID) -> HttpResponse:
    response = redirect("congress:roll-import", meeting_id, batch_id)
    if request.headers.get("HX-Request") == "true":
        # A script would follow a redirect unseen and put a whole page into a part of this one.
        return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
    return response


def _repair(request: HttpRequest, meeting_id: UUID, batch_id: UUID, number: int, values: dict[str, str]) -> Line:
    term_id = asked.meeting(actor_of(request), meeting_id).term_id
    return act_on.repair_roll_row(
        actor_of(request), term_id=term_id, batch_id=batch_id, number=number, values=values, now=clock.now()
    )


def _do(request: HttpRequest, meeting_id: UUID, batch_id: UUID, act: Callable[..., object], done: str) -> HttpResponse:
    term_id = asked.meeting(actor_of(request), meeting_id).term_id
    try:
        act(actor_of(request), term_id=term_id, batch_id=batch_id, now=clock.now())
    except TOLD as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, done)
    return redirect("congress:roll-import", meeting_id, batch_id)
