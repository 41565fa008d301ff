"""Materials and notices, each with receipts per delegate."""

from django.db import models
from django.db.models import Q

from gonghui.congress.models.meeting import AgendaItem, Meeting
from gonghui.congress.models.term import Delegate
from gonghui.kernel.ids import uuid7


class Paper(models.Model):
    """One version of one paper. A changed text is a new version; old ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, default="REPORT")
    """REPORT, DRAFT (草案), REVISED (修改稿), VOTED (表决稿), NOTE (说明) or OTHER."""
    version = models.PositiveSmallIntegerField(default=1)
    file_name = models.CharField(max_length=160, blank=True)
    file_path = models.CharField(max_length=200, blank=True)
    """Below MEDIA_ROOT; never an address."""
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    """Text for reading on a phone, paragraphs parted by empty lines."""
    must_read = models.BooleanField(default=False)
    internal = models.BooleanField(default=False)
    """For delegates alone: every page bears its reader's name and number, and so does the file they save."""
    reminded_at = models.DateTimeField(null=True)
    """When the delegates who had not opened it were last asked to."""
    served_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "title", "version"], name="congress_paper_version")]


class PaperReceipt(models.Model):
    """A paper reached a delegate (SERVED) or was opened by them (READ). Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="receipts")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    channel = models.CharField(max_length=20)
    """APP, PAPER or SMS."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "delegate", "kind"], name="congress_paper_receipt_once")
        ]


class Notice(models.Model):
    """A notice of the meeting as it was sent out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, default="CONVENE")
    """CONVENE, CHANGE, POSTPONE or CANCEL."""
    text = models.TextField()
    sent_at = models.DateTimeField(null=True)


class NoticeReceipt(models.Model):
    """A notice reached a delegate (SENT) or was opened by them (READ). Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="receipts")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    channel = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "delegate", "channel"], condition=Q(kind="READ"), name="congress_notice_read_once"
            )
        ]
