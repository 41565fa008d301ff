"""Roll-calls (清点人数) of a meeting: whom each asked, who answered, and how the chair settled it. All append-only."""

from django.db import models

from gonghui.congress.models.meeting import Meeting
from gonghui.congress.models.term import Delegate
from gonghui.kernel.ids import uuid7


class RollCall(models.Model):
    """One counting of those who are here, by the server's clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="roll_calls")
    number = models.PositiveSmallIntegerField()
    """1, 2, 3 … within the meeting: the constraint makes two presses at once one roll-call."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    by_account = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="congress_roll_call_number")]


class RollCallEntry(models.Model):
    """A delegate who was present when the roll-call began, with the number of their entry in the ledger then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roll_call = models.ForeignKey(RollCall, on_delete=models.PROTECT, related_name="entries")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roll_call", "delegate"], name="congress_roll_call_entry_once")]


class RollCallAnswer(models.Model):
    """A delegate answered, or the desk saw them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roll_call = models.ForeignKey(RollCall, on_delete=models.PROTECT, related_name="answers")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    """PHONE (by their own hand) or DESK."""
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roll_call", "delegate"], name="congress_roll_call_answer_once")]


class RollCallOutcome(models.Model):
    """How a roll-call was settled, with its figures at that moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    roll_call = models.OneToOneField(RollCall, on_delete=models.PROTECT, related_name="outcome")
    outcome = models.CharField(max_length=10)
    """`rules.rollcall.Outcome`."""
    expected = models.PositiveIntegerField()
    here = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    silent = models.PositiveIntegerField()
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()
