"""Between two congresses: joint meetings, who has heard of them, and the committees of a term."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from gonghui.congress import policy
from gonghui.congress.models import (
    AgendaItem,
    Appointment,
    Committee,
    CommitteeMember,
    JointItem,
    JointMeeting,
    Meeting,
    Term,
    VoteResult,
)
from gonghui.congress.rules.joint import UNION_REPORT
from gonghui.congress.rules.owed import Remanded
from gonghui.congress.rules.presidium import COMMITTEE_LIST
from gonghui.congress.rules.states import ItemState, Post
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import NotFound


def hearings(union_id: UUID) -> list[Meeting]:
    """Return the closed congresses of a union that heard a report on joint meetings, oldest first."""
    reports = AgendaItem.objects.filter(matter=UNION_REPORT).exclude(state=ItemState.REMANDED)
    held = Meeting.objects.filter(term__union_id=union_id, closed_at__isnull=False, is_rehearsal=False)
    return list(held.filter(id__in=reports.values("meeting_id")).select_related("term").order_by("closed_at"))


def heard_at(joint: JointMeeting, congresses: Iterable[Meeting]) -> Meeting | None:
    """Return the first of the congresses, oldest first, that was held after a joint meeting; None when none was."""
    return next((one for one in congresses if one.closed_at and local_date(one.closed_at) >= joint.held_on), None)


def unreported(union_id: UUID, *, before: date) -> QuerySet[JointMeeting]:
    """Return the joint meetings, held before or on a day, of which no congress has heard, oldest first."""
    heard = hearings(union_id)
    last = heard[-1].closed_at if heard else None
    waiting = JointMeeting.objects.filter(term__union_id=union_id, held_on__lte=before).order_by("held_on", "id")
    return waiting.filter(held_on__gt=local_date(last)) if last else waiting


def remanded_before(meeting: Meeting) -> tuple[Remanded, ...]:
    """Return what earlier congresses of the union sent back and no congress since has dealt with, oldest first."""
    held = Q(
        meeting__term__union_id=meeting.term.union_id, meeting__closed_at__isnull=False, meeting__is_rehearsal=False
    )
    before = AgendaItem.objects.filter(held, meeting__closed_at__lt=meeting.opens_at).exclude(meeting_id=meeting.id)
    waiting: dict[str, Remanded] = {}
    rows = before.order_by("meeting__closed_at", "position").values_list("title", "matter", "state")
    for title, matter, state in rows:
        if state == ItemState.REMANDED:
            waiting[title] = Remanded(title=title, matter=matter)
        else:
            waiting = {name: one for name, one in waiting.items() if title != name and matter != one.matter}
    return tuple(waiting.values())


def manned(term: Term) -> int:
    """Return how many committees of a term have members."""
    return CommitteeMember.objects.filter(committee__term=term, ended_on=None).values("committee").distinct().count()


def committees_elected(term: Term) -> bool:
    """Tell whether a congress of a term has elected members of committees."""
    results = VoteResult.objects.filter(vote__item__meeting__term=term, vote__item__matter=COMMITTEE_LIST)
    return results.filter(passed=True, vote__item__meeting__is_rehearsal=False).exclude(vote__state="VOIDED").exists()


def joint_people(term: Term) -> int:
    """Return how many people belong to a joint meeting of a term, as far as they are known here.

    These are the heads of delegations and of committees, and the presidium of the congress last held or planned.
    """
    people = set(term.delegations.exclude(head=None).values_list("head__person_id", flat=True))
    heads = CommitteeMember.objects.filter(committee__term=term, ended_on=None, is_head=True)
    people.update(heads.values_list("person_id", flat=True))
    last = term.meetings.filter(is_rehearsal=False).exclude(state="CANCELLED").order_by("-number").first()
    if last is not None:
        held = Appointment.objects.filter(meeting=last, role=Post.PRESIDIUM, ended_at=None)
        people.update(held.values_list("person_id", flat=True))
    return len(people)


def joint_meetings(term: Term) -> list[JointMeeting]:
    """Return the joint meetings of a term with their items, the latest first."""
    return list(term.joint_meetings.prefetch_related("items").order_by("-held_on", "-id"))


def joint_meeting(actor: Actor, joint_id: UUID) -> JointMeeting:
    """Return a joint meeting of the actor's union. Raises: NotFound."""
    found = JointMeeting.objects.select_related("term__union").filter(id=joint_id).first()
    if found is None:
        raise NotFound
    policy.require_preparer_of(actor, found.term.union_id)
    return found


def joint_item(actor: Actor, joint_id: UUID, item_id: UUID) -> JointItem:
    """Return a matter of a joint meeting of the actor's union. Raises: NotFound."""
    found = joint_meeting(actor, joint_id).items.filter(id=item_id).first()
    if found is None:
        raise NotFound
    return found


def committees(term: Term) -> list[Committee]:
    """Return the committees of a term that stand, by name, each with its present members, the head first."""
    present = Prefetch("members", queryset=_present())
    return list(term.committees.filter(ended_on=None).prefetch_related(present).order_by("name"))


def committee(actor: Actor, committee_id: UUID) -> Committee:
    """Return a committee of the actor's union with its present members, the head first. Raises: NotFound."""
    rows = Committee.objects.select_related("term__union").prefetch_related(Prefetch("members", queryset=_present()))
    found = rows.filter(id=committee_id).first()
    if found is None:
        raise NotFound
    policy.require_preparer_of(actor, found.term.union_id)
    return found


def member(actor: Actor, committee_id: UUID, member_id: UUID) -> CommitteeMember:
    """Return a member, present or past, of a committee of the actor's union. Raises: NotFound."""
    found = committee(actor, committee_id).members.filter(id=member_id).first()
    if found is None:
        raise NotFound
    return found


def is_delegate(member: CommitteeMember) -> bool:
    """Tell whether a member of a committee is a full delegate whose mandate runs."""
    mandate = member.delegate
    return mandate is not None and mandate.kind == "FULL" and mandate.ended_on is None


def _present() -> QuerySet[CommitteeMember]:
    rows = CommitteeMember.objects.filter(ended_on=None).select_related("delegate__delegation")
    return rows.order_by("-is_head", "since", "id")
