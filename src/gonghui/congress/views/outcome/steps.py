"""The first four steps after the sitting."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import filing as filed
from gonghui.congress.actions import minutes as minuted
from gonghui.congress.actions import publishing
from gonghui.congress.actions import resolutions as resolved
from gonghui.congress.documents import access as allowed
from gonghui.congress.documents import packet as packets
from gonghui.congress.forms.outcome import AnswerForm, FilingForm, MinutesForm, PostForm, ResolutionForm
from gonghui.congress.screens import after, outcome
from gonghui.congress.views.outcome.taking import (
    BOTH,
    POST,
    PREPARER,
    TOLD,
    back,
    offered,
    public_page,
    sentence,
    show,
    so_far,
    take,
)
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.errors import NotFound


@access(PREPARER)
def home(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Go to the step that waits."""
    return back(meeting_id, outcome.current_step(so_far(request, meeting_id)))


@access(PREPARER)
def step(request: HttpRequest, meeting_id: UUID, name: str) -> HttpResponse:
    known = so_far(request, meeting_id)
    if name == "resolutions":
        return show(request, known, name, after.resolutions(known))
    if name == "minutes":
        may_sign = actor_of(request).wears("chair", within=known.meeting.term.union_id)
        return show(request, known, name, after.minutes(known, may_sign=may_sign))
    if name == "posting":
        page = public_page(request, allowed.slug_of(known.meeting))
        form = PostForm(initial=after.posting_start(known))
        return show(request, known, name, after.posting_page(known, page) | {"form": form})
    if name == "filing":
        filing = FilingForm(initial={"sent_on": known.today})
        return show(request, known, name, after.filing(known) | {"form": filing})
    raise NotFound


@access(PREPARER, methods=POST)
def draft(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return take(request, meeting_id, "resolutions", lambda: resolved.draft_resolutions(
        actor_of(request), meeting_id=meeting_id, now=clock.now()), _("已按表决结果起草，请逐件核对。"))  # fmt: skip


@access(PREPARER, methods=BOTH)
def resolution(request: HttpRequest, meeting_id: UUID, resolution_id: UUID) -> HttpResponse:
    """Edit the words of one resolution."""
    known = so_far(request, meeting_id)
    one = next((row for row in known.resolutions if row.id == resolution_id), None)
    if one is None:
        raise NotFound
    form = ResolutionForm(request.POST or None, initial={"number": one.number, "title": one.title, "text": one.text})
    if request.method == "POST" and form.is_valid():
        try:
            resolved.edit_resolution(actor_of(request), resolution_id=resolution_id, now=clock.now(), **form.values())
        except TOLD as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("决议文本已保存。"))
            return back(meeting_id, "resolutions")
    return _edited(request, known, "resolutions", "resolution", form, {"resolution": one})


@access(PREPARER, methods=POST)
def adopt(request: HttpRequest, meeting_id: UUID, resolution_id: UUID) -> HttpResponse:
    return take(request, meeting_id, "resolutions", lambda: resolved.adopt_resolution(
        actor_of(request), resolution_id=resolution_id, now=clock.now()), _("已定稿，文本不能再改。"))  # fmt: skip


@access(PREPARER, methods=POST)
def draft_minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return take(request, meeting_id, "minutes", lambda: minuted.draft_minutes(
        actor_of(request), meeting_id=meeting_id, now=clock.now()), _("已按会议记录起草，请核对修改。"))  # fmt: skip


@access(PREPARER, methods=BOTH)
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Edit the words of the minutes."""
    known = so_far(request, meeting_id)
    if known.minutes is None:
        raise NotFound
    form = MinutesForm(request.POST or None, initial={"text": known.minutes.text})
    if request.method == "POST" and form.is_valid():
        try:
            minuted.edit_minutes(
                actor_of(request), meeting_id=meeting_id, text=form.cleaned_data["text"], now=clock.now()
            )
        except TOLD as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("会议纪要已保存。"))
            return back(meeting_id, "minutes")
    return _edited(request, known, "minutes", "minutes_edit", form, {})


@access(PREPARER, methods=POST)
def sign_minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return take(request, meeting_id, "minutes", lambda: minuted.sign_minutes(
        actor_of(request), meeting_id=meeting_id, now=clock.now()), _("会议纪要已签发。"))  # fmt: skip


@access(PREPARER, methods=POST)
def post(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Post resolutions and results before all staff."""
    form = PostForm(request.POST)
    if not form.is_valid():
        return _faulty(request, meeting_id, "posting", form)
    return take(request, meeting_id, "posting", lambda: publishing.post(
        actor_of(request), meeting_id=meeting_id, until=form.cleaned_data["until"],
        objections_to=form.cleaned_data["objections_to"], delay_reason=form.cleaned_data["delay_reason"],
        now=clock.now()), _("已公示。请打印公示张贴。"))  # fmt: skip


@access(PREPARER, methods=POST)
def answer(request: HttpRequest, meeting_id: UUID, objection_id: UUID) -> HttpResponse:
    form = AnswerForm(request.POST)
    words = form.cleaned_data["text"] if form.is_valid() else ""
    return take(request, meeting_id, "posting", lambda: publishing.answer_objection(
        actor_of(request), objection_id=objection_id, answer=words, now=clock.now()), _("已答复。"))  # fmt: skip


@access(PREPARER, methods=POST)
def file(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Note that the report was sent."""
    form = FilingForm(request.POST)
    if not form.is_valid():
        return _faulty(request, meeting_id, "filing", form)
    return take(request, meeting_id, "filing", lambda: filed.mark_sent(
        actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.cleaned_data), _("已登记报送。"))  # fmt: skip


@access(PREPARER)
def packet(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The packet for the superior union, as one PDF."""
    meeting = allowed.for_preparers(actor_of(request), meeting_id)
    made = packets.packet(meeting, page=public_page(request, allowed.slug_of(meeting)))
    return offered(made, f"{_('会议情况报送材料')}.pdf", "application/pdf")


def _edited(
    request: HttpRequest, known: outcome.Outcome, step_name: str, template: str, form: Form, context: dict[str, object]
) -> HttpResponse:
    whole = {**outcome.frame(known, step_name), **context, "form": form}
    return render(request, f"congress/outcome/{template}.html", whole, status=422 if form.errors else 200)


def _faulty(request: HttpRequest, meeting_id: UUID, step_name: str, form: Form) -> HttpResponse:
    allowed.for_preparers(actor_of(request), meeting_id)
    # The form is gone on the page that follows; each fault names its field.
    for name, faults in form.errors.items():
        label = f"{form.fields[name].label}：" if name in form.fields else ""
        for fault in faults:
            messages.error(request, f"{label}{fault}")
    return redirect("congress:after-step", meeting_id, step_name)
