"""The room of a delegation's discussion on a phone: who is there, the pad, the head's summary."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext as _

from gonghui.congress.forms.discussion import GROUP
from gonghui.congress.models import Delegate, Opinion, Room
from gonghui.congress.queries import rooms as asked
from gonghui.congress.rules.discussion import WAY_WORDS, Way, may_come
from gonghui.congress.rules.kinds import MODE_WORDS
from gonghui.congress.screens import opinions as said
from gonghui.congress.screens import phone


@dataclass(frozen=True, slots=True, kw_only=True)
class PadLine:
    """A line of the pad, and what the reader may do with it."""

    opinion: Opinion
    speaker: str
    place: said.Place | None
    supporters: int
    supported: bool
    may_support: bool
    may_strike: bool


def page(room: Room, delegate: Delegate, now: datetime) -> dict[str, object]:
    """Return everything on the page of a room."""
    shown = part(room, delegate)
    return phone.frame(room.item.meeting, delegate, "opinions", now) | shown | {
        "members": member_lines(room) if shown["may_tick"] else [], "papers": asked.papers_on(room.item),
    }  # fmt: skip


def part(room: Room, delegate: Delegate) -> dict[str, object]:
    """Return what changes while people talk: who is there, the lines, the summary, whether it is over."""
    meeting = room.item.meeting
    held = asked.plan_of(meeting, room.delegation_id)
    shut, keeps = asked.why_shut(room), asked.leads(room, held, delegate)
    people = list(room.people.select_related("delegate").order_by("delegate__number"))
    return {
        "m": meeting, "room": room, "delegate": delegate, "held": held, "how": _(MODE_WORDS[held.mode]),
        "is_open": not shut, "shut": shut_words(room, shut), "keeps": keeps,
        "is_head": room.delegation.head_id == delegate.id, "live_part": asked.live_part(room),
        "people": [(_(WAY_WORDS[way]), [one.delegate.name for one in people if one.way == way]) for way in Way],
        "count": len(people), "here": any(one.delegate_id == delegate.id for one in people),
        "may_come": not shut and may_come(held.mode, Way.ONLINE),
        "may_tick": not shut and keeps and may_come(held.mode, Way.ON_SITE),
        "may_write": not shut and (keeps or may_come(held.mode, Way.ONLINE)),
        "lines": lines(room, delegate, is_open=not shut, keeps=keeps),
    }  # fmt: skip


def shut_words(room: Room, why: str) -> str:
    """Return why a room takes nothing any more, in words; empty while it is open."""
    if why == "SIGNED" and room.signed_by is not None:
        return _("团长%(name)s已签字汇总，讨论结束。") % {"name": room.signed_by.name}
    return {"VOTED": _("这一项已经进入表决，讨论结束。"), "CLOSED": _("会议已经结束或取消，讨论结束。")}.get(why, "")


def lines(room: Room, delegate: Delegate, *, is_open: bool, keeps: bool) -> list[PadLine]:
    """Return the lines of the pad by number."""
    found = room.opinions.select_related("delegate", "paper").prefetch_related("supports").order_by("number")
    made = []
    for one in found:
        backers = {each.delegate_id for each in one.supports.all()}
        own = one.delegate_id == delegate.id
        made.append(
            PadLine(
                opinion=one, speaker=said.speaker(one), place=said.place(one.paper, one.paragraph),
                supporters=len(backers), supported=delegate.id in backers, may_support=is_open and not own,
                may_strike=is_open and (own or keeps) and not backers,
            )
        )  # fmt: skip
    return made


def member_lines(room: Room) -> list[tuple[Delegate, bool, bool]]:
    """Return the members with whether they are ticked, and whether they came online by themselves.

    Before anybody is ticked here, those are who were ticked in the room before.
    """
    here = dict(room.people.values_list("delegate_id", "way"))
    ticked = {who for who, way in here.items() if way == Way.ON_SITE} or asked.ticked_before(room)
    return [
        (one, one.id in ticked and here.get(one.id) != Way.ONLINE, here.get(one.id) == Way.ONLINE)
        for one in asked.members(room.delegation_id)
    ]


def pad_start() -> dict[str, object]:
    """Return what the form of the pad starts with."""
    return {"key": uuid4()}


def speakers(room: Room, delegate: Delegate) -> list[tuple[str, str]]:
    """Return in whose name the reader may write; nothing where only in their own."""
    held = asked.plan_of(room.item.meeting, room.delegation_id)
    if not asked.leads(room, held, delegate):
        return []
    names = [(str(one.id), f"{one.number}　{one.name}") for one in asked.members(room.delegation_id)]
    return [(GROUP, _("本团意见")), *names]


def paper_choices(room: Room) -> list[tuple[str, str]]:
    """Return the papers on the item of a room: id and words."""
    return [(str(one.id), said.paper_words(one)) for one in asked.papers_on(room.item)]
