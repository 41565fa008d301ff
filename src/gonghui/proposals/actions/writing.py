"""The author's steps: write, ask others to co-sign, submit, withdraw; and the answer of who was asked."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.congress import public as congress
from gonghui.congress.public import MandateCard
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.proposals import policy
from gonghui.proposals.actions.moving import lock, move, not_now, require_text, stream
from gonghui.proposals.models import Call, CoSigner, Proposal
from gonghui.proposals.queries.law import limits_of
from gonghui.proposals.rules.judging import missing_seconders
from gonghui.proposals.rules.kinds import Answer, Category
from gonghui.proposals.rules.states import UNSENT, Event, State

TEXTS = ("title", "category", "reason", "measures")


@action
def save_draft(
    actor: Actor, *, proposal_id: UUID, union_id: UUID, title: str, category: Category, reason: str, measures: str,
    is_confidential: bool, now: datetime, call_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Save a draft under an id that the page gave it; a new one belongs to the actor's mandate in the union.

    A changed text asks co-signers anew: they agreed to what they read.

    Raises: RuleBroken without a title or for a call that is over; Conflict once it was submitted; NotFound for who has
        no mandate there, or for somebody else's draft.
    """
    own = next((one for one in congress.mandates_of(actor.person_id) if one.union_id == union_id), None)
    draft = Proposal.objects.select_for_update().filter(id=proposal_id).first()
    if own is None or (draft is not None and draft.author_id != actor.person_id):
        raise NotFound
    if draft is not None and draft.state not in UNSENT:
        raise not_now(State(draft.state))
    values = {
        "title": require_text(" ".join(title.split()), _("请填写案名。"), "title-missing", most=80),
        "category": category.value, "reason": reason.strip(), "measures": measures.strip(),
    }  # fmt: skip
    call = _call(call_id, union_id, local_date(now))
    draft = draft or _begun(own, proposal_id, now)
    before = {name: getattr(draft, name) for name in TEXTS}
    if before == values and (draft.is_confidential, draft.call_id) == (is_confidential, call_id):
        unchanged()
        return draft.id
    for name, value in values.items():
        setattr(draft, name, value)
    draft.is_confidential, draft.call = is_confidential, call
    draft.found_by = found_by(draft)
    draft.save()
    if before != values:
        draft.cosigners.exclude(answer="").update(answer="", answered_at=None)
    record("proposal-draft", stream=stream(union_id), subject=("proposal", draft.id))
    return draft.id


@action
def invite(actor: Actor, *, proposal_id: UUID, delegate_id: UUID, now: datetime) -> UUID:
    """Ask another delegate of the same term to co-sign; asked twice they are asked once.

    Raises: RuleBroken for oneself; Conflict once it was submitted; NotFound.
    """
    draft = lock(proposal_id)
    policy.require_author(actor, draft)
    other = congress.mandate(delegate_id)
    if other.term_id != draft.term_id:
        raise NotFound
    if other.person_id == draft.author_id:
        raise RuleBroken(_("提案人不能附议自己的提案。"), code="oneself", remedy=_("请邀请其他代表。"))
    known = draft.cosigners.filter(person_id=other.person_id).first()
    if known is not None:
        unchanged()
        return known.id
    asked = CoSigner.objects.create(
        proposal=draft, person_id=other.person_id, delegate_id=other.delegate_id, name=other.name,
        delegation=other.delegation, invited_at=now,
    )  # fmt: skip
    if draft.state == State.DRAFT:
        move(draft, Event.INVITE, now)
    elif draft.state == State.SEEKING:
        record("proposal-invite", stream=stream(draft.union_id), subject=("proposal", draft.id))
    else:
        raise not_now(State(draft.state))
    return asked.id


