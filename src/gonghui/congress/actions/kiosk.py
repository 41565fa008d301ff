"""Slips for delegates without a phone: the desk checks who they are and gives them one; a kiosk takes their ballot."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import PARTS, lock_meeting, require_running, stream, topic
from gonghui.congress.ballotbox import casting
from gonghui.congress.models import Delegate, KioskSlip, Meeting, VoterKey
from gonghui.congress.queries import kiosk, sealed
from gonghui.congress.queries.presence import FULL, is_present
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken


@action
def issue_slip(actor: Actor, *, meeting_id: UUID, delegate_id: UUID, proof: str, key: str, now: datetime) -> None:
    """Give a delegate a slip: `proof` and `key` come from its code, which stays in the desk's browser and on paper.

    It takes the place of their phone's key and of an earlier slip, for the rolls that are frozen from now on.

    Raises: RuleBroken for whoever is not here, has no vote, or where no sealed vote is planned, and for what is no
        proof or key; Conflict while a frozen roll waits for their vote; NotAllowed, NotFound.
    """
    meeting, delegate = _lock(actor, meeting_id, delegate_id)
    if not sealed.has_sealed_items(meeting):
        raise RuleBroken(_("本次会议没有密封票，不用投票亭。"), code="no-sealed-vote")
    if delegate.kind != FULL:
        raise RuleBroken(_("只有正式代表参加表决。"), code="no-vote")
    if not is_present(meeting.id, delegate.id):
        raise RuleBroken(_("这位代表还没有签到。"), code="not-here", remedy=_("请先签到，再领投票条。"))
    if not casting.is_key(key) or VoterKey.objects.filter(meeting=meeting, key=key).exists():
        raise RuleBroken(_("这张投票条没有做好。"), code="key-malformed", remedy=_("请刷新页面，重新做一张。"))
    digest = kiosk.digest_of(proof)
    _withdraw(meeting, delegate, now)
    KioskSlip.objects.create(meeting=meeting, delegate=delegate, digest=digest, issued_at=now)
    VoterKey.objects.update_or_create(meeting=meeting, delegate=delegate, defaults={"key": key, "kiosk": True})
    record("issued-slip", stream=stream(meeting), subject=("meeting", meeting.id), delegate=str(delegate.id))
    touch(topic(meeting), *PARTS)


@action
def withdraw_slip(actor: Actor, *, meeting_id: UUID, delegate_id: UUID, now: datetime) -> None:
    """Take a slip back: the delegate votes by phone or on paper from the next roll on.

    Raises: Conflict while a frozen roll waits for their vote; NotAllowed, NotFound.
    """
    meeting, delegate = _lock(actor, meeting_id, delegate_id)
    if not _withdraw(meeting, delegate, now):
        return unchanged()
    record("withdrew-slip", stream=stream(meeting), subject=("meeting", meeting.id), delegate=str(delegate.id))
    touch(topic(meeting), *PARTS)
    return None


def _lock(actor: Actor, meeting_id: UUID, delegate_id: UUID) -> tuple[Meeting, Delegate]:
    meeting = lock_meeting(actor, meeting_id)
    policy.require_desk(actor, meeting)
    require_running(meeting)
    delegate = Delegate.objects.filter(id=delegate_id, term_id=meeting.term_id, ended_on=None).first()
    if delegate is None:
        raise NotFound
    if kiosk.waits_frozen(meeting, delegate.id):
        raise Conflict(
            _("本轮名册已经固定，正等这位代表投票，现在不能换票。"), code="roll-frozen",
            remedy=_("请用名册上的手机或投票条投本轮的票；下一轮以前再换。"),
        )  # fmt: skip
    return meeting, delegate


def _withdraw(meeting: Meeting, delegate: Delegate, now: datetime) -> bool:
    given = KioskSlip.objects.filter(meeting=meeting, delegate=delegate, withdrawn_at=None).update(withdrawn_at=now)
    VoterKey.objects.filter(meeting=meeting, delegate=delegate, kiosk=True).delete()
    return bool(given)
