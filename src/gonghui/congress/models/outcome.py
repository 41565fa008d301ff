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
    signed_by = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")


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
    delay_reason = models.CharField(max_length=300, blank=True)
    """Why it was posted after it was due."""


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
    delay_reason = models.CharField(max_length=300, blank=True)
    """Why it was sent after it was due."""


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


class DossierSeal(models.Model):
    """One of the two signatures under a dossier: the secretary's, then the chair's. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="seals")
    role = models.CharField(max_length=20)
    """The hat that signed: secretary or chair."""
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "role"], name="congress_one_seal_a_role"),
            # Two locks are worth nothing in one hand.
            models.UniqueConstraint(fields=["dossier", "person"], name="congress_one_seal_a_person"),
        ]


class Enclosure(models.Model):
    """A paper handed in for the archive from outside the system, or the reason why there is none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="enclosures")
    serves = models.CharField(max_length=30)
    """Key of the archive's list of what must be there."""
    title = models.CharField(max_length=120)
    file_name = models.CharField(max_length=160, blank=True)
    file_path = models.CharField(max_length=200, blank=True)
    """Below MEDIA_ROOT; empty for a reason."""
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
