"""Where a meeting is held: its main place and the others (分会场), and who is expected where."""

from django.db import models
from django.db.models import Q

from gonghui.congress.models.meeting import Meeting
from gonghui.congress.models.term import Delegate
from gonghui.kernel.ids import uuid7


class Site(models.Model):
    """One place where delegates of a meeting sit (会场)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sites")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    place = models.CharField(max_length=120, blank=True)
    is_main = models.BooleanField(default=False)
    """The main place (主会场): one a meeting."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="congress_site_name"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(is_main=True), name="congress_one_main_site"),
        ]


class SitePlan(models.Model):
    """Where a delegate is expected: at a site, or online when there is none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="site_plans")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="plans")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "delegate"], name="congress_site_plan_once")]
