"""Step 9: rehearsal, papers in reserve, exceptions, the gate, and the ways out."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import readying
from gonghui.congress.documents import fallback as pack
from gonghui.congress.documents import making
from gonghui.congress.forms.prepare import DatesForm, OverrideForm, ReasonOnlyForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import basics
from gonghui.congress.screens.prepare import rehearsal as shown
from gonghui.congress.views.prepare.taking import POST, PREPARER, offered, saved, show, take
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of

STEP = PrepStep.REHEARSAL


@access(PREPARER)
def rehearsal(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The last step."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    ready = readiness_of(meeting, clock.now())
    context = shown.page(meeting, ready, actor_of(request))
    dates = DatesForm(initial=basics.frame_of(meeting))
    return show(request, meeting_id, STEP, {**context, "reason_form": ReasonOnlyForm(), "dates_form": dates,
                                         "login_slips": settings.GONGHUI_LOGIN_SLIPS})  # fmt: skip


@access(PREPARER, methods=POST)
def rehearsed(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Note the rehearsal."""
    return _do(request, meeting_id, readying.mark_rehearsed, _("彩排已登记。"))


@access(PREPARER, methods=POST)
def printed(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Note that the papers in reserve are printed."""
    return _do(request, meeting_id, readying.mark_fallback_printed, _("纸质备用包已登记。"))


@access(PREPARER)
def fallback(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The papers in reserve as one PDF."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    made = making.render(pack.fallback(meeting), "pdf")
    return offered(made.data, f"{_('纸质备用包')}.pdf", making.TYPES["pdf"])


@access(PREPARER, methods=POST)
def override(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Sign a reason for an exception."""
    form = OverrideForm(request.POST)
    form.full_clean()
    given = {name: form.cleaned_data.get(name, "") for name in ("rule", "reason")}
    return take(request, meeting_id, STEP, lambda: readying.override(
        actor_of(request), meeting_id=meeting_id, now=clock.now(), **given), _("理由已签字留存。"))  # fmt: skip


@access(PREPARER, methods=POST)
def ready(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The word that the meeting can open."""
    return _do(request, meeting_id, readying.declare_ready, _("会议已准备就绪，可以开会。"))


@access(PREPARER, methods=POST)
def take_back(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Back into preparation."""
    return _do(request, meeting_id, readying.take_back, _("已退回准备，可以修改。"), with_reason=True)


@access(PREPARER, methods=POST)
def postpone(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Postpone the meeting."""
    return _do(request, meeting_id, readying.postpone, _("会议已延期，请另发通知。"), with_reason=True)


@access(PREPARER, methods=POST)
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Cancel the meeting."""
    return _do(request, meeting_id, readying.cancel, _("会议已取消，请另发通知。"), with_reason=True)


@access(PREPARER, methods=POST)
def resume(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Prepare a postponed meeting anew."""
    form = DatesForm(request.POST)

    def act() -> object:
        return readying.resume_preparation(
            actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.cleaned_data
        )

    if saved(request, form, act, _("已改期，继续准备。")):
        return redirect("congress:prepare-basics", meeting_id)
    meeting = asked.meeting(actor_of(request), meeting_id)
    context = shown.page(meeting, readiness_of(meeting, clock.now()), actor_of(request))
    context |= {"reason_form": ReasonOnlyForm(), "dates_form": form}
    return show(request, meeting_id, STEP, context, status=422)


def _do(
    request: HttpRequest, meeting_id: UUID, act: Callable[..., object], done: str, *, with_reason: bool = False
) -> HttpResponse:
    form = ReasonOnlyForm(request.POST)
    reason = {"reason": form.cleaned_data["reason"] if form.is_valid() else ""} if with_reason else {}
    return take(request, meeting_id, STEP, lambda: act(
        actor_of(request), meeting_id=meeting_id, now=clock.now(), **reason), done)  # fmt: skip
