"""Sealed ballots that come in: each is proved by itself, and all that wait are placed together in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import SystemRandom
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.casting import require_open
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.together import Together
from gonghui.congress.actions.voting import lock_round
from gonghui.congress.ballotbox import boards, casting
from gonghui.congress.ballotbox.refusing import checked
from gonghui.congress.models import Meeting, SealedBox, Seat, Vote
from gonghui.congress.queries import find, kiosk, sealed
from gonghui.congress.queries.presence import is_present
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, Refused, RuleBroken

INTAKE = Actor.system("ballot-box")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A proved ballot of a seat, with the moment it came."""

    seat_id: UUID
    proved: casting.Proved
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a ballot: stored, there `again`, or refused; with a head of the board on which it stands."""

    again: bool = False
    refused: Refused | None = None
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedReceipt:
    """What a phone keeps: the tracker for people, and a signed head of the board; `again` for a resend."""

    tracker: str
    short: str
    head: str
    again: bool

    def told(self) -> dict[str, str]:
        """Return what the phone is told."""
        return {"tracker": self.tracker, "short": self.short, "head": self.head}


def cast_sealed(actor: Actor, *, vote_id: UUID, line: str, now: datetime) -> SealedReceipt:
    """Cast one's own sealed ballot. The answer comes when it is stored; a resend is answered as the first was, always.

    The proofs are checked before anything is locked. Ballots that come at the same moment are stored together.
    Raises: NotFound for whoever is not a delegate; RuleBroken for whoever is not on the roll or has left, for another
        phone's key, and for a ballot that does not hold; Conflict when the round is not open.
    """
    return _cast(sealed.own_place(actor, vote_id), vote_id, line, now)


def cast_at_kiosk(meeting: Meeting, *, proof: str, vote_id: UUID, line: str, now: datetime) -> SealedReceipt:
    """Cast the ballot of whoever holds a slip, at a kiosk of this meeting: as `cast_sealed`, from there on.

    Raises: RuleBroken for an unknown slip; else as `cast_sealed`.
    """
    slip = kiosk.slip_of(meeting, proof)
    place = sealed.place_of(vote_id, slip.delegate_id)
    if place.meeting_id != meeting.id:
        raise NotFound
    return _cast(place, vote_id, line, now)


def _cast(place: sealed.Place, vote_id: UUID, line: str, now: datetime) -> SealedReceipt:
    proved = casting.prove(place.box_id, place.election, line)
    if proved.key != place.key:
        raise RuleBroken(
            _("这部手机不是您签到时登记的那一部。"),
            code="other-phone",
            remedy=_("请换回登记过的手机再投。"),
        )
    if place.tracker == proved.tracker:
        return receipt_of(
            proved, head=boards.fresh_head(SealedBox.objects.defer("roll").get(id=place.box_id)), again=True
        )
    if place.tracker:
        raise Conflict(_("本轮已经收到您的票，以第一张为准。"), code="already-cast")
    if not is_present(place.meeting_id, place.delegate_id):
        raise RuleBroken(_("您已离场，不能参加表决。"), code="left", remedy=_("请重新签到；下一轮表决可以参加。"))
    taken = _together.put(vote_id, Waiting(seat_id=place.seat_id, proved=proved, at=now))
    if taken.refused is not None:
        raise taken.refused
    return receipt_of(proved, head=taken.head, again=taken.again)


def receipt_of(proved: casting.Proved, *, head: str, again: bool) -> SealedReceipt:
    """Return what a phone keeps of a proved ballot that is stored."""
    return SealedReceipt(tracker=proved.tracker, short=casting.short(proved.tracker), head=head, again=again)


@action
def open_ballot(actor: Actor, *, vote_id: UUID, line: str, now: datetime) -> str:
    """Publish a ballot that its voter opened instead of casting it, for checking their phone. Returns its code.

    It is never counted; the voter casts another one.
    Raises: as `cast_sealed`; RuleBroken for a ballot whose opening does not hold.
    """
    vote = lock_round(vote_id)
    policy.require_member(actor, vote.item.meeting)
    delegate = find.own_mandate(actor, vote.item.meeting)
    require_open(vote, now)
    box = SealedBox.objects.select_for_update(of=("self",)).select_related("ceremony").filter(vote=vote).first()
    seat = sealed.seat_of(box, delegate.id) if box is not None else None
    if box is None or seat is None:
        raise sealed.not_on_roll()
    with checked(), boards.undone_on_failure(box):
        tracker = casting.publish_opened(box, seat.key, line)
    record("opened-ballot", stream=stream(vote.item.meeting), subject=("vote", vote.id), entries=box.entries)
    touch(topic(vote.item.meeting), "count")
    return tracker


@action
def take_ballots(actor: Actor, *, vote_id: UUID, ballots: Sequence[Waiting], now: datetime) -> list[Taken]:
    """Store ballots that wait, in order, and say of each what became of it.

    Raises: NotAllowed for whoever is not the intake itself.
    """
    if not actor.is_machine:
        raise NotAllowed
    vote = Vote.objects.select_for_update(of=("self",)).select_related("item").get(id=vote_id)
    box = SealedBox.objects.select_for_update().defer("roll").get(vote=vote)
    faults = [_fault(vote, one) for one in ballots]
    with boards.undone_on_failure(box):
        placed = iter(casting.place(box, [one.proved for one, fault in zip(ballots, faults, strict=True) if not fault]))
        head = boards.fresh_head(box)
    taken = [Taken(refused=fault) if fault else _taken(next(placed), head) for fault in faults]
    stored = [one for one, done in zip(ballots, taken, strict=True) if done.refused is None and not done.again]
    if not stored:
        unchanged()
        return taken
    Seat.objects.bulk_update([Seat(id=one.seat_id, tracker=one.proved.tracker) for one in stored], ["tracker"])
    name = f"meeting/{vote.item.meeting_id}"
    record(
        "received-ballots", stream=f"congress/{vote.item.meeting_id}", subject=("vote", vote.id), count=len(stored),
        entries=box.entries,
    )  # fmt: skip
    touch(name, "count")
    return taken


def _taken(placed: casting.Placed, head: str) -> Taken:
    return Taken(again=placed.again, refused=placed.refused, head=head)


def _fault(vote: Vote, one: Waiting) -> Refused | None:
    try:
        require_open(vote, one.at)
    except Refused as refused:
        return refused
    return None


def take_shuffled(vote_id: UUID, ballots: Sequence[Waiting]) -> list[Taken]:
    """Store ballots that came together in an order drawn by lot: the board does not tell who of them was first.

    Says of each, in the order given, what became of it.
    """
    order = SystemRandom().sample(range(len(ballots)), len(ballots))
    drawn = [ballots[n] for n in order]
    taken = take_ballots(INTAKE, vote_id=vote_id, ballots=drawn, now=max(one.at for one in ballots))
    by_place = dict(zip(order, taken, strict=True))
    return [by_place[n] for n in range(len(ballots))]


_together: Together[UUID, Waiting, Taken] = Together(take_shuffled)
