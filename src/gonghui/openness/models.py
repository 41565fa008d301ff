"""A union's board, its duties, what was disclosed step by step, and the questions of the workshop."""

from django.db import models
from django.db.models import Q

from gonghui.kernel.ids import uuid4, uuid7


class Board(models.Model):
    """The board of one union: the address that hangs in the workshop, and the catalogue that was taken on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.OneToOneField("registry.Union", on_delete=models.PROTECT, related_name="+")
    slug = models.CharField(max_length=20, unique=True)
    """Cannot be guessed: whoever has it has stood before the poster."""
    catalogue = models.CharField(max_length=10)
    catalogue_version = models.CharField(max_length=10)
    responsible = models.CharField(max_length=60)
    """Who answers for openness in the unit: its legal representative or head."""
    opened_on = models.DateField()


class Duty(models.Model):
    """A matter that the unit discloses: from the catalogue, or one of its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="duties")
    code = models.CharField(max_length=20, blank=True)
    """As in the catalogue; empty for the unit's own."""
    group = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    period = models.CharField(max_length=10)
    """A value of `rules.periods.Period`."""
    department = models.CharField(max_length=60, blank=True)
    """Who draws it up."""
    position = models.PositiveSmallIntegerField()
    since = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "code"], condition=~Q(code=""), name="openness_one_duty_a_code")
        ]


class Disclosure(models.Model):
    """What is put on the board about one duty, for one period or for one event."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="disclosures")
    key = models.CharField(max_length=10, blank=True)
    """The period, such as 2026-Q3; empty for an event."""
    title = models.CharField(max_length=120)
    text = models.TextField()
    state = models.CharField(max_length=10, default="DRAFT")
    """A value of `rules.states.State`."""
    drafted_by = models.UUIDField()
    """The account; who checks is somebody else."""
    responsible = models.CharField(max_length=60, blank=True)
    published_at = models.DateTimeField(null=True)
    shown_until = models.DateField(null=True)
    """The last day on the board."""
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "key"], condition=~Q(key="") & ~Q(state="WITHDRAWN"), name="openness_one_a_period"
            )
        ]
        indexes = [models.Index(fields=["duty", "state"], name="openness_of_duty")]


class DisclosureStep(models.Model):
    """One step of a disclosure as it was taken. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10)
    """DRAFT, CHANGE or a value of `rules.states.Step`."""
    by = models.UUIDField()
    """The account."""
    role = models.CharField(max_length=30)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()


class Question(models.Model):
    """A question from the workshop; asked without logging in it has no person, and the day is all we keep."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="questions")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    asked_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="WAITING")
    """A value of `rules.states.QuestionState`."""
    answer = models.TextField(blank=True)
    """The answer, or why it was set aside."""
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["board", "state"], name="openness_questions_of")]


class QuestionSupport(models.Model):
    """A member has the same question."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="openness_supported_once")]
