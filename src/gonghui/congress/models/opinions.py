"""Opinions of delegates and delegations: who supports them, and every answer that was ever given to them."""

from django.db import models
from django.db.models import Q

from gonghui.congress.models.discussion import Room
from gonghui.congress.models.materials import Paper
from gonghui.congress.models.meeting import AgendaItem, Meeting
from gonghui.congress.models.term import Delegate
from gonghui.kernel.ids import uuid7


class Opinion(models.Model):
    """An opinion or suggestion on an item, or on the meeting as a whole.

    An anonymous one has no delegate, no time and no delegation, an id that tells no order, and its row is put among
    the others anew whenever one comes in (`actions.opinions`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="opinions")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.PROTECT, related_name="opinions")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")
    voice = models.CharField(max_length=10, default="NAMED")
    """Who speaks (`rules.opinions.Voice`)."""
    room = models.ForeignKey(Room, null=True, on_delete=models.PROTECT, related_name="opinions")
    number = models.PositiveSmallIntegerField(null=True)
    """Its number in the room."""
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    paragraph = models.PositiveIntegerField(null=True)
    """The paragraph of the paper's text that it speaks of, from 1; paragraphs are parted by empty lines."""
    text = models.TextField()
    key = models.UUIDField(unique=True)
    at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    """`rules.opinions.Outcome`; empty before it is answered. It and what follows say what the newest answer says."""
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    change_paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    change_paragraph = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="congress_opinion_number"),
            models.CheckConstraint(
                condition=~Q(voice="ANONYMOUS") | Q(delegate=None, room=None, at=None), name="congress_opinion_nobodys"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="congress_opinion_answered_in_words"
            ),
        ]
        indexes = [models.Index(fields=["meeting", "answered_at"], name="congress_opinion_waiting")]


class OpinionSupport(models.Model):
    """A member of the delegation says the same (附议); taken back while the room is open."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="supports")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opinion", "delegate"], name="congress_one_support")]


class Disposition(models.Model):
    """One answer to one opinion, or that the answer before was taken back (no `outcome`). Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="dispositions")
    seq = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, blank=True)
    reason = models.TextField()
    change_paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    change_paragraph = models.PositiveIntegerField(null=True)
    together = models.UUIDField()
    """The same for all opinions answered in one go."""
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opinion", "seq"], name="congress_disposition_order")]
