"""The meeting (次): its frame, agenda, people in charge, and the screens that show it."""

from django.db import models
from django.db.models import Q

from gonghui.congress.models.term import Delegate, Term
from gonghui.kernel.ids import uuid4, uuid7


class Meeting(models.Model):
    """One session of the congress, from proposal to archive."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=30)
    mode = models.CharField(max_length=10)
    """ON_SITE, MIXED or ONLINE (`rules.kinds.Mode`)."""
    online_reason = models.CharField(max_length=30, blank=True)
    online_reason_text = models.CharField(max_length=300, blank=True)
    conduct = models.JSONField(default=dict, blank=True)
    """How single steps are held where that is not as the meeting: `rules.kinds.Conduct` to `Mode`."""
    proposed_by = models.CharField(max_length=20, default="UNION")
    """ENTERPRISE, UNION or DELEGATES."""
    place = models.CharField(max_length=120, blank=True)
    opens_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    contact_name = models.CharField(max_length=60, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    pack = models.JSONField()
    """The rules that apply, frozen: `rules.pack.thaw` reads it."""
    pack_id = models.CharField(max_length=10)
    pack_version = models.CharField(max_length=20)
    pack_digest = models.CharField(max_length=64)
    agenda_union_signed_at = models.DateTimeField(null=True)
    agenda_unit_signed_at = models.DateTimeField(null=True)
    agenda_unit_signed_by = models.CharField(max_length=60, blank=True)
    ready_at = models.DateTimeField(null=True)
    rehearsed_at = models.DateTimeField(null=True)
    fallback_printed_at = models.DateTimeField(null=True)
    sign_in_from = models.DateTimeField(null=True)
    """Since when delegates may sign in; set by the secretary or operator on the day."""
    opinions_from = models.DateTimeField(null=True)
    opinions_until = models.DateTimeField(null=True)
    """When delegates may give opinions before the sitting; empty: from the planning, up to the close."""
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    resumes_at = models.DateTimeField(null=True)
    """When a sitting that was put off to another day goes on; empty while it goes on, or was only adjourned."""
    current_item = models.ForeignKey("AgendaItem", null=True, on_delete=models.SET_NULL, related_name="+")
    wall = models.CharField(max_length=20, default="FOLLOW")
    """What the wall shows (`rules.pictures.Picture`): FOLLOW the sitting, or a picture chosen by hand."""
    wall_text = models.CharField(max_length=120, blank=True)
    """The line of a message or a pause."""
    wall_paper = models.ForeignKey("Paper", null=True, on_delete=models.SET_NULL, related_name="+")
    wall_page = models.PositiveSmallIntegerField(default=0)
    """The page of the paper that is shown, from 0."""
    wall_base = models.ForeignKey("Paper", null=True, on_delete=models.SET_NULL, related_name="+")
    """The older version that the paper is shown beside; empty while it is shown alone."""
    welcome_line = models.CharField(max_length=60, blank=True)
    """One more line of the welcome: the name and password of the hall's Wi-Fi, say."""
    is_rehearsal = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "number"], condition=Q(is_rehearsal=False), name="congress_meeting_number"
            )
        ]


class AgendaItem(models.Model):
    """One item of the agenda with its power, its mode and the rules that bind it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    matter = models.CharField(max_length=20)
    """Code of the matter catalogue (M-CC …)."""
    power = models.CharField(max_length=20)
    mode = models.CharField(max_length=10)
    """As set for this step (`rules.kinds.Mode`)."""
    form = models.CharField(max_length=20)
    """How it is voted (`rules.kinds.VoteForm`)."""
    count_by = models.CharField(max_length=10, default="PHONE")
    """PHONE: delegates press on their phones; SHEET: two scrutineers count hands or paper ballots, each alone."""
    paper_kind = models.CharField(max_length=10, default="DECISION")
    """What its ballot asks (`rules.ballotpaper.PaperKind`); the rows are `BallotRow`s."""
    seats = models.PositiveSmallIntegerField(default=0)
    grades = models.JSONField(default=list, blank=True)
    """The grades of an appraisal; empty: the usual four."""
    write_ins = models.BooleanField(null=True)
    """Whether voters may write in somebody who is no candidate (另选他人); None: as the pack has it."""
    result_is_open = models.BooleanField(default=False)
    """Whether everybody sees how people were rated; else only who prepares and presides."""
    class_of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="classes")
    """The appraisal of the same people whose raters are another class; None for the first class, and without any."""
    rater_class = models.CharField(max_length=20, blank=True)
    """Who rates in this item; empty: everybody. With `weight` in hundredths and `categories` of delegates."""
    weight = models.PositiveSmallIntegerField(default=0)
    categories = models.JSONField(default=list, blank=True)
    runoff_of = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="runoff")
    """The election whose open seats this one fills."""
    question = models.TextField(blank=True)
    reporter = models.CharField(max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField(default=15)
    state = models.CharField(max_length=30)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    script = models.TextField(blank=True)
    """The chair's words (主持词) for this item, one sentence a line."""
    note = models.TextField(blank=True)
    """What was noted of the deliberation, for the minutes."""
    speakers_closed_at = models.DateTimeField(null=True)
    """Since when nobody else may ask for the floor; empty while the list of speakers is open."""
    signed_on = models.DateField(null=True)
    """When both sides' chief representatives (首席代表) signed the draft of a collective contract."""
    signed_for_staff = models.CharField(max_length=60, blank=True)
    signed_for_unit = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="congress_item_position")]


class Appointment(models.Model):
    """Who does what at a meeting: presidium, executive chair, secretary-general, scrutineer, teller, desk, operator."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    """A value of `rules.states.Post`; the word of the hat within the meeting."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person", "role"], condition=Q(ended_at=None), name="congress_post_held_once"
            )
        ]


class UpwardReport(models.Model):
    """The prior report to the superior union (上级报备) and its answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="upward_report")
    superior = models.CharField(max_length=120)
    sent_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=20, blank=True)
    """APPROVED, NO_OBJECTION or RETURNED."""
    answer_number = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)


class Device(models.Model):
    """A screen without a person: the wall or the podium. Its address carries a token; only the hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=20, default="WALL")
    """WALL (大屏), PODIUM (主持屏) or KIOSK (投票亭)."""
    site = models.ForeignKey("Site", null=True, on_delete=models.PROTECT, related_name="+")
    """The site whose count a wall shows beside the whole."""
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
