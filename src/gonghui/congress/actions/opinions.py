"""The time in which delegates give their opinions before the sitting."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_to_prepare
from gonghui.congress.actions.presence import require_running, stream, topic
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import RuleBroken


@action
def set_opinion_window(
    actor: Actor, *, meeting_id: UUID, begins_at: datetime | None, ends_at: datetime | None, now: datetime
) -> None:
    """Say when delegates may give opinions before the sitting; None leaves that side open.

    Raises: RuleBroken when it ends before it begins, has ended already, or ends after the meeting has begun;
        Conflict after the close; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    if (meeting.opinions_from, meeting.opinions_until) == (begins_at, ends_at):
        return unchanged()
    if begins_at is not None and ends_at is not None and ends_at <= begins_at:
        raise RuleBroken(_("截止时间应当晚于开始时间。"), code="window-order")
    if ends_at is not None and ends_at <= now:
        raise RuleBroken(_("截止时间已经过去，请选今后的时间。"), code="window-past")
    latest = max((at for at in (begins_at, ends_at) if at is not None), default=None)
    if latest is not None and latest > meeting.opens_at:
        raise RuleBroken(
            _("会前征求意见应当在开会以前结束。"), code="window-late",
            remedy=_("开会以后，代表在会上照样可以提意见，不用另设时间。"),
        )  # fmt: skip
    meeting.opinions_from, meeting.opinions_until = begins_at, ends_at
    meeting.save(update_fields=["opinions_from", "opinions_until"])
    record("set-opinion-window", stream=stream(meeting), subject=("meeting", meeting.id))
    touch(topic(meeting), "opinions")
    return None
