"""Sealed votes: the scrutineers' key ceremony, the phones' keys, and the box of each round with its public board.

No table here holds a choice, and none a time finer than the round itself: what is on a board is encrypted, and the key
that opens it lies in shares on the scrutineers' own phones (unless the ceremony says `hosted`).
"""

from django.db import models

from gonghui.congress.models.meeting import Appointment, Meeting
from gonghui.congress.models.term import Delegate
from gonghui.congress.models.voting import Vote
from gonghui.kernel.ids import uuid4, uuid7
from gonghui.kernel.privacy import EncryptedTextField


class KeyCeremony(models.Model):
    """The making of the key that opens a meeting's boxes. A new attempt replaces one that was not finished."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="ceremonies")
    attempt = models.PositiveSmallIntegerField(default=1)
    nonce = models.CharField(max_length=64)
    threshold = models.PositiveSmallIntegerField()
    hosted = models.BooleanField(default=False)
    """The server holds the share: said on every page, result and archive."""
    hosted_share = EncryptedTextField(null=True)
    transcript = models.TextField(blank=True)
    """`dkg.json`, when it is complete."""
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "attempt"], name="congress_ceremony_attempt")]


class Trustee(models.Model):
    """A scrutineer's place in a ceremony."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ceremony = models.ForeignKey(KeyCeremony, on_delete=models.PROTECT, related_name="trustees")
    appointment = models.ForeignKey(Appointment, null=True, on_delete=models.PROTECT, related_name="+")
    index = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["index"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "index"], name="congress_trustee_index"),
            models.UniqueConstraint(fields=["ceremony", "appointment"], name="congress_trustee_once"),
        ]


class CeremonyMessage(models.Model):
    """What one trustee published in one step. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trustee = models.ForeignKey(Trustee, on_delete=models.PROTECT, related_name="messages")
    step = models.CharField(max_length=10)
    """`rules.sealing.CeremonyStep`."""
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trustee", "step"], name="congress_ceremony_message_once")]


class VoterKey(models.Model):
    """The public half of a delegate's key for a meeting: their phone's, or a slip's, which a kiosk derives anew."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="voter_keys")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    kiosk = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "delegate"], name="congress_voter_key_once"),
            models.UniqueConstraint(fields=["meeting", "key"], name="congress_voter_key_of_one"),
        ]


class KioskSlip(models.Model):
    """A slip (投票条) with which a delegate without a phone votes at a kiosk. The server never has its code.

    Kept is the keyed hash of a proof that the code gives beside the key: neither the code nor the key follows from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="slips")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "delegate"], condition=models.Q(withdrawn_at=None), name="congress_one_slip"
            )
        ]


class SealedBox(models.Model):
    """The box of one sealed round: what is frozen before it opens, and how far it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="box")
    ceremony = models.ForeignKey(KeyCeremony, on_delete=models.PROTECT, related_name="boxes")
    step = models.CharField(max_length=10)
    """`rules.sealing.BoxStep`."""
    manifest = models.TextField()
    """`manifest.json`; its hash is the election's id."""
    election = models.CharField(max_length=64, unique=True)
    roll = models.TextField()
    """`roll.txt`: the keys in ascending order, without names."""
    board_secret = EncryptedTextField()
    rehearsal_randomness = models.CharField(max_length=64)
    rehearsal_value = models.PositiveSmallIntegerField()
    entries = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    totals = models.JSONField(null=True)
    """The opened totals, by option."""


class BoardLine(models.Model):
    """One entry of a board, as its canonical line. Append-only, without a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    box = models.ForeignKey(SealedBox, on_delete=models.PROTECT, related_name="lines")
    index = models.PositiveIntegerField()
    line = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "index"], name="congress_board_line")]


class BoardHead(models.Model):
    """A head of a board, signed by the board or a scrutineer. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    box = models.ForeignKey(SealedBox, on_delete=models.PROTECT, related_name="heads")
    index = models.PositiveIntegerField()
    signer = models.CharField(max_length=64)
    line = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "index", "signer"], name="congress_board_head")]


class BoxSignature(models.Model):
    """What one trustee gave for an entry that is put together from several. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    box = models.ForeignKey(SealedBox, on_delete=models.PROTECT, related_name="signatures")
    trustee = models.ForeignKey(Trustee, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    """ROLL or REHEARSAL."""
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "trustee", "kind"], name="congress_box_signature_once")]


class Seat(models.Model):
    """Whose key stands on the roll of a box: kept apart from the board, and destroyed after the time for objections."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    box = models.ForeignKey(SealedBox, on_delete=models.PROTECT, related_name="seats")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    tracker = models.CharField(max_length=64, blank=True)
    """Of the ballot that counts; empty while none was received."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "delegate"], name="congress_seat_of_one"),
            models.UniqueConstraint(fields=["box", "key"], name="congress_seat_key"),
        ]
