"""The last steps before a meeting: rehearsal, papers in reserve, reasons for exceptions, the word that it can open."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_preparing, lock_to_prepare, require_preparing, settle
from gonghui.congress.actions.presence import require_running, stream, topic
from gonghui.congress.models import Delegate, Incident, Meeting, Override, Paper, Term
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.states import (
    ItemEvent,
    ItemState,
    MandateEvent,
    MandateState,
    MeetingEvent,
    MeetingState,
    TermEvent,
    TermState,
    advance,
)
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken

LONGEST_REASON = 300


@action
def mark_rehearsed(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Note that the meeting has been rehearsed.

    Raises: Conflict after the close; NotAllowed, NotFound.
    """
    _mark(actor, meeting_id, "rehearsed_at", "rehearsed", now)


@action
def mark_fallback_printed(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Note that the papers in reserve have been printed.

    Raises: Conflict after the close; NotAllowed, NotFound.
    """
    _mark(actor, meeting_id, "fallback_printed_at", "printed-fallback", now)


@action
def override(actor: Actor, *, meeting_id: UUID, rule: str, reason: str, now: datetime) -> None:
    """Sign a written reason for going on although a rule that allows this is not kept: the union's chair alone.

    Raises: NotAllowed for others; RuleBroken without a reason, or when the rule is kept or allows no exception;
        Conflict once the meeting is ready; NotFound.
    """
    meeting = lock_preparing(actor, meeting_id)
    if not actor.wears("chair", within=meeting.term.union_id):
        raise NotAllowed(_("这类例外须由工会主席写明理由并签字。"), remedy=_("请工会主席登录后在这里办理。"))
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise RuleBroken(_("请写明理由。"), code="reason-missing")
    if Override.objects.filter(meeting=meeting, rule=rule).exists():
        return unchanged()
    gaps = readiness_of(meeting, now).gaps
    if not any(gap.rule == rule and gap.can_override for gap in gaps):
        raise RuleBroken(_("这一条不能以说明理由的方式放行。"), code="no-override", remedy=_("请按规定补办。"))
    Override.objects.create(meeting=meeting, rule=rule, reason=words, by_account=actor.account_id, at=now)
    record("overrode-rule", stream=stream(meeting), subject=("meeting", meeting.id), rule=rule)
    settle(meeting)
    return None


@action
def declare_ready(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Say that the meeting can open (可以开会): nothing that must be there is missing.

    Raises: RuleBroken with the first thing missing and how many; Conflict once it is open; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    if meeting.state == MeetingState.READY:
        return unchanged()
    require_preparing(meeting)
    missing = [gap for gap in readiness_of(meeting, now).gaps if gap.must]
    if missing:
        raise RuleBroken(
            _("还有 %(n)s 件必办的事：%(first)s。")
            % {"n": len(missing), "first": missing[0].sentence.render(gettext)},
            code="not-ready", law=missing[0].law, remedy=missing[0].way_out.render(gettext),
            fields={"missing": str(len(missing)), "step": str(int(missing[0].step))},
        )  # fmt: skip
    meeting.state, meeting.ready_at = advance(MeetingState(meeting.state), MeetingEvent.MAKE_READY), now
    meeting.save(update_fields=["state", "ready_at"])
    _ready_items(meeting)
    _serve_mandates(meeting.term)
    record("declared-ready", stream=stream(meeting), subject=("meeting", meeting.id))
    touch(topic(meeting), "prepare", "now", "guards", "wall", "agenda")
    return None


@action
def take_back(actor: Actor, *, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Take a meeting that is ready back into preparation, because something must be changed.

    Raises: RuleBroken without a reason; Conflict once delegates may sign in or it is not ready; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    if meeting.state != MeetingState.READY or meeting.sign_in_from is not None:
        raise Conflict(_("签到已经开始或会议不在就绪状态，不能退回准备。"), code="cannot-take-back")
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise RuleBroken(_("请写明退回准备的原因。"), code="reason-missing")
    meeting.state, meeting.ready_at = advance(MeetingState(meeting.state), MeetingEvent.PREPARE_ANEW), None
    meeting.save(update_fields=["state", "ready_at"])
    _note(meeting, f"退回准备：{words}", actor, now)
    record("took-back", stream=stream(meeting), subject=("meeting", meeting.id))
    settle(meeting)


@action
def postpone(actor: Actor, *, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Postpone a meeting that has not opened; it is prepared anew with another date by `resume_preparation`.

    Raises: RuleBroken without a reason; Conflict once it is open or over; NotAllowed, NotFound.
    """
    _call_off(actor, meeting_id, MeetingEvent.POSTPONE, reason, now)


@action
def cancel(actor: Actor, *, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Cancel a meeting that has not opened.

    Raises: RuleBroken without a reason; Conflict once it is open or over; NotAllowed, NotFound.
    """
    _call_off(actor, meeting_id, MeetingEvent.CANCEL, reason, now)


@action
def resume_preparation(actor: Actor, *, meeting_id: UUID, opens_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Prepare a postponed meeting anew, with another date.

    Raises: RuleBroken for dates that cannot be; Conflict when it is not postponed; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    if meeting.state != MeetingState.POSTPONED:
        raise Conflict(_("会议没有延期，不需要重新准备。"), code="not-postponed")
    if ends_at <= opens_at:
        raise RuleBroken(_("会议结束时间应当晚于开始时间。"), code="meeting-dates")
    meeting.state = advance(MeetingState(meeting.state), MeetingEvent.PREPARE_ANEW)
    meeting.opens_at, meeting.ends_at = opens_at, ends_at
    meeting.save(update_fields=["state", "opens_at", "ends_at"])
    record("resumed-preparation", stream=stream(meeting), subject=("meeting", meeting.id))
    settle(meeting)


def _mark(actor: Actor, meeting_id: UUID, field: str, verb: str, now: datetime) -> None:
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    if getattr(meeting, field) is not None:
        return unchanged()
    setattr(meeting, field, now)
    meeting.save(update_fields=[field])
    record(verb, stream=stream(meeting), subject=("meeting", meeting.id))
    settle(meeting)
    return None


def _call_off(actor: Actor, meeting_id: UUID, event: MeetingEvent, reason: str, now: datetime) -> None:
    meeting = lock_to_prepare(actor, meeting_id)
    wanted, what = _CALLED_OFF[event]
    if meeting.state == wanted:
        return unchanged()
    if meeting.opened_at is not None or meeting.state == MeetingState.CANCELLED:
        raise Conflict(_("会议已经召开或取消，不能再延期、取消。"), code="too-late")
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise RuleBroken(_("请写明原因，代表会收到。"), code="reason-missing")
    meeting.state, meeting.ready_at = advance(MeetingState(meeting.state), event), None
    meeting.save(update_fields=["state", "ready_at"])
    _note(meeting, f"{what}：{words}", actor, now)
    record("called-off", stream=stream(meeting), subject=("meeting", meeting.id), state=str(meeting.state))
    touch(topic(meeting), "prepare", "now", "guards", "wall", "agenda")
    return None


#: Event -> what the meeting is then, and the words of its log.
_CALLED_OFF = {
    MeetingEvent.POSTPONE: (MeetingState.POSTPONED, "会议延期"),
    MeetingEvent.CANCEL: (MeetingState.CANCELLED, "会议取消"),
}


def _note(meeting: Meeting, text: str, actor: Actor, now: datetime) -> None:
    Incident.objects.create(meeting=meeting, text=text[:300], by_account=actor.account_id, at=now)


def _ready_items(meeting: Meeting) -> None:
    meeting.items.filter(state=ItemState.DRAFT).update(state=advance(ItemState.DRAFT, ItemEvent.CONSULT))
    served = Paper.objects.filter(meeting=meeting, served_at__isnull=False, withdrawn_at=None, item__isnull=False)
    with_papers = meeting.items.filter(state=ItemState.CONSULTED, id__in=served.values("item_id"))
    with_papers.update(state=advance(ItemState.CONSULTED, ItemEvent.SERVE))


def _serve_mandates(term: Term) -> None:
    verified = Delegate.objects.filter(term=term, ended_on=None, state=MandateState.VERIFIED)
    verified.update(state=advance(MandateState.VERIFIED, MandateEvent.SERVE))
    if term.state == TermState.QUALIFIED:
        term.state = advance(TermState.QUALIFIED, TermEvent.ACTIVATE)
        term.save(update_fields=["state"])
