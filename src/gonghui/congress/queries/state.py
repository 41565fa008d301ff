"""The live state of a sitting, read once and shown on four faces."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gonghui.congress.models import (
    AgendaItem,
    Appointment,
    Delegate,
    GroupWaiver,
    Meeting,
    NamedBallot,
    RollEntry,
    SealedBox,
    SpeechRequest,
    Vote,
)
from gonghui.congress.queries import counts, rooms, sealed, writeins
from gonghui.congress.queries.presence import FULL, is_afar, is_present, pack_of, quorum_now
from gonghui.congress.rules.discussion import GroupStand, missing
from gonghui.congress.rules.flow import NextStep, Sitting, next_step
from gonghui.congress.rules.kinds import BY_SYSTEM, FORM_WORDS, POWER_WORDS, Channel, CongressPower, VoteForm
from gonghui.congress.rules.majority import Majority
from gonghui.congress.rules.parameters import SCRUTINEERS_MIN
from gonghui.congress.rules.quorum import Quorum
from gonghui.congress.rules.reader import Node
from gonghui.congress.rules.sealing import BoxStep
from gonghui.congress.rules.states import ItemState, MeetingState, Post, VoteState
from gonghui.congress.rules.text import Text
from gonghui.congress.rules.values import MAJORITY
from gonghui.congress.rules.vote import tie_words

STANDING = (VoteState.READY, VoteState.OPEN, VoteState.STOPPED, VoteState.CONFIRMED)
WAITING = (ItemState.DRAFT, ItemState.CONSULTED, ItemState.SERVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussed:
    """How far delegations are with an item: each of them, the chair's waiver, and whom the vote has to wait for."""

    item: AgendaItem
    groups: tuple[GroupStand, ...]
    waiver: GroupWaiver | None
    holding_up: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """A sitting at one moment: the meeting, the item under discussion, its newest round, presence, the next step."""

    meeting: Meeting
    item: AgendaItem | None
    vote: Vote | None
    quorum: Quorum
    items: tuple[AgendaItem, ...]
    step: NextStep
    received: int
    on_roll: int
    box: SealedBox | None = None
    discussed: Discussed | None = None

    @property
    def next_item(self) -> AgendaItem | None:
        """The item that waits next, None when all have been dealt with."""
        return next((item for item in self.items if item.state in WAITING), None)


def sitting(meeting: Meeting, *, for_chair: bool = False) -> Sat:
    """Read the state of a meeting once. The caller has made sure that it may be shown.

    Only `for_chair` is it read which delegations the vote has to wait for: nobody else takes the step.
    """
    items = tuple(meeting.items.order_by("position"))
    item = next((one for one in items if one.id == meeting.current_item_id), None)
    vote = _newest_round(item)
    quorum = quorum_now(meeting)
    on_roll = RollEntry.objects.filter(vote=vote, channel__in=BY_SYSTEM).count() if vote else 0
    received = counts.received(vote) if vote else 0
    needed = pack_of(meeting)[SCRUTINEERS_MIN]
    is_sealed = vote is not None and sealed.is_sealed(vote)
    box = sealed.box_of(vote) if is_sealed else None
    discussed = _discussed(meeting, items, item, vote) if for_chair else None
    state = Sitting(
        meeting_state=MeetingState(meeting.state), sign_in_open=meeting.sign_in_from is not None, quorum=quorum,
        ready=meeting.ready_at is not None, item_state=ItemState(item.state) if item else None,
        item_form=VoteForm(item.form) if item else VoteForm.NONE, item_title=item.title if item else "",
        vote_state=VoteState(vote.state) if vote else None, by_phone=on_roll > 0, not_cast=on_roll - received,
        next_title=next((one.title for one in items if one.state in WAITING), ""),
        unsigned=_unsigned(vote, needed) if vote and vote.state == VoteState.STOPPED else 0,
        sealed=is_sealed, box=BoxStep(box.step) if box else None, unlocked=sealed.still_to_act(box),
        keys_ready=not is_sealed or box is not None or sealed.finished_ceremony(meeting) is not None,
        groups_missing=len(discussed.holding_up) if discussed else 0,
    )  # fmt: skip
    return Sat(
        meeting=meeting, item=item, vote=vote, quorum=quorum, items=items, step=next_step(state), received=received,
        on_roll=on_roll, box=box, discussed=discussed,
    )  # fmt: skip


def _discussed(
    meeting: Meeting, items: tuple[AgendaItem, ...], item: AgendaItem | None, vote: Vote | None
) -> Discussed | None:
    """Return how far delegations are with this item, or with the next one; None where none has to discuss it."""
    about = item or next((one for one in items if one.state in WAITING), None)
    if about is None or about.form == VoteForm.NONE:
        return None
    about.meeting = meeting
    if not rooms.must_be_discussed(about):
        return None
    groups = tuple(one for one in rooms.stands(about) if one.members)
    waiting = missing(groups)
    waiver = rooms.waiver_of(about) if waiting else None
    due = item is not None and item.state == ItemState.IN_SESSION and (vote is None or vote.state == VoteState.READY)
    return Discussed(item=about, groups=groups, waiver=waiver, holding_up=waiting if due and waiver is None else ())


def _unsigned(vote: Vote, needed: int) -> int:
    """Count the scrutineers who have to sign a sheet yet, or to read the names that voters wrote."""
    return counts.unsigned(vote, needed=needed) or writeins.unread(vote, needed=needed)


def _newest_round(item: AgendaItem | None) -> Vote | None:
    if item is None:
        return None
    newest = Vote.objects.filter(item=item).select_related("result").order_by("-round").first()
    if newest is None or newest.state == VoteState.VOIDED:
        return None
    newest.item = item
    return newest


