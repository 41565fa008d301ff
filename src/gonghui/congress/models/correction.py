"""What the union holds against the unit: papers that demand a correction, their terms and their answers."""

from django.db import models

from gonghui.kernel.ids import uuid7


class Correction(models.Model):
    """A breach of the rules of the congress, from the union's demand until it is mended."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.ForeignKey("registry.Union", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=120)
    rule = models.CharField(max_length=10)
    """Id of the rule of the pack that was broken."""
    law = models.CharField(max_length=120)
    """The article behind it, as the papers name it."""
    mended_on = models.DateField(null=True)
    mended_how = models.CharField(max_length=300, blank=True)


class CorrectionPaper(models.Model):
    """One paper of a correction: the union's demand, the superior union's opinion, its advice to an authority."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10)
    """`rules.correction.PaperKind`."""
    issuer = models.CharField(max_length=120)
    addressee = models.CharField(max_length=120)
    number = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    issued_on = models.DateField()
    due_on = models.DateField()
    """By when it asks for an answer (demand) or for the correction (opinion, advice)."""
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["issued_on", "id"]
        constraints = [models.UniqueConstraint(fields=["correction", "kind"], name="congress_correction_paper_kind")]
