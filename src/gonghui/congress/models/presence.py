"""Presence: an append-only ledger of coming and going, leave requests, and the codes shown for signing in."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod

from gonghui.congress.models.meeting import Meeting
from gonghui.congress.models.site import Site
from gonghui.congress.models.term import Delegate
from gonghui.kernel.ids import uuid4, uuid7


class PresenceEntry(models.Model):
    """A delegate came in or went out. Append-only; who is present is read from the last entry of each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presence")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    """1, 2, 3 … for each delegate at each meeting: the constraint makes a double press one entry."""
    parity = models.GeneratedField(expression=Mod(F("seq"), 2), output_field=models.IntegerField(), db_persist=True)
    direction = models.CharField(max_length=3)
    """IN or OUT."""
    channel = models.CharField(max_length=20)
    """WALL_CODE, DESK_CODE, DESK_NUMBER, ONLINE, SELF (left by own hand), ROLL_CALL, DESK (by staff, with reason)."""
    online = models.BooleanField(default=False)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    """Where they came in; empty online, and where the meeting has one place only."""
    reason = models.CharField(max_length=120, blank=True)
    by_account = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "delegate", "seq"], name="congress_presence_in_order"),
            # Odd entries come in, even ones go out: a toggle by mistake cannot be stored.
            models.CheckConstraint(
                condition=Q(direction="IN", parity=1) | Q(direction="OUT", parity=0), name="congress_presence_parity"
            ),
        ]


class LeaveRequest(models.Model):
    """A delegate asks to be excused (请假)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="leave_requests")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "delegate"], condition=Q(decided_at=None), name="congress_one_open_leave_request"
            )
        ]


class SignInCode(models.Model):
    """The secret from which a meeting's rotating wall codes and the delegates' own codes are made."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="sign_in_code")
    secret = models.BinaryField(max_length=32)
