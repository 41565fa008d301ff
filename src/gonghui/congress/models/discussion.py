"""Delegations discuss (团组讨论): how each does it, its room for an item, who was there, and the chair's waiver."""

from django.db import models

from gonghui.congress.models.meeting import AgendaItem, Meeting
from gonghui.congress.models.term import Delegate, Delegation
from gonghui.kernel.ids import uuid7


class GroupPlan(models.Model):
    """How a delegation discusses at a meeting; without one it does so as the meeting's discussion is held."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="group_plans")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=10)
    """`rules.kinds.Mode`."""
    place = models.CharField(max_length=120, blank=True)
    recorder = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")
    """Who takes down what is said (记录员); the head always may."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "delegation"], name="congress_one_group_plan")]


class Room(models.Model):
    """A delegation's discussion of one item, from its opening until its head signs the summary."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="rooms")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    summary = models.TextField(blank=True)
    """What the delegation thinks, seen by its members before it is signed."""
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "delegation"], name="congress_one_room")]


class RoomPresence(models.Model):
    """Somebody took part in a discussion, online by their own press or on site as the recorder ticked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="people")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10)
    """`rules.discussion.Way`."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "delegate"], name="congress_in_a_room_once")]


class GroupWaiver(models.Model):
    """The chair's reason to vote on an item before every delegation has reported. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="group_waiver")
    reason = models.CharField(max_length=200)
    missing = models.JSONField(default=list)
    """The names of the delegations that had not reported."""
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()
