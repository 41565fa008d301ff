"""Discussion in the delegations: rooms, who was there, who has reported and who is waited for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from gonghui.congress.models import (
    AgendaItem,
    Delegate,
    Delegation,
    GroupPlan,
    GroupReport,
    GroupWaiver,
    Meeting,
    Paper,
    Room,
    Vote,
)
from gonghui.congress.queries import find, papers
from gonghui.congress.queries.presence import conduct_of, pack_of
from gonghui.congress.rules.discussion import DISCUSSED, GroupStand, RoomState, Way, missing, mode_fault
from gonghui.congress.rules.kinds import Conduct, Mode
from gonghui.congress.rules.parameters import GROUP_DISCUSSION
from gonghui.congress.rules.states import ItemState, VoteState
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound

OPEN_ITEMS = (ItemState.DRAFT, ItemState.CONSULTED, ItemState.SERVED, ItemState.IN_SESSION)
_SIGNED = Q(signed_at__isnull=False)


OwnRoom: TypeAlias = tuple[Room, Delegate]
"""A room with the mandate of whoever looks into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How a delegation discusses at a meeting."""

    mode: Mode
    place: str
    recorder: Delegate | None


def own_room(actor: Actor, room_id: UUID) -> OwnRoom:
    """Return a room with the actor's own mandate in its delegation.

    Raises: NotFound for whoever is not of this delegation.
    """
    joined = Room.objects.select_related("item__meeting__term__union", "delegation__head", "signed_by")
    room = joined.filter(id=room_id).first()
    if room is None:
        raise NotFound
    delegate = find.own_mandate(actor, find.meeting(actor, room.item.meeting_id))
    if delegate.delegation_id != room.delegation_id:
        raise NotFound
    return room, delegate


def rooms_of(meeting: Meeting, delegate: Delegate) -> Sequence[Room]:
    """Return the rooms of a delegate's delegation at a meeting, in the order of the agenda."""
    if delegate.delegation_id is None:
        return []
    rooms = Room.objects.filter(item__meeting=meeting, delegation_id=delegate.delegation_id)
    return list(rooms.select_related("item").order_by("item__position"))


def plan_of(meeting: Meeting, delegation_id: UUID) -> Held:
    """Return how a delegation discusses: as set for it, else as the meeting's discussion is held."""
    found = GroupPlan.objects.select_related("recorder").filter(meeting=meeting, delegation_id=delegation_id).first()
    if found is None:
        return Held(mode=mode_of(meeting, None), place="", recorder=None)
    return Held(mode=mode_of(meeting, found), place=found.place, recorder=found.recorder)


def mode_of(meeting: Meeting, plan: GroupPlan | None) -> Mode:
    """Return how a delegation discusses by its plan, or as the meeting does where that does not allow it (any more)."""
    step = conduct_of(meeting)[Conduct.DISCUSSION]
    return step if plan is None or mode_fault(step, Mode(plan.mode)) is not None else Mode(plan.mode)


def members(delegation_id: UUID) -> Sequence[Delegate]:
    """Return the delegates of a delegation whose mandate runs, by number."""
    return list(Delegate.objects.filter(delegation_id=delegation_id, ended_on=None).order_by("number", "id"))


def ticked_before(room: Room) -> set[UUID]:
    """Return who was ticked on site in the delegation's room before this one: the same people mostly stay."""
    others = Room.objects.filter(item__meeting_id=room.item.meeting_id, delegation_id=room.delegation_id)
    ticked = others.exclude(id=room.id).filter(people__way=Way.ON_SITE).order_by("-people__at")
    last = ticked.first()
    return set(last.people.filter(way=Way.ON_SITE).values_list("delegate_id", flat=True)) if last else set()


def live_part(room: Room) -> str:
    """Return the live part of one room, so that only its own pages ask again."""
    return f"room-{room.id.hex}"


