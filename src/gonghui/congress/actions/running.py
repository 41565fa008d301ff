"""Running the sitting: opening with a quorum, item after item, adjourning, closing."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.materials import require_served_in_time
from gonghui.congress.actions.presence import lock_meeting, require_running, stream, topic
from gonghui.congress.actions.refusing import passed_stands
from gonghui.congress.events import MeetingClosed, MeetingOpened
from gonghui.congress.models import AgendaItem, Incident, Meeting, Vote
from gonghui.congress.queries.presence import pack_of, quorum_now
from gonghui.congress.rules.incidents import is_same_press
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.powers import end_state_without_vote
from gonghui.congress.rules.quorum import check_quorum
from gonghui.congress.rules.states import (
    ItemEvent,
    ItemState,
    MeetingEvent,
    MeetingState,
    VoteState,
    advance,
    reach,
)
from gonghui.kernel.action import action, publish, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

EVERYTHING = ("now", "vote", "presence", "guards", "wall", "me", "agenda")
BEFORE_OPENING = (MeetingState.READY, MeetingState.ADJOURNED_NO_QUORUM)
WAITING = (ItemState.DRAFT, ItemState.CONSULTED, ItemState.SERVED)


@action
def open_meeting(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Open the sitting, if enough of all delegates are present and have had the papers for the days of the law.

    Raises: RuleBroken without a quorum, when papers were served too late for this day, or before the time that a
        sitting was put off to; Conflict when the meeting is not ready; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 28, 30.
    """
    meeting = _lock_for_chair(actor, meeting_id)
    if meeting.state == MeetingState.OPEN:
        return unchanged()
    if meeting.state not in BEFORE_OPENING:
        raise Conflict(_("会议还没有准备好，不能宣布开会。"), remedy=_("请在会前准备中办完必办事项。"))
    present = require_quorum(meeting)
    if meeting.resumes_at is not None and now < meeting.resumes_at:
        told = f"{local(meeting.resumes_at):%m-%d %H:%M}"
        raise RuleBroken(_("会议改期到%(at)s，时间还没有到。") % {"at": told}, code="before-its-time",
                         remedy=_("要提前的，请再办一次改期，代表都会看到。"))  # fmt: skip
    if meeting.opened_at is None or meeting.resumes_at is not None:
        require_served_in_time(meeting, now)
    again = meeting.state == MeetingState.ADJOURNED_NO_QUORUM
    meeting.state = advance(MeetingState(meeting.state), MeetingEvent.RESUME if again else MeetingEvent.OPEN)
    meeting.opened_at, meeting.resumes_at = meeting.opened_at or now, None
    meeting.save(update_fields=["state", "opened_at", "resumes_at"])
    record("opened-meeting", stream=stream(meeting), subject=("meeting", meeting.id), present=present)
    publish(MeetingOpened(meeting_id=meeting.id, union_id=meeting.term.union_id, present=present))
    touch(topic(meeting), *EVERYTHING)
    return None


@action
def start_item(actor: Actor, *, item_id: UUID, now: datetime) -> None:
    """Take up an item. The one before must have been ended.

    Raises: Conflict while another item is open or the meeting is not; NotAllowed, NotFound.
    """
    item, meeting = _lock_item(actor, item_id)
    _require_open(meeting)
    if meeting.current_item_id == item.id:
        return unchanged()
    if meeting.current_item_id is not None:
        raise Conflict(_("上一项议程还没有结束。"), remedy=_("请先结束当前议程，再进入下一项。"))
    if item.state not in WAITING:
        raise Conflict(_("这一项已经办理过了。"), remedy=_("如需重新表决，请用「再次表决」。"))
    item.state, item.started_at = advance(ItemState(item.state), ItemEvent.TAKE_UP), now
    item.save(update_fields=["state", "started_at"])
    meeting.current_item, meeting.wall = item, "FOLLOW"
    meeting.save(update_fields=["current_item", "wall"])
    record("started-item", stream=stream(meeting), subject=("item", item.id), position=item.position)
    touch(topic(meeting), *EVERYTHING)
    return None


@action
def end_item(actor: Actor, *, item_id: UUID, now: datetime, note: str = "") -> None:
    """End an item that is heard or discussed, or one whose vote has been announced.

    Raises: Conflict while its vote is under way or still to come; NotAllowed, NotFound.
    """
    item, meeting = _lock_item(actor, item_id)
    if meeting.current_item_id != item.id:
        return unchanged()
    if Vote.objects.filter(item=item, state__in=_UNDER_WAY).exists():
        raise Conflict(_("这一项的表决还没有宣布结果。"), remedy=_("请先宣布结果，或作废本轮表决。"))
    if item.state == ItemState.IN_SESSION:
        if item.form != VoteForm.NONE:
            raise Conflict(_("这一项须经表决，还没有表决。"), remedy=_("请先进入表决。"))
        item.state = reach(ItemState.IN_SESSION, end_state_without_vote(item.power))
    item.ended_at, item.note = now, (note.strip() or item.note)
    item.save(update_fields=["state", "ended_at", "note"])
    meeting.current_item = None
    meeting.save(update_fields=["current_item"])
    record("ended-item", stream=stream(meeting), subject=("item", item.id), state=str(item.state))
    touch(topic(meeting), *EVERYTHING)
    return None


