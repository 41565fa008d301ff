"""Papers about rounds with several rows: items, elections, appraisals, from the stored result and the frozen paper."""

from collections.abc import Sequence
from dataclasses import replace

from gonghui.congress.documents import frame, rounds
from gonghui.congress.models import AgendaItem, Meeting, TallySheet, Vote
from gonghui.congress.papers import content
from gonghui.congress.queries.ballots import draft_paper, is_restricted, paper_of
from gonghui.congress.queries.counts import sheets_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.queries.state import form_words, power_words
from gonghui.congress.rules.ballotpaper import BallotPaper, PaperKind, told_before
from gonghui.congress.rules.kinds import FORM_WORDS, Channel, VoteForm
from gonghui.congress.rules.parameters import MIN_GROUP
from gonghui.congress.rules.rowsresult import OUTCOME_WORDS, RowOutcome
from gonghui.congress.rules.states import Post

HEADINGS = {PaperKind.ITEMS: "表决票", PaperKind.ELECTION: "选举票", PaperKind.APPRAISAL: "测评票"}


def frozen(vote: Vote) -> BallotPaper:
    """Return the paper of a round that has several rows."""
    paper = paper_of(vote)
    assert paper is not None, "asked only of rounds with several rows"
    return paper


def result(vote: Vote, *, chairs: tuple[str, ...] | None = None) -> content.RowsResult:
    """Return the result of a round as its paper shows it, with every row; `chairs` as `votes.result` has it."""
    meeting, stored, paper = vote.item.meeting, vote.result, frozen(vote)
    lines = stored.rows or []
    elected = sorted((row for row in lines if row["rank"]), key=lambda row: row["rank"])
    appraisal = paper.kind is PaperKind.APPRAISAL
    hands = all(name == Channel.HANDS for name in stored.channels)
    tally = content.Tally(
        issued=0 if hands else sum(one["issued"] for one in stored.channels.values()),
        returned=0 if hands else sum(one["returned"] for one in stored.channels.values()),
        invalid=stored.blank + stored.spoiled, yes=0, no=0, abstain=0, not_voted=stored.not_cast + stored.absent,
    )  # fmt: skip
    withheld = any(row["outcome"] == RowOutcome.WITHHELD for row in lines)
    return content.RowsResult(
        meeting=frame.facts(meeting), item_no=vote.item.position, title=vote.item.title, question=vote.question,
        form=FORM_WORDS[VoteForm(vote.form)],
        attendance=content.Attendance(due=vote.all_delegates, present=vote.present, quorum=vote.quorum_needed),
        tally=tally, majority=replace(rounds.majority(vote), law="") if appraisal else rounds.majority(vote),
        passed=stored.passed, opened_at=vote.opened_at, closed_at=vote.stopped_at or stored.computed_at,
        power=power_words(vote.item), round_no=vote.round, head=_head(paper, lines),
        sentence=frame.close_set(stored.sentence), options=paper.options,
        rows=() if withheld else tuple(_row(row, appraisal=appraisal) for row in lines),
        elected=tuple(row["name"] for row in elected), told=_told(meeting, paper),
        remarks=(frame.close_set(stored.note),) if stored.note else (),
        signatories=rounds.signed(vote, chairs), proof=None,
    )  # fmt: skip


def for_everybody(vote: Vote, *, chairs: tuple[str, ...] | None = None) -> content.RowsResult:
    """Return a result without its rows where they are not for everybody: how people were rated."""
    told = result(vote, chairs=chairs)
    return replace(told, rows=(), told="") if is_restricted(vote) else told


def ballot_sample(vote: Vote) -> content.RowsBallot:
    """Return the sample of a round's ballot."""
    return _ballot(
        vote.item, frozen(vote), question=vote.question, majority=rounds.majority(vote), round_no=vote.round, copies=1,
        sample=True,
    )  # fmt: skip


def blank_ballot(item: AgendaItem, majority: content.Majority, *, copies: int) -> content.RowsBallot | None:
    """Return the ballots of an item to be printed, None for a decision or while nobody stands on it."""
    paper = draft_paper(item)
    if paper is None or not paper.rows:
        return None
    return _ballot(item, paper, question=item.question or item.title, majority=majority, round_no=1, copies=copies,
                   sample=False)  # fmt: skip


