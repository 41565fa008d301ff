"""The trial vote (试投): the real roll tries its phones. It decides nothing and leaves nothing behind."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.casting import CHOICES
from gonghui.congress.actions.presence import lock_meeting, require_running, stream, topic
from gonghui.congress.models import Delegate, Meeting, Trial, TrialSeat, Vote
from gonghui.congress.queries import find
from gonghui.congress.queries.poll import is_polling
from gonghui.congress.queries.presence import present_ids, voting_delegates
from gonghui.congress.queries.state import STANDING
from gonghui.congress.queries.trial import seat_of, trying
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

PARTS = ("now", "vote", "wall", "count")


@action
def open_trial(actor: Actor, *, meeting_id: UUID, now: datetime) -> int:
    """Let all full delegates who are here with a phone try a ballot. Returns how many; pressed again, the same ones.

    Raises: Conflict while a vote is under way, or before anybody has signed in with a phone; NotAllowed, NotFound.
    """
    meeting = _lock(actor, meeting_id)
    going = trying(meeting)
    if going is not None:
        unchanged()
        return going.on_roll
    if is_polling(meeting):
        raise Conflict(_("征求意见还没有结束，不能试投。"), remedy=_("请先结束征求意见。"))
    if Vote.objects.filter(item__meeting=meeting, state__in=STANDING).exists():
        raise Conflict(_("正在表决，不能试投。"), remedy=_("请在表决以前或本轮宣布以后试投。"))
    here = present_ids(meeting.id).intersection(voting_delegates(meeting.term_id))
    phones = Delegate.objects.filter(id__in=here, person__account__isnull=False).order_by("id")
    roll = list(phones.values_list("id", flat=True))
    if not roll:
        raise Conflict(_("还没有带手机的代表签到，不能试投。"), remedy=_("请等代表签到以后再试。"))
    trial = Trial.objects.create(meeting=meeting, opened_at=now)
    TrialSeat.objects.bulk_create([TrialSeat(trial=trial, delegate_id=who) for who in roll])
    record("opened-trial", stream=stream(meeting), subject=("meeting", meeting.id), roll=len(roll))
    touch(topic(meeting), *PARTS)
    return len(roll)


@action
def cast_trial(actor: Actor, *, meeting_id: UUID, choice: str, now: datetime) -> None:
    """Note that a phone has answered; what it chose is not kept. A resend changes nothing.

    Raises: RuleBroken for a choice that is none, or whoever is not asked; Conflict when it is over; NotFound.
    """
    meeting, delegate = find.own_seat(actor, meeting_id)
    if trying(meeting) is None:
        raise Conflict(_("试投已经结束。"), remedy=_("正式表决时，这里会出现表决票。"))
    seat = seat_of(meeting, delegate.id)
    if seat is None:
        raise RuleBroken(_("这次试投开始时您还没有签到。"), code="not-on-roll", remedy=_("不影响正式表决。"))
    if choice not in CHOICES:
        raise RuleBroken(_("没有这个选项。"), code="no-such-choice", remedy=_("请从赞成、反对、弃权中选一项。"))
    if not TrialSeat.objects.filter(id=seat.id, has_cast=False).update(has_cast=True):
        return unchanged()
    record("cast-trial", stream=stream(meeting), subject=("meeting", meeting.id), delegate=str(delegate.id))
    touch(topic(meeting), "count", "wall")
    return None


@action
def end_trial(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """End the trial and wipe it; the ledger keeps how many phones were asked and how many answered.

    Raises: NotAllowed, NotFound.
    """
    meeting = _lock(actor, meeting_id)
    going = trying(meeting)
    if going is None:
        return unchanged()
    Trial.objects.filter(meeting=meeting).delete()
    record("ended-trial", stream=stream(meeting), subject=("meeting", meeting.id), roll=going.on_roll,
           received=going.received)  # fmt: skip
    touch(topic(meeting), *PARTS)
    return None


def _lock(actor: Actor, meeting_id: UUID) -> Meeting:
    meeting = lock_meeting(actor, meeting_id)
    policy.require_presiding(actor, meeting)
    require_running(meeting)
    if meeting.sign_in_from is None:
        raise NotFound
    return meeting
