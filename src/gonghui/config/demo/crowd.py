"""The rest of a demo's hall: delegates whom nobody plays come in, vote and are counted when somebody asks them to."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings

from gonghui.accounts.public import DemoPerson
from gonghui.config.demo import people, story
from gonghui.congress.actions import casting, presence, rollcall, sealed_casting, sealing
from gonghui.congress.ballotbox import played
from gonghui.congress.models import Appointment, Delegate, Meeting, NamedBallot, RollEntry, Seat, Vote, VoterKey
from gonghui.congress.queries import rollcall as rolls
from gonghui.congress.queries import sites
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.presence import present_ids
from gonghui.congress.queries.sealed import box_to_follow, has_sealed_items, is_sealed
from gonghui.congress.rules.ballotpaper import AGAINST as AGAINST_ROW
from gonghui.congress.rules.ballotpaper import FOR as FOR_ROW
from gonghui.congress.rules.ballotpaper import BallotPaper, PaperKind
from gonghui.kernel.actor import Actor, Hat
from gonghui.kernel.errors import NotFound
from gonghui.registry.models import Person

STAY_AWAY: Final = 8
"""Every eighth stays away, so that the hall looks like one."""
AGAINST, ABSTAIN = 30, 45
"""Of so many one is against, and one abstains."""


RESTLESS, NEARLY_EQUAL = 5, 4
"""Every fifth of the crowd chooses otherwise; from four candidates on a list of one too many ends nearly equal."""


def sitting() -> Meeting | None:
    """Return the demo's meeting that people can sign in to now.

    Raises: NotFound outside a demo.
    """
    if not settings.DEMO:
        raise NotFound
    found = Meeting.objects.exclude(sign_in_from=None).filter(closed_at=None, is_rehearsal=False)
    return found.select_related("term__union").order_by("opens_at").first()


def open_vote(meeting: Meeting) -> Vote | None:
    """Return the round that is open now."""
    return Vote.objects.filter(item__meeting=meeting, state="OPEN").first()


def outside(meeting: Meeting) -> list[Delegate]:
    """Return whom the crowd can still send in, by number: nobody whom somebody plays, and not everybody."""
    here, played = present_ids(meeting.id), _played()
    full = Delegate.objects.filter(term_id=meeting.term_id, kind="FULL", ended_on=None).order_by("number")
    crowd = [one for one in full if one.person_id not in played]
    return [one for place, one in enumerate(crowd, 1) if place % STAY_AWAY and one.id not in here]


def waiting(vote: Vote) -> list[Delegate]:
    """Return who is here with a phone and has not voted, by number."""
    here, played = present_ids(vote.item.meeting_id), _played()
    cast = set(NamedBallot.objects.filter(vote=vote).values_list("delegate_id", flat=True))
    cast |= set(Seat.objects.filter(box__vote=vote).exclude(tracker="").values_list("delegate_id", flat=True))
    roll = RollEntry.objects.filter(vote=vote, channel="ONLINE").select_related("delegate").order_by("delegate__number")
    return [
        entry.delegate
        for entry in roll
        if entry.delegate_id in here and entry.delegate_id not in cast and entry.delegate.person_id not in played
    ]


def silent(meeting: Meeting, now: datetime) -> list[Delegate]:
    """Return who has not answered the roll-call that runs, by delegation and number; nobody whom somebody plays."""
    call, playing = rolls.current(meeting), _played()
    return [one for one in rolls.counted(call, now).silent if one.person_id not in playing] if call else []


def answer(meeting: Meeting, now: datetime) -> int:
    """Let the desk see the crowd in the roll-call that runs, and return how many were seen."""
    call = rolls.current(meeting)
    if call is None:
        return 0
    desk, seen = _desk(meeting), silent(meeting, now)
    for delegate in seen:
        rollcall.confirm_by_number(desk, roll_call_id=call.id, number=delegate.number, now=now)
    return len(seen)


def arrive(meeting: Meeting, now: datetime) -> int:
    """Sign the crowd in, each where they are expected, and return how many came."""
    desk, coming = _desk(meeting), outside(meeting)
    plans, main = sites.plans(meeting), next(iter(sites.of(meeting)), None)
    for delegate in coming:
        site = plans.get(delegate.id) or main
        if delegate.id in plans and plans[delegate.id] is None and delegate.person.account_id is not None:
            presence.sign_in_online(_actor(delegate, meeting.id), meeting_id=meeting.id, now=now)
            continue
        presence.sign_in_by_number(
            desk, meeting_id=meeting.id, number=delegate.number, site_id=site.id if site else None, now=now
        )
    make_keys(meeting, now)
    return len(coming)


def vote(vote: Vote, now: datetime) -> int:
    """Let the crowd vote, nearly all in favour, and return how many voted."""
    voting, paper = waiting(vote), paper_of(vote)
    for place, (delegate, choice) in enumerate(zip(voting, _choices(), strict=False)):
        actor = _actor(delegate, vote.item.meeting_id)
        if is_sealed(vote):
            marked = marks(paper, place) if paper else choice
            line = played.ballot_line(box_to_follow(vote), _phone(vote.item.meeting_id, delegate), marked)
            sealed_casting.cast_sealed(actor, vote_id=vote.id, line=line, now=now)
        elif paper:
            casting.cast_vote(actor, vote_id=vote.id, choices=marks(paper, place), key=uuid4(), now=now)
        else:
            casting.cast_vote(actor, vote_id=vote.id, choice=choice, key=uuid4(), now=now)
    return len(voting)


def marks(paper: BallotPaper, place: int) -> list[int]:
    """Return what the n-th of the crowd marks in each row of a ballot: most follow the list, every fifth does not.

    Where one candidate more stands than there are seats, each leaves out another one, so that votes are nearly equal.
    """
    rows, turned = len(paper.rows), place % RESTLESS == 0
    if paper.kind is PaperKind.APPRAISAL:
        return [min((place + 2 * row) % (3 if turned else 2), len(paper.options) - 1) for row in range(rows)]
    if paper.kind is PaperKind.ITEMS:
        return [AGAINST_ROW if (place + row) % RESTLESS == 0 else FOR_ROW for row in range(rows)]
    start = place if turned or rows == paper.seats + 1 >= NEARLY_EQUAL else 0
    chosen = {(start + n) % rows for n in range(paper.seats)}
    return [FOR_ROW if row in chosen else AGAINST_ROW for row in range(rows)]


def without_key(meeting: Meeting) -> list[Delegate]:
    """Return who of the crowd is here with a phone that has no key for sealed votes yet, by number."""
    if not has_sealed_items(meeting):
        return []
    here, played_by_somebody = present_ids(meeting.id), _played()
    keyed = set(VoterKey.objects.filter(meeting=meeting).values_list("delegate_id", flat=True))
    full = Delegate.objects.filter(term_id=meeting.term_id, kind="FULL", ended_on=None, person__account__isnull=False)
    return [
        one
        for one in full.order_by("number")
        if one.id in here and one.id not in keyed and one.person_id not in played_by_somebody
    ]


def make_keys(meeting: Meeting, now: datetime) -> int:
    """Let the phones of the crowd make their keys, and return how many did."""
    phones = without_key(meeting)
    for delegate in phones:
        key = _phone(meeting.id, delegate).public.hex()
        sealing.register_key(_actor(delegate, meeting.id), meeting_id=meeting.id, key=key, now=now)
    return len(phones)


def _phone(meeting_id: UUID, delegate: Delegate) -> played.Phone:
    return played.pair(settings.SECRET_KEY, meeting_id, delegate.id)


def _desk(meeting: Meeting) -> Actor:
    clerk = Appointment.objects.get(meeting=meeting, role="operator", ended_at=None)
    return story.officer(meeting.id, clerk.person_id, "operator")


def _choices() -> Iterator[str]:
    place = 0
    while True:
        place += 1
        yield "AGAINST" if place % AGAINST == 0 else "ABSTAIN" if place % ABSTAIN == 0 else "FOR"


def _actor(delegate: Delegate, meeting_id: UUID) -> Actor:
    hat = Hat(role="delegate", within=meeting_id)
    return Actor(account_id=story.account_of(delegate.person_id), person_id=delegate.person_id, hat=hat, hats=(hat,))


def _played() -> set[UUID]:
    offered: list[DemoPerson] = list(people())
    accounts = [one.account_id for one in offered]
    return set(Person.objects.filter(account_id__in=accounts).values_list("id", flat=True))
