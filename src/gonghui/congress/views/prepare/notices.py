"""Step 8: the notice."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import notices as act_on
from gonghui.congress.forms.prepare import NoticeForm
from gonghui.congress.queries import notices as asked_notices
from gonghui.congress.queries import prepare as asked
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import notices as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, posted, saved, show, status_of, take
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of

STEP = PrepStep.NOTICE


@access(PREPARER, methods=BOTH)
def notices(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The notice: its text, and who has read it."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    draft = asked_notices.draft(meeting)
    text = draft.text if draft else shown.draft_text(meeting, clock.local_date(clock.now()))
    form = NoticeForm(posted(request), initial={"text": text})
    kind = "CHANGE" if asked_notices.current(meeting) else "CONVENE"

    def act() -> object:
        return act_on.draft_notice(
            actor_of(request), meeting_id=meeting_id, text=form.cleaned_data["text"], now=clock.now(), kind=kind
        )

    if saved(request, form, act, _("通知稿已保存，请预览后发出。")):
        return redirect("congress:prepare-notices", meeting_id)
    return show(request, meeting_id, STEP, {**shown.page(meeting), "form": form}, status=status_of(form))


@access(PREPARER, methods=POST)
def send(request: HttpRequest, meeting_id: UUID, notice_id: UUID) -> HttpResponse:
    """Send the notice."""
    return take(request, meeting_id, STEP, lambda: act_on.send_notice(
        actor_of(request), notice_id=notice_id, now=clock.now()), _("通知已发给全体代表。"))  # fmt: skip


@access(PREPARER, methods=POST)
def resend(request: HttpRequest, meeting_id: UUID, notice_id: UUID) -> HttpResponse:
    """Send the notice again to who has not read it."""
    return take(request, meeting_id, STEP, lambda: act_on.resend_notice(
        actor_of(request), notice_id=notice_id, now=clock.now()), _("已向未读的代表再次发送。"))  # fmt: skip
