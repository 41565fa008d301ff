"""The report to the congress (提案工作报告): handed to a meeting as a paper, and noted on what it tells of."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.congress import public as congress
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound
from gonghui.proposals import policy
from gonghui.proposals.actions.moving import stream
from gonghui.proposals.models import Proposal


def hand_in_report(
    actor: Actor, *, union_id: UUID, meeting_id: UUID, title: str, data: bytes, proposals: Sequence[UUID], now: datetime
) -> UUID:
    """Hand the report to a meeting that still takes papers, as a paper of its item on proposals if it has one.

    Raises: Conflict once the meeting is ready; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 12(1).
    """
    policy.require_desk(actor, union_id)
    term_id = congress.current_term(union_id)
    meeting = next((one for one in congress.meetings_of(term_id) if one.id == meeting_id), None) if term_id else None
    if meeting is None:
        raise NotFound
    if not meeting.takes_papers:
        raise Conflict(
            _("这次会议的材料已经固定，不能再加报告。"),
            code="papers-stand",
            remedy=_("请先把会议退回准备，或交给下一次会议。"),
        )
    upload = congress.Upload(name=f"{title}.docx", chunks=[data])
    paper = congress.add_paper(
        actor, meeting_id=meeting_id, title=title, kind="REPORT", now=now, upload=upload, item_id=meeting.report_item
    )
    note_reported(actor, union_id=union_id, meeting_id=meeting_id, proposals=proposals, now=now)
    return paper


@action
def note_reported(actor: Actor, *, union_id: UUID, meeting_id: UUID, proposals: Sequence[UUID], now: datetime) -> None:
    """Note which meeting proposals are reported to; noted again nothing changes. Raises: NotAllowed, NotFound."""
    policy.require_desk(actor, union_id)
    waiting = Proposal.objects.filter(union_id=union_id, id__in=proposals).exclude(reported_meeting_id=meeting_id)
    count = waiting.update(reported_meeting_id=meeting_id)
    if not count:
        return unchanged()
    record("proposals-reported", stream=stream(union_id), subject=("meeting", meeting_id), count=count)
    return None
