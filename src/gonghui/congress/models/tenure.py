"""What happens within a term: by-elections and recalls of its units, its extension, proposals to call a meeting."""

from django.db import models
from django.db.models import Q

from gonghui.congress.models.meeting import Meeting
from gonghui.congress.models.term import Delegate, ElectoralUnit, Term
from gonghui.kernel.ids import uuid7


class UnitDecision(models.Model):
    """What an electoral unit decided after its first election: a by-election (补选) or a recall (撤免)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(ElectoralUnit, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12)
    """BY_ELECTION or RECALL."""
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="decisions")
    """Who was elected, or whose recall was put to the vote."""
    replaces = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")
    """Whose vacancy was filled."""
    held_on = models.DateField()
    staff = models.PositiveIntegerField()
    """All staff of the unit on that day: the base of the count."""
    took_part = models.PositiveIntegerField(null=True)
    votes_for = models.PositiveIntegerField()
    carried = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True)
    published_where = models.CharField(max_length=120, blank=True)
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(replaces__isnull=False), name="congress_one_successor"
            )
        ]


class TermExtension(models.Model):
    """A late renewal (延期换届): until when the term runs on, why, and who agreed. One a term."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.OneToOneField(Term, on_delete=models.PROTECT, related_name="extension")
    months = models.PositiveSmallIntegerField()
    extended_to = models.DateField()
    """The first day after the extension."""
    reason = models.CharField(max_length=300)
    approver = models.CharField(max_length=120, blank=True)
    approved_on = models.DateField(null=True)
    approval_number = models.CharField(max_length=60, blank=True)
    exception = models.CharField(max_length=300, blank=True)
    """The union chair's reason for going beyond the longest extension."""
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()


class MeetingCall(models.Model):
    """A proposal to hold a meeting (提议召开): who made it, how many delegates signed, what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="calls")
    proposer = models.CharField(max_length=20)
    """ENTERPRISE, UNION or DELEGATES."""
    proposed_on = models.DateField()
    matter = models.CharField(max_length=300)
    signed = models.PositiveIntegerField(default=0)
    """Full delegates who signed; 0 where delegates did not propose."""
    meeting = models.OneToOneField(Meeting, null=True, on_delete=models.PROTECT, related_name="call")
    """The meeting that was planned on it."""
    settled_on = models.DateField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    """Why no meeting followed, where it was settled without one."""
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()
