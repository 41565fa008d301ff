"""Coming and going: signing in by four ways, leaving, asking to be excused."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.models import Delegate, LeaveRequest, Meeting, PresenceEntry, SignInCode
from gonghui.congress.queries import find, sites
from gonghui.congress.queries.presence import conduct_of
from gonghui.congress.rules import codes
from gonghui.congress.rules.kinds import Conduct, Mode
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

PARTS: Final = ("presence", "guards", "me")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What signing in led to: `again` when the delegate was here already; `site_id` is where they came in."""

    delegate_id: UUID
    at: datetime
    channel: str
    again: bool
    site_id: UUID | None = None


@action
def open_sign_in(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Let delegates sign in from now on, and make the secret that the codes come from.

    Raises: NotAllowed, NotFound, Conflict when the meeting is closed.
    """
    meeting = lock_meeting(actor, meeting_id)
    if not (policy.may_preside(actor, meeting) or policy.may_prepare(actor, meeting)):
        policy.require_presiding(actor, meeting)
    require_running(meeting)
    if meeting.sign_in_from is not None:
        unchanged()
        return
    SignInCode.objects.get_or_create(meeting=meeting, defaults={"secret": secrets.token_bytes(32)})
    meeting.sign_in_from = now
    meeting.save(update_fields=["sign_in_from"])
    record("opened-sign-in", stream=stream(meeting), subject=("meeting", meeting.id))
    touch(topic(meeting), "now", "wall", *PARTS)


@action
def sign_in_by_wall_code(actor: Actor, *, meeting_id: UUID, code: str, now: datetime) -> SignedIn:
    """Sign in on site with the code that stood on the wall.

    Raises: NotFound for whoever is no delegate; RuleBroken when the code is old or sign-in has not begun.
    """
    meeting = find.meeting(actor, meeting_id)
    delegate = find.own_mandate(actor, meeting)
    _require_sign_in(meeting)
    secret = _secret(meeting)
    known = sites.ids(meeting)
    site_id = codes.site_of(secret, code, now, known)
    if site_id is None and codes.is_wall_code(secret, code, now):
        site_id = known[0] if known else None  # a wall of the whole meeting stands at its main place
    elif site_id is None:
        raise RuleBroken(
            _("这个签到码已经过期。"), code="code-old", remedy=_("请再扫一次大屏上的二维码，或到签到台报代表证号。")
        )
    return _enter(meeting, delegate, channel="WALL_CODE", online=False, site_id=site_id, actor=actor, now=now)


@action
def sign_in_online(actor: Actor, *, meeting_id: UUID, now: datetime) -> SignedIn:
    """Sign in from afar, where the meeting is held online or in part.

    Raises: NotFound; RuleBroken when the meeting is held on site only or sign-in has not begun.
    """
    meeting = find.meeting(actor, meeting_id)
    delegate = find.own_mandate(actor, meeting)
    _require_sign_in(meeting)
    if meeting.mode == "ON_SITE":
        raise RuleBroken(
            _("本次会议现场召开，不能线上签到。"),
            code="on-site-only",
            remedy=_("请到会场扫码签到；不能到会请先请假。"),
        )
    if conduct_of(meeting)[Conduct.SIGN_IN] is Mode.ON_SITE:
        raise RuleBroken(
            _("本次会议在会场报到，不能线上签到。"), code="sign-in-on-site",
            remedy=_("请到会场扫码，或到签到台报代表证号。"),
        )  # fmt: skip
    return _enter(meeting, delegate, channel="ONLINE", online=True, actor=actor, now=now)


@action
def sign_in_by_own_code(
    actor: Actor, *, meeting_id: UUID, code: str, now: datetime, site_id: UUID | None = None
) -> SignedIn:
    """At the desk of a site: sign in the delegate whose phone shows this code.

    Raises: NotAllowed, NotFound; RuleBroken when nobody's phone shows it now, or the desk's site is not told.
    """
    meeting = find.meeting(actor, meeting_id)
    policy.require_desk(actor, meeting)
    _require_sign_in(meeting)
    _require_site(meeting, site_id)
    secret = _secret(meeting)
    for delegate in Delegate.objects.filter(term_id=meeting.term_id, ended_on=None).order_by("number"):
        if codes.is_own_code(secret, delegate.id, code, now):
            return _enter(meeting, delegate, channel="DESK_CODE", online=False, site_id=site_id, actor=actor,
                          now=now)  # fmt: skip
    raise RuleBroken(
        _("没有认出这个签到码，它可能刚刚换过。"),
        code="code-unknown",
        remedy=_("请代表刷新手机再出示，或改报代表证号。"),
    )


@action
def sign_in_by_number(
    actor: Actor, *, meeting_id: UUID, number: str, now: datetime, reason: str = "", site_id: UUID | None = None
) -> SignedIn:
    """At the desk of a site: sign in the delegate with this delegate's number or employee number.

    Raises: NotAllowed, NotFound; RuleBroken when no delegate has it, or the desk's site is not told.
    """
    meeting = find.meeting(actor, meeting_id)
    policy.require_desk(actor, meeting)
    _require_sign_in(meeting)
    _require_site(meeting, site_id)
    delegate = find.by_number(meeting, number)
    if delegate is None:
        raise RuleBroken(
            _("名册里没有这个代表证号或工号。"),
            code="number-unknown",
            remedy=_("请核对代表证；不是本届代表的，请联系会务组。"),
        )
    return _enter(meeting, delegate, channel="DESK_NUMBER", online=False, site_id=site_id, actor=actor, now=now,
                  reason=reason)  # fmt: skip


@action
def leave(actor: Actor, *, meeting_id: UUID, now: datetime, delegate_id: UUID | None = None, reason: str = "") -> bool:
    """Leave the meeting: a delegate by their own hand, or the desk for one of them. Returns whether they were here.

    Raises: NotFound, NotAllowed.
    """
    meeting = find.meeting(actor, meeting_id)
    if delegate_id is None:
        delegate, channel = find.own_mandate(actor, meeting), "SELF"
    else:
        policy.require_desk(actor, meeting)
        delegate, channel = _mandate(meeting, delegate_id), "DESK"
    require_running(meeting)
    last = _last(meeting, delegate)
    if last is None or last.direction == "OUT":
        unchanged()
        return False
    _write(meeting, delegate, seq=last.seq + 1, direction="OUT", channel=channel, online=last.online,
           site_id=last.site_id, actor=actor, now=now, reason=reason)  # fmt: skip
    return True


@action
def ask_leave(actor: Actor, *, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Ask to be excused from the meeting, with a reason; asking twice is asking once.

    Raises: NotFound; RuleBroken without a reason; Conflict after the close.
    """
    meeting = find.meeting(actor, meeting_id)
    delegate = find.own_mandate(actor, meeting)
    require_running(meeting)
    if not reason.strip():
        raise RuleBroken(_("请写明请假事由。"), code="reason-missing")
    request, made = LeaveRequest.objects.get_or_create(
        meeting=meeting, delegate=delegate, decided_at=None, defaults={"reason": reason.strip()[:300], "asked_at": now}
    )
    if not made:
        return unchanged()
    record("asked-leave", stream=stream(meeting), subject=("leave-request", request.id))
    touch(topic(meeting), "me", "guards")
    return None


@action
def decide_leave(actor: Actor, *, request_id: UUID, granted: bool, now: datetime) -> None:
    """Grant or refuse a leave request.

    Raises: NotFound, NotAllowed; Conflict when it was decided otherwise already.
    """
    request = LeaveRequest.objects.select_for_update(of=("self",)).select_related("meeting__term").filter(
        id=request_id
    ).first()  # fmt: skip
    if request is None:
        raise NotFound
    policy.require_preparer(actor, request.meeting)
    if request.decided_at is not None:
        if request.granted == granted:
            return unchanged()
        raise Conflict(_("这条请假已经有人批过了。"), remedy=_("请刷新页面查看结果。"))
    request.decided_at, request.granted = now, granted
    request.save(update_fields=["decided_at", "granted"])
    record("decided-leave", stream=stream(request.meeting), subject=("delegate", request.delegate_id), granted=granted)
    touch(topic(request.meeting), "me", "guards")
    return None


def lock_meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """Lock and return a meeting that the actor has some business at.

    Raises: NotFound.
    """
    meetings = Meeting.objects.select_for_update(of=("self",)).select_related("term__union")
    meeting = meetings.filter(id=meeting_id).first()
    if meeting is None:
        raise NotFound
    policy.require_member(actor, meeting)
    return meeting


def require_running(meeting: Meeting) -> None:
    """Raises: Conflict when the meeting has been closed, postponed or cancelled."""
    if meeting.closed_at is not None or meeting.state in ("POSTPONED", "CANCELLED"):
        raise Conflict(_("会议已经结束或取消，不能再办理。"), remedy=_("请查看会议公告。"))


def stream(meeting: Meeting) -> str:
    """Return the ledger's stream of a meeting."""
    return f"congress/{meeting.id}"


def topic(meeting: Meeting) -> str:
    """Return the live topic of a meeting."""
    return f"meeting/{meeting.id}"


def _require_sign_in(meeting: Meeting) -> None:
    require_running(meeting)
    if meeting.sign_in_from is None:
        raise RuleBroken(_("签到还没有开始。"), code="sign-in-closed", remedy=_("会务组开放签到后，请再试一次。"))


def _secret(meeting: Meeting) -> bytes:
    return bytes(SignInCode.objects.get(meeting=meeting).secret)


def _mandate(meeting: Meeting, delegate_id: UUID) -> Delegate:
    delegate = Delegate.objects.filter(id=delegate_id, term_id=meeting.term_id, ended_on=None).first()
    if delegate is None:
        raise NotFound
    return delegate


def _last(meeting: Meeting, delegate: Delegate) -> PresenceEntry | None:
    # The mandate is locked, so that two presses at once become one entry and not a broken order.
    Delegate.objects.select_for_update().get(id=delegate.id)
    return PresenceEntry.objects.filter(meeting=meeting, delegate=delegate).order_by("-seq").first()


def _require_site(meeting: Meeting, site_id: UUID | None) -> None:
    known = sites.ids(meeting)
    if site_id is None and known:
        raise RuleBroken(_("请先选择您在哪个会场签到。"), code="site-missing")
    if site_id is not None and site_id not in known:
        raise NotFound


def _enter(
    meeting: Meeting, delegate: Delegate, *, channel: str, online: bool, actor: Actor, now: datetime, reason: str = "",
    site_id: UUID | None = None,
) -> SignedIn:  # fmt: skip
    last = _last(meeting, delegate)
    if last is not None and last.direction == "IN":
        unchanged()
        return SignedIn(delegate_id=delegate.id, at=last.at, channel=last.channel, again=True, site_id=last.site_id)
    seq = 1 if last is None else last.seq + 1
    _write(meeting, delegate, seq=seq, direction="IN", channel=channel, online=online, site_id=site_id, actor=actor,
           now=now, reason=reason)  # fmt: skip
    return SignedIn(delegate_id=delegate.id, at=now, channel=channel, again=False, site_id=site_id)


def _write(
    meeting: Meeting, delegate: Delegate, *, seq: int, direction: str, channel: str, online: bool,
    site_id: UUID | None, actor: Actor, now: datetime, reason: str,
) -> None:  # fmt: skip
    PresenceEntry.objects.create(
        meeting=meeting, delegate=delegate, seq=seq, direction=direction, channel=channel, online=online,
        site_id=site_id, reason=reason[:120], by_account=actor.account_id, at=now,
    )  # fmt: skip
    verb = "came-in" if direction == "IN" else "went-out"
    where = {"site": str(site_id)} if site_id else {}
    record(verb, stream=stream(meeting), subject=("delegate", delegate.id), channel=channel, online=online, **where)
    touch(topic(meeting), "wall", *PARTS)
