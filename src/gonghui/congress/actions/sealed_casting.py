"""Sealed ballots that come in: each is proved by itself, and all that wait are placed together in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.casting import require_open
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.together import Together
from gonghui.congress.actions.voting import lock_round
from gonghui.congress.ballotbox import boards, casting
from gonghui.congress.ballotbox.refusing import checked
from gonghui.congress.models import SealedBox, Seat, Vote
from gonghui.congress.queries import find, sealed
from gonghui.congress.queries.presence import is_present
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, Refused, RuleBroken

INTAKE = Actor.system("ballot-box")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A proved ballot of a seat, with the moment it came."""

    seat_id: UUID
    proved: casting.Proved
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedReceipt:
    """What a phone keeps: the tracker for people, and a signed head of the board; `again` for a resend."""

    tracker: str
    short: str
    head: str
    again: bool


def cast_sealed(actor: Actor, *, vote_id: UUID, line: str, now: datetime) -> SealedReceipt:
    """Cast one's own sealed ballot. The answer comes when it is stored, and a resend is answered as the first was.

    The proofs are checked before anything is locked. Ballots that come at the same moment are stored together.
    Raises: NotFound for whoever is not a delegate; RuleBroken for whoever is not on the roll or has left, for another
        phone's key, and for a ballot that does not hold; Conflict when the round is not open.
    """
    vote = find.vote(actor, vote_id)
    delegate = find.own_mandate(actor, vote.item.meeting)
    box = sealed.box_to_follow(vote)
    seat = sealed.seat_of(box, delegate.id)
    if seat is None:
        raise not_on_roll()
    proved = casting.prove(box, line)
    if proved.key != seat.key:
        raise RuleBroken(
            _("这部手机不是您签到时登记的那一部。"),
            code="other-phone",
            remedy=_("请换回登记过的手机再投。"),
        )
    if seat.tracker and seat.tracker != proved.tracker:
        raise Conflict(_("本轮已经收到您的票，以第一张为准。"), code="already-cast")
    if not seat.tracker and not is_present(vote.item.meeting_id, delegate.id):
        raise RuleBroken(_("您已离场，不能参加表决。"), code="left", remedy=_("请重新签到；下一轮表决可以参加。"))
    outcome = _together.put(vote_id, Waiting(seat_id=seat.id, proved=proved, at=now))
    if isinstance(outcome, Refused):
        raise outcome
    box.refresh_from_db(fields=["entries", "head"])
    return SealedReceipt(
        tracker=proved.tracker, short=casting.short(proved.tracker), head=casting.receipt_head(box), again=outcome
    )


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
        raise not_on_roll()
    with checked(), boards.undone_on_failure(box):
        tracker = casting.publish_opened(box, seat.key, line)
    record("opened-ballot", stream=stream(vote.item.meeting), subject=("vote", vote.id), entries=box.entries)
    touch(topic(vote.item.meeting), "count")
    return tracker


def not_on_roll() -> RuleBroken:
    """Return the refusal for whoever has no seat at a box."""
    return RuleBroken(
        _("您不在本轮密封票的名册上。"), code="not-on-roll", remedy=_("请向会场工作人员说明，改用纸质票。")
    )


@action
def take_ballots(actor: Actor, *, vote_id: UUID, ballots: Sequence[Waiting], now: datetime) -> list[bool | Refused]:
    """Store ballots that wait, in order. Returns for each whether it was there before, or why it was refused.

    Raises: NotAllowed for whoever is not the intake itself.
    """
    if not actor.is_machine:
        raise NotAllowed
    vote = lock_round(vote_id)
    box = SealedBox.objects.select_for_update(of=("self",)).select_related("ceremony").get(vote=vote)
    found: list[bool | Refused] = [_fault(vote, one) or False for one in ballots]
    fresh = [n for n, fault in enumerate(found) if fault is False]
    with boards.undone_on_failure(box):
        placed = casting.place(box, [ballots[n].proved for n in fresh])
    taken: list[Waiting] = []
    for n, outcome in zip(fresh, placed, strict=True):
        found[n] = outcome.refused or outcome.again
        if found[n] is False:
            taken.append(ballots[n])
    if not taken:
        unchanged()
        return found
    seats = {seat.id: seat for seat in Seat.objects.filter(id__in=[one.seat_id for one in taken])}
    for one in taken:
        seats[one.seat_id].tracker = one.proved.tracker
    Seat.objects.bulk_update(seats.values(), ["tracker"])
    meeting = vote.item.meeting
    record("received-ballots", stream=stream(meeting), subject=("vote", vote.id), count=len(taken), entries=box.entries)
    touch(topic(meeting), "count")
    return found


def _fault(vote: Vote, one: Waiting) -> Refused | None:
    try:
        require_open(vote, one.at)
    except Refused as refused:
        return refused
    return None


def _take(vote_id: UUID, ballots: Sequence[Waiting]) -> list[bool | Refused]:
    return take_ballots(INTAKE, vote_id=vote_id, ballots=ballots, now=max(one.at for one in ballots))


_together: Together[UUID, Waiting, bool | Refused] = Together(_take)
