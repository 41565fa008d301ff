"""From the content of a paper to its blocks: the wording of every paper, once for all formats."""

from gonghui.congress.papers.blocks import Section
from gonghui.congress.papers.compose.drafts import marked_draft, reading_copy
from gonghui.congress.papers.compose.people import qualification_report, roster
from gonghui.congress.papers.compose.presence import presence_ledger, receipt_table, sign_in
from gonghui.congress.papers.compose.proceedings import agenda, incident_log, minutes, script
from gonghui.congress.papers.compose.record import record
from gonghui.congress.papers.compose.rows import rows_ballot, rows_result, rows_tally_sheet
from gonghui.congress.papers.compose.texts import (
    filing_cover,
    filing_report,
    notice,
    opinion_table,
    publication,
    resolution,
)
from gonghui.congress.papers.compose.volume import fallback_guide, volume_cover, volume_table
from gonghui.congress.papers.compose.votes import ballot, named_votes, tally_sheet, vote_result
from gonghui.congress.papers.content import (
    Agenda,
    Ballot,
    FallbackPack,
    FilingCover,
    FilingReport,
    IncidentLog,
    MarkedDraft,
    Minutes,
    NamedVotes,
    Notice,
    OpinionTable,
    Paper,
    PresenceLedger,
    Publication,
    QualificationReport,
    ReadingCopy,
    ReceiptTable,
    Record,
    Resolution,
    Roster,
    RowsBallot,
    RowsResult,
    RowsTallySheet,
    Script,
    SignInSheet,
    TallySheet,
    VolumeCover,
    VolumeTable,
    VoteResult,
)

__all__ = ["sections"]


def sections(paper: Paper) -> tuple[Section, ...]:
    """Put a paper into words: one section, or for a pack of papers one after another."""
    if isinstance(paper, FallbackPack):
        parts: tuple[Paper, ...] = (paper.script, paper.sign_in, *paper.ballots, *paper.tally_sheets)
        return (fallback_guide(paper), *(_section(part) for part in parts))
    return (_section(paper),)


def _section(paper: Paper) -> Section:  # noqa: C901 - one flat case for each paper, nothing nested
    match paper:
        case Notice():
            return notice(paper)
        case Roster():
            return roster(paper)
        case QualificationReport():
            return qualification_report(paper)
        case SignInSheet():
            return sign_in(paper)
        case Agenda():
            return agenda(paper)
        case Script():
            return script(paper)
        case RowsBallot():
            return rows_ballot(paper)
        case RowsTallySheet():
            return rows_tally_sheet(paper)
        case RowsResult():
            return rows_result(paper)
        case Ballot():
            return ballot(paper)
        case TallySheet():
            return tally_sheet(paper)
        case VoteResult():
            return vote_result(paper)
        case NamedVotes():
            return named_votes(paper)
        case Resolution():
            return resolution(paper)
        case Minutes():
            return minutes(paper)
        case Publication():
            return publication(paper)
        case FilingCover():
            return filing_cover(paper)
        case FilingReport():
            return filing_report(paper)
        case VolumeCover():
            return volume_cover(paper)
        case VolumeTable():
            return volume_table(paper)
        case IncidentLog():
            return incident_log(paper)
        case PresenceLedger():
            return presence_ledger(paper)
        case OpinionTable():
            return opinion_table(paper)
        case ReceiptTable():
            return receipt_table(paper)
        case MarkedDraft():
            return marked_draft(paper)
        case ReadingCopy():
            return reading_copy(paper)
        case Record():
            return record(paper)
        case FallbackPack():
            raise TypeError("A pack holds papers, not packs.")
