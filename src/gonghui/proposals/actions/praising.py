"""What the desk does beside the way of a proposal: supervise, publish, award, forward upward; and the answer down."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.kernel.action import action, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.proposals import policy
from gonghui.proposals.actions.moving import lock, not_now, require_text, tell
from gonghui.proposals.models import Forward, Proposal
from gonghui.proposals.rules.kinds import Grade
from gonghui.proposals.rules.states import ANSWERED, IN_HAND, State
from gonghui.registry import public as registry


@action
def supervise(actor: Actor, *, proposal_id: UUID, is_supervised: bool, now: datetime) -> None:
    """Put a proposal on the supervision list (督办), or take it off; twice is once.

    Raises: Conflict unless it is being handled; NotAllowed, NotFound.
    """
    proposal = _lock(actor, proposal_id)
    if is_supervised == (proposal.supervised_at is not None):
        return unchanged()
    if is_supervised and proposal.state not in (State.ACCEPTED, *IN_HAND, State.TRACKED):
        raise not_now(State(proposal.state))
    proposal.supervised_at = now if is_supervised else None
    proposal.save(update_fields=["supervised_at"])
    tell(proposal, "SUPERVISE" if is_supervised else "UNSUPERVISE", now)
    return None


@action
def publish_reply(actor: Actor, *, proposal_id: UUID, now: datetime) -> None:
    """Open a delivered reply to all members of the union; a confidential author stays untold. Twice is once.

    Raises: Conflict before a reply was delivered; NotAllowed, NotFound.
    """
    proposal = _lock(actor, proposal_id)
    if proposal.public_at is not None:
        return unchanged()
    if proposal.state not in ANSWERED:
        raise not_now(State(proposal.state))
    proposal.public_at = now
    proposal.save(update_fields=["public_at"])
    tell(proposal, "PUBLISH", now)
    return None


@action
def award(actor: Actor, *, proposal_id: UUID, name: str, now: datetime) -> None:
    """Give a settled proposal an award (优秀提案).

    Raises: RuleBroken without the award's name, or where its author was not satisfied; Conflict, NotAllowed, NotFound.
    """
    proposal = _lock(actor, proposal_id)
    title = require_text(" ".join(name.split()), _("请填写奖项名称。"), "award-missing", most=40)
    if proposal.award == title:
        return unchanged()
    if proposal.state not in (State.TRACKED, State.CLOSED):
        raise not_now(State(proposal.state))
    if proposal.grade == Grade.UNSATISFIED:
        raise RuleBroken(_("提案人对办理不满意，不宜评优。"), code="unsatisfied")
    proposal.award = title
    proposal.save(update_fields=["award"])
    tell(proposal, "AWARD", now, note=title)
    return None


@action
def forward_up(actor: Actor, *, proposal_id: UUID, why: str, now: datetime) -> None:
    """Recommend a proposal on the docket to the union above.

    Raises: RuleBroken without a reason or a union above; Conflict when it was forwarded before; NotAllowed, NotFound.
    """
    proposal = _lock(actor, proposal_id)
    words = require_text(why, _("请写明推荐理由。"), "why-missing", most=1000)
    if Forward.objects.filter(proposal=proposal).exists():
        raise Conflict(_("这件提案已经推荐过了。"), code="forwarded")
    if not proposal.number or proposal.state == State.MERGED:
        raise not_now(State(proposal.state))
    above = registry.superior_of(proposal.union_id, local_date(now))
    if above is None:
        raise RuleBroken(_("系统里没有登记本会的上级工会。"), code="no-superior", remedy=_("请先登记上下级关系。"))
    Forward.objects.create(proposal=proposal, to_union_id=above.id, why=words, sent_at=now)
    tell(proposal, "FORWARD", now, note=above.name)


@action
def answer_below(actor: Actor, *, proposal_id: UUID, answer: str, now: datetime) -> None:
    """Answer, as the desk of the union above, a proposal that was recommended.

    Raises: RuleBroken without an answer; Conflict when it was answered before; NotAllowed, NotFound.
    """
    proposal = lock(proposal_id)
    sent = Forward.objects.select_for_update().filter(proposal=proposal).first()
    if sent is None:
        raise NotFound
    policy.require_desk(actor, sent.to_union_id)
    words = require_text(answer, _("请写明答复内容。"), "text-missing")
    if sent.answered_at is not None:
        raise Conflict(_("这件提案已经答复过了。"), code="answered")
    sent.answer, sent.answered_at = words, now
    sent.save(update_fields=["answer", "answered_at"])
    tell(proposal, "ANSWER_BELOW", now)


def _lock(actor: Actor, proposal_id: UUID) -> Proposal:
    proposal = lock(proposal_id)
    policy.require_desk(actor, proposal.union_id)
    return proposal
