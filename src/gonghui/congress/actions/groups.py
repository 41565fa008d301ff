"""Delegations discuss the materials before the meeting, and report what they said."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_to_prepare, settle
from gonghui.congress.actions.presence import require_running, stream
from gonghui.congress.models import Delegate, GroupReport
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import NotFound, RuleBroken


@action
def file_group_report(
    actor: Actor, *, meeting_id: UUID, delegation_id: UUID, held_on: date, attended: int, summary: str, now: datetime
) -> UUID:
    """File what a delegation said of the materials, or a new text in place of the old.

    Raises: RuleBroken for a day to come, more people than the delegation has, or no text; Conflict after the close;
        NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 30.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    delegation = meeting.term.delegations.filter(id=delegation_id).first()
    if delegation is None:
        raise NotFound
    words = summary.strip()
    if not words:
        raise RuleBroken(_("请写下讨论意见；没有意见的，写“无意见”。"), code="text-missing")
    if held_on > local_date(now):
        raise RuleBroken(_("讨论日期不能晚于今天。"), code="day-to-come")
    members = Delegate.objects.filter(delegation=delegation, ended_on=None).count()
    if not 1 <= attended <= members:
        raise RuleBroken(_("参加人数应当在 1 至 %(members)s 之间。") % {"members": members}, code="attended")
    report = GroupReport.objects.filter(meeting=meeting, delegation=delegation).first()
    if report is not None and (report.held_on, report.attended, report.summary) == (held_on, attended, words):
        unchanged()
        return report.id
    report = report or GroupReport(meeting=meeting, delegation=delegation)
    report.held_on, report.attended, report.summary, report.at = held_on, attended, words, now
    report.save()
    record("filed-group-report", stream=stream(meeting), subject=("delegation", delegation.id), attended=attended)
    settle(meeting)
    return report.id
