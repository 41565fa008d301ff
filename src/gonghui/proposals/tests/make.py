"""Builders of the proposals' tests: a union with delegates, departments and their people, through real actions."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from gonghui.congress.tests.make import Hall, actor_for, hall, person
from gonghui.kernel.actor import Actor, Hat
from gonghui.kernel.ids import uuid7
from gonghui.kernel.testing import NOON, OUR_UNION
from gonghui.proposals.actions import departments, handling, reviewing, settling, writing
from gonghui.proposals.models import Proposal
from gonghui.proposals.rules.kinds import Answer, Category, Grade, HandRole, ReplyKind
from gonghui.registry.models import Membership, Union

TITLE, REASON, MEASURES = "增设二车间通风设备", "夏季二车间温度超过三十八度。", "七月前加装四台工业风扇。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A union at work on proposals: its desk, departments, and who handles (H) and signs (L) in each."""

    hall: Hall
    desk: Actor
    departments: dict[str, UUID] = field(default_factory=dict)
    hands: dict[str, Actor] = field(default_factory=dict)

    @property
    def union(self) -> UUID:
        return self.hall.meeting.term.union_id

    def delegate(self, n: int) -> Actor:
        """Return the n-th delegate, wearing the hat of a member: nothing depends on the one of a meeting."""
        return member(self.hall.delegates[n].person_id, self.union)


def member(person_id: UUID, union_id: UUID) -> Actor:
    """Return somebody as a plain member of a union."""
    return actor_for(person_id, Hat(role="worker", within=union_id))


def unit(*, of: Union | None = None, names: tuple[str, ...] = ("设备部", "财务部"), now: datetime = NOON) -> Unit:
    """Make a union with six delegates and departments of two people each."""
    made = hall(of=of)
    union = made.meeting.term.union
    desk, ids, hands = made.posts["secretary"], {}, {}
    for name in names:
        ids[name] = departments.add_department(desk, union_id=union.id, name=name, now=now)
        for role, letter in ((HandRole.HANDLER, "H"), (HandRole.LEADER, "L")):
            who = person(f"{union.id} {name}{letter}")
            Membership.objects.create(person=who, union=union, since=date(2020, 1, 1))
            departments.add_hand(desk, department_id=ids[name], person_id=who.id, role=role, now=now)
            hands[f"{name}{letter}"] = member(who.id, union.id)
    return Unit(hall=made, desk=desk, departments=ids, hands=hands)


def draft(
    made: Unit, *, author: int = 0, title: str = TITLE, confidential: bool = False, call: UUID | None = None,
    now: datetime = NOON, category: Category = Category.SAFETY, reason: str = REASON,
) -> UUID:  # fmt: skip
    """Save a draft."""
    return writing.save_draft(
        made.delegate(author), proposal_id=uuid7(), union_id=made.union, title=title, category=category, reason=reason,
        measures=MEASURES, is_confidential=confidential, call_id=call, now=now,
    )  # fmt: skip


def cosigned(
    made: Unit, proposal: UUID, *, by: tuple[int, ...] = (1, 2), author: int = 0, now: datetime = NOON
) -> None:
    """Have delegates co-sign."""
    for n in by:
        writing.invite(made.delegate(author), proposal_id=proposal, delegate_id=made.hall.delegates[n].id, now=now)
        writing.answer_invitation(made.delegate(n), proposal_id=proposal, answer=Answer.AGREED, now=now)


def submitted(made: Unit, *, author: int = 0, title: str = TITLE, confidential: bool = False,
              call: UUID | None = None, now: datetime = NOON) -> UUID:  # fmt: skip
    """Submit a proposal with two co-signers."""
    proposal = draft(made, author=author, title=title, confidential=confidential, call=call, now=now)
    cosigned(made, proposal, by=(author + 1, author + 2), author=author, now=now)
    writing.submit(made.delegate(author), proposal_id=proposal, now=now)
    return proposal


def accepted(made: Unit, *, author: int = 0, title: str = TITLE, confidential: bool = False,
             now: datetime = NOON) -> UUID:  # fmt: skip
    """Put a proposal on the docket."""
    proposal = submitted(made, author=author, title=title, confidential=confidential, now=now)
    reviewing.accept(made.desk, proposal_id=proposal, now=now)
    return proposal


def assigned(made: Unit, *, author: int = 0, title: str = TITLE, confidential: bool = False,
             assist: tuple[str, ...] = ("财务部",), now: datetime = NOON) -> UUID:  # fmt: skip
    """Assign a proposal to 设备部, with 财务部 assisting unless said otherwise."""
    proposal = accepted(made, author=author, title=title, confidential=confidential, now=now)
    handling.assign(
        made.desk, proposal_id=proposal, lead_id=made.departments["设备部"],
        assist_ids=[made.departments[name] for name in assist], is_complex=False, now=now,
    )  # fmt: skip
    return proposal


def answer(made: Unit, proposal: UUID, *, kind: ReplyKind = ReplyKind.A, assist: tuple[str, ...] = ("财务部",),
           now: datetime = NOON) -> None:  # fmt: skip
    """Draft, countersign and sign a reply."""
    handling.draft_reply(
        made.hands["设备部H"], proposal_id=proposal, kind=kind, text="四台风扇已经装好。", now=now,
        planned_until=(now + timedelta(days=60)).date() if kind is ReplyKind.B else None,
    )  # fmt: skip
    for name in assist:
        handling.countersign(made.hands[f"{name}H"], proposal_id=proposal, agrees=True, opinion="同意。", now=now)
    handling.sign_reply(made.hands["设备部L"], proposal_id=proposal, now=now)


def replied(made: Unit, *, author: int = 0, title: str = TITLE, confidential: bool = False,
            kind: ReplyKind = ReplyKind.A, now: datetime = NOON) -> UUID:  # fmt: skip
    """Have a proposal answered."""
    proposal = assigned(made, author=author, title=title, confidential=confidential, now=now)
    answer(made, proposal, kind=kind, now=now)
    return proposal


def closed(
    made: Unit, *, author: int = 0, title: str = TITLE, confidential: bool = False, now: datetime = NOON
) -> UUID:
    """Have a proposal answered and rated well."""
    proposal = replied(made, author=author, title=title, confidential=confidential, now=now)
    settling.rate(made.delegate(author), proposal_id=proposal, grade=Grade.SATISFIED, words="", now=now)
    return proposal


def state(proposal: UUID) -> str:
    """Return where a proposal stands."""
    return Proposal.objects.values_list("state", flat=True).get(id=proposal)


__all__ = ["OUR_UNION", "Unit", "accepted", "answer", "assigned", "closed", "cosigned", "draft", "member", "replied",
           "state", "submitted", "unit"]  # fmt: skip