def leads(room: Room, held: Held, delegate: Delegate) -> bool:
    """Tell whether a delegate keeps the record of a room: its head or its recorder."""
    recorder = held.recorder.id if held.recorder else None
    return delegate.id in (room.delegation.head_id, recorder)


def is_open(room: Room) -> bool:
    """Tell whether a room still takes anything: not signed, its meeting not over, its item not put to the vote."""
    return why_shut(room) == ""


def why_shut(room: Room) -> str:
    """Return why a room takes nothing any more: SIGNED, VOTED or CLOSED; empty while it is open."""
    if room.signed_at is not None:
        return "SIGNED"
    if room.item.meeting.closed_at is not None or room.item.meeting.state in ("POSTPONED", "CANCELLED"):
        return "CLOSED"
    if room.item.state not in OPEN_ITEMS or is_voted_on(room.item):
        return "VOTED"
    return ""


def is_voted_on(item: AgendaItem) -> bool:
    """Tell whether a round of voting on an item has been begun and not voided."""
    return Vote.objects.filter(item=item).exclude(state=VoteState.VOIDED).exists()


def discussed_items(meeting: Meeting) -> Sequence[AgendaItem]:
    """Return the items that delegations discuss, in order."""
    return list(meeting.items.filter(power__in=DISCUSSED).order_by("position"))


def papers_on(item: AgendaItem) -> Sequence[Paper]:
    """Return the papers on an item as they were served, the newest version of each."""
    return [paper for paper in papers.current(item.meeting) if paper.item_id == item.id]


def stands(item: AgendaItem) -> tuple[GroupStand, ...]:
    """Return every delegation before the vote on an item, in the order of delegations."""
    rooms = Room.objects.filter(item=item, delegation=OuterRef("id"))
    filed = GroupReport.objects.filter(meeting_id=item.meeting_id, delegation=OuterRef("id"))
    groups = Delegation.objects.filter(term_id=item.meeting.term_id).annotate(
        members=Count("delegates", filter=Q(delegates__ended_on=None)), filed=Exists(filed), opened=Exists(rooms),
        signed=Exists(rooms.filter(_SIGNED)),
    )  # fmt: skip
    return tuple(
        GroupStand(
            name=group.name, members=group.members, filed=group.filed,
            room=RoomState.SIGNED if group.signed else RoomState.OPEN if group.opened else RoomState.NONE,
        )
        for group in groups.order_by("position", "name")
    )  # fmt: skip


def must_be_discussed(item: AgendaItem) -> bool:
    """Tell whether delegations have to discuss an item: by what the congress may do with it, and by the pack."""
    return item.power in DISCUSSED and pack_of(item.meeting)[GROUP_DISCUSSION]


def waited_for(item: AgendaItem) -> tuple[str, ...]:
    """Return the delegations that have not reported on an item; none where delegations need not discuss it."""
    return missing(stands(item)) if must_be_discussed(item) else ()


def waiver_of(item: AgendaItem) -> GroupWaiver | None:
    """Return the chair's waiver for an item, None when there is none."""
    return GroupWaiver.objects.filter(item=item).first()


def holding_up(item: AgendaItem) -> tuple[str, ...]:
    """Return the delegations for whose reports the vote on an item has to wait; none when the chair has waived them."""
    waiting = waited_for(item)
    return () if waiting and waiver_of(item) is not None else waiting


def reported(meeting: Meeting) -> int:
    """Count the delegations that have reported on a meeting: filed, or all their rooms signed."""
    rooms = Room.objects.filter(item__meeting=meeting, delegation=OuterRef("id"))
    filed = GroupReport.objects.filter(meeting=meeting, delegation=OuterRef("id"))
    groups = Delegation.objects.filter(term_id=meeting.term_id).exclude(Exists(rooms.exclude(_SIGNED)))
    return groups.filter(Exists(filed) | Exists(rooms)).count()


def any_reported(meeting: Meeting) -> bool:
    """Tell whether any delegation has reported on a meeting."""
    return meeting.group_reports.exists() or Room.objects.filter(_SIGNED, item__meeting=meeting).exists()
