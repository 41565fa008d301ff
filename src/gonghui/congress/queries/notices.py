"""Notices and who has read them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from gonghui.congress.models import Delegate, Meeting, Notice, NoticeReceipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a notice has reached the delegates, in people. `last_sent` is of the newest sending."""

    delegates: int
    sent: int
    read: int
    last_sent: datetime | None

    @property
    def unread(self) -> int:
        return max(0, self.delegates - self.read)


def unread_delegates(notice: Notice) -> list[Delegate]:
    """Return the delegates whose mandate runs and who have not opened a notice, by delegation and number."""
    read = NoticeReceipt.objects.filter(notice=notice, kind="READ").values("delegate_id")
    mandates = Delegate.objects.filter(term_id=notice.meeting.term_id, ended_on=None).exclude(id__in=read)
    return list(mandates.select_related("delegation").order_by("delegation__position", "number"))


def reading_of(notice: Notice) -> Reading:
    """Return how a notice has reached the delegates whose mandate runs."""
    mandates = Delegate.objects.filter(term_id=notice.meeting.term_id, ended_on=None)
    receipts = NoticeReceipt.objects.filter(notice=notice, delegate__ended_on=None)
    rows = receipts.order_by().values_list("kind").annotate(Count("delegate", distinct=True), Max("at"))
    counted = {kind: (count, last) for kind, count, last in rows}
    sent, last_sent = counted.get("SENT", (0, None))
    read, _last_read = counted.get("READ", (0, None))
    return Reading(delegates=mandates.count(), sent=sent, read=read, last_sent=last_sent)


def current(meeting: Meeting) -> Notice | None:
    """Return the notice last sent for a meeting, None while there is none."""
    return meeting.notices.filter(sent_at__isnull=False).order_by("-sent_at", "-id").first()


def draft(meeting: Meeting) -> Notice | None:
    """Return the draft of a notice not sent yet, None when there is none."""
    return meeting.notices.filter(sent_at=None).order_by("-id").first()
