"""One proposal as somebody may see it: whole for desk and author, without who is hidden for everybody else."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound
from gonghui.proposals import policy
from gonghui.proposals.models import Assignment, Check, CoSigner, Forward, Proposal, Reply, Step
from gonghui.proposals.rules.kinds import Answer, HandRole, Part
from gonghui.proposals.rules.states import UNSENT, State


class Side(StrEnum):
    """From where somebody looks at a proposal."""

    AUTHOR = "AUTHOR"
    COSIGNER = "COSIGNER"
    DESK = "DESK"
    HANDLER = "HANDLER"
    ABOVE = "ABOVE"
    READER = "READER"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoSignerLine:
    """Who was asked to co-sign, and what they said ("" until they did)."""

    delegate_id: UUID
    name: str
    delegation: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """A department's part in one round."""

    department_id: UUID
    department: str
    part: str
    round: int
    sent_back: bool
    countersigned_at: datetime | None
    opinion: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLine:
    """A reply of one round; `signed_at` None while it is a draft."""

    round: int
    kind: str
    text: str
    planned_until: date | None
    department: str
    signed_at: datetime | None
    signed_by: str
    grade: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A line of the story."""

    what: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardLine:
    """A recommendation to the union above, with its answer ("" until there is one)."""

    union: str
    why: str
    sent_at: datetime
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A proposal with all that this side may see. `author` is empty where it is hidden from it."""

    side: Side
    id: UUID
    union_id: UUID
    term_id: UUID
    number: str
    title: str
    category: str
    reason: str
    measures: str
    state: State
    round: int
    due_on: date | None
    is_complex: bool
    is_confidential: bool
    call: str
    call_id: UUID | None
    author: str
    delegation: str
    made_at: datetime
    submitted_at: datetime | None
    outcome: str
    grade: str
    merged_into: str
    merged_id: UUID | None
    is_supervised: bool
    is_public: bool
    award: str
    my_answer: str
    my_roles: frozenset[tuple[str, str]]
    """Pairs of part and role in which the actor works at it now."""
    cosigners: tuple[CoSignerLine, ...] = ()
    parts: tuple[PartLine, ...] = ()
    replies: tuple[ReplyLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    checks: tuple[tuple[str, str, datetime], ...] = ()
    merged: tuple[str, ...] = ()
    forward: ForwardLine | None = None
    my_department: UUID | None = None

    def works_as(self, part: Part, role: HandRole | None = None) -> bool:
        """Tell whether the actor works at it in this part and, if given, this role."""
        return any(one == part and role in (None, held) for one, held in self.my_roles)


def own(actor: Actor, proposal_id: UUID) -> Whole:
    """Return a proposal for its author, for who was asked to co-sign, or for who wrote one merged into it.

    Raises: NotFound for everybody else.
    """
    row = _row(proposal_id)
    me = actor.person_id
    if me is not None and row.author_id == me:
        return _whole(actor, row, Side.AUTHOR)
    if me is not None and CoSigner.objects.filter(proposal=row, person_id=me).exists():
        return _whole(actor, row, Side.COSIGNER)
    if me is not None and Proposal.objects.filter(merged_into=row, author_id=me).exists():
        return _whole(actor, row, Side.READER)
    raise NotFound


def at_desk(actor: Actor, proposal_id: UUID) -> Whole:
    """Return a proposal that was submitted and is not back with its author, for the desk.

    Raises: Conflict while it is back with its author; NotAllowed, NotFound.
    """
    row = _row(proposal_id)
    policy.require_desk(actor, row.union_id)
    if row.submitted_at is None:
        raise NotFound
    if row.state in UNSENT:
        raise Conflict(
            _("这件提案已经退回提案人。"), code="with-its-author", remedy=_("提案人改好再提交后，会回到待审查。")
        )
    return _whole(actor, row, Side.DESK)


def task(actor: Actor, proposal_id: UUID) -> Whole:
    """Return a proposal for the hands of a department that it was ever assigned to. Raises: NotFound."""
    row = _row(proposal_id)
    departments = {hand.department_id for hand in policy.hands_of(actor)}
    if not Assignment.objects.filter(proposal=row, department_id__in=departments).exists():
        raise NotFound
    return _whole(actor, row, Side.HANDLER)


def published(actor: Actor, proposal_id: UUID) -> Whole:
    """Return a proposal whose reply is open, for any member of its union. Raises: NotFound."""
    row = _row(proposal_id)
    if row.public_at is None or not policy.belongs(actor, row.union_id):
        raise NotFound
    return _whole(actor, row, Side.READER)


def from_below(actor: Actor, proposal_id: UUID) -> Whole:
    """Return a proposal that was recommended to the actor's union. Raises: NotAllowed, NotFound."""
    row = _row(proposal_id)
    sent = Forward.objects.filter(proposal=row).values_list("to_union_id", flat=True).first()
    if sent is None:
        raise NotFound
    policy.require_desk(actor, sent)
    return _whole(actor, row, Side.ABOVE)


def author_shown(side: Side, *, is_confidential: bool) -> bool:
    """Tell whether a side is told who the author is."""
    return side in (Side.AUTHOR, Side.COSIGNER, Side.DESK) or not is_confidential


def _row(proposal_id: UUID) -> Proposal:
    row = Proposal.objects.select_related("call", "merged_into", "forward__to_union").filter(id=proposal_id).first()
    if row is None:
        raise NotFound
    return row


def _whole(actor: Actor, row: Proposal, side: Side) -> Whole:
    shown = author_shown(side, is_confidential=row.is_confidential)
    inside = side in (Side.AUTHOR, Side.COSIGNER, Side.DESK)
    cosigners = list(row.cosigners.order_by("invited_at", "id")) if inside else []
    parts = list(row.assignments.select_related("department").order_by("round", "-part", "assigned_at", "id"))
    hands = policy.hands_of(actor) if side is Side.HANDLER else []
    now = {one.department_id: one.part for one in parts if one.round == row.round and one.ended_at is None}
    mine = [hand for hand in hands if hand.department_id in now]
    open_draft = side in (Side.HANDLER, Side.DESK)
    return Whole(
        side=side, id=row.id, union_id=row.union_id, term_id=row.term_id, number=row.number, title=row.title,
        category=row.category, reason=row.reason, measures=row.measures, state=State(row.state),
        round=row.round, due_on=row.due_on,
        is_complex=row.is_complex, is_confidential=row.is_confidential, call=row.call.title if row.call else "",
        call_id=row.call_id, author=row.author_name if shown else "", delegation=row.delegation if shown else "",
        made_at=row.made_at, submitted_at=row.submitted_at, outcome=row.outcome, grade=row.grade,
        merged_into=row.merged_into.number if row.merged_into else "", merged_id=row.merged_into_id,
        is_supervised=row.supervised_at is not None, is_public=row.public_at is not None, award=row.award,
        my_answer=next((one.answer for one in cosigners if one.person_id == actor.person_id), ""),
        my_roles=frozenset((now[hand.department_id], hand.role) for hand in mine),
        my_department=next((hand.department_id for hand in mine), None),
        cosigners=tuple(_cosigner(one) for one in cosigners if side is not Side.DESK or one.answer == Answer.AGREED),
        parts=tuple(_part(one) for one in parts), replies=tuple(_replies(row, drafts=open_draft)),
        steps=tuple(_steps(row, side)), checks=tuple(_checks(row)), merged=tuple(_merged(row)),
        forward=_forward(row) if side in (Side.DESK, Side.ABOVE, Side.AUTHOR) else None,
    )  # fmt: skip


def _cosigner(one: CoSigner) -> CoSignerLine:
    return CoSignerLine(delegate_id=one.delegate_id, name=one.name, delegation=one.delegation, answer=one.answer)


def _part(one: Assignment) -> PartLine:
    return PartLine(
        department_id=one.department_id, department=one.department.name, part=one.part, round=one.round,
        sent_back=one.ended_at is not None, countersigned_at=one.countersigned_at, opinion=one.opinion,
        due_on=one.due_on,
    )  # fmt: skip


def _replies(row: Proposal, *, drafts: bool) -> list[ReplyLine]:
    rows = Reply.objects.filter(proposal=row).select_related("drafted_by__department", "signed_by", "rating")
    found = rows.order_by("round") if drafts else rows.filter(signed_at__isnull=False).order_by("round")
    return [
        ReplyLine(
            round=one.round, kind=one.kind, text=one.text, planned_until=one.planned_until,
            department=one.drafted_by.department.name, signed_at=one.signed_at,
            signed_by=one.signed_by.name if one.signed_by else "",
            grade=one.rating.grade if hasattr(one, "rating") else "",
            words=one.rating.words if hasattr(one, "rating") else "",
        )
        for one in found
    ]  # fmt: skip


_INSIDE = ("REJECT", "COUNTERSIGN", "SEND_BACK")
"""What departments say to one another, and to the desk, before a reply is delivered."""


def _steps(row: Proposal, side: Side) -> list[StepLine]:
    told = Step.objects.filter(proposal=row).order_by("at", "id")
    if side not in (Side.DESK, Side.HANDLER):
        told = told.exclude(what__in=_INSIDE)
    is_reader = side is Side.READER
    return [StepLine(what=one.what, note="" if is_reader else one.note, at=one.at) for one in told]


def _checks(row: Proposal) -> list[tuple[str, str, datetime]]:
    return list(Check.objects.filter(proposal=row).order_by("at").values_list("result", "note", "at"))


def _merged(row: Proposal) -> list[str]:
    return list(Proposal.objects.filter(merged_into=row).order_by("made_at").values_list("title", flat=True))


def _forward(row: Proposal) -> ForwardLine | None:
    sent = getattr(row, "forward", None)
    if sent is None:
        return None
    return ForwardLine(union=sent.to_union.name, why=sent.why, sent_at=sent.sent_at, answer=sent.answer)
