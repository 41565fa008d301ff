"""Builders of discussions: three delegations with heads, how each discusses, rooms opened and signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from gonghui.congress.actions import pad, presence, rooms, running
from gonghui.congress.models import Delegate, Delegation, Meeting, Opinion, Paper, Room
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.kernel.actor import Actor
from gonghui.registry.models import Office, Person, Union

NAMES = ("一车间", "二车间", "机关")
TEXT = "第一条　夜班补贴每班30元。\n\n第二条　每年体检一次。\n\n第三条　班车时间另行通知。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """A meeting in three delegations: delegate n sits in delegation n % 3, whose first is its head."""

    hall: Hall
    delegations: list[Delegation]
    paper: Paper

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        return self.hall.meeting

    @property
    def secretary(self) -> Actor:
        """Who prepares it."""
        return self.hall.posts["secretary"]

    def head(self, group: int) -> Actor:
        """Return the head of a delegation."""
        return self.hall.delegate(group)

    def member(self, group: int, n: int = 1) -> Actor:
        """Return the n-th member of a delegation; 0 is its head."""
        return self.hall.delegate(group + 3 * n)

    def room(self, group: int, item: int = 0) -> Room:
        """Return a delegation's room for an item."""
        return Room.objects.get(delegation=self.delegations[group], item=self.hall.items[item])


def groups(*, of: Union | None = None, delegates: int = 9, **kwargs: object) -> Groups:
    """Store a ready meeting with three delegations that have not discussed anything yet."""
    hall = make.hall(delegates=delegates, discussed=False, of=of, **kwargs)  # type: ignore[arg-type]
    first = Delegation.objects.get(term=hall.meeting.term)
    parts = [first] + [
        Delegation.objects.create(term=hall.meeting.term, name=name, position=n) for n, name in enumerate(NAMES[1:], 2)
    ]
    for n, one in enumerate(hall.delegates):
        one.delegation = parts[n % 3]
        one.save()
    for n, part in enumerate(parts):
        part.head = hall.delegates[n]
        part.save()
    secretary = Person.objects.get(name=f"{hall.meeting.term.union_id} 干事")
    Office.objects.create(person=secretary, union=hall.meeting.term.union, role="secretary", since=MORNING.date())
    paper = Paper.objects.create(
        meeting=hall.meeting, item=hall.items[0], title="集体合同（草案）", kind="DRAFT", text=TEXT, served_at=MORNING
    )
    return Groups(hall=hall, delegations=parts, paper=paper)


def handed(made: Groups, *, modes: Sequence[str] = ("ONLINE", "ON_SITE", "MIXED"), items: int = 1) -> Groups:
    """Say how each delegation discusses, the second member taking the record, and hand the first items to them."""
    for n, mode in enumerate(modes):
        rooms.plan_group(
            made.secretary, meeting_id=made.meeting.id, delegation_id=made.delegations[n].id, mode=mode,
            place="" if mode == "ONLINE" else "二楼会议室", recorder_id=made.hall.delegates[n + 3].id, now=MORNING,
        )  # fmt: skip
    rooms.open_rooms(
        made.secretary, meeting_id=made.meeting.id, item_ids=[one.id for one in made.hall.items[:items]], now=MORNING
    )
    return made


def noted(made: Groups, group: int, text: str, *, who: Actor | None = None, **kwargs: Any) -> Opinion:
    """Take down an opinion in a delegation's room, by its head unless somebody else is named."""
    actor = who or made.head(group)
    found = pad.take_down(actor, room_id=made.room(group).id, text=text, key=uuid4(), now=after(10), **kwargs)
    return Opinion.objects.get(id=found)


def signed(made: Groups, group: int, *, item: int = 0, summary: str = "同意。") -> Room:
    """Let a delegation meet, however it does, and its head sign."""
    room = made.room(group, item)
    head = made.head(group)
    if not room.people.exists():
        if group == 1:
            rooms.tick(head, room_id=room.id, delegate_ids=[made.hall.delegates[group].id], now=after(20))
        else:
            rooms.come(head, room_id=room.id, now=after(20))
    rooms.sign_room(head, room_id=room.id, summary=summary, now=after(30))
    return made.room(group, item)


def in_session(made: Groups, item: int = 0) -> Hall:
    """Sign everybody in, open the meeting and take up an item."""
    hall, meeting_id = made.hall, made.meeting.id
    presence.open_sign_in(hall.posts["operator"], meeting_id=meeting_id, now=after(40))
    for one in Delegate.objects.filter(term=hall.meeting.term):
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting_id, number=one.number, now=after(41))
    running.open_meeting(hall.posts["presiding"], meeting_id=meeting_id, now=after(60))
    running.start_item(hall.posts["presiding"], item_id=hall.items[item].id, now=after(70))
    return hall


def ids(opinions: Sequence[Opinion]) -> list[UUID]:
    """Return their ids."""
    return [one.id for one in opinions]
