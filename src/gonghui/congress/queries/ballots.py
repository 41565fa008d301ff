"""Ballots of several rows: what is prepared for an item, what was frozen into a round, what came of it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from gonghui.congress.models import (
    AgendaItem,
    BallotRow,
    Meeting,
    NamedBallot,
    PresenceEntry,
    RollEntry,
    Seat,
    TallySheet,
    Vote,
)
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.ballotpaper import (
    GRADES,
    OPTIONS,
    BallotPaper,
    Candidacy,
    PaperKind,
    Row,
    read_paper,
    write_in_lines,
)
from gonghui.congress.rules.kinds import Channel, VoteForm
from gonghui.congress.rules.parameters import ELECTION_ROUNDS, WRITE_INS
from gonghui.congress.rules.rowsresult import RowOutcome, runoff_rows
from gonghui.congress.rules.rowstally import RowsTally
from gonghui.congress.rules.states import VoteState


def paper_of(vote: Vote) -> BallotPaper | None:
    """Return the paper frozen into a round; None for a decision."""
    return read_paper(vote.paper)


def kind_of(vote: Vote) -> PaperKind:
    """Return what the ballot of a round asks."""
    return PaperKind(vote.paper["kind"]) if vote.paper else PaperKind.DECISION


def awaiting(meeting: Meeting, delegate_id: UUID, now: datetime) -> Vote | None:
    """Return the open round that waits for a delegate's ballot from their phone; None when there is none, in one look.

    It waits for whoever is on its roll with a phone, is here, and has not voted, until its time has run out.
    """
    if meeting.current_item_id is None:
        return None
    cast = NamedBallot.objects.filter(vote_id=OuterRef("vote_id"), delegate_id=delegate_id)
    sealed = Seat.objects.filter(box__vote_id=OuterRef("vote_id"), delegate_id=delegate_id).exclude(tracker="")
    newest = PresenceEntry.objects.filter(meeting=meeting, delegate_id=delegate_id).order_by("-seq")
    entry = (
        RollEntry.objects.filter(
            Q(vote__closes_at=None) | Q(vote__closes_at__gt=now), ~Exists(cast), ~Exists(sealed),
            delegate_id=delegate_id, channel=Channel.ONLINE, vote__item_id=meeting.current_item_id,
            vote__state=VoteState.OPEN,
        )
        .alias(last=Subquery(newest.values("direction")[:1])).filter(last="IN").select_related("vote__item").first()
    )  # fmt: skip
    return entry.vote if entry is not None else None


def rows_of(item: AgendaItem) -> list[BallotRow]:
    """Return the rows that stand on the ballot of an item, in their order."""
    return list(item.rows.exclude(standing=Candidacy.WITHDRAWN).order_by("position"))


def draft_paper(item: AgendaItem) -> BallotPaper | None:
    """Return the paper of an item as it is prepared now; None for a decision."""
    kind = PaperKind(item.paper_kind)
    if kind is PaperKind.DECISION:
        return None
    return BallotPaper(
        kind=kind, rows=tuple(Row(name=row.name, note=row.note) for row in rows_of(item)),
        options=tuple(item.grades) or GRADES if kind is PaperKind.APPRAISAL else OPTIONS,
        seats=item.seats if kind is PaperKind.ELECTION else 0, round_number=_round_number(item),
        rounds_max=max(pack_of(item.meeting)[ELECTION_ROUNDS], _round_number(item)), write_ins=_write_ins(item, kind),
    )  # fmt: skip


def allows_others(item: AgendaItem) -> bool:
    """Tell whether voters may write in others: as it was set for the item, else as the pack has it."""
    return pack_of(item.meeting)[WRITE_INS] if item.write_ins is None else item.write_ins


def holds_sealed(item: AgendaItem) -> bool:
    """Tell whether an item is voted on with sealed ballots: in secret, and not counted from paper alone."""
    return item.form == VoteForm.SECRET_BALLOT and item.count_by == "PHONE"


def _write_ins(item: AgendaItem, kind: PaperKind) -> int:
    if kind is not PaperKind.ELECTION:
        return 0
    return write_in_lines(
        allowed=allows_others(item), sealed=holds_sealed(item), by_hands=item.form == VoteForm.SHOW_OF_HANDS,
        seats=item.seats,
    )  # fmt: skip


def class_group(item: AgendaItem) -> list[AgendaItem]:
    """Return the items of an appraisal, the first class first; the item alone where its raters are not parted."""
    lead = item.class_of or item
    return [lead, *lead.classes.order_by("position")]


def _round_number(item: AgendaItem) -> int:
    """Count the elections before this one whose open seats it fills, and itself."""
    number, before = 1, item.runoff_of
    while before is not None:
        number, before = number + 1, before.runoff_of
    return number


def rows_tally_of(sheet: TallySheet) -> RowsTally:
    """Return the numbers of a sheet of several rows."""
    return RowsTally(
        issued=sheet.issued, returned=sheet.returned, valid=sheet.valid or 0, blank=sheet.blank,
        spoiled=sheet.spoiled, rows=tuple(tuple(counts) for counts in sheet.rows or ()),
        written=tuple((name, count) for name, count in sheet.written or ()),
    )  # fmt: skip


def next_candidates(vote: Vote) -> tuple[int, ...]:
    """Return who would stand in the next round, by place on the ballot; nobody where no round may follow."""
    result = vote.result
    if not result.again or not result.rows:
        return ()
    outcomes = [RowOutcome(row["outcome"]) for row in result.rows]
    return runoff_rows(outcomes, [row["counts"][0] for row in result.rows], result.open_seats or 0)


def is_restricted(vote: Vote) -> bool:
    """Tell whether only who prepares, presides and counts sees the result: how people were rated."""
    return kind_of(vote) is PaperKind.APPRAISAL and not vote.item.result_is_open
