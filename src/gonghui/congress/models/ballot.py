"""What stands on a ballot of several rows, as the secretary prepares it; each round freezes its own copy."""

from django.db import models

from gonghui.congress.models.meeting import AgendaItem, Meeting
from gonghui.congress.models.term import Delegate
from gonghui.kernel.ids import uuid4, uuid7


class BallotRow(models.Model):
    """A row of an item's ballot: something to decide, a candidate, or somebody who is rated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    note = models.CharField(max_length=60, blank=True)
    """Where they work and as what; tells two of the same name apart."""
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.CharField(max_length=60, blank=True)
    standing = models.CharField(max_length=10, default="OFFICIAL")
    """`rules.ballotpaper.Candidacy`; of candidates alone it changes."""

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="congress_row_position")]


class Trial(models.Model):
    """A trial vote (试投) under way: whose phones should answer. It decides nothing, and is wiped when it ends."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="trial")
    opened_at = models.DateTimeField()


class TrialSeat(models.Model):
    """A phone on the roll of a trial, and whether it has answered; what was pressed is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="seats")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    has_cast = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "delegate"], name="congress_trial_seat_once")]


class Poll(models.Model):
    """A consultative poll (征求意见) under way: no vote, no quorum. When it ends only its counts stay, in the log."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="poll")
    question = models.CharField(max_length=120)
    on_roll = models.PositiveIntegerField()
    opened_at = models.DateTimeField()


class PollAnswer(models.Model):
    """What one delegate answered; deleted with the poll."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "delegate"], name="congress_poll_answer_once")]
