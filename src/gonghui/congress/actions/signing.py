"""The agenda is agreed on: the union signs it, and so does the unit."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_preparing, settle
from gonghui.congress.actions.presence import stream
from gonghui.congress.models import Meeting
from gonghui.congress.rules.states import ItemEvent, ItemState, advance
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, RuleBroken


@action
def sign_agenda_for_union(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Sign the agenda for the union.

    Raises: Conflict without items or once the meeting is ready; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 29.
    """
    meeting = lock_preparing(actor, meeting_id)
    _require_items(meeting)
    if meeting.agenda_union_signed_at is not None:
        return unchanged()
    meeting.agenda_union_signed_at = now
    meeting.save(update_fields=["agenda_union_signed_at"])
    record("signed-agenda", stream=stream(meeting), subject=("meeting", meeting.id), side="UNION")
    _agreed(meeting)
    return None


@action
def sign_agenda_for_unit(actor: Actor, *, meeting_id: UUID, signed_by: str, now: datetime) -> None:
    """Note that the unit's side has signed the agenda, and who signed for it.

    Raises: RuleBroken without a name; Conflict without items or once the meeting is ready; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 29.
    """
    meeting = lock_preparing(actor, meeting_id)
    _require_items(meeting)
    name = signed_by.strip()[:60]
    if not name:
        raise RuleBroken(_("请填写单位一方确认人的姓名和职务。"), code="signer-missing")
    if meeting.agenda_unit_signed_at is not None and meeting.agenda_unit_signed_by == name:
        return unchanged()
    meeting.agenda_unit_signed_at, meeting.agenda_unit_signed_by = now, name
    meeting.save(update_fields=["agenda_unit_signed_at", "agenda_unit_signed_by"])
    record("signed-agenda", stream=stream(meeting), subject=("meeting", meeting.id), side="UNIT")
    _agreed(meeting)
    return None


def _agreed(meeting: Meeting) -> None:
    if meeting.agenda_union_signed_at is not None and meeting.agenda_unit_signed_at is not None:
        drafts = meeting.items.filter(state=ItemState.DRAFT)
        drafts.update(state=advance(ItemState.DRAFT, ItemEvent.CONSULT))
    settle(meeting)


def _require_items(meeting: Meeting) -> None:
    if not meeting.items.exists():
        raise Conflict(_("还没有议程，不能确认。"), code="agenda-empty", remedy=_("请先从模板选择议程，或逐项添加。"))