@action
def remand_item(actor: Actor, *, item_id: UUID, reason: str, now: datetime) -> None:
    """Send an item back to enterprise and union for consultation, because opinions part widely.

    Raises: RuleBroken without a reason; Conflict while it is voted on or not open; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 30(2).
    """
    item, meeting = _lock_item(actor, item_id)
    if item.state == ItemState.REMANDED:
        return unchanged()
    if item.state == ItemState.APPROVED:
        raise passed_stands(pack_of(meeting))
    # What the congress has decided stays decided, although its item is still the current one.
    undecided = meeting.current_item_id == item.id and item.state == ItemState.IN_SESSION
    if not undecided or Vote.objects.filter(item=item, state__in=_UNDER_WAY).exists():
        raise Conflict(_("只有正在审议、尚未表决的议程可以退回协商。"))
    if not reason.strip():
        raise RuleBroken(_("请写明退回协商的理由。"), code="reason-missing")
    item.state, item.ended_at = advance(ItemState(item.state), ItemEvent.REMAND), now
    item.note = reason.strip()
    item.save(update_fields=["state", "ended_at", "note"])
    meeting.current_item = None
    meeting.save(update_fields=["current_item"])
    record("remanded-item", stream=stream(meeting), subject=("item", item.id))
    touch(topic(meeting), *EVERYTHING)
    return None


@action
def adjourn(actor: Actor, *, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Adjourn the sitting; an open round of voting must be voided or finished first.

    Raises: Conflict while a vote is open or the meeting is not; RuleBroken without a reason; NotAllowed, NotFound.
    """
    meeting = _lock_for_chair(actor, meeting_id)
    if meeting.state == MeetingState.ADJOURNED_NO_QUORUM:
        return unchanged()
    _require_open(meeting)
    if Vote.objects.filter(item__meeting=meeting, state__in=_UNDER_WAY).exists():
        raise Conflict(_("正在表决，不能休会。"), remedy=_("请先停止并确认，或作废本轮表决。"))
    if not reason.strip():
        raise RuleBroken(_("请写明休会事由。"), code="reason-missing")
    meeting.state = advance(MeetingState(meeting.state), MeetingEvent.ADJOURN)
    meeting.save(update_fields=["state"])
    words = f"休会：{reason.strip()[:250]}"
    Incident.objects.create(meeting=meeting, text=words, by_account=actor.account_id, at=now)
    record("adjourned", stream=stream(meeting), subject=("meeting", meeting.id))
    touch(topic(meeting), *EVERYTHING)
    return None


@action
def close_meeting(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Close the sitting when every item has been dealt with.

    Raises: Conflict while an item is open or waits; NotAllowed, NotFound.
    """
    meeting = _lock_for_chair(actor, meeting_id)
    if meeting.closed_at is not None:
        return unchanged()
    _require_open(meeting)
    left = meeting.items.filter(state__in=(*WAITING, ItemState.IN_SESSION)).count()
    if left or meeting.current_item_id is not None:
        raise Conflict(_("还有议程没有办完，不能闭会。"), remedy=_("请逐项办完，或将不再审议的议程退回协商。"))
    meeting.state, meeting.closed_at = advance(MeetingState(meeting.state), MeetingEvent.CLOSE), now
    meeting.save(update_fields=["state", "closed_at"])
    record("closed-meeting", stream=stream(meeting), subject=("meeting", meeting.id))
    publish(MeetingClosed(meeting_id=meeting.id, union_id=meeting.term.union_id))
    touch(topic(meeting), *EVERYTHING)
    return None


@action
def note_incident(actor: Actor, *, meeting_id: UUID, text: str, now: datetime) -> None:
    """Write a line into the hall's log; the same line of the same person within seconds is one press.

    Raises: RuleBroken without a text; NotAllowed, NotFound.
    """
    meeting = lock_meeting(actor, meeting_id)
    policy.require_hall(actor, meeting)
    words = text.strip()[:300]
    if not words:
        raise RuleBroken(_("请写下要记录的情况。"), code="text-missing")
    newest = Incident.objects.filter(meeting=meeting, by_account=actor.account_id).order_by("-at", "-id").first()
    if newest is not None and is_same_press(words, now, newest=newest.text, newest_at=newest.at):
        return unchanged()
    incident = Incident.objects.create(meeting=meeting, text=words, by_account=actor.account_id, at=now)
    record("noted-incident", stream=stream(meeting), subject=("incident", incident.id))
    touch(topic(meeting), "log")
    return None


def require_quorum(meeting: Meeting) -> int:
    """Return how many full delegates are present.

    Raises: RuleBroken, with both figures and the article, when they are not enough.
    """
    quorum = quorum_now(meeting)
    found = check_quorum(pack_of(meeting), should=quorum.should, present=quorum.present)
    if not found.ok:
        raise RuleBroken(
            str(found.sentence), code="no-quorum", law=found.law, remedy=str(found.way_out),
            fields={"present": str(quorum.present), "needed": str(quorum.needed)},
        )  # fmt: skip
    return quorum.present


_UNDER_WAY = (VoteState.READY, VoteState.OPEN, VoteState.STOPPED, VoteState.CONFIRMED)


def _lock_for_chair(actor: Actor, meeting_id: UUID) -> Meeting:
    meeting = lock_meeting(actor, meeting_id)
    policy.require_presiding(actor, meeting)
    return meeting


def _lock_item(actor: Actor, item_id: UUID) -> tuple[AgendaItem, Meeting]:
    meeting_id = AgendaItem.objects.filter(id=item_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = _lock_for_chair(actor, meeting_id)
    require_running(meeting)
    # Read after the lock: an item seen before it may have been dealt with meanwhile.
    return AgendaItem.objects.select_for_update().get(id=item_id), meeting


def _require_open(meeting: Meeting) -> None:
    require_running(meeting)
    if meeting.state != MeetingState.OPEN:
        raise Conflict(_("会议还没有宣布开会。"), remedy=_("请先宣布开会。"))
