"""Counting who is really here: started by the chair, answered on phones and at the desk, settled by the chair."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import PARTS, lock_meeting, require_running, stream, topic
from gonghui.congress.models import (
    Delegate,
    Incident,
    Meeting,
    PresenceEntry,
    RollCall,
    RollCallAnswer,
    RollCallEntry,
    RollCallOutcome,
)
from gonghui.congress.queries import find
from gonghui.congress.queries.presence import last_entries, voting_delegates
from gonghui.congress.queries.rollcall import current, last_entry, stands_of
from gonghui.congress.rules.rollcall import (
    SECONDS,
    Outcome,
    RollCallStep,
    Stand,
    count,
    may_start,
    stand_of,
    step_of,
)
from gonghui.congress.rules.states import MeetingState
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken


@action
def start_roll_call(actor: Actor, *, meeting_id: UUID, now: datetime) -> UUID:
    """Ask every full delegate who is present by the ledger to answer within a minute; a second press is the same one.

    Raises: Conflict while the meeting does not sit, or while one that is over has not been settled; RuleBroken when
        nobody is present; NotAllowed, NotFound.
    """
    meeting = lock_meeting(actor, meeting_id)
    policy.require_presiding(actor, meeting)
    require_running(meeting)
    running = current(meeting)
    if running is not None:
        if now >= running.ends_at:
            raise Conflict(_("上一次清点还没有办完。"), remedy=_("请先登记离场，或者不登记、结束清点。"))
        unchanged()
        return running.id
    if not may_start(MeetingState(meeting.state)):
        raise Conflict(_("会议还没有宣布开会，不用清点。"), remedy=_("开会以前，请看签到人数。"))
    last, full = last_entries(meeting.id), set(voting_delegates(meeting.term_id))
    here = {who: seq for who, seq in last.items() if seq % 2 == 1 and who in full}
    if not here:
        raise RuleBroken(_("没有在场的正式代表，不用清点。"), code="nobody-here", remedy=_("请等代表签到。"))
    number = (meeting.roll_calls.aggregate(last=Max("number"))["last"] or 0) + 1
    call = RollCall.objects.create(
        meeting=meeting, number=number, starts_at=now, ends_at=now + timedelta(seconds=SECONDS),
        by_account=actor.account_id,
    )  # fmt: skip
    RollCallEntry.objects.bulk_create([RollCallEntry(roll_call=call, delegate_id=who, seq=here[who]) for who in here])
    record("started-roll-call", stream=stream(meeting), subject=("roll-call", call.id), expected=len(here))
    touch(topic(meeting), "rollcall", "answers", "wall")
    return call.id


@action
def answer_roll_call(actor: Actor, *, roll_call_id: UUID, now: datetime) -> None:
    """Answer by one's own hand. Late answers count until the chair has settled it; a resend is the first one.

    Raises: NotFound; RuleBroken for whoever was not asked or has left; Conflict when it has been settled.
    """
    call = _roll_call(actor, roll_call_id)
    _answer(call, find.own_mandate(actor, call.meeting), channel="PHONE", actor=actor, now=now)


@action
def confirm_by_number(actor: Actor, *, roll_call_id: UUID, number: str, now: datetime) -> UUID:
    """At the desk: say that the delegate with this delegate's number or employee number is here. Returns who it is.

    Raises: NotAllowed, NotFound; RuleBroken for an unknown number, or somebody who was not asked or has left; Conflict
        when it has been settled.
    """
    call = _roll_call(actor, roll_call_id)
    policy.require_desk(actor, call.meeting)
    delegate = find.by_number(call.meeting, number)
    if delegate is None:
        raise RuleBroken(
            _("名册里没有这个代表证号或工号。"),
            code="number-unknown",
            remedy=_("请核对代表证；不是本届代表的，请联系会务组。"),
        )
    _answer(call, delegate, channel="DESK", actor=actor, now=now)
    return delegate.id


@action
def settle_roll_call(actor: Actor, *, roll_call_id: UUID, outcome: Outcome, now: datetime) -> int:
    """Record those who are silent as having left, or leave the ledger as it is. Returns how many were recorded.

    The roll of a round of voting stays as it was frozen; whoever is recorded as gone cannot vote in it any more.
    Raises: Conflict when it was settled otherwise, or the seconds still run; NotAllowed, NotFound.
    """
    found = _roll_call(actor, roll_call_id)
    meeting = lock_meeting(actor, found.meeting_id)
    policy.require_presiding(actor, meeting)
    require_running(meeting)
    before = RollCallOutcome.objects.filter(roll_call=found).first()
    if before is not None:
        return _as_before(before, outcome)
    asked = RollCallEntry.objects.filter(roll_call=found).values("delegate_id")
    # Who answers or leaves in this very moment holds their mandate, and is waited for.
    list(Delegate.objects.select_for_update().filter(id__in=asked).order_by("id").values_list("id", flat=True))
    stands = stands_of(found)
    figures = count(stands.values())
    step = step_of(ends_at=found.ends_at, now=now, silent=figures.silent, settled=False)
    if outcome is Outcome.LEFT and step is RollCallStep.RUNNING:
        raise Conflict(_("清点的时间还没有到，不能登记离场。"), remedy=_("请等倒计时结束，或者不登记、结束清点。"))
    silent = [who for who, stand in stands.items() if stand is Stand.SILENT] if outcome is Outcome.LEFT else []
    _leave(found, meeting, silent, actor=actor, now=now)
    RollCallOutcome.objects.create(
        roll_call=found, outcome=outcome, expected=figures.expected, here=figures.here, gone=figures.gone,
        silent=figures.silent, by_account=actor.account_id, at=now,
    )  # fmt: skip
    words = f"清点人数：在场名单 {figures.expected} 人，应答 {figures.here} 人，登记离场 {len(silent)} 人。"
    Incident.objects.create(meeting=meeting, text=words, by_account=actor.account_id, at=now)
    record("settled-roll-call", stream=stream(meeting), subject=("roll-call", found.id), outcome=str(outcome),
           here=figures.here, left=len(silent))  # fmt: skip
    touch(topic(meeting), "rollcall", "answers", "now", "wall", "log", *PARTS)
    return len(silent)


def _as_before(before: RollCallOutcome, outcome: Outcome) -> int:
    if before.outcome != outcome:
        raise Conflict(_("这次清点已经办完，不能更改。"), remedy=_("需要时请再清点一次。"))
    unchanged()
    return before.silent if outcome is Outcome.LEFT else 0


def _leave(call: RollCall, meeting: Meeting, silent: list[UUID], *, actor: Actor, now: datetime) -> None:
    entries = {
        entry.delegate_id: entry
        for entry in PresenceEntry.objects.filter(meeting=meeting, delegate__in=silent).order_by("seq")
    }
    PresenceEntry.objects.bulk_create(
        PresenceEntry(
            meeting=meeting, delegate_id=who, seq=entries[who].seq + 1, direction="OUT", channel="ROLL_CALL",
            online=entries[who].online, site_id=entries[who].site_id, reason=f"第{call.number}次清点没有应答",
            by_account=actor.account_id, at=now,
        )
        for who in silent
    )  # fmt: skip
    for who in silent:
        record("went-out", stream=stream(meeting), subject=("delegate", who), channel="ROLL_CALL",
               online=entries[who].online)  # fmt: skip


def _roll_call(actor: Actor, roll_call_id: UUID) -> RollCall:
    call = RollCall.objects.select_related("meeting__term__union").filter(id=roll_call_id).first()
    if call is None:
        raise NotFound
    policy.require_member(actor, call.meeting)
    return call


def _answer(call: RollCall, delegate: Delegate, *, channel: str, actor: Actor, now: datetime) -> None:
    # The mandate is locked: two presses become one answer, and settling waits for it or is waited for.
    Delegate.objects.select_for_update().get(id=delegate.id)
    if RollCallAnswer.objects.filter(roll_call=call, delegate=delegate).exists():
        return unchanged()
    require_running(call.meeting)
    entry = RollCallEntry.objects.filter(roll_call=call, delegate=delegate).first()
    if entry is None:
        raise RuleBroken(
            _("清点开始时没有您在场的登记，不用应答。") if channel == "PHONE" else _("这位代表不在清点的名单上。"),
            code="not-asked", remedy=_("在会场的，请签到。"),
        )  # fmt: skip
    stand = stand_of(asked=entry.seq, last=last_entry(call.meeting_id, delegate.id), answered=False)
    if stand is Stand.HERE:  # came in anew since
        return unchanged()
    if stand is Stand.GONE or RollCallOutcome.objects.filter(roll_call=call).exists():
        raise Conflict(_("清点已经结束，或者已经登记离场。"), remedy=_("在会场的，请重新签到。"))
    RollCallAnswer.objects.create(
        roll_call=call, delegate=delegate, channel=channel, by_account=actor.account_id, at=now
    )
    record("answered-roll-call", stream=stream(call.meeting), subject=("delegate", delegate.id), channel=channel)
    touch(topic(call.meeting), "answers")
    return None
