"""The term (届): who elects, who is elected, in which delegations."""

from django.db import models
from django.db.models import Q

from gonghui.kernel.ids import uuid7


class Measures(models.Model):
    """A unit's own implementing measures (实施办法): rules it tightens over the pack of its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.OneToOneField("registry.Union", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    adopted_on = models.DateField()
    tightened = models.JSONField(default=dict)
    """Parameter name -> value, as `rules.pack` reads it."""


class Term(models.Model):
    """A term of the congress of one union, with the staff figures that its composition is measured against."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.ForeignKey("registry.Union", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=30)
    starts_on = models.DateField()
    ends_on = models.DateField()
    staff = models.PositiveIntegerField()
    women_staff = models.PositiveIntegerField()
    dispatched_staff = models.PositiveIntegerField(default=0)
    disabled_staff = models.PositiveIntegerField(default=0)
    is_professional_unit = models.BooleanField(default=False)
    """Education, technology, culture, health: professionals are the main body."""
    is_large_group = models.BooleanField(default=False)
    """Cross-region or cross-trade group: the managers' ceiling may be exceeded appropriately."""
    is_general_meeting = models.BooleanField(default=False)
    """A general meeting of all staff (职工大会): everybody is on the roll, nobody is elected to it."""
    qualified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["union", "number"], name="congress_term_number")]


class ElectoralUnit(models.Model):
    """An electoral unit (选区) with its seats and how its election went."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="electoral_units")
    name = models.CharField(max_length=80)
    staff = models.PositiveIntegerField()
    seats = models.PositiveSmallIntegerField(default=0)
    took_part = models.PositiveIntegerField(null=True)
    elected_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    published_where = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "name"], name="congress_electoral_unit_name")]


class Delegation(models.Model):
    """A delegation (代表团) of a term, in the order in which it is called."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="delegations")
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    head = models.ForeignKey("Delegate", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "name"], name="congress_delegation_name")]


class Delegate(models.Model):
    """A mandate: one person in one term. Ended mandates stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="delegates")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    electoral_unit = models.ForeignKey(ElectoralUnit, null=True, on_delete=models.PROTECT, related_name="delegates")
    delegation = models.ForeignKey(Delegation, null=True, on_delete=models.PROTECT, related_name="delegates")
    kind = models.CharField(max_length=20)
    """FULL (正式), NON_VOTING (列席) or GUEST (特邀)."""
    state = models.CharField(max_length=30)
    number = models.CharField(max_length=10)
    """The delegate's number (代表证号), shown at the desk and on the badge."""
    name = models.CharField(max_length=60)
    """As it stands on the roll of this term."""
    sex = models.CharField(max_length=10, blank=True)
    employee_number = models.CharField(max_length=40, blank=True)
    post = models.CharField(max_length=80, blank=True)
    category = models.CharField(max_length=30)
    """`rules.people.Category`."""
    seat = models.CharField(max_length=10, blank=True)
    votes_for = models.PositiveIntegerField(null=True)
    elected_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "person"], condition=Q(ended_on=None), name="congress_one_mandate"),
            models.UniqueConstraint(fields=["term", "number"], name="congress_delegate_number"),
        ]
        indexes = [models.Index(fields=["term", "delegation"], name="congress_delegate_delegation")]