def tally_sheet(vote: Vote, channel: Channel) -> content.RowsTallySheet:
    """Return what two scrutineers counted, each on their own, in one channel, by row."""
    sheets = list(sheets_of(vote).get(channel, {}).values())
    counted = [_count(sheet) for sheet in sheets[:2]]
    counted += [content.RowsCount(by=content.Signatory(role="监票人"))] * (2 - len(counted))
    tellers = frame.names(vote.item.meeting, Post.TELLER)
    return _sheet(
        vote.item, frozen(vote), (counted[0], counted[1]), channel, question=vote.question, round_no=vote.round,
        tellers=tuple(content.Signatory(role="计票人", name=name) for name in tellers),
    )  # fmt: skip


def blank_sheet(item: AgendaItem, names: Sequence[str], channel: Channel) -> content.RowsTallySheet | None:
    """Return a tally sheet to write on, None for a decision or while nobody stands on its ballot."""
    paper = draft_paper(item)
    if paper is None or not paper.rows:
        return None
    first, second = (content.RowsCount(by=content.Signatory(role="监票人", name=name)) for name in names[:2])
    question = item.question or item.title
    return _sheet(item, paper, (first, second), channel, question=question, round_no=1, tellers=())


def choices_words(vote: Vote, choices: Sequence[int], written: Sequence[str] = ()) -> str:
    """Return what was marked in each row, by option, and who was written in: 赞成2：贺明川、沈知遥；反对1：袁海."""
    paper = frozen(vote)
    parts = []
    for place, word in enumerate(paper.options):
        names = [row.full for row, choice in zip(paper.rows, choices, strict=True) if choice == place]
        if names:
            parts.append(f"{word}{len(names)}：{'、'.join(names)}")
    if written:
        parts.append(f"另选{len(written)}：{'、'.join(written)}")
    return "；".join(parts)


def _ballot(
    item: AgendaItem, paper: BallotPaper, *, question: str, majority: content.Majority, round_no: int, copies: int,
    sample: bool,
) -> content.RowsBallot:  # fmt: skip
    return content.RowsBallot(
        meeting=frame.facts(item.meeting), item_no=item.position, question=question,
        secret=item.form == VoteForm.SECRET_BALLOT, majority=majority, options=paper.options, round_no=round_no,
        copies=copies, sample=sample, heading=HEADINGS[paper.kind],
        rows=tuple(content.BallotRow(name=row.name, note=row.note) for row in paper.rows), most=paper.seats,
        blanks=paper.write_ins,
        told=_told(item.meeting, paper),
    )  # fmt: skip


def _sheet(
    item: AgendaItem, paper: BallotPaper, counts: tuple[content.RowsCount, content.RowsCount], channel: Channel, *,
    question: str, round_no: int, tellers: tuple[content.Signatory, ...],
) -> content.RowsTallySheet:  # fmt: skip
    return content.RowsTallySheet(
        meeting=frame.facts(item.meeting), item_no=item.position, question=question, form=form_words(item),
        first=counts[0], second=counts[1], channel=rounds.CHANNELS[channel], round_no=round_no, tellers=tellers,
        place=item.meeting.place, options=paper.options,
        rows=tuple(content.BallotRow(name=row.name, note=row.note) for row in paper.rows), blanks=paper.write_ins,
    )  # fmt: skip


def _count(sheet: TallySheet) -> content.RowsCount:
    by = content.Signatory(role="监票人", name=sheet.scrutineer.person.name, signed_at=sheet.signed_at)
    return content.RowsCount(
        by=by, issued=sheet.issued, returned=sheet.returned, invalid=sheet.blank + sheet.spoiled, valid=sheet.valid,
        rows=tuple(tuple(counts) for counts in sheet.rows or ()),
        written=tuple((name, count) for name, count in sheet.written or ()),
    )  # fmt: skip


def _row(row: dict[str, object], *, appraisal: bool) -> content.RowResult:
    counts: list[int] = list(row["counts"])  # type: ignore[call-overload]
    outcome = "" if appraisal else OUTCOME_WORDS[RowOutcome(str(row["outcome"]))]
    return content.RowResult(
        name=str(row["name"]), note=str(row["note"]), counts=tuple(counts), outcome=outcome,
        written=bool(row.get("written")),
    )  # fmt: skip


def _head(paper: BallotPaper, lines: Sequence[dict[str, object]]) -> str:
    good = sum(row["outcome"] in (RowOutcome.ELECTED, RowOutcome.PASSED) for row in lines)
    if paper.kind is PaperKind.ELECTION:
        return f"当选{good}名"
    return "测评完成" if paper.kind is PaperKind.APPRAISAL else f"通过{good}项"


def _told(meeting: Meeting, paper: BallotPaper) -> str:
    return frame.close_set(told_before(paper, min_group=pack_of(meeting)[MIN_GROUP]))
