"""Photographs of what was counted by hand."""

from django.db import models

from gonghui.congress.models.meeting import Appointment
from gonghui.congress.models.outcome import Enclosure
from gonghui.congress.models.voting import Vote
from gonghui.kernel.ids import uuid7


class SheetPhoto(models.Model):
    """A photograph of the sheet that a scrutineer counted on. Append-only; the file is an enclosure of the archive."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="sheet_photos")
    channel = models.CharField(max_length=10)
    """PAPER or HANDS (`rules.kinds.Channel`)."""
    scrutineer = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    enclosure = models.OneToOneField(Enclosure, on_delete=models.PROTECT, related_name="sheet_photo")
