"""What the preparation of a meeting leaves: reasons for going on against a rule, and what delegations reported."""

from django.db import models

from gonghui.congress.models.meeting import Meeting
from gonghui.congress.models.term import Delegation
from gonghui.kernel.ids import uuid7


class Override(models.Model):
    """A written reason, signed by the union's chair, for going on although a rule is not kept. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="overrides")
    rule = models.CharField(max_length=10)
    reason = models.CharField(max_length=300)
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "rule"], name="congress_override_once")]


class GroupReport(models.Model):
    """A delegation has discussed the materials, and this is the summary of its opinions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="group_reports")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    attended = models.PositiveSmallIntegerField(default=0)
    summary = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "delegation"], name="congress_one_group_report")]
