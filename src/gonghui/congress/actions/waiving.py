"""No vote on an item before all delegations have reported on it, unless the chair waives that with a reason."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import lock_meeting, require_running, stream, topic
from gonghui.congress.models import AgendaItem, GroupWaiver, Incident
from gonghui.congress.queries import find
from gonghui.congress.queries import rooms as asked
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.discussion import check_groups
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, RuleBroken

LONGEST_REASON = 150


def require_groups(item: AgendaItem) -> None:
    """Raises: RuleBroken, naming the delegations and the article, while some have not reported and no waiver is there.

    Source: 上海市职工代表大会条例 art. 30.
    """
    found = check_groups(pack_of(item.meeting), asked.holding_up(item), waived=False)
    if not found.ok:
        raise RuleBroken(
            f"{found.sentence.render(gettext)}。", code="groups-missing", law=found.law,
            remedy=f"{found.way_out.render(gettext)}。" if found.way_out else "",
        )  # fmt: skip


@action
def waive_groups(actor: Actor, *, item_id: UUID, reason: str, now: datetime) -> None:
    """Let an item be voted on although not all delegations have reported, with the chair's reason in log and minutes.

    Raises: RuleBroken without a reason; Conflict when nobody is waited for, or it is not under discussion; NotAllowed,
        NotFound.
    """
    item = find.item(actor, item_id)
    meeting = lock_meeting(actor, item.meeting_id)
    policy.require_presiding(actor, meeting)
    require_running(meeting)
    if asked.waiver_of(item) is not None:
        return unchanged()
    if meeting.current_item_id != item.id:
        raise Conflict(_("这一项不在审议中。"), remedy=_("进入这一项以后再办。"))
    words = reason.strip()[:LONGEST_REASON]
    if not words:
        raise RuleBroken(_("请写明先表决的理由，会记入会议纪要。"), code="reason-missing")
    waiting = asked.waited_for(item)
    if not waiting:
        raise Conflict(_("代表团已经全部汇总，不用另写理由。"), remedy=_("请直接进入表决。"))
    GroupWaiver.objects.create(item=item, reason=words, missing=list(waiting), by_account=actor.account_id, at=now)
    line = f"第{item.position}项，{'、'.join(waiting)}没有汇总讨论意见，主持人决定先行表决：{words}"
    Incident.objects.create(meeting=meeting, text=line[:300], by_account=actor.account_id, at=now)
    record("waived-groups", stream=stream(meeting), subject=("item", item.id), missing=len(waiting))
    touch(topic(meeting), "guards", "log", "now")
    return None
