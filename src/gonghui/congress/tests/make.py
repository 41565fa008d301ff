"""Builders of the congress' tests."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from gonghui.accounts.models import Account
from gonghui.congress.models import (
    AgendaItem,
    Appointment,
    Delegate,
    Delegation,
    GroupReport,
    Meeting,
    Override,
    Term,
)
from gonghui.congress.rules.kinds import CongressPower, Mode, VoteForm
from gonghui.congress.rules.packfile import builtin, freeze
from gonghui.congress.rules.states import ItemState, MandateState, MeetingState, Post, TermState
from gonghui.kernel.actor import Actor, Hat
from gonghui.kernel.testing import NOON, OUR_UNION, ident
from gonghui.registry.models import Person, Union

MORNING = NOON - timedelta(hours=3)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
"""What is told for a picture by its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A meeting with its people."""

    meeting: Meeting
    items: list[AgendaItem]
    delegates: list[Delegate]
    posts: dict[str, Actor] = field(default_factory=dict)

    def delegate(self, n: int) -> Actor:
        """Return the n-th delegate as an actor who wears that hat."""
        return actor_for(self.delegates[n].person_id, Hat(role="delegate", within=self.meeting.id))


def actor_for(person_id: UUID, hat: Hat) -> Actor:
    """Return the actor of a person with one hat."""
    return Actor(account_id=ident(f"account of {person_id}"), person_id=person_id, hat=hat, hats=(hat,))


def person(name: str, *, phone: bool = True) -> Person:
    """Store a person, with an account unless they have no phone."""
    account = None
    if phone:
        account = Account.objects.create(
            id=ident(f"account of {ident(name)}"), phone="", phone_key=ident(name).hex, created_at=NOON
        )
    return Person.objects.create(id=ident(name), account=account, name=name, created_at=NOON)


def union(ident_: UUID = OUR_UNION, *, name: str = "禾渡精密制造有限公司工会") -> Union:
    """Store a union of a private enterprise in Shanghai."""
    return Union.objects.create(
        id=ident_, name=name, short_name=name[:4], kind="ENTERPRISE", unit_name=name.removesuffix("工会"),
        unit_kind="PRIVATE", region="CN-SH", founded_on=date(2001, 5, 1),
    )  # fmt: skip


def hall(
    *, delegates: int = 6, without_phone: int = 0, forms: tuple[VoteForm, ...] = (VoteForm.OPEN_BALLOT,),
    of: Union | None = None, state: MeetingState = MeetingState.READY, mode: Mode = Mode.MIXED, sealed: bool = False,
    discussed: bool = True,
) -> Hall:  # fmt: skip
    """Store a meeting that is ready: one item per form, `delegates` full delegates, the posts of the hall.

    With `sealed` its secret votes are held on phones; else they are on paper. With `discussed` their delegation has
    reported on it.
    """
    ours = of or union()
    term = Term.objects.create(
        union=ours, number=5, state=TermState.ACTIVE, starts_on=date(2025, 1, 1), ends_on=date(2030, 1, 1),
        staff=2846, women_staff=928,
    )  # fmt: skip
    delegation = Delegation.objects.create(term=term, name="一车间", position=1)
    mandates = _mandates(ours, delegation, delegates, without_phone)
    frozen = freeze(builtin("CN-SH"))
    meeting = Meeting.objects.create(
        term=term, number=2, state=state, mode=mode, opens_at=MORNING, ends_at=MORNING + timedelta(hours=3),
        pack=frozen.content, pack_id=frozen.pack_id, pack_version=frozen.version, pack_digest=frozen.sha256,
        ready_at=MORNING - timedelta(days=1),
    )  # fmt: skip
    items = [
        AgendaItem.objects.create(
            meeting=meeting, position=n + 1, title=f"第{n + 1}项议题", matter="M-AGREE",
            power=CongressPower.REVIEW_APPROVE if form is not VoteForm.NONE else CongressPower.REVIEW_ADVISE,
            mode=mode, form=form, state=ItemState.SERVED, question=f"是否通过第{n + 1}项？",
            count_by="SHEET" if form is VoteForm.SECRET_BALLOT and not sealed else "PHONE",
        )
        for n, form in enumerate(forms)
    ]  # fmt: skip
    if discussed:
        _reported(meeting, delegation)
    made = Hall(meeting=_without_papers(meeting), items=items, delegates=mandates)
    for role, who in (
        (Post.PRESIDING, mandates[0].person), (Post.OPERATOR, mandates[1].person), (Post.DESK, mandates[2].person),
        (Post.SCRUTINEER, mandates[3].person), (Post.SCRUTINEER, mandates[4].person),
    ):  # fmt: skip
        Appointment.objects.create(meeting=meeting, person=who, role=role)
        name = f"{role}2" if role in made.posts else str(role)
        made.posts[name] = actor_for(who.id, Hat(role=role, within=meeting.id))
    secretary = Hat(role="secretary", within=ours.id)
    made.posts["secretary"] = actor_for(person(f"{ours.id} 干事").id, secretary)
    return made


def _mandates(ours: Union, delegation: Delegation, delegates: int, without_phone: int) -> list[Delegate]:
    """Store the full delegates of a delegation; the last `without_phone` of them have none."""
    return [
        Delegate.objects.create(
            term=delegation.term, person=person(f"{ours.id} 代表{n}", phone=n < delegates - without_phone),
            delegation=delegation, kind="FULL", state=MandateState.SERVING, number=f"{n + 1:03d}", name=f"代表{n}",
            category="FRONT_LINE", employee_number=f"G{n:04d}",
        )
        for n in range(delegates)
    ]  # fmt: skip


def _without_papers(meeting: Meeting) -> Meeting:
    """Sign, as the union's chair, why the meeting has no papers; return it."""
    Override.objects.create(
        meeting=meeting, rule="V17", reason="临时召开", by_account=ident("chair"), at=MORNING - timedelta(days=2)
    )
    return meeting


def _reported(meeting: Meeting, delegation: Delegation) -> None:
    """Store that a delegation has discussed the papers of a meeting."""
    at = MORNING - timedelta(days=3)
    GroupReport.objects.create(
        meeting=meeting, delegation=delegation, held_on=at.date(), attended=1, summary="没有不同意见。", at=at
    )


def after(seconds: int) -> datetime:
    """Return the morning of the meeting, some seconds later."""
    return MORNING + timedelta(seconds=seconds)
