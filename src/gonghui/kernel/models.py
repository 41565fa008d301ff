"""Tables of the kernel: ledger, outbox, live changes, staged rows, directory of tenants."""

from enum import StrEnum

from django.db import models

from gonghui.kernel.ids import uuid7
from gonghui.kernel.privacy.columns import EncryptedTextField


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


# Staging: rows on their way in.


class BatchState(StrEnum):
    """Where a batch of rows stands."""

    UPLOADED = "uploaded"
    READING = "reading"
    PREVIEWED = "previewed"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


class Verdict(StrEnum):
    """What would become of a row, were the batch applied."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class StagedBatch(models.Model):
    """One file of rows: previewed, applied as a whole, and undone as a whole."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    within = models.UUIDField()
    source_name = models.CharField(max_length=255)
    source_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default=BatchState.UPLOADED.value)
    failure_code = models.CharField(max_length=60, blank=True)
    failure = models.TextField(blank=True)
    started_by = models.CharField(max_length=80)
    at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["kind", "within", "source_digest"], name="kernel_batch_same_file")]


class StagedRow(models.Model):
    """One row of a batch as it came in, with the verdict on it. What it holds of people is encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(StagedBatch, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    cells = EncryptedTextField()
    verdict = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)
    proposed = EncryptedTextField()
    unique_digest = models.CharField(max_length=43, blank=True)
    repaired = models.BooleanField(default=False)
    applied = models.BooleanField(default=False)
    subject = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="kernel_row_one_per_line")]
        indexes = [
            models.Index(fields=["batch", "verdict", "number"], name="kernel_row_verdict"),
            models.Index(
                fields=["batch", "unique_digest"], name="kernel_row_twins", condition=~models.Q(unique_digest="")
            ),
        ]


# Tenants: the directory, in the schema `public` alone.


class TenantState(StrEnum):
    """Whether a tenant's schema is being made, or serves its host."""

    MAKING = "making"
    OPEN = "open"


class TenantRecord(models.Model):
    """One line of the directory of tenants. No other table knows it, and nothing points here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.CharField(max_length=40, unique=True)
    host = models.CharField(max_length=253, unique=True)
    schema = models.CharField(max_length=63, unique=True)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=12)
    entered_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kernel_tenant"
