"""A proposal to hold a meeting (提议召开): who made it, who signed it, and what came of it."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.refusing import require_none_stops
from gonghui.congress.actions.terms import lock_open_term, lock_term, term_stream
from gonghui.congress.models import Delegate, Meeting, MeetingCall, Term
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.election import check_call
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

DELEGATES = "DELEGATES"
PROPOSERS = ("ENTERPRISE", "UNION", DELEGATES)


@action
def propose_meeting(
    actor: Actor, *, term_id: UUID, proposer: str, matter: str, proposed_on: date, now: datetime, signed: int = 0
) -> UUID:
    """Enter a proposal to hold a meeting; `signed` counts the full delegates who signed one of delegates.

    Raises: RuleBroken for words, days or figures that cannot be; Conflict once the term is over; NotFound.
    Source: 上海市职工代表大会条例 art. 22.
    """
    term = lock_open_term(actor, term_id)
    if proposer not in PROPOSERS:
        raise RuleBroken(_("请选择提议召开的一方。"), code="no-such-proposer")
    words = matter.strip()[:300]
    if not words:
        raise RuleBroken(_("请写明提议召开的事由。"), code="matter-missing")
    if proposed_on > local_date(now):
        raise RuleBroken(_("提议日期不能晚于今天。"), code="day-to-come")
    _check_signed(term, proposer, signed)
    known = MeetingCall.objects.filter(term=term, proposer=proposer, matter=words, proposed_on=proposed_on).first()
    if known is not None:
        unchanged()
        return known.id
    call = MeetingCall.objects.create(
        term=term, proposer=proposer, matter=words, proposed_on=proposed_on, by_account=actor.account_id, at=now,
        signed=signed if proposer == DELEGATES else 0,
    )  # fmt: skip
    record("proposed-meeting", stream=term_stream(term), subject=("meeting-call", call.id), proposer=proposer,
           signed=call.signed)  # fmt: skip
    return call.id


@action
def count_signatures(actor: Actor, *, call_id: UUID, signed: int, now: datetime) -> None:
    """Note how many delegates have signed a proposal by now.

    Raises: RuleBroken for more than there are; Conflict when it is settled or not made by delegates; NotFound.
    Source: 上海市职工代表大会条例 art. 22.
    """
    call = _lock_open(actor, call_id)
    if call.proposer != DELEGATES:
        raise Conflict(_("这件提议不是代表联名提出的。"), code="not-by-delegates")
    _check_signed(call.term, call.proposer, signed)
    if call.signed == signed:
        return unchanged()
    call.signed = signed
    call.save(update_fields=["signed"])
    record("counted-signatures", stream=term_stream(call.term), subject=("meeting-call", call.id), signed=signed)
    return None


@action
def settle_call(actor: Actor, *, call_id: UUID, answer: str, now: datetime) -> None:
    """Settle a proposal without a meeting, and say why.

    Raises: RuleBroken without a reason; Conflict when it is settled; NotFound.
    Source: 上海市职工代表大会条例 art. 22.
    """
    call = _lock_open(actor, call_id)
    words = answer.strip()[:300]
    if not words:
        raise RuleBroken(_("请写明不召开会议的理由。"), code="reason-missing", remedy=_("理由会告知提议的一方。"))
    call.answer, call.settled_on = words, local_date(now)
    call.save(update_fields=["answer", "settled_on"])
    record("settled-call", stream=term_stream(call.term), subject=("meeting-call", call.id))


def follow_call(term: Term, call_id: UUID, meeting: Meeting, now: datetime) -> None:
    """Hold a meeting on a proposal of its term, inside the action that plans it; the meeting takes its proposer.

    Raises: RuleBroken where the law asks more delegates; Conflict when it is settled; NotFound.
    Source: 上海市职工代表大会条例 art. 22.
    """
    call = MeetingCall.objects.select_for_update(of=("self",)).filter(id=call_id, term=term).first()
    if call is None:
        raise NotFound
    _require_open(call)
    if call.proposer == DELEGATES:
        found = check_call(law_of(term), delegates=max(_delegates(term), 1), signed=call.signed)
        require_none_stops((found,), "too-few-signed")
    call.meeting, call.settled_on = meeting, local_date(now)
    call.save(update_fields=["meeting", "settled_on"])
    meeting.proposed_by = call.proposer
    meeting.save(update_fields=["proposed_by"])


def _lock_open(actor: Actor, call_id: UUID) -> MeetingCall:
    term_id = MeetingCall.objects.filter(id=call_id).values_list("term_id", flat=True).first()
    if term_id is None:
        raise NotFound
    term = lock_term(actor, term_id)
    call = MeetingCall.objects.get(id=call_id)
    call.term = term
    _require_open(call)
    return call


def _require_open(call: MeetingCall) -> None:
    if call.settled_on is not None:
        raise Conflict(_("这件提议已经办理。"), code="call-settled", remedy=_("请刷新页面查看。"))


def _check_signed(term: Term, proposer: str, signed: int) -> None:
    if proposer == DELEGATES and not 1 <= signed <= _delegates(term):
        raise RuleBroken(_("联名人数应当在一人以上、全体正式代表人数以内。"), code="signed",
                         remedy=_("请按联名名单上的正式代表人数填写。"))  # fmt: skip


def _delegates(term: Term) -> int:
    return Delegate.objects.filter(term=term, kind="FULL", ended_on=None).count()
