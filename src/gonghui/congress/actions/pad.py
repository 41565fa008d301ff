"""The recorder's pad of a discussion: opinions taken down under numbers, and who says the same (附议)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.opinions import checked_place, checked_text
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.rooms import lock_room
from gonghui.congress.models import Delegate, Opinion, OpinionSupport, Room
from gonghui.congress.queries import rooms as asked
from gonghui.congress.rules.discussion import Way, may_come
from gonghui.congress.rules.opinions import Voice
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken


@action
def take_down(
    actor: Actor, *, room_id: UUID, text: str, key: UUID, paper_id: UUID | None = None, paragraph: int | None = None,
    speaker_id: UUID | None = None, of_group: bool = False, now: datetime,
) -> UUID:  # fmt: skip
    """Take down an opinion in a room under the next number; `key` is made by the page: a resend is one opinion.

    Without `speaker_id` and `of_group` it is one's own; in another's name or the delegation's, head and recorder write.

    Raises: RuleBroken for an empty or over-long text, a paragraph that the paper has not, or one's own where the
        discussion is held in a room only; NotAllowed for writing in another's name; Conflict when it is over; NotFound.
    """
    room, delegate = lock_room(actor, room_id)
    before = Opinion.objects.filter(key=key).first()
    if before is not None:
        unchanged()
        return before.id
    speaker = _speaker(room, delegate, speaker_id, of_group=of_group)
    paper = checked_place(room.item.meeting, paper_id, paragraph)
    opinion = Opinion.objects.create(
        meeting=room.item.meeting, item=room.item, room=room, paper=paper, paragraph=paragraph, key=key, at=now,
        delegate=speaker, voice=Voice.GROUP if of_group else Voice.NAMED, text=checked_text(text),
        number=(room.opinions.aggregate(last=Max("number"))["last"] or 0) + 1,
    )  # fmt: skip
    record("took-down-opinion", stream=stream(room.item.meeting), subject=("opinion", opinion.id), room=str(room.id))
    touch(topic(room.item.meeting), asked.live_part(room), "opinions")
    return opinion.id


def _speaker(room: Room, delegate: Delegate, speaker_id: UUID | None, *, of_group: bool) -> Delegate | None:
    held = asked.plan_of(room.item.meeting, room.delegation_id)
    leads = asked.leads(room, held, delegate)
    if not of_group and (speaker_id is None or speaker_id == delegate.id):
        if not leads and not may_come(held.mode, Way.ONLINE):
            raise RuleBroken(
                _("本团在现场讨论，意见由记录员记录。"), code="on-site-only", remedy=_("请在讨论时发言，或告诉记录员。")
            )
        return delegate
    if not leads:
        raise NotAllowed(_("只能记自己的意见。"), remedy=_("替别人或代表团记录的，请找团长或记录员。"))
    if of_group or speaker_id is None:
        return None
    speaker = Delegate.objects.filter(id=speaker_id, delegation_id=room.delegation_id, ended_on=None).first()
    if speaker is None:
        raise RuleBroken(_("本团没有这位代表。"), code="no-such-delegate", remedy=_("请从名单里选发言人。"))
    return speaker


@action
def strike(actor: Actor, *, opinion_id: UUID, now: datetime) -> None:
    """Take a line off the pad that was written by mistake; its number is not given again while others follow.

    Raises: NotAllowed for others than who gave it, head and recorder; Conflict when others support it, or it is over;
        NotFound.
    """
    opinion, room, delegate = _lock_line(actor, opinion_id)
    held = asked.plan_of(room.item.meeting, room.delegation_id)
    if opinion.delegate_id != delegate.id and not asked.leads(room, held, delegate):
        raise NotAllowed(_("只能删去自己的意见。"), remedy=_("记错了的，请告诉记录员。"))
    if opinion.supports.exists():
        raise Conflict(_("已经有人附议，不能删去。"), remedy=_("请先请附议的代表撤回。"))
    if opinion.dispositions.exists():
        raise Conflict(_("这条意见已经答复，不能删去。"))
    opinion.delete()
    record("struck-opinion", stream=stream(room.item.meeting), subject=("opinion", opinion_id))
    touch(topic(room.item.meeting), asked.live_part(room), "opinions")


@action
def support(actor: Actor, *, opinion_id: UUID, now: datetime) -> None:
    """Say the same as another opinion of one's delegation; again is once.

    Raises: RuleBroken for one's own; Conflict when the discussion is over; NotFound.
    """
    opinion, room, delegate = _lock_line(actor, opinion_id)
    if opinion.delegate_id == delegate.id:
        raise RuleBroken(_("这是您自己的意见，不用附议。"), code="own-opinion")
    _line, made = OpinionSupport.objects.get_or_create(opinion=opinion, delegate=delegate)
    if not made:
        return unchanged()
    return _supported("supported-opinion", room, opinion)


@action
def unsupport(actor: Actor, *, opinion_id: UUID, now: datetime) -> None:
    """Take one's support back while the room is open.

    Raises: Conflict when the discussion is over; NotFound.
    """
    opinion, room, delegate = _lock_line(actor, opinion_id)
    if not opinion.supports.filter(delegate=delegate).delete()[0]:
        return unchanged()
    return _supported("took-support-back", room, opinion)


def _supported(verb: str, room: Room, opinion: Opinion) -> None:
    record(verb, stream=stream(room.item.meeting), subject=("opinion", opinion.id))
    touch(topic(room.item.meeting), asked.live_part(room))


def _lock_line(actor: Actor, opinion_id: UUID) -> tuple[Opinion, Room, Delegate]:
    room_id = Opinion.objects.filter(id=opinion_id).values_list("room_id", flat=True).first()
    if room_id is None:
        raise NotFound
    room, delegate = lock_room(actor, room_id)
    opinion = Opinion.objects.filter(id=opinion_id).first()
    if opinion is None:
        raise NotFound
    return opinion, room, delegate
