"""Imports of rosters: upload, preview, repair, apply, undo; one request works while another tells how far it is."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.staging import Batch, BatchState, FileRefused, Verdict, same_file_before
from gonghui.registry import sheets
from gonghui.registry.actions import imports as done
from gonghui.registry.forms import RepairForm
from gonghui.registry.queries import imports as asked
from gonghui.registry.queries import unions
from gonghui.registry.screens import imports as shown
from gonghui.registry.views.unions import KEEPER

PAGE: Final = 20
READ: Final = ("GET", "HEAD", "POST")
ROWS_SHOWN: Final = (BatchState.PREVIEWED, BatchState.APPLIED, BatchState.UNDONE)


class Step(Protocol):
    """A step of an import that may take long."""

    def __call__(self, actor: Actor, /, *, union_id: UUID, batch_id: UUID, now: datetime) -> Batch: ...


@access(KEEPER)
def imports(request: HttpRequest, union_id: UUID) -> HttpResponse:
    """List what was imported."""
    batches = asked.batches(actor_of(request), union_id)
    return render(request, "registry/imports.html", shown.imports_list(unions.card(union_id), batches))


@access(KEEPER, methods=READ)
def new(request: HttpRequest, union_id: UUID) -> HttpResponse:
    """Take an upload in."""
    asked.batches(actor_of(request), union_id)  # refuses strangers before anything is received
    file = request.FILES.get("file")
    error = _("还没有选文件。") if request.method == "POST" else ""
    if isinstance(file, UploadedFile):
        try:
            batch = done.receive_roster(
                actor_of(request), union_id=union_id, name=file.name or "", chunks=file.chunks(), now=clock.now()
            )
        except FileRefused as refused:
            error = f"{refused.sentence}{refused.remedy}"
        else:
            return _to(request, union_id, batch.id)
    context = shown.upload(unions.card(union_id), error=error)
    return render(request, "registry/import_new.html", context, status=422 if error else 200)


@access(KEEPER, methods=READ)
def one(request: HttpRequest, union_id: UUID, batch_id: UUID) -> HttpResponse:
    """Show an import. Words to look for come by POST: names and numbers stay out of addresses."""
    batch = asked.batch_of(actor_of(request), union_id, batch_id)
    verdict = request.GET.get("verdict", "")
    chosen = Verdict(verdict) if verdict in set(Verdict) else None
    words = request.POST.get("words", "").strip()[:60]
    page = None
    if batch.state in ROWS_SHOWN and batch.purged_at is None:
        page = asked.rows(batch, verdict=chosen, words=words, number=request.GET.get("page"), size=PAGE)
    same = same_file_before(batch) if batch.state is BatchState.PREVIEWED else None
    context = shown.one_import(
        unions.card(union_id), batch, page=page, verdict=chosen.value if chosen else "", words=words, same=same
    )
    return render(request, "registry/import.html", context)


@access(KEEPER)
def progress(request: HttpRequest, union_id: UUID, batch_id: UUID, until: str) -> HttpResponse:
    """Tell how far the work is; `until` is the state that ends it, and then the page itself follows."""
    batch = asked.batch_of(actor_of(request), union_id, batch_id)
    if until not in shown.ENDS.values():
        raise NotFound
    if batch.state.value == until or batch.state is BatchState.FAILED:
        return _to(request, union_id, batch_id)
    context = shown.one_import(unions.card(union_id), batch, until=BatchState(until))
    return render(request, "ui/work_progress.html", context)


@access(KEEPER, methods=("POST",))
def read(request: HttpRequest, union_id: UUID, batch_id: UUID) -> HttpResponse:
    """Check the file row by row."""
    return _work(request, union_id, batch_id, done.read_roster)


@access(KEEPER, methods=("POST",))
def apply(request: HttpRequest, union_id: UUID, batch_id: UUID) -> HttpResponse:
    """Take the roster in."""
    return _work(request, union_id, batch_id, done.apply_roster, until=BatchState.APPLIED)


@access(KEEPER, methods=("POST",))
def undo(request: HttpRequest, union_id: UUID, batch_id: UUID) -> HttpResponse:
    """Take the roster out again."""
    return _work(request, union_id, batch_id, done.undo_roster, until=BatchState.UNDONE)


@access(KEEPER, methods=("POST",))
def again(request: HttpRequest, union_id: UUID, batch_id: UUID) -> HttpResponse:
    """Judge all rows anew."""
    done.judge_again(actor_of(request), union_id=union_id, batch_id=batch_id, now=clock.now())
    messages.success(request, _("已按现在的登记情况重新检查。"))
    return _to(request, union_id, batch_id)


@access(KEEPER, methods=READ)
def row(request: HttpRequest, union_id: UUID, batch_id: UUID, number: int) -> HttpResponse:
    """Put one row right."""
    actor = actor_of(request)
    batch = asked.batch_of(actor, union_id, batch_id)
    line = asked.row(actor, union_id, batch_id, number)
    if request.method == "POST":
        values = RepairForm(request.POST).texts()
        line = done.repair_row(
            actor, union_id=union_id, batch_id=batch_id, number=number, values=values, now=clock.now()
        )
        if line.verdict is not Verdict.REFUSED:
            messages.success(request, _("第%(number)d行已改好。") % {"number": number})
            return _to(request, union_id, batch_id, query="?verdict=refused")
    form = RepairForm.of(line)
    context = shown.repair(unions.card(union_id), batch, line, form)
    return render(request, "registry/import_row.html", context, status=422 if request.method == "POST" else 200)


@access(KEEPER)
def refused(request: HttpRequest, union_id: UUID, batch_id: UUID) -> HttpResponse:
    """Give the refused rows out as a workbook."""
    lines = asked.refused(actor_of(request), union_id, batch_id)
    return _workbook(_("未登记的行"), lambda: sheets.refused_rows(lines))


@access(KEEPER)
def template(request: HttpRequest, union_id: UUID) -> HttpResponse:
    """Give out an empty roster."""
    asked.batches(actor_of(request), union_id)
    return _workbook(_("会员名册模板"), sheets.template)


def _work(
    request: HttpRequest, union_id: UUID, batch_id: UUID, step: Step, *, until: BatchState | None = None
) -> HttpResponse:
    """Do what takes long. Where a person has just asked for it (`begin`), the page that shows it comes first."""
    actor = actor_of(request)
    if until is not None and "begin" in request.POST:
        batch = asked.batch_of(actor, union_id, batch_id)
        return render(request, "registry/import.html", shown.one_import(unions.card(union_id), batch, until=until))
    try:
        batch = step(actor, union_id=union_id, batch_id=batch_id, now=clock.now())
    except (Conflict, RuleBroken) as refused:
        messages.error(request, f"{refused.sentence}{refused.remedy}")
        return _to(request, union_id, batch_id)
    return _to(request, union_id, batch.id)


def _to(request: HttpRequest, union_id: UUID, batch_id: UUID, query: str = "") -> HttpResponse:
    response = redirect("registry:import", union_id, batch_id)
    response["Location"] += query
    if request.headers.get("HX-Request") == "true":
        # A script would follow a redirect unseen and put a whole page into a part of this one.
        return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
    return response


def _workbook(name: str, content: Callable[[], bytes]) -> HttpResponse:
    response = HttpResponse(content(), content_type=sheets.TYPE, headers={"Cache-Control": "no-store"})
    response["Content-Disposition"] = sheets.attachment(f"{name}.xlsx")
    return response
