"""What a meeting leaves behind: resolutions, minutes, publication, filing, dossier."""

from django.db import models

from gonghui.congress.models.meeting import AgendaItem, Meeting
from gonghui.kernel.ids import uuid7



class Resolution(models.Model):
    """A resolution (决议) on one item."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    item = models.OneToOneField(AgendaItem, null=True, on_delete=models.PROTECT, related_name="resolution")
    number = models.CharField(max_length=60)
    """As it stands on the paper, such as 禾渡职代〔2026〕3号."""
    title = models.CharField(max_length=160)
    text = models.TextField()
    adopted_at = models.DateTimeField(null=True)


class Minutes(models.Model):
    """The minutes (会议纪要): drafted from what happened, then edited, then signed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField()
    drafted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)


class Publication(models.Model):
    """What is shown to all staff, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="publication")
    slug = models.CharField(max_length=40, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """By when the pack wants it to stand."""
    objections_to = models.CharField(max_length=120, blank=True)


class Objection(models.Model):
    """An objection raised within the window of publication."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="objections")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)


class Filing(models.Model):
    """The report to the superior union after the meeting (报备), with its clock in working days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="filing")
    due_on = models.DateField()
    due_is_certain = models.BooleanField(default=True)
    sent_on = models.DateField(null=True)
    receipt = models.CharField(max_length=120, blank=True)


class Dossier(models.Model):
    """One build of the archive file: what it holds and its hash. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="dossiers")
    file_path = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    present = models.PositiveSmallIntegerField()
    required = models.PositiveSmallIntegerField()
    missing = models.JSONField(default=list)
    built_at = models.DateTimeField()
