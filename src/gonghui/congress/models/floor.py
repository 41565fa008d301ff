"""What happens on the floor: speakers, incidents."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from gonghui.congress.models.meeting import AgendaItem, Meeting
from gonghui.congress.models.term import Delegate
from gonghui.kernel.ids import uuid7


class SpeechRequest(models.Model):
    """A delegate asks for the floor."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speech_requests")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    """SPEECH (发言), ADDITION (补充), QUESTION (询问) or PROCEDURE (程序)."""
    asked_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    seconds = models.PositiveSmallIntegerField(default=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "delegate"],
                condition=Q(ended_at=None, withdrawn_at=None),
                name="congress_one_open_speech_request",
            )
        ]

    @property
    def ends_at(self) -> datetime | None:
        """When their time is over, None before they are called."""
        return None if self.called_at is None else self.called_at + timedelta(seconds=self.seconds)


class Incident(models.Model):
    """A line of the hall's log. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="incidents")
    text = models.CharField(max_length=300)
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()
