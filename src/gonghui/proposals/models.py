"""Calls, departments, proposals with all that happens to them."""

from django.db import models
from django.db.models import F, Q

from gonghui.kernel.ids import uuid7


class Call(models.Model):
    """A call for proposals (征集): a theme, for a meeting or all year round."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.ForeignKey("registry.Union", on_delete=models.PROTECT, related_name="+")
    term_id = models.UUIDField()
    meeting_id = models.UUIDField(null=True)
    """The meeting it prepares; None all year round."""
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True)
    """The last day on which proposals are taken; None while it runs all year round."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")), name="proposals_call_days"
            )
        ]
        indexes = [models.Index(fields=["union", "opens_on"], name="proposals_call_union")]


class Department(models.Model):
    """A department that handles proposals (承办部门)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.ForeignKey("registry.Union", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["union", "name"], condition=Q(ended_at=None), name="proposals_department_name"
            )
        ]


class Hand(models.Model):
    """Somebody who handles proposals in a department, or signs for it. Past ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="hands")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=10)
    """A value of `rules.kinds.HandRole`."""
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "person", "role"], condition=Q(ended_at=None), name="proposals_hand_once"
            )
        ]
        indexes = [models.Index(fields=["person"], condition=Q(ended_at=None), name="proposals_hand_now")]


class Docket(models.Model):
    """The last number given to a proposal of a union in a year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.ForeignKey("registry.Union", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["union", "year"], name="proposals_docket_year")]


class Proposal(models.Model):
    """A proposal (提案) of a delegate: one matter, from its draft to its end."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    union = models.ForeignKey("registry.Union", on_delete=models.PROTECT, related_name="+")
    term_id = models.UUIDField()
    call = models.ForeignKey(Call, null=True, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=20)
    """A value of `rules.states.State`."""
    number = models.CharField(max_length=20, blank=True)
    """The docket number (案号), such as 2026-007; given when it is put on the docket."""
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    category = models.CharField(max_length=20)
    author = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    delegate_id = models.UUIDField()
    author_name = models.CharField(max_length=60)
    delegation = models.CharField(max_length=80, blank=True)
    is_confidential = models.BooleanField(default=False)
    """The author is not told to those who handle it, nor to readers."""
    round = models.PositiveSmallIntegerField(default=1)
    is_complex = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    """The last day of the clock that runs now."""
    made_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    reply_kind = models.CharField(max_length=1, blank=True)
    """Class of the last reply that was delivered."""
    grade = models.CharField(max_length=12, blank=True)
    """The author's last rating."""
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    supervised_at = models.DateTimeField(null=True)
    public_at = models.DateTimeField(null=True)
    award = models.CharField(max_length=40, blank=True)
    reported_meeting_id = models.UUIDField(null=True)
    # Long texts come last: who reads what stands before them need not pass through them (SQLite keeps them in a chain).
    found_by = models.TextField(blank=True)
    """Number, title, reason and measures in small letters, for searching; nobody's name."""
    reason = models.TextField(blank=True)
    """Why (案由)."""
    measures = models.TextField(blank=True)
    """What should be done (建议、措施)."""
    outcome = models.TextField(blank=True)
    """Why it was refused, converted, merged or returned."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "number"], condition=~Q(number=""), name="proposals_number_once"),
            models.CheckConstraint(condition=Q(round__in=(1, 2)), name="proposals_two_rounds"),
        ]
        indexes = [
            models.Index(fields=["union", "-made_at"], name="proposals_newest"),
            models.Index(fields=["union", "state", "due_on"], name="proposals_due"),
            models.Index(fields=["author"], name="proposals_author"),
            models.Index(fields=["union", "year"], name="proposals_year"),
        ]


class CoSigner(models.Model):
    """A delegate who was asked to co-sign (附议), and what they said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="cosigners")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    delegate_id = models.UUIDField()
    name = models.CharField(max_length=60)
    delegation = models.CharField(max_length=80, blank=True)
    invited_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="proposals_cosigner_once")]


class Assignment(models.Model):
    """A department's part in a proposal, in one round of handling."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="assignments")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="assignments")
    round = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=10)
    """A value of `rules.kinds.Part`."""
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """When it was sent back."""
    opinion = models.TextField(blank=True)
    countersigned_at = models.DateTimeField(null=True)
    countersigned_by = models.ForeignKey(Hand, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    """By when an assisting department countersigns the draft."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "department", "round"], condition=Q(ended_at=None), name="proposals_part_once"
            ),
            models.UniqueConstraint(
                fields=["proposal", "round"], condition=Q(ended_at=None, part="LEAD"), name="proposals_one_lead"
            ),
        ]


class Reply(models.Model):
    """The reply of one round: drafted by the lead, countersigned, signed by its head, delivered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=1)
    """A value of `rules.kinds.ReplyKind`."""
    text = models.TextField()
    planned_until = models.DateField(null=True)
    """Of a promise (B): by when it is to be kept."""
    drafted_by = models.ForeignKey(Hand, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(Hand, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "round"], name="proposals_reply_a_round"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None) | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="proposals_signed_by_somebody",
            ),
        ]


class Rating(models.Model):
    """The author's own rating of a reply. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="rating")
    grade = models.CharField(max_length=12)
    """A value of `rules.kinds.Grade`."""
    words = models.TextField(blank=True)
    at = models.DateTimeField()


class Check(models.Model):
    """What was found when a promise was looked at again. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="checks")
    result = models.CharField(max_length=12)
    """A value of `rules.kinds.CheckResult`."""
    note = models.TextField(blank=True)
    at = models.DateTimeField()


class Step(models.Model):
    """One line of a proposal's story, without anybody's name. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=20)
    """A key of `words.STEPS`."""
    note = models.TextField(blank=True)
    at = models.DateTimeField()


class Forward(models.Model):
    """A proposal recommended to the union above, and its answer down."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="forward")
    to_union = models.ForeignKey("registry.Union", on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
