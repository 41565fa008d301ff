"""Sealed rounds: the ceremony that counts, whose phones have keys, how far a box is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.models import BoxSignature, KeyCeremony, Meeting, SealedBox, Seat, Trustee, Vote, VoterKey
from gonghui.congress.queries import find
from gonghui.congress.queries.ballots import is_restricted
from gonghui.congress.queries.identity import ENDED
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.sealing import BoxStep
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotAllowed, NotFound, RuleBroken


def is_sealed(vote: Vote) -> bool:
    """Tell whether a round is held with sealed ballots: a secret vote that is not counted from paper alone."""
    return vote.form == VoteForm.SECRET_BALLOT and vote.count_by == "PHONE"


def has_sealed_items(meeting: Meeting) -> bool:
    """Tell whether a meeting has an item with sealed ballots, so that phones and scrutineers need keys."""
    return meeting.items.filter(form=VoteForm.SECRET_BALLOT, count_by="PHONE").exists()


def newest_ceremony(meeting: Meeting) -> KeyCeremony | None:
    """Return the newest attempt at a key ceremony, finished or not."""
    return KeyCeremony.objects.filter(meeting=meeting).order_by("-attempt").first()


def finished_ceremony(meeting: Meeting) -> KeyCeremony | None:
    """Return the ceremony whose key opens the next box; None while the newest attempt goes on, or there is none."""
    newest = newest_ceremony(meeting)
    return newest if newest is not None and newest.finished_at is not None else None


def own_trustee(actor: Actor, ceremony: KeyCeremony) -> Trustee:
    """Return the actor's place in a ceremony.

    Raises: NotAllowed for a scrutineer who has none, for instance because they were appointed later.
    """
    found = None
    if actor.person_id is not None:
        places = Trustee.objects.filter(ceremony=ceremony, appointment__ended_at=None)
        found = places.filter(appointment__person_id=actor.person_id).select_related("ceremony").first()
    if found is None:
        raise NotAllowed
    return found


def box_of(vote: Vote | None) -> SealedBox | None:
    """Return the box of a round, None while its roll is not frozen; the keys of the hall are read when asked for."""
    boxes = SealedBox.objects.defer("roll").select_related("ceremony")
    return boxes.filter(vote=vote).first() if vote is not None else None


def box_to_read(actor: Actor, vote_id: UUID) -> SealedBox:
    """Return the box of a round for whoever follows its board: who prepares the meeting, or has a part in it.

    Raises: NotFound for anybody else, and when there is none.
    """
    vote = find.vote(actor, vote_id)
    policy.require_reader(actor, vote.item.meeting)
    return box_to_follow(vote)


def board_to_read(actor: Actor, vote_id: UUID) -> SealedBox:
    """Return the box of a round for whoever reads its whole board, which ends with the opened totals.

    Raises: NotAllowed where those are not for everybody; NotFound as `box_to_read`.
    """
    box = box_to_read(actor, vote_id)
    meeting = box.vote.item.meeting
    may = (policy.may_prepare, policy.may_preside, policy.may_count)
    trusted = any(allowed(actor, meeting) for allowed in may)
    if is_restricted(box.vote) and box.totals is not None and not trusted:
        raise NotAllowed(_("测评结果不公开，已经开票的公告板只有主席台、监票人和会务秘书可以查看。"))
    return box


def box_to_follow(vote: Vote) -> SealedBox:
    """Return the box of a round. Raises: NotFound when it has none."""
    found = box_of(vote)
    if found is None:
        raise NotFound
    return found


def keys_of(meeting_id: UUID, delegates: Iterable[UUID]) -> dict[UUID, str]:
    """Return delegate id -> public key of those of `delegates` whose phone has made one."""
    rows = VoterKey.objects.filter(meeting_id=meeting_id, delegate_id__in=list(delegates))
    return dict(rows.values_list("delegate_id", "key"))


def kiosk_ids(meeting_id: UUID) -> set[UUID]:
    """Return the ids of the delegates whose key is that of a slip."""
    return set(VoterKey.objects.filter(meeting_id=meeting_id, kiosk=True).values_list("delegate_id", flat=True))


def own_key(meeting: Meeting, delegate_id: UUID) -> str:
    """Return the key that a delegate's phone registered, empty when there is none."""
    found = VoterKey.objects.filter(meeting=meeting, delegate_id=delegate_id).values_list("key", flat=True).first()
    return found or ""


def seat_of(box: SealedBox, delegate_id: UUID) -> Seat | None:
    """Return a delegate's seat at a box, None for whoever is not on its roll."""
    return Seat.objects.filter(box=box, delegate_id=delegate_id).first()