@action
def answer_invitation(actor: Actor, *, proposal_id: UUID, answer: Answer, now: datetime) -> None:
    """Say whether one co-signs; the answer may be changed until the proposal is submitted.

    Raises: Conflict once it was submitted; NotFound for who was not asked.
    """
    draft = lock(proposal_id)
    asked = draft.cosigners.filter(person_id=actor.person_id).first() if actor.person_id else None
    if asked is None:
        raise NotFound
    if draft.state not in UNSENT:
        raise not_now(State(draft.state))
    if asked.answer == answer:
        return unchanged()
    asked.answer, asked.answered_at = answer.value, now
    asked.save(update_fields=["answer", "answered_at"])
    record("proposal-answer", stream=stream(draft.union_id), subject=("proposal", draft.id), answer=answer.value)
    return None


@action
def submit(actor: Actor, *, proposal_id: UUID, now: datetime) -> None:
    """Submit a proposal for review; the clock of the review starts.

    Raises: RuleBroken without reason or measures, with too few co-signers, after the last day of its call, or when the
        mandate has ended; Conflict, NotFound.
    """
    draft = lock(proposal_id)
    policy.require_author(actor, draft)
    if draft.state == State.SUBMITTED:
        return unchanged()
    if draft.state not in UNSENT:
        raise not_now(State(draft.state))
    if not any(one.term_id == draft.term_id for one in congress.mandates_of(actor.person_id)):
        raise RuleBroken(_("您的代表资格已经终止，不能再提交提案。"), code="mandate-ended")
    require_text(draft.reason, _("请写明案由：为什么提这件事。"), "reason-missing")
    require_text(draft.measures, _("请写明建议：希望怎么办。"), "measures-missing")
    _call(draft.call_id, draft.union_id, local_date(now))
    agreed = draft.cosigners.filter(answer=Answer.AGREED).count()
    missing = missing_seconders(agreed, limits_of(draft.term_id).seconders)
    if missing:
        raise RuleBroken(
            _("还差%(n)d位代表附议。") % {"n": missing}, code="seconders-missing",
            remedy=_("请邀请其他代表附议，他们同意后再提交。"),
        )  # fmt: skip
    draft.submitted_at, draft.outcome = now, ""
    move(draft, Event.SUBMIT, now, seconders=agreed)
    return None


@action
def withdraw(actor: Actor, *, proposal_id: UUID, now: datetime) -> None:
    """Take one's own proposal back before it is on the docket; twice is once. Raises: Conflict later; NotFound."""
    draft = lock(proposal_id)
    policy.require_author(actor, draft)
    if draft.state == State.WITHDRAWN:
        return unchanged()
    move(draft, Event.WITHDRAW, now)
    return None


def found_by(proposal: Proposal) -> str:
    """Return what a proposal is found by: no name stands in it."""
    parts = (proposal.number, proposal.title, proposal.reason, proposal.measures)
    return "\n".join(parts).casefold()


def _begun(own: MandateCard, proposal_id: UUID, now: datetime) -> Proposal:
    """Return an empty draft; tapped twice at once, the second tap finds the draft of the first, locked."""
    values = {
        "union_id": own.union_id, "term_id": own.term_id, "state": State.DRAFT, "author_id": own.person_id,
        "delegate_id": own.delegate_id, "author_name": own.name, "delegation": own.delegation, "made_at": now,
        "year": local_date(now).year,
    }  # fmt: skip
    draft, is_new = Proposal.objects.get_or_create(id=proposal_id, defaults=values)
    if is_new:
        return draft
    held = lock(proposal_id)
    if held.author_id != own.person_id:
        raise NotFound
    if held.state not in UNSENT:
        raise not_now(State(held.state))
    return held


def _call(call_id: UUID | None, union_id: UUID, today: date) -> Call | None:
    if call_id is None:
        return None
    call = Call.objects.filter(id=call_id, union_id=union_id).first()
    if call is None:
        raise NotFound
    if call.ended_at is not None or (call.closes_on is not None and today > call.closes_on):
        raise Conflict(
            _("“%(title)s”的征集已经截止。") % {"title": call.title}, code="call-over",
            remedy=_("可以改为平时提案，全年都能提交。"),
        )  # fmt: skip
    if today < call.opens_on:
        raise RuleBroken(
            _("“%(title)s”从%(day)s开始征集。") % {"title": call.title, "day": call.opens_on.isoformat()},
            code="call-ahead",
        )
    return call