def majority_of(vote: Vote) -> Majority:
    """Return the majority frozen into a round."""
    return MAJORITY.read(Node(vote.rule))


def base_sentence(vote: Vote) -> Text:
    """Return the base in words and integers, as it stands on ballot and wall."""
    return majority_of(vote).sentence(vote.all_delegates)


def tie_sentence(vote: Vote) -> Text:
    """Return what equal votes mean in a decision: from what is frozen into the round, as everybody is told before."""
    return tie_words(needed=vote.needed, base=vote.all_delegates)


def power_words(item: AgendaItem) -> str:
    """Return the power of an item in Chinese, to be translated where shown."""
    return POWER_WORDS[CongressPower(item.power)]


def form_words(item: AgendaItem) -> str:
    """Return the form of vote of an item in Chinese, to be translated where shown."""
    return FORM_WORDS[VoteForm(item.form)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyBallot:
    """The state of one delegate's ballot in the newest round: always exactly one of `state`.

    NONE (no round), WAITING (not yet open), OPEN (may vote), LEFT (on the roll, but gone), RECEIVED, CLOSED_WITHOUT,
    NOT_ON_ROLL, OTHER_CLASS (another class rates), AFAR (here online, but decided in the hall), ON_PAPER, AT_KIOSK and
    ON_PHONE (asked at the other one); NO_RIGHT for whoever sits without a vote. Of a named ballot `choice` and `at` are
    known, of a sealed one its `tracker` alone.
    """

    state: str
    choice: str = ""
    at: datetime | None = None
    tracker: str = ""
    choices: tuple[int, ...] = ()
    written: tuple[str, ...] = ()


def ballot_of(vote: Vote | None, delegate: Delegate, now: datetime) -> MyBallot:
    """Return the state of a ballot in a round; observers and guests have none.

    Source: 上海市职工代表大会条例 21.
    """
    mine = my_ballot(vote, delegate.id, now)
    if delegate.kind != FULL and mine.state in ("WAITING", "NOT_ON_ROLL"):
        return MyBallot(state="NO_RIGHT")
    if vote is not None and mine.state == "NOT_ON_ROLL" and is_other_class(vote.item, delegate):
        return MyBallot(state="OTHER_CLASS")
    if vote is not None and mine.state == "NOT_ON_ROLL" and is_afar(vote.item, delegate.id):
        return MyBallot(state="AFAR")
    return mine


def is_other_class(item: AgendaItem, delegate: Delegate) -> bool:
    """Tell whether another class of raters than a delegate's votes in this item."""
    return bool(item.rater_class) and delegate.category not in item.categories


def my_ballot(vote: Vote | None, delegate_id: UUID, now: datetime, *, at_kiosk: bool = False) -> MyBallot:
    """Return the state of a delegate's ballot in a round, on their phone or at a kiosk."""
    if vote is None or vote.state == VoteState.DRAFT:
        return MyBallot(state="NONE")
    if vote.state == VoteState.READY:
        return MyBallot(state="WAITING")
    tracker = sealed.own_tracker(vote, delegate_id) if sealed.is_sealed(vote) else ""
    if tracker:
        return MyBallot(state="RECEIVED", tracker=tracker)
    cast = NamedBallot.objects.filter(vote=vote, delegate_id=delegate_id).first()
    if cast is not None:
        return MyBallot(
            state="RECEIVED", choice=cast.choice, at=cast.at, choices=tuple(cast.choices or ()),
            written=tuple(cast.written or ()),
        )  # fmt: skip
    entry = RollEntry.objects.filter(vote=vote, delegate_id=delegate_id).first()
    if entry is None:
        return MyBallot(state="NOT_ON_ROLL")
    if entry.channel == Channel.KIOSK and not at_kiosk:
        return MyBallot(state="AT_KIOSK")
    if entry.channel == Channel.ONLINE and at_kiosk:
        return MyBallot(state="ON_PHONE")
    if entry.channel not in BY_SYSTEM:
        return MyBallot(state="ON_PAPER")
    if vote.state == VoteState.OPEN and (vote.closes_at is None or now < vote.closes_at):
        return MyBallot(state="OPEN" if is_present(vote.item.meeting_id, delegate_id) else "LEFT")
    return MyBallot(state="CLOSED_WITHOUT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakers:
    """Who speaks and who waits, in order; `closed` when nobody else may ask."""

    speaking: SpeechRequest | None
    waiting: tuple[SpeechRequest, ...]
    closed: bool = False


def speakers(item: AgendaItem | None) -> Speakers:
    """Return the speaker of an item and those who wait, first asked first."""
    if item is None:
        return Speakers(speaking=None, waiting=())
    requests = SpeechRequest.objects.filter(item=item, ended_at=None, withdrawn_at=None)
    ordered = list(requests.select_related("delegate__delegation").order_by("asked_at", "id"))
    speaking = next((one for one in ordered if one.called_at is not None), None)
    waiting = tuple(one for one in ordered if one.called_at is None)
    return Speakers(speaking=speaking, waiting=waiting, closed=item.speakers_closed_at is not None)


def speech_of(meeting: Meeting, delegate: Delegate) -> SpeechRequest | None:
    """Return a delegate's speech that runs now on the item under discussion, None when they do not speak."""
    if meeting.current_item_id is None:
        return None
    mine = SpeechRequest.objects.filter(item_id=meeting.current_item_id, delegate=delegate)
    return mine.filter(called_at__isnull=False, ended_at=None, withdrawn_at=None).first()


def scrutineers(meeting: Meeting) -> list[Appointment]:
    """Return the scrutineers of a meeting, in order of appointment."""
    posts = Appointment.objects.filter(meeting=meeting, role=Post.SCRUTINEER, ended_at=None)
    return list(posts.select_related("person").order_by("id"))