NOBODY = UUID(int=0)
_NEAR = "box__vote__item__meeting"
_COLUMNS = (
    "id", "delegate_id", f"{_NEAR}_id", "box_id", "box__election", "key", "tracker", f"{_NEAR}__term__union_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A delegate's seat at the box of a round, with what casting there depends on."""

    seat_id: UUID
    delegate_id: UUID
    meeting_id: UUID
    box_id: UUID
    election: str
    key: str
    tracker: str


def own_place(actor: Actor, vote_id: UUID) -> Place:
    """Return the actor's own seat at the box of a round, in one small question: three thousand ask within seconds.

    Raises: NotFound for whoever has no mandate for this meeting; RuleBroken for a delegate who is not on the roll.
    """
    person = actor.person_id or NOBODY
    seats = Seat.objects.filter(box__vote_id=vote_id, delegate__person_id=person, delegate__ended_on=None)
    found = seats.values_list(*_COLUMNS).first()
    if found is None:
        vote = find.vote(actor, vote_id)
        find.own_mandate(actor, vote.item.meeting)
        box_to_follow(vote)
        raise not_on_roll()
    *place, union_id = found
    if not any(hat.within in (place[2], union_id) for hat in actor.hats):
        raise NotFound
    return _place(place)


def place_of(vote_id: UUID, delegate_id: UUID) -> Place:
    """Return a delegate's seat at the box of a round. Raises: RuleBroken for whoever is not on its roll."""
    found = Seat.objects.filter(box__vote_id=vote_id, delegate_id=delegate_id).values_list(*_COLUMNS).first()
    if found is None:
        raise not_on_roll()
    return _place(found[:-1])


def _place(columns: Sequence[Any]) -> Place:
    seat_id, delegate_id, meeting_id, box_id, election, key, tracker = columns
    return Place(
        seat_id=seat_id, delegate_id=delegate_id, meeting_id=meeting_id, box_id=box_id, election=election, key=key,
        tracker=tracker,
    )  # fmt: skip


def places_of(vote_id: UUID, accounts: Iterable[UUID]) -> dict[UUID, Place]:
    """Return account id -> seat, of those of `accounts` who have one at the box of a round of a meeting under way."""
    near, meeting = "box__vote__item__meeting", "box__vote__item__meeting_id"
    seats = Seat.objects.filter(
        box__vote_id=vote_id, delegate__person__account_id__in=list(accounts), delegate__ended_on=None
    ).exclude(**{f"{near}__state__in": ENDED})
    columns = (
        "delegate__person__account_id",
        "id",
        "delegate_id",
        meeting,
        "box_id",
        "box__election",
        "key",
        "tracker",
    )
    return {
        account: Place(
            seat_id=seat_id, delegate_id=delegate_id, meeting_id=meeting_id, box_id=box_id, election=election, key=key,
            tracker=tracker,
        )
        for account, seat_id, delegate_id, meeting_id, box_id, election, key, tracker in seats.values_list(*columns)
    }  # fmt: skip


def not_on_roll() -> RuleBroken:
    """Return the refusal for whoever has no seat at a box."""
    return RuleBroken(
        _("您不在本轮密封票的名册上。"), code="not-on-roll", remedy=_("请向会场工作人员说明，改用纸质票。")
    )


def own_tracker(vote: Vote, delegate_id: UUID) -> str:
    """Return the tracker of a delegate's ballot in a sealed round, empty while none was received."""
    seats = Seat.objects.filter(box__vote=vote, delegate_id=delegate_id)
    return seats.values_list("tracker", flat=True).first() or ""


def received(vote: Vote) -> int:
    """Return how many seats of a round have a ballot."""
    return Seat.objects.filter(box__vote=vote).exclude(tracker="").count()


def gave(box: SealedBox, trustee: Trustee) -> set[str]:
    """Return what a trustee has given for a box: ROLL, REHEARSAL, SHARE."""
    return set(BoxSignature.objects.filter(box=box, trustee=trustee).values_list("kind", flat=True))


def still_to_act(box: SealedBox | None) -> int:
    """Return how many scrutineers have still to sign the roll, or to open the box; 0 where nobody is waited for."""
    if box is None or box.step not in (BoxStep.SEALING, BoxStep.TALLIED):
        return 0
    kind = "ROLL" if box.step == BoxStep.SEALING else "SHARE"
    return max(0, box.ceremony.threshold - BoxSignature.objects.filter(box=box, kind=kind).count())
