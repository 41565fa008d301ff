"""Votes in the meeting: rounds, the frozen roll, named ballots, sheets of two scrutineers, the one stored result."""

from django.db import models
from django.db.models import Q

from gonghui.congress.models.meeting import AgendaItem
from gonghui.congress.models.term import Delegate
from gonghui.kernel.ids import uuid7


class Vote(models.Model):
    """One round of voting on one item. A repetition is a new round; an old one is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    round = models.PositiveSmallIntegerField(default=1)
    form = models.CharField(max_length=20)
    """`rules.kinds.VoteForm`."""
    count_by = models.CharField(max_length=10, default="PHONE")
    """PHONE or SHEET, as the item had it when the question was put: a later change is of later rounds alone."""
    state = models.CharField(max_length=20)
    question = models.TextField()
    question_digest = models.CharField(max_length=64)
    paper = models.JSONField(default=dict)
    """The rows, options and seats of its ballot, frozen: `rules.ballotpaper.read_paper`; empty for a decision."""
    rule = models.JSONField()
    """The majority, frozen: `{num, den, op, base}`."""
    all_delegates = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    quorum_needed = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "round"], name="congress_vote_round"),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=["DRAFT", "READY", "OPEN", "STOPPED", "CONFIRMED"]),
                name="congress_one_vote_at_a_time",
            ),
        ]


class RollEntry(models.Model):
    """Who may vote in this round, as frozen when it opened, and by which channel."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="roll")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    """ONLINE, KIOSK, PAPER or HANDS (`rules.kinds.Channel`)."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "delegate"], name="congress_roll_once")]


class NamedBallot(models.Model):
    """A delegate's named vote. Append-only; one per person and round."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="named_ballots")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10)
    """FOR, AGAINST or ABSTAIN; empty on a ballot of several rows."""
    choices = models.JSONField(null=True)
    """The place of the option chosen in each row."""
    written = models.JSONField(null=True)
    """The names written on it, of people who are no candidates; None where there are none."""
    key = models.UUIDField()
    """Made by the phone; a resend carries it again."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "delegate"], name="congress_one_named_ballot")]


class TallySheet(models.Model):
    """What one scrutineer counted for one channel, signed by them alone. Append-only; the newest of each counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="sheets")
    scrutineer = models.ForeignKey("Appointment", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    attempt = models.PositiveSmallIntegerField(default=1)
    issued = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()
    blank = models.PositiveIntegerField(default=0)
    spoiled = models.PositiveIntegerField(default=0)
    valid = models.PositiveIntegerField(null=True)
    rows = models.JSONField(null=True)
    """Of a ballot of several rows: the count of each option by row, and how many ballots were valid."""
    written = models.JSONField(null=True)
    """Names that voters wrote on their ballots, each with its ballots: `[[name, count], …]`; None without."""
    zones = models.JSONField(null=True)
    """Of a show of hands: `{name, votes_for, votes_against, abstained}` of each zone; the sheet is their sum."""
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "scrutineer", "channel", "attempt"], name="congress_sheet_once_an_attempt"
            )
        ]


class NameReading(models.Model):
    """Whom one scrutineer takes each written name for, signed by them alone. Append-only; the newest of each counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="readings")
    scrutineer = models.ForeignKey("Appointment", on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=1)
    names = models.JSONField()
    """Name as it was written -> whom it means; empty: it cannot be read."""
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "scrutineer", "attempt"], name="congress_reading_once_an_attempt")
        ]


class VoteResult(models.Model):
    """The result of a round, computed once. Append-only; every page, paper and file shows this row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="result")
    base = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()
    blank = models.PositiveIntegerField()
    spoiled = models.PositiveIntegerField()
    not_cast = models.PositiveIntegerField()
    absent = models.PositiveIntegerField()
    passed = models.BooleanField()
    passes_by_law = models.BooleanField()
    channels = models.JSONField()
    """Channel -> the fields of `rules.vote.Tally`, or of `rules.ballotpaper.RowsTally`."""
    turnout = models.JSONField(null=True)
    """Of a sealed round with kiosks: channel -> issued and received; what was chosen is opened for all together."""
    rows = models.JSONField(null=True)
    """Of a ballot of several rows, in their order: `{name, note, counts, outcome, rank}`; who was written in comes
    after the candidates, with `written`."""
    open_seats = models.PositiveSmallIntegerField(null=True)
    again = models.BooleanField(null=True)
    """Another round may fill the open seats."""
    sentence = models.TextField()
    note = models.TextField(blank=True)
    computed_at = models.DateTimeField()
