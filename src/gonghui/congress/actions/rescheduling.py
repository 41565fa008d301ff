"""A sitting that cannot go on today goes on another day: everybody goes home, and signs in anew when it does."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.materials import require_served_in_time
from gonghui.congress.actions.presence import lock_meeting, require_running, stream, topic
from gonghui.congress.actions.running import EVERYTHING
from gonghui.congress.models import Delegate, Incident, Meeting, PresenceEntry, Vote
from gonghui.congress.queries.presence import present_ids
from gonghui.congress.queries.tenure import period_of
from gonghui.congress.rules.states import MeetingEvent, MeetingState, VoteState, advance
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local, local_date
from gonghui.kernel.errors import Conflict, RuleBroken

CHANNEL = "RESCHEDULE"
_UNDER_WAY = (VoteState.READY, VoteState.OPEN, VoteState.STOPPED, VoteState.CONFIRMED)


@action
def reschedule(actor: Actor, *, meeting_id: UUID, resumes_at: datetime, reason: str, now: datetime) -> int:
    """Put a sitting that has opened off to another time. Returns how many were here and have been recorded as gone.

    What was decided stands. Sign-in is closed; on the day it is opened anew, and a quorum must be there again.

    Raises: RuleBroken without a reason, for a time that has passed or lies after the term, or when papers have not
        reached every delegate in time for that day; Conflict while a vote is under way or the meeting is not in
        session; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 28, 30.
    """
    meeting = lock_meeting(actor, meeting_id)
    policy.require_presiding(actor, meeting)
    require_running(meeting)
    if meeting.resumes_at == resumes_at:
        unchanged()
        return 0
    _require_room(meeting)
    words = reason.strip()[:200]
    if not words:
        raise RuleBroken(_("请写明改期的事由，代表会看到。"), code="reason-missing")
    _require_day(meeting, resumes_at, now)
    if meeting.state == MeetingState.OPEN:
        meeting.state = advance(MeetingState(meeting.state), MeetingEvent.ADJOURN)
    meeting.resumes_at, meeting.sign_in_from = resumes_at, None
    meeting.save(update_fields=["state", "resumes_at", "sign_in_from"])
    gone = _send_home(actor, meeting, now)
    at = f"{local(resumes_at):%Y-%m-%d %H:%M}"
    Incident.objects.create(meeting=meeting, text=f"改期到 {at} 继续开会：{words}", by_account=actor.account_id, at=now)
    record("rescheduled", stream=stream(meeting), subject=("meeting", meeting.id), resumes=resumes_at.isoformat(),
           gone=gone)  # fmt: skip
    touch(topic(meeting), *EVERYTHING, "log", "rollcall")
    return gone


def _require_room(meeting: Meeting) -> None:
    if meeting.state not in (MeetingState.OPEN, MeetingState.ADJOURNED_NO_QUORUM):
        raise Conflict(
            _("会议没有在进行，不能改期。"), code="not-in-session", remedy=_("还没有开会的，请在会前准备里延期。")
        )
    if Vote.objects.filter(item__meeting=meeting, state__in=_UNDER_WAY).exists():
        raise Conflict(_("正在表决，不能改期。"), code="voting-now", remedy=_("请先停止并确认，或作废本轮表决。"))


def _require_day(meeting: Meeting, resumes_at: datetime, now: datetime) -> None:
    if resumes_at <= now:
        raise RuleBroken(_("新的时间应当晚于现在。"), code="day-past")
    if local_date(resumes_at) >= period_of(meeting.term).end:
        raise RuleBroken(_("新的时间已经超出本届任期。"), code="after-term", remedy=_("请另选时间，或先办理延期。"))
    require_served_in_time(meeting, resumes_at)


def _send_home(actor: Actor, meeting: Meeting, now: datetime) -> int:
    here = present_ids(meeting.id)
    # Who comes or leaves in this very moment holds their mandate, and is waited for.
    list(Delegate.objects.select_for_update().filter(id__in=here).order_by("id").values_list("id", flat=True))
    entries = PresenceEntry.objects.filter(meeting=meeting, delegate_id__in=present_ids(meeting.id)).order_by("seq")
    newest = {entry.delegate_id: entry for entry in entries}
    PresenceEntry.objects.bulk_create(
        PresenceEntry(
            meeting=meeting, delegate_id=who, seq=entry.seq + 1, direction="OUT", channel=CHANNEL,
            online=entry.online, site_id=entry.site_id, reason="改期散会", by_account=actor.account_id, at=now,
        )
        for who, entry in newest.items()
    )  # fmt: skip
    return len(newest)
