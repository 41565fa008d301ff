"""What every action of the preparation begins and ends with: the meeting locked, its stage told anew."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import lock_meeting, topic
from gonghui.congress.models import AgendaItem, GroupWaiver, Meeting
from gonghui.congress.queries import papers, rooms
from gonghui.congress.rules.stages import PREPARING, Done, stage
from gonghui.congress.rules.states import ItemEvent, ItemState, advance
from gonghui.kernel.action import touch
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound


def lock_to_prepare(actor: Actor, meeting_id: UUID) -> Meeting:
    """Lock and return a meeting that the actor prepares, whatever its state.

    Raises: NotAllowed for others of the house, NotFound for a stranger.
    """
    meeting = lock_meeting(actor, meeting_id)
    policy.require_preparer(actor, meeting)
    return meeting


def lock_preparing(actor: Actor, meeting_id: UUID) -> Meeting:
    """Lock and return a meeting that is still being prepared.

    Raises: Conflict once it is ready, open, closed, postponed or cancelled; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_preparing(meeting)
    return meeting


def require_preparing(meeting: Meeting) -> None:
    """Raises: Conflict unless the meeting is still being prepared."""
    if meeting.state in PREPARING:
        return
    if meeting.state == "READY":
        raise Conflict(
            _("会议已经准备就绪，内容不能再改。"), code="already-ready",
            remedy=_("确需修改的，请先在第 9 步“退回准备”。"),
        )  # fmt: skip
    raise Conflict(_("会议已经召开、延期或取消，不能再做会前准备。"), code="not-preparing")


def lock_item(actor: Actor, item_id: UUID) -> tuple[AgendaItem, Meeting]:
    """Lock the meeting of an agenda item that is still being prepared, and return both.

    Raises: Conflict, NotAllowed, NotFound.
    """
    meeting_id = AgendaItem.objects.filter(id=item_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_preparing(actor, meeting_id)
    return AgendaItem.objects.get(id=item_id), meeting


def delete_unused(item: AgendaItem) -> None:
    """Delete an agenda item nobody has worked on yet, with the rooms that delegations have left empty.

    Raises: Conflict when papers or opinions belong to it, a delegation has discussed it, or the chair has waived that.
    """
    if item.papers.exists() or item.opinions.exists():
        raise Conflict(
            _("“%(title)s”已有材料或代表意见，不能直接删去。") % {"title": item.title}, code="item-in-use",
            remedy=_("不再审议的，请先撤回材料，会上说明并退回协商。"),
        )  # fmt: skip
    used = Q(signed_at__isnull=False) | Q(people__isnull=False) | ~Q(summary="")
    if item.rooms.filter(used).exists() or GroupWaiver.objects.filter(item=item).exists():
        raise Conflict(
            _("“%(title)s”已有代表团讨论记录，不能直接删去。") % {"title": item.title}, code="item-in-use",
            remedy=_("讨论记录要存档。不再审议的，请保留这一项，会上说明并退回协商。"),
        )  # fmt: skip
    item.rooms.all().delete()
    item.delete()


def settle(meeting: Meeting) -> None:
    """Set the stage of a meeting in preparation by what has been done, and tell open pages."""
    before = meeting.state
    if before in PREPARING:
        meeting.state = stage(done_so_far(meeting))
    if meeting.state != before:
        meeting.save(update_fields=["state"])
    touch(topic(meeting), "prepare")


def done_so_far(meeting: Meeting) -> Done:
    """Return what has been done of the preparation."""
    report = getattr(meeting, "upward_report", None)
    return Done(
        agreed=meeting.agenda_union_signed_at is not None and meeting.agenda_unit_signed_at is not None,
        reported=report is not None and report.sent_on is not None,
        noticed=meeting.notices.filter(sent_at__isnull=False).exists(), served=bool(papers.current(meeting)),
        discussed=rooms.any_reported(meeting),
    )  # fmt: skip


def unsign(meeting: Meeting) -> None:
    """Take both signatures off the agenda, because it is no longer the one that was agreed on."""
    agreed = meeting.items.filter(state=ItemState.CONSULTED)
    agreed.update(state=advance(ItemState.CONSULTED, ItemEvent.REOPEN))
    if meeting.agenda_union_signed_at is None and meeting.agenda_unit_signed_at is None:
        return
    meeting.agenda_union_signed_at = meeting.agenda_unit_signed_at = None
    meeting.agenda_unit_signed_by = ""
    meeting.save(update_fields=["agenda_union_signed_at", "agenda_unit_signed_at", "agenda_unit_signed_by"])
