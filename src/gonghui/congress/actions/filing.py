"""The report to the superior union after the meeting: its clock in working days, and when it was sent."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.after import lock_for_outcome, move, require_closed
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.documents.deadline import due
from gonghui.congress.models import Filing
from gonghui.congress.rules.states import MeetingEvent
from gonghui.kernel import workdays
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, RuleBroken

LONGEST_REASON: Final = 300


@action
def mark_sent(
    actor: Actor, *, meeting_id: UUID, sent_on: date, receipt: str, now: datetime, delay_reason: str = ""
) -> None:
    """Note that the report went to the superior union, on which day and with which receipt.

    `delay_reason` is kept where it went after it was due.
    Raises: RuleBroken for a day before the close or after today, or without a receipt; Conflict before it was
        published, or when it was noted already; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 37.
    """
    meeting = lock_for_outcome(actor, meeting_id)
    require_closed(meeting)
    words = receipt.strip()[:120]
    before = Filing.objects.filter(meeting=meeting).first()
    if before is not None:
        if (before.sent_on, before.receipt) == (sent_on, words):
            return unchanged()
        raise Conflict(_("已经登记过报送，不能重复登记。"), code="filed")
    if sent_on < local_date(meeting.closed_at or meeting.ends_at) or sent_on > local_date(now):
        raise RuleBroken(_("报送日期应当在闭会之后、今天以前。"), code="filing-date")
    if not words:
        raise RuleBroken(_("请填写签收人或者回执编号。"), code="receipt-missing")
    term = due(meeting, workdays.china())
    filing = Filing.objects.create(
        meeting=meeting, due_on=term.last_day, due_is_certain=term.certain, sent_on=sent_on, receipt=words,
        delay_reason=delay_reason.strip()[:LONGEST_REASON] if sent_on > term.last_day else "",
    )  # fmt: skip
    move(meeting, MeetingEvent.FILE)
    record("filed", stream=stream(meeting), subject=("filing", filing.id), on=sent_on.isoformat(),
           due=term.last_day.isoformat(), late=sent_on > term.last_day)  # fmt: skip
    touch(topic(meeting), "after")
    return None
