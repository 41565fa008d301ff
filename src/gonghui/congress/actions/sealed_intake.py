"""A hall that casts at once: sealed ballots of many phones, proved, placed and stored together.

Only where all is well. Whatever else a phone may be told, `cast_sealed` tells it, when it is asked in the ordinary way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gonghui.congress.actions.sealed_casting import SealedReceipt, Waiting, receipt_of, take_shuffled
from gonghui.congress.ballotbox import boards, casting
from gonghui.congress.models import SealedBox
from gonghui.congress.queries import sealed
from gonghui.congress.queries.presence import present_among
from gonghui.congress.queries.sealed import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A ballot as a phone sent it: from which account, when it came."""

    account_id: UUID
    line: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A ballot that holds, sent by whoever has its seat."""

    place: Place
    proved: casting.Proved
    at: datetime


def cast_together(vote_id: UUID, sent: Sequence[Sent]) -> list[SealedReceipt | None]:
    """Cast sealed ballots of one round; each answer comes when all of them are stored. None where all is not well.

    The ballot of a seat of that account, with its key, whose proofs hold, of a delegate who is here, in a round that is
    open, is stored; one that stands there already is answered as received. Nothing is stored of any other.
    """
    places = sealed.places_of(vote_id, {one.account_id for one in sent})
    cases = _cases(sent, places)
    found: list[SealedReceipt | None] = [None] * len(sent)
    new = {n: case for n, case in cases.items() if not case.place.tracker}
    again = {n: case for n, case in cases.items() if case.place.tracker == case.proved.tracker}
    if new:
        waiting = [Waiting(seat_id=one.place.seat_id, proved=one.proved, at=one.at) for one in new.values()]
        for (n, case), taken in zip(new.items(), take_shuffled(vote_id, waiting), strict=True):
            if taken.refused is None:
                found[n] = receipt_of(case.proved, head=taken.head, again=taken.again)
    if again:
        head = boards.fresh_head(SealedBox.objects.defer("roll").get(vote_id=vote_id))
        for n, case in again.items():
            found[n] = receipt_of(case.proved, head=head, again=True)
    return found


def _cases(sent: Sequence[Sent], places: dict[UUID, Place]) -> dict[int, _Case]:
    """Return, by its number, each ballot that may be stored or is there already."""
    seated = [(n, one, places[one.account_id]) for n, one in enumerate(sent) if one.account_id in places]
    if not seated:
        return {}
    first = seated[0][2]
    proofs = casting.prove_all(first.box_id, first.election, [one.line for _n, one, _place in seated])
    here = present_among(first.meeting_id, {place.delegate_id for _n, _one, place in seated})
    return {
        n: _Case(place=place, proved=proved, at=one.at)
        for (n, one, place), proved in zip(seated, proofs, strict=True)
        if proved is not None and proved.key == place.key and (place.tracker or place.delegate_id in here)
    }
