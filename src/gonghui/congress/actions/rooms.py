"""Delegations discuss: how each does it, rooms opened for items, who was there, the head's summary and signature."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_to_prepare, settle
from gonghui.congress.actions.presence import require_running, stream, topic
from gonghui.congress.models import AgendaItem, Delegate, Delegation, GroupPlan, Meeting, Room, RoomPresence
from gonghui.congress.queries import rooms as asked
from gonghui.congress.queries.presence import conduct_of
from gonghui.congress.rules.discussion import DISCUSSED, Way, may_come, mode_fault
from gonghui.congress.rules.kinds import Conduct, Mode
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken

LONGEST_SUMMARY: Final = 4000


@action
def plan_group(
    actor: Actor, *, meeting_id: UUID, delegation_id: UUID, mode: str, place: str, recorder_id: UUID | None,
    now: datetime,
) -> None:  # fmt: skip
    """Say how a delegation discusses: online, in a room, or both; where, and who takes the record.

    Raises: RuleBroken for a way that the meeting's discussion does not allow, for a room without a place, or a recorder
        of another delegation; Conflict after the close; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    delegation = meeting.term.delegations.filter(id=delegation_id).first()
    if delegation is None or mode not in set(Mode):
        raise NotFound
    found = mode_fault(conduct_of(meeting)[Conduct.DISCUSSION], Mode(mode))
    if found is not None:
        raise RuleBroken(f"{found.render(gettext)}。", code="group-mode", remedy=_("要改的，请到第1步改“分组讨论”。"))
    where = "" if mode == Mode.ONLINE else place.strip()[:120]
    if mode != Mode.ONLINE and not where:
        raise RuleBroken(_("请写明讨论地点，代表在手机上会看到。"), code="place-missing")
    recorder = _recorder(delegation, recorder_id)
    values = {"mode": mode, "place": where, "recorder": recorder}
    plan = GroupPlan.objects.filter(meeting=meeting, delegation=delegation).first()
    if plan is not None and all(getattr(plan, name) == value for name, value in values.items()):
        return unchanged()
    GroupPlan.objects.update_or_create(meeting=meeting, delegation=delegation, defaults=values)
    record("planned-group", stream=stream(meeting), subject=("delegation", delegation.id), mode=mode)
    touch(topic(meeting), "prepare")
    return None


def _recorder(delegation: Delegation, recorder_id: UUID | None) -> Delegate | None:
    if recorder_id is None:
        return None
    found = Delegate.objects.filter(id=recorder_id, delegation=delegation, ended_on=None).first()
    if found is None:
        raise RuleBroken(_("记录员应当是本代表团的代表。"), code="recorder", remedy=_("请从名单里选。"))
    return found


