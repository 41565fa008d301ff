"""Tables of the kernel: ledger, outbox, live changes."""

from django.db import models

from gonghui.kernel.ids import uuid7


class LedgerHead(models.Model):
    """The last link of one stream; locked while a link is added."""

    stream = models.CharField(max_length=120, primary_key=True)
    seq = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32)


class LedgerEntry(models.Model):
    """One thing that was done. Append-only: a database trigger refuses change and deletion."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    stream = models.CharField(max_length=120)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    facts = models.TextField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="kernel_ledger_one_link_per_place")]
        indexes = [models.Index(fields=["subject"], name="kernel_ledger_subject")]


class OutboxEvent(models.Model):
    """An event stored in the transaction that caused it, delivered after commit, at least once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    payload = models.TextField()
    at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="kernel_outbox_waiting", condition=models.Q(delivered_at=None)),
        ]


class LiveChange(models.Model):
    """A sign to open pages that parts of a topic have changed; kept for an hour."""

    id = models.BigAutoField(primary_key=True)
    topic = models.CharField(max_length=120)
    parts = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["topic", "id"], name="kernel_live_topic")]
