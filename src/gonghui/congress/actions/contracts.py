"""Drafts of collective contracts: who signed them for both sides before the congress votes."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_to_prepare, settle
from gonghui.congress.actions.presence import require_running, stream
from gonghui.congress.actions.refusing import require
from gonghui.congress.models import AgendaItem, Meeting, Vote
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.contracts import asks_signatures, check_signed_first
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken


@action
def record_signatures(
    actor: Actor, *, item_id: UUID, signed_on: date, for_staff: str, for_unit: str, now: datetime
) -> None:
    """Note who signed the draft of a collective contract as chief representative of either side, and when.

    It may be noted until the first vote on the item is prepared. The same again changes nothing.

    Raises: RuleBroken without both names, for a day to come, or for an item that needs no signature; Conflict once it
        is voted on or the meeting is over; NotAllowed, NotFound.
    Source: 上海市集体合同条例 art. 22.
    """
    meeting_id = AgendaItem.objects.filter(id=item_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    item = AgendaItem.objects.select_for_update().get(id=item_id)
    wanted = (signed_on, " ".join(for_staff.split())[:60], " ".join(for_unit.split())[:60])
    if (item.signed_on, item.signed_for_staff, item.signed_for_unit) == wanted:
        return unchanged()
    _check(meeting, item, wanted, now)
    item.signed_on, item.signed_for_staff, item.signed_for_unit = wanted
    item.save(update_fields=["signed_on", "signed_for_staff", "signed_for_unit"])
    record("recorded-signatures", stream=stream(meeting), subject=("item", item.id), on=signed_on.isoformat())
    settle(meeting)
    return None


def require_signed(item: AgendaItem, meeting: Meeting) -> None:
    """Raises: RuleBroken, with the article, for a draft that the chief representatives have not signed."""
    found = check_signed_first(pack_of(meeting), item.matter, item.title, signed=item.signed_on is not None)
    require(found, "draft-not-signed")


def forget_signatures(item_id: UUID | None) -> None:
    """Take the signatures off an item, inside an action, because its draft is another text now; None is no item."""
    if item_id is None:
        return
    AgendaItem.objects.filter(id=item_id).update(signed_on=None, signed_for_staff="", signed_for_unit="")


def _check(meeting: Meeting, item: AgendaItem, wanted: tuple[date, str, str], now: datetime) -> None:
    signed_on, for_staff, for_unit = wanted
    if not asks_signatures(pack_of(meeting), item.matter):
        raise RuleBroken(_("这一项不需要登记首席代表签字。"), code="no-signature-asked")
    if not for_staff or not for_unit:
        raise RuleBroken(_("请填写职工方和企业方首席代表的姓名。"), code="signer-missing")
    if signed_on > local_date(now):
        raise RuleBroken(_("签字日期不能晚于今天。"), code="signed-later")
    if Vote.objects.filter(item=item).exclude(state="VOIDED").exists():
        raise Conflict(_("这一项已经进入表决，签字不能再改。"), code="item-voted")
