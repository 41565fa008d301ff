"""Unions as a dated tree, people, memberships, offices."""

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.ids import uuid7
from gonghui.kernel.privacy import BlindIndexField, EncryptedTextField


class Union(models.Model):
    """A union: of one unit (factory, hospital, school …), of several, or a federation of unions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    """A value of `rules.UnionKind`."""
    unit_name = models.CharField(max_length=120, blank=True)
    """The enterprise or institution whose staff it unites, as it stands on papers."""
    unit_kind = models.CharField(max_length=30, blank=True)
    """A unit type of `rules.UnitKind`: decides which matters go before the congress."""
    region = models.CharField(max_length=10)
    """Code of the rule pack that applies by place, such as CN-SH."""
    founded_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)


class UnionPlace(models.Model):
    """Where a union stands in the tree during [since, until)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="places")
    superior = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="subordinate_places")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union"], condition=Q(until=None), name="registry_one_superior_now"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="registry_place_half_open"),
            models.CheckConstraint(condition=~Q(union=F("superior")), name="registry_not_its_own_superior"),
        ]


class Person(models.Model):
    """A human being, once per tenant, found by the keyed hash of the resident ID or the phone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.OneToOneField("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=10, blank=True)
    resident_id = EncryptedTextField(null=True)
    resident_id_key = BlindIndexField(null=True, unique=True)
    phone = EncryptedTextField(null=True)
    """In E.164 form."""
    phone_key = BlindIndexField(null=True, db_index=True)
    phone_tail_key = BlindIndexField(null=True, db_index=True)
    """Of the last four digits, by which an officer looks somebody up."""
    created_at = models.DateTimeField()


class Membership(models.Model):
    """A person's membership of one union during [since, until), with the place they work at."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="memberships")
    number = models.CharField(max_length=40, blank=True)
    """Employee number (工号)."""
    department = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=80, blank=True)
    category = models.CharField(max_length=30, blank=True)
    """A value of `rules.StaffCategory`."""
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(until=None), name="registry_one_active_membership"),
            models.UniqueConstraint(
                fields=["union", "number"], condition=Q(until=None) & ~Q(number=""), name="registry_one_number_a_union"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="registry_membership_half_open"
            ),
        ]
        indexes = [models.Index(fields=["union", "department"], name="registry_union_department")]


class Office(models.Model):
    """An office (chair, secretary …) that a person holds in a union during [since, until)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="offices")
    role = models.CharField(max_length=30)
    """A value of `rules.OfficeRole`; the word of the hat."""
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "union", "role"], condition=Q(until=None), name="registry_office_held_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="registry_office_half_open"),
        ]


class RosterEffect(models.Model):
    """What one row of an applied roster did, so that the whole roster can be taken out again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch_id = models.UUIDField()
    """The staged batch of the kernel."""
    number = models.PositiveIntegerField()
    """Number of the row in the file."""
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(max_length=10)
    """A value of `rules.matching.Effect`."""
    before = EncryptedTextField(null=True)
    """JSON: column -> value that was replaced."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch_id", "number"], name="registry_one_effect_a_row")]
