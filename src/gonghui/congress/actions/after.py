"""What every action after the sitting begins with: the meeting locked, the preparer known, the archive still open."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import lock_meeting
from gonghui.congress.models import Meeting
from gonghui.congress.rules.states import IllegalMove, MeetingEvent, MeetingState, advance
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict


def lock_for_outcome(actor: Actor, meeting_id: UUID) -> Meeting:
    """Lock a meeting that was opened and is not archived, for secretary or chair of its union.

    Raises: Conflict before the opening and once it is archived; NotAllowed, NotFound.
    """
    meeting = lock_meeting(actor, meeting_id)
    policy.require_preparer(actor, meeting)
    if meeting.opened_at is None:
        raise Conflict(_("会议还没有召开。"), code="not-held", remedy=_("会议开始以后再来办理会后事项。"))
    if meeting.state == MeetingState.ARCHIVED:
        raise Conflict(_("会议档案已经锁定，不能再改。"), code="archived")
    return meeting


def require_closed(meeting: Meeting) -> None:
    """Raises: Conflict while the sitting still runs."""
    if meeting.closed_at is None:
        raise Conflict(_("会议还没有闭会。"), code="not-closed", remedy=_("请主持人先宣布闭会。"))


def move(meeting: Meeting, event: MeetingEvent) -> None:
    """Take a meeting one state further and save it.

    Raises: Conflict when its state does not allow the step.
    """
    try:
        meeting.state = advance(MeetingState(meeting.state), event)
    except IllegalMove as refused:
        raise Conflict(str(refused.sentence), code="wrong-state", remedy=_("请按顺序先办完前面的步骤。")) from refused
    meeting.save(update_fields=["state"])
