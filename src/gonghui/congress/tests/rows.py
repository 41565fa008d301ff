"""Ballots of several rows for tests: an item with its rows, a meeting in session, delegates who mark them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from gonghui.congress.actions import ballotpapers, casting, counting, presence, running, voting
from gonghui.congress.models import AgendaItem, Vote, VoteResult
from gonghui.congress.queries import counts
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.rules.ballotpaper import BallotPaper, Candidacy, PaperKind
from gonghui.congress.rules.kinds import Channel, CongressPower, VoteForm
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, Hall, after

F, A, Q = 0, 1, 2
NAMES = ("贺明川", "欧阳·阿依古丽", "沈知遥", "袁海")


def fill(
    hall: Hall, kind: PaperKind, *, names: Sequence[str] = NAMES, seats: int = 2, item: int = 0, official: bool = True,
    **more: object,
) -> AgendaItem:  # fmt: skip
    """Make an item of a meeting that is still being prepared, or sits, one with rows."""
    found = hall.items[item]
    found.power = {
        PaperKind.ELECTION: CongressPower.ELECT, PaperKind.APPRAISAL: CongressPower.EVALUATE,
    }.get(kind, CongressPower.REVIEW_APPROVE)  # fmt: skip
    found.save(update_fields=["power"])
    secretary = hall.posts["secretary"]
    ballotpapers.set_paper(secretary, item_id=found.id, kind=kind, seats=seats, now=MORNING, **more)  # type: ignore[arg-type]
    rows = [ballotpapers.NewRow(name=name, proposed_by="主席团") for name in names]
    ballotpapers.add_rows(secretary, item_id=found.id, rows=rows, now=MORNING)
    if official and kind is PaperKind.ELECTION:
        ballotpapers.set_candidacy(secretary, item_id=found.id, standing=Candidacy.OFFICIAL, now=MORNING)
    found.refresh_from_db()
    return found


def in_session(
    kind: PaperKind, *, names: Sequence[str] = NAMES, seats: int = 2, forms: tuple[VoteForm, ...] | None = None,
    delegates: int = 6, official: bool = True, more: dict[str, Any] | None = None, **kwargs: object,
) -> Hall:  # fmt: skip
    """A meeting in session whose first item has rows and is under discussion."""
    hall = make.hall(delegates=delegates, forms=forms or (VoteForm.OPEN_BALLOT, VoteForm.OPEN_BALLOT), **kwargs)  # type: ignore[arg-type]
    fill(hall, kind, names=names, seats=seats, official=official, **(more or {}))
    chair = hall.posts["presiding"]
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=MORNING)
    for delegate in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number=delegate.number, now=MORNING)
    running.open_meeting(chair, meeting_id=hall.meeting.id, now=after(60))
    running.start_item(chair, item_id=hall.items[0].id, now=after(70))
    hall.meeting.refresh_from_db()
    return hall


def opened(hall: Hall, item_id: UUID | None = None, at: int = 80) -> Vote:
    """Put the question and open the round."""
    chair = hall.posts["presiding"]
    vote_id = voting.prepare_vote(chair, item_id=item_id or hall.items[0].id, now=after(at))
    voting.open_vote(chair, vote_id=vote_id, seconds=None, now=after(at + 10))
    return Vote.objects.get(id=vote_id)


def cast(hall: Hall, vote: Vote, ballots: Sequence[Sequence[int | None]], at: int = 100) -> None:
    """Let delegates vote in order."""
    for n, choices in enumerate(ballots):
        casting.cast_vote(hall.delegate(n), vote_id=vote.id, choices=choices, key=uuid4(), now=after(at))


def confirmed(hall: Hall, vote: Vote, sheets: dict[Channel, counts.AnyTally] | None = None, at: int = 150) -> Vote:
    """Stop the round and let both scrutineers sign what was counted; phones as the server counted them."""
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(at))
    for channel in counts.channels_of(vote):
        tally = (sheets or {}).get(channel) or counts.online_tally(Vote.objects.get(id=vote.id))
        for post in ("scrutineer", "scrutineer2"):
            counting.sign_sheet(hall.posts[post], vote_id=vote.id, channel=channel, tally=tally, now=after(at + 50))
    return Vote.objects.get(id=vote.id)


def frozen(vote: Vote) -> BallotPaper:
    """Return the paper of a round."""
    found = paper_of(vote)
    assert found is not None
    return found


def lines(vote: Vote) -> list[dict[str, Any]]:
    """Return the stored rows of a result."""
    return list(VoteResult.objects.get(vote=vote).rows or ())


def announced(hall: Hall, vote: Vote, at: int = 150) -> Vote:
    """Go on from an open round to its announced result."""
    confirmed(hall, vote, at=at)
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(at + 60))
    return Vote.objects.get(id=vote.id)
