"""Between two congresses: joint meetings with what they settled, and the committees of a term."""

from django.db import models
from django.db.models import Q

from gonghui.congress.models.term import Delegate, Term
from gonghui.kernel.ids import uuid7


class JointMeeting(models.Model):
    """A joint meeting (联席会议) held between two congresses; the next congress hears what it settled."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="joint_meetings")
    held_on = models.DateField()
    convened_by = models.CharField(max_length=20)
    """UNION or ENTERPRISE."""
    called = models.PositiveSmallIntegerField()
    """How many were to take part: heads of delegations and committees, presidium, union committee."""
    attended = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120, blank=True)


class JointItem(models.Model):
    """One matter that a joint meeting dealt with, and what was settled."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    joint = models.ForeignKey(JointMeeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    matter = models.CharField(max_length=20, blank=True)
    """Code of the matter catalogue; empty for what stands in none."""
    power = models.CharField(max_length=20)
    outcome = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["joint", "position"], name="congress_joint_item_position")]


class Committee(models.Model):
    """A committee of democratic management (民主管理专门小组、委员会) of a term. Dissolved ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="committees")
    name = models.CharField(max_length=80)
    duty = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "name"], condition=Q(ended_on=None), name="congress_committee_name")
        ]


class CommitteeMember(models.Model):
    """Somebody on a committee: a delegate, or another member of the union. Past members stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    is_head = models.BooleanField(default=False)
    since = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "person"], condition=Q(ended_on=None), name="congress_committee_member_once"
            ),
            models.UniqueConstraint(
                fields=["committee"], condition=Q(ended_on=None, is_head=True), name="congress_committee_one_head"
            ),
        ]
