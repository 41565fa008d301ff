"""Handling: assigned to departments, sent back, answered in draft, countersigned, signed, delivered."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gonghui.kernel.action import action
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.proposals import policy
from gonghui.proposals.actions.moving import lock, move, not_now, require_text, tell
from gonghui.proposals.models import Assignment, Department, Proposal, Reply
from gonghui.proposals.queries.law import after_workdays, limits_of
from gonghui.proposals.rules.clocks import may_send_back
from gonghui.proposals.rules.judging import after_draft
from gonghui.proposals.rules.kinds import HandRole, Part, ReplyKind
from gonghui.proposals.rules.states import Event, State


@action
def assign(
    actor: Actor, *, proposal_id: UUID, lead_id: UUID, assist_ids: Sequence[UUID], is_complex: bool, now: datetime
) -> None:
    """Assign a proposal on the docket to a lead department and assisting ones; the clock of the reply starts.

    Raises: RuleBroken when the lead also assists, or has nobody to handle and somebody else to sign; Conflict,
        NotAllowed, NotFound.
    """
    proposal = lock(proposal_id)
    policy.require_desk(actor, proposal.union_id)
    chosen = {one.id: one for one in _departments(proposal, {lead_id, *assist_ids})}
    if lead_id not in chosen or not set(assist_ids) <= set(chosen):
        raise NotFound
    if lead_id in assist_ids:
        raise RuleBroken(_("同一个部门不能既主办又协办。"), code="lead-assists")
    for one in chosen.values():
        _require_manned(one, leads=one.id == lead_id)
    proposal.is_complex = is_complex
    move(proposal, Event.ASSIGN, now, departments=len(chosen))
    Assignment.objects.bulk_create(
        Assignment(
            proposal=proposal, department=one, round=proposal.round, assigned_at=now,
            part=Part.LEAD if one.id == lead_id else Part.ASSIST,
        )
        for one in chosen.values()
    )  # fmt: skip


@action
def send_back(actor: Actor, *, proposal_id: UUID, reason: str, now: datetime) -> None:
    """Send back what is not the lead department's matter (退办), within the days the rules give for it.

    Raises: RuleBroken without a reason or too late; Conflict, NotAllowed, NotFound.
    """
    proposal = lock(proposal_id)
    _hand, lead = policy.hand_for(actor, proposal, Part.LEAD)
    words = require_text(reason, _("请写明退办理由，以便改派。"), "reason-missing", most=500)
    limits = limits_of(proposal.term_id)
    if not may_send_back(local_date(lead.assigned_at), local_date(now), limits, after_workdays):
        raise RuleBroken(
            _("退办要在交办后%(n)d个工作日内提出，现在已经过了。") % {"n": limits.send_back}, code="send-back-late",
            remedy=_("请与提案工作委员会商量后继续办理。"),
        )  # fmt: skip
    proposal.assignments.filter(round=proposal.round, ended_at=None).update(ended_at=now)
    move(proposal, Event.SEND_BACK, now, note=words)


@action
def draft_reply(
    actor: Actor, *, proposal_id: UUID, kind: ReplyKind, text: str, now: datetime, planned_until: date | None = None
) -> None:
    """Write the reply and send it round: to the assisting departments, then to the lead's head.

    Raises: RuleBroken without text, or for a promise (B) without its day; Conflict, NotAllowed, NotFound.
    """
    proposal = lock(proposal_id)
    hand, _lead = policy.hand_for(actor, proposal, Part.LEAD)
    if kind is ReplyKind.B and (planned_until is None or planned_until <= local_date(now)):
        raise RuleBroken(
            _("列入计划的答复，要写明计划完成的日期。"), code="plan-missing", remedy=_("请填写今天以后的日期。")
        )
    words = require_text(text, _("请写明答复内容。"), "text-missing")
    Reply.objects.update_or_create(
        proposal=proposal, round=proposal.round,
        defaults={
            "kind": kind.value, "text": words, "drafted_by": hand, "drafted_at": now,
            "planned_until": planned_until if kind is ReplyKind.B else None,
        },
    )  # fmt: skip
    move(proposal, Event.DRAFT_REPLY, now, kind=kind.value)
    waiting = _assisting(proposal)
    due = after_workdays(local_date(now), limits_of(proposal.term_id).countersign)
    waiting.update(countersigned_at=None, countersigned_by=None, due_on=due)
    _go_on_once_countersigned(proposal, now)


@action
def countersign(actor: Actor, *, proposal_id: UUID, agrees: bool, opinion: str, now: datetime) -> None:
    """Countersign the draft for an assisting department, or send it back to the lead with what must be changed.

    Raises: RuleBroken for a refusal without an opinion; Conflict, NotAllowed, NotFound.
    """
    proposal = lock(proposal_id)
    hand, part = policy.hand_for(actor, proposal, Part.ASSIST)
    if proposal.state != State.COUNTERSIGN:
        raise not_now(State(proposal.state))
    if part.countersigned_at is not None:
        raise Conflict(_("贵部门已经会签过了。"), code="countersigned")
    if not agrees:
        words = require_text(opinion, _("请写明要修改什么。"), "opinion-missing", most=1000)
        part.opinion = words
        part.save(update_fields=["opinion"])
        return move(proposal, Event.REJECT, now, note=words)
    part.opinion, part.countersigned_at, part.countersigned_by = opinion.strip()[:1000], now, hand
    part.save(update_fields=["opinion", "countersigned_at", "countersigned_by"])
    tell(proposal, "COUNTERSIGN", now, note=part.opinion)
    return _go_on_once_countersigned(proposal, now)


@action
def sign_reply(actor: Actor, *, proposal_id: UUID, now: datetime) -> None:
    """Sign the reply as head of the lead department; with that it reaches its author, and they may rate it.

    Raises: RuleBroken for who drafted it; Conflict before all have countersigned; NotAllowed, NotFound.
    """
    proposal = lock(proposal_id)
    hand, _lead = policy.hand_for(actor, proposal, Part.LEAD, HandRole.LEADER)
    if proposal.state != State.SIGNING or _waiting(proposal):
        raise not_now(State(proposal.state))
    reply = Reply.objects.select_related("drafted_by").get(proposal=proposal, round=proposal.round)
    if reply.drafted_by.person_id == hand.person_id:
        raise RuleBroken(
            _("答复由您拟写，不能再由您签批。"), code="own-draft", remedy=_("请由本部门另一位分管领导签批。")
        )
    reply.signed_by, reply.signed_at = hand, now
    reply.save(update_fields=["signed_by", "signed_at"])
    proposal.replied_at, proposal.reply_kind = now, reply.kind
    move(proposal, Event.SIGN, now, kind=reply.kind)


@action
def reject_reply(actor: Actor, *, proposal_id: UUID, reason: str, now: datetime) -> None:
    """Send a draft back to be written anew, as head of the lead department.

    Raises: RuleBroken without a reason; Conflict, NotAllowed, NotFound.
    """
    proposal = lock(proposal_id)
    policy.hand_for(actor, proposal, Part.LEAD, HandRole.LEADER)
    if proposal.state != State.SIGNING:
        raise not_now(State(proposal.state))
    words = require_text(reason, _("请写明要修改什么。"), "reason-missing", most=500)
    move(proposal, Event.REJECT, now, note=words)


def _departments(proposal: Proposal, wanted: set[UUID]) -> list[Department]:
    rows = Department.objects.select_for_update().filter(union_id=proposal.union_id, ended_at=None, id__in=wanted)
    return list(rows.prefetch_related("hands").order_by("id"))


def _require_manned(department: Department, *, leads: bool) -> None:
    """Let nothing be assigned to a department where it would lie: somebody handles, and somebody else signs."""
    here = [one for one in department.hands.all() if one.ended_at is None]
    signing = {one.person_id for one in here if one.role == HandRole.LEADER}
    enough = bool(here) if not leads else any({one.person_id for one in here} - {who} for who in signing)
    if not enough:
        raise RuleBroken(
            _("“%(name)s”还没有登记承办人和分管领导。") % {"name": department.name}, code="department-unmanned",
            remedy=_("主办部门要有两个人：一位承办，另一位签批。请先在“承办部门”里登记。"),
        )  # fmt: skip


def _assisting(proposal: Proposal) -> QuerySet[Assignment]:
    return proposal.assignments.filter(round=proposal.round, part=Part.ASSIST, ended_at=None)


def _waiting(proposal: Proposal) -> int:
    return _assisting(proposal).filter(countersigned_at=None).count()


def _go_on_once_countersigned(proposal: Proposal, now: datetime) -> None:
    event = after_draft(_waiting(proposal))
    if event is not None:
        move(proposal, event, now)
