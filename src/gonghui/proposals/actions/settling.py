"""After the reply: the author's own rating, one re-handling, the settlement, and promises that are looked at again."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.kernel.action import action
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import NotAllowed, NotFound, RuleBroken
from gonghui.proposals import policy
from gonghui.proposals.actions.moving import lock, move, not_now, require_text, tell
from gonghui.proposals.models import Assignment, Check, Proposal, Rating, Reply
from gonghui.proposals.queries.law import after_workdays, limits_of
from gonghui.proposals.rules.clocks import next_check
from gonghui.proposals.rules.judging import after_rating, may_rate, may_settle_unrated, settled_by
from gonghui.proposals.rules.kinds import CheckResult, Grade, Part, ReplyKind
from gonghui.proposals.rules.states import Event, State


@action
def rate(actor: Actor, *, proposal_id: UUID, grade: Grade, words: str, now: datetime) -> None:
    """Rate the reply, as its author and nobody else; who is not satisfied the first time has it handled once more.

    Raises: RuleBroken for dissatisfaction without words; NotAllowed for anybody of the union but the author; Conflict,
        NotFound.
    """
    proposal = lock(proposal_id)
    if not may_rate(proposal.author_id, actor.person_id):
        if policy.belongs(actor, proposal.union_id):
            raise NotAllowed(_("只有提案人本人可以评价。"))
        raise NotFound
    if proposal.state != State.REPLIED:
        raise not_now(State(proposal.state))
    said = words.strip()[:1000]
    if grade is Grade.UNSATISFIED:
        said = require_text(words, _("请写明哪里不满意，以便重新办理。"), "words-missing", most=1000)
    reply = Reply.objects.get(proposal=proposal, round=proposal.round)
    Rating.objects.create(reply=reply, grade=grade.value, words=said, at=now)
    proposal.grade = grade.value
    tell(proposal, "RATE", now, note=said, grade=grade.value)
    event = after_rating(grade, proposal.round, ReplyKind(reply.kind))
    has_lead = event is not Event.REHANDLE or _again(proposal, now)
    move(proposal, event, now)
    if not has_lead:
        move(proposal, Event.SEND_BACK, now, note="主办部门已经停用")


@action
def settle_unrated(actor: Actor, *, proposal_id: UUID, now: datetime) -> None:
    """Settle an answered proposal whose author has let the days for a rating pass; it stays without a rating.

    Raises: RuleBroken while the days run; Conflict, NotAllowed, NotFound.
    """
    proposal = lock(proposal_id)
    policy.require_desk(actor, proposal.union_id)
    if proposal.state != State.REPLIED:
        raise not_now(State(proposal.state))
    if not may_settle_unrated(proposal.due_on, local_date(now)):
        raise RuleBroken(
            _("提案人还可以评价到%(day)s，现在不能代为办结。") % {"day": proposal.due_on}, code="may-still-rate",
            remedy=_("请等提案人评价；过了这一天仍未评价的，可以办结。"),
        )  # fmt: skip
    move(proposal, settled_by(ReplyKind(proposal.reply_kind)), now, note="提案人没有评价")


@action
def check_promise(actor: Actor, *, proposal_id: UUID, result: CheckResult, note: str, now: datetime) -> None:
    """Look at a promise (B) again; one that is kept is closed, else the next check is set.

    Raises: RuleBroken without a note where it is not kept yet; Conflict, NotAllowed, NotFound.
    """
    proposal = lock(proposal_id)
    policy.require_desk(actor, proposal.union_id)
    if proposal.state != State.TRACKED:
        raise not_now(State(proposal.state))
    words = note.strip()[:1000]
    if result is not CheckResult.DONE:
        words = require_text(note, _("请写明进展到哪里了。"), "note-missing", most=1000)
    Check.objects.create(proposal=proposal, result=result.value, note=words, at=now)
    tell(proposal, "CHECK", now, note=words, result=result.value)
    if result is CheckResult.DONE:
        return move(proposal, Event.FULFIL, now)
    proposal.due_on = next_check(local_date(now), limits_of(proposal.term_id), after_workdays)
    proposal.save(update_fields=["due_on"])
    return None


def _again(proposal: Proposal, now: datetime) -> bool:
    """Give the same departments the second round; False, and to none of them, where the lead has ended meanwhile."""
    parts = list(proposal.assignments.filter(round=proposal.round, ended_at=None, department__ended_at=None))
    proposal.round += 1
    if not any(one.part == Part.LEAD for one in parts):
        return False
    Assignment.objects.bulk_create(
        Assignment(
            proposal=proposal, department_id=one.department_id, round=proposal.round, part=one.part, assigned_at=now
        )
        for one in parts
    )
    return True
