"""The review (审查): on the docket, merged, converted to a suggestion, refused, or back to its author for mending."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.kernel.action import action
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import NotFound, RuleBroken
from gonghui.proposals import policy
from gonghui.proposals.actions.moving import lock, lock_docket, move, require_text
from gonghui.proposals.actions.writing import found_by
from gonghui.proposals.models import Proposal
from gonghui.proposals.rules.states import IN_HAND, Event, State


@action
def accept(actor: Actor, *, proposal_id: UUID, now: datetime) -> str:
    """Put a proposal on the docket (立案) and return its number. Raises: Conflict, NotAllowed, NotFound."""
    proposal = _lock(actor, proposal_id)
    year = local_date(now).year
    docket = lock_docket(proposal.union_id, year)
    docket.last += 1
    docket.save(update_fields=["last"])
    proposal.year, proposal.number = year, f"{year}-{docket.last:03d}"
    proposal.found_by = found_by(proposal)
    move(proposal, Event.ACCEPT, now, number=proposal.number)
    return proposal.number


@action
def merge(actor: Actor, *, proposal_id: UUID, into_number: str, now: datetime) -> None:
    """Handle a proposal together with another on the docket (并案); its author stays a party to the reply.

    Raises: RuleBroken when the other is not being handled, or is the same; Conflict, NotAllowed, NotFound.
    """
    first = Proposal.objects.filter(id=proposal_id).first()
    if first is None:
        raise NotFound
    policy.require_desk(actor, first.union_id)
    number = into_number.strip()
    target_id = Proposal.objects.filter(union_id=first.union_id, number=number).values_list("id", flat=True).first()
    if not number or target_id is None:
        raise RuleBroken(_("没有这个案号。"), code="no-such-number", remedy=_("请填写已立案的案号，如2026-001。"))
    held = {one: lock(one) for one in sorted({proposal_id, target_id})}
    proposal, target = held[proposal_id], held[target_id]
    if proposal.id == target.id:
        raise RuleBroken(_("不能并入自己。"), code="itself")
    if target.state not in (State.ACCEPTED, *IN_HAND):
        raise RuleBroken(_("只能并入正在办理的提案。"), code="target-over", remedy=_("请另选一件，或单独立案。"))
    Proposal.objects.filter(merged_into=proposal).update(merged_into=target)
    proposal.merged_into = target
    proposal.outcome = f"与{target.number}并案办理。"
    move(proposal, Event.MERGE, now, note=proposal.outcome, into=target.number)


@action
def convert(actor: Actor, *, proposal_id: UUID, reason: str, now: datetime) -> None:
    """Pass a proposal on as a suggestion (转为建议), and say why.

    Raises: RuleBroken without a reason; Conflict, NotAllowed, NotFound.
    """
    _decide(actor, proposal_id, Event.CONVERT, reason, now)


@action
def refuse(actor: Actor, *, proposal_id: UUID, reason: str, now: datetime) -> None:
    """Refuse a proposal (不予立案) with a reason. Raises: RuleBroken, Conflict, NotAllowed, NotFound."""
    _decide(actor, proposal_id, Event.REFUSE, reason, now)


@action
def send_for_mending(actor: Actor, *, proposal_id: UUID, reason: str, now: datetime) -> None:
    """Give a proposal back to its author, and say what to mend.

    Raises: RuleBroken without a reason; Conflict, NotAllowed, NotFound.
    """
    _decide(actor, proposal_id, Event.RETURN, reason, now)


def _decide(actor: Actor, proposal_id: UUID, event: Event, reason: str, now: datetime) -> None:
    proposal = _lock(actor, proposal_id)
    proposal.outcome = require_text(reason, _("请写明理由，提案人会看到。"), "reason-missing", most=500)
    move(proposal, event, now, note=proposal.outcome)


def _lock(actor: Actor, proposal_id: UUID) -> Proposal:
    proposal = lock(proposal_id)
    policy.require_desk(actor, proposal.union_id)
    return proposal