@action
def open_rooms(actor: Actor, *, meeting_id: UUID, item_ids: Collection[UUID], now: datetime) -> int:
    """Hand items to all delegations for discussion: a room each. Returns how many rooms were opened.

    Raises: RuleBroken without items, or for one that delegations do not discuss; Conflict for an item that is being
        voted on or has been dealt with, without delegations, or after the close; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    items = list(meeting.items.filter(id__in=item_ids).order_by("position"))
    if not items:
        raise RuleBroken(_("请勾选要交代表团讨论的议程。"), code="items-missing")
    for item in items:
        _require_discussable(item)
    delegations = list(meeting.term.delegations.filter(delegates__ended_on=None).distinct())
    if not delegations:
        raise Conflict(_("还没有代表团，不能分组讨论。"), remedy=_("请先在第3步编团。"))
    known = set(Room.objects.filter(item__in=items).values_list("item_id", "delegation_id"))
    made = [
        Room(item=item, delegation=group, opened_at=now)
        for item in items
        for group in delegations
        if (item.id, group.id) not in known
    ]
    if not made:
        unchanged()
        return 0
    Room.objects.bulk_create(made)
    record("opened-rooms", stream=stream(meeting), subject=("meeting", meeting.id), items=len(items), rooms=len(made))
    settle(meeting)
    touch(topic(meeting), "guards", "now")
    return len(made)


def _require_discussable(item: AgendaItem) -> None:
    if item.power not in DISCUSSED:
        raise RuleBroken(
            _("《%(title)s》不交代表团讨论。") % {"title": item.title}, code="not-discussed",
            remedy=_("选举、测评和会议程序在大会上办理。"),
        )  # fmt: skip
    if item.state not in asked.OPEN_ITEMS or asked.is_voted_on(item):
        raise Conflict(_("《%(title)s》已经进入表决或办理完毕，不能再交代表团讨论。") % {"title": item.title})


@action
def come(actor: Actor, *, room_id: UUID, now: datetime) -> None:
    """Take part in one's delegation's discussion online, by one's own press.

    Raises: RuleBroken where it is held in a room only; Conflict when it is over; NotFound.
    """
    room, delegate = lock_room(actor, room_id)
    if room.people.filter(delegate=delegate).exists():
        return unchanged()
    held = asked.plan_of(room.item.meeting, room.delegation_id)
    if not may_come(held.mode, Way.ONLINE):
        raise RuleBroken(
            _("本团在现场讨论，不能线上参加。"), code="on-site-only",
            remedy=_("请到%(place)s参加，由记录员登记。") % {"place": held.place or _("会议室")},
        )  # fmt: skip
    RoomPresence.objects.create(room=room, delegate=delegate, way=Way.ONLINE, at=now)
    record("came-to-room", stream=stream(room.item.meeting), subject=("room", room.id), way=Way.ONLINE)
    touch(topic(room.item.meeting), asked.live_part(room))
    return None


@action
def tick(actor: Actor, *, room_id: UUID, delegate_ids: Collection[UUID], now: datetime) -> int:
    """Enter who is in the room: exactly these are there on site; who came online stays. Returns how many are.

    Raises: NotAllowed for others than head and recorder; RuleBroken where it is held online only; Conflict when it is
        over; NotFound.
    """
    room, held = _lock_to_keep(actor, room_id)
    if not may_come(held.mode, Way.ON_SITE):
        raise RuleBroken(_("本团在线上讨论，由代表自己按“我来参加”。"), code="online-only")
    here = dict(room.people.values_list("delegate_id", "way"))
    online = {who for who, way in here.items() if way == Way.ONLINE}
    before = set(here) - online
    wanted = {one.id for one in asked.members(room.delegation_id) if one.id in delegate_ids} - online
    if wanted == before:
        unchanged()
        return len(before)
    room.people.filter(delegate_id__in=before - wanted).delete()
    RoomPresence.objects.bulk_create(
        RoomPresence(room=room, delegate_id=who, way=Way.ON_SITE, at=now) for who in sorted(wanted - before)
    )
    record("ticked-room", stream=stream(room.item.meeting), subject=("room", room.id), present=len(wanted))
    touch(topic(room.item.meeting), asked.live_part(room))
    return len(wanted)


@action
def write_summary(actor: Actor, *, room_id: UUID, summary: str, now: datetime) -> None:
    """Write what the delegation thinks, for its members to see before the head signs.

    Raises: NotAllowed for others than head and recorder; RuleBroken without a text; Conflict when it is over; NotFound.
    """
    room, _held = _lock_to_keep(actor, room_id)
    words = _checked_summary(summary)
    if room.summary == words:
        return unchanged()
    room.summary = words
    room.save(update_fields=["summary"])
    record("wrote-summary", stream=stream(room.item.meeting), subject=("room", room.id))
    touch(topic(room.item.meeting), asked.live_part(room))
    return None


@action
def sign_room(actor: Actor, *, room_id: UUID, summary: str, now: datetime) -> None:
    """Sign the summary as the delegation's head: the discussion is over, and the delegation has reported.

    Raises: NotAllowed for others than the head; RuleBroken without a text or with nobody there; Conflict when the item
        is voted on; NotFound.
    Source: 上海市职工代表大会条例 art. 30.
    """
    meeting, item_id = _meeting_of(room_id)
    Meeting.objects.select_for_update().get(id=meeting.id)
    room, delegate = asked.own_room(actor, room_id)
    if room.signed_at is not None and room.signed_by_id == delegate.id:
        return unchanged()
    room, delegate = lock_room(actor, room_id)
    if room.delegation.head_id != delegate.id:
        raise NotAllowed(
            _("汇总由团长签字。"), remedy=_("还没有团长的，请会务秘书在“代表”里登记；您可以先保存汇总草稿。")
        )
    words = _checked_summary(summary)
    if not room.people.exists():
        raise RuleBroken(_("还没有人登记参加讨论，不能签字。"), code="nobody-there", remedy=_("请先登记参加人员。"))
    room.summary, room.signed_at, room.signed_by = words, now, delegate
    room.save(update_fields=["summary", "signed_at", "signed_by"])
    record("signed-room", stream=stream(room.item.meeting), subject=("room", room.id), item=str(item_id))
    settle(Meeting.objects.select_related("term").get(id=meeting.id))
    touch(topic(meeting), asked.live_part(room), "guards", "now")
    return None


def lock_room(actor: Actor, room_id: UUID) -> tuple[Room, Delegate]:
    """Lock and return an open room of the actor's delegation, with their mandate.

    Raises: Conflict, in words of its own, when it is signed, its item voted on, or the meeting over; NotFound.
    """
    Room.objects.select_for_update().filter(id=room_id).first()
    room, delegate = asked.own_room(actor, room_id)
    told = {
        "SIGNED": _("本团讨论已由团长签字汇总，不能再记。"), "VOTED": _("这一项已经进入表决，讨论结束。"),
        "CLOSED": _("会议已经结束或取消，讨论结束。"),
    }  # fmt: skip
    why = asked.why_shut(room)
    if why:
        late = _("还有意见的，请在“意见”里单独提出，会务组会逐条答复。")
        raise Conflict(told[why], code="room-shut", remedy="" if why == "CLOSED" else late)
    return room, delegate


def _lock_to_keep(actor: Actor, room_id: UUID) -> tuple[Room, asked.Held]:
    room, delegate = lock_room(actor, room_id)
    held = asked.plan_of(room.item.meeting, room.delegation_id)
    if not asked.leads(room, held, delegate):
        raise NotAllowed(_("由团长或记录员登记。"), remedy=_("请把情况告诉他们。"))
    return room, held


def _meeting_of(room_id: UUID) -> tuple[Meeting, UUID]:
    room = Room.objects.select_related("item__meeting__term").filter(id=room_id).first()
    if room is None:
        raise NotFound
    return room.item.meeting, room.item_id


def _checked_summary(summary: str) -> str:
    words = summary.strip()
    if not words:
        raise RuleBroken(_("请写下本团的讨论意见；没有意见的，写“无意见”。"), code="text-missing")
    if len(words) > LONGEST_SUMMARY:
        raise RuleBroken(
            _("汇总太长：写了 %(n)s 字，最多 %(most)s 字。") % {"n": len(words), "most": LONGEST_SUMMARY},
            code="text-too-long", remedy=_("逐条的意见已经记在上面，汇总写要点即可。"),
        )  # fmt: skip
    return words
