"""Step 4: posts of the meeting."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gonghui.congress.actions import appointments
from gonghui.congress.forms.prepare import AppointForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import bodies as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, show, take
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.errors import NotFound

STEP = PrepStep.BODIES


@access(PREPARER, methods=BOTH)
def bodies(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who holds which post. Names to look for come by POST and stay out of addresses."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    found = request.POST.get("words", "").strip()[:40]
    context = shown.page(meeting, actor_of(request), found, request.POST.get("role", ""))
    return show(request, meeting_id, STEP, context)


@access(PREPARER, methods=POST)
def appoint(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Appoint somebody."""
    asked.meeting(actor_of(request), meeting_id)
    form = AppointForm(request.POST)
    if not form.is_valid():
        raise NotFound
    return take(request, meeting_id, STEP, lambda: appointments.appoint(
        actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.values()), _("已登记。"))  # fmt: skip


@access(PREPARER, methods=POST)
def end(request: HttpRequest, meeting_id: UUID, appointment_id: UUID) -> HttpResponse:
    """End an appointment."""
    return take(request, meeting_id, STEP, lambda: appointments.end_appointment(
        actor_of(request), appointment_id=appointment_id, now=clock.now()), _("已免去。"))  # fmt: skip
