"""Notices: drafted, sent with a receipt for each delegate, read, and sent again to who has not read."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_to_prepare, settle
from gonghui.congress.actions.presence import require_running, stream
from gonghui.congress.events import NoticeSent
from gonghui.congress.models import Delegate, Meeting, Notice, NoticeReceipt
from gonghui.congress.queries import find
from gonghui.congress.queries.notices import unread_delegates
from gonghui.kernel.action import action, publish, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

KINDS = ("CONVENE", "CHANGE", "POSTPONE", "CANCEL")
LONGEST = 4000


@action
def draft_notice(actor: Actor, *, meeting_id: UUID, text: str, now: datetime, kind: str = "CONVENE") -> UUID:
    """Write the draft of a notice, or change the one not sent yet.

    Raises: RuleBroken without a text; Conflict after the close; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    if kind in ("CONVENE", "CHANGE"):
        require_running(meeting)
    if kind not in KINDS:
        raise RuleBroken(_("没有这种通知。"), code="no-such-kind")
    words = text.strip()
    if not words:
        raise RuleBroken(_("请写下通知内容。"), code="text-missing")
    if len(words) > LONGEST:
        raise RuleBroken(_("通知最多 %(most)s 字。") % {"most": LONGEST}, code="text-too-long")
    draft = Notice.objects.filter(meeting=meeting, kind=kind, sent_at=None).first()
    if draft is not None and draft.text == words:
        unchanged()
        return draft.id
    draft = draft or Notice(meeting=meeting, kind=kind)
    draft.text = words
    draft.save()
    record("drafted-notice", stream=stream(meeting), subject=("notice", draft.id), kind=kind)
    settle(meeting)
    return draft.id


@action
def send_notice(actor: Actor, *, notice_id: UUID, now: datetime, channel: str = "APP") -> int:
    """Send a notice to every delegate whose mandate runs, each with a receipt; return to how many.

    Sending again what was sent changes nothing.

    Raises: Conflict when there are no delegates, or after the close; NotAllowed, NotFound.
    """
    notice, meeting = _lock(actor, notice_id)
    if notice.kind in ("CONVENE", "CHANGE"):
        require_running(meeting)
    if notice.sent_at is not None:
        unchanged()
        return notice.receipts.filter(kind="SENT").values("delegate").distinct().count()
    delegates = list(Delegate.objects.filter(term_id=meeting.term_id, ended_on=None).order_by("number"))
    if not delegates:
        raise Conflict(_("还没有代表名册，通知没有发出。"), code="no-delegates", remedy=_("请先导入代表名册。"))
    notice.sent_at = now
    notice.save(update_fields=["sent_at"])
    _receipts(notice, delegates, channel=channel, now=now)
    record("sent-notice", stream=stream(meeting), subject=("notice", notice.id), to=len(delegates), channel=channel)
    publish(NoticeSent(meeting_id=meeting.id, notice_id=notice.id))
    settle(meeting)
    return len(delegates)


@action
def resend_notice(actor: Actor, *, notice_id: UUID, now: datetime, channel: str = "APP") -> int:
    """Send a notice once more to whoever has not read it, those who became delegates since too; return to how many.

    Raises: Conflict when it was never sent, or after the close; NotAllowed, NotFound.
    """
    notice, meeting = _lock(actor, notice_id)
    require_running(meeting)
    if notice.sent_at is None:
        raise Conflict(_("这份通知还没有发出。"), code="not-sent", remedy=_("请先发出通知。"))
    waiting = unread_delegates(notice)
    if not waiting:
        unchanged()
        return 0
    _receipts(notice, waiting, channel=channel, now=now)
    record("resent-notice", stream=stream(meeting), subject=("notice", notice.id), to=len(waiting), channel=channel)
    publish(NoticeSent(meeting_id=meeting.id, notice_id=notice.id))
    settle(meeting)
    return len(waiting)


@action
def read_notice(actor: Actor, *, notice_id: UUID, now: datetime, channel: str = "APP") -> None:
    """Note that a delegate has opened a notice.

    Raises: NotFound for whoever is no delegate, or when it was not sent.
    """
    notice = Notice.objects.select_related("meeting__term").filter(id=notice_id, sent_at__isnull=False).first()
    if notice is None:
        raise NotFound
    meeting = find.meeting(actor, notice.meeting_id)
    delegate = find.own_mandate(actor, meeting)
    _receipt, made = NoticeReceipt.objects.get_or_create(
        notice=notice, delegate=delegate, kind="READ", channel=channel, defaults={"at": now}
    )
    if not made:
        return unchanged()
    record("read-notice", stream=stream(meeting), subject=("notice", notice.id), delegate=str(delegate.id))
    return None


def _lock(actor: Actor, notice_id: UUID) -> tuple[Notice, Meeting]:
    meeting_id = Notice.objects.filter(id=notice_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_to_prepare(actor, meeting_id)
    return Notice.objects.get(id=notice_id), meeting


def _receipts(notice: Notice, delegates: Iterable[Delegate], *, channel: str, now: datetime) -> None:
    NoticeReceipt.objects.bulk_create(
        [NoticeReceipt(notice=notice, delegate=one, kind="SENT", channel=channel, at=now) for one in delegates],
        batch_size=500,
    )
