"""What each paper of a congress needs to know, as frozen dataclasses without a database behind them."""

from gonghui.congress.papers.content.drafts import MarkedDraft, MarkedParagraph, MarkedPart, ReadingCopy
from gonghui.congress.papers.content.meeting import (
    Attendance,
    Incident,
    IncidentLog,
    Meeting,
    Proof,
    Signatory,
)
from gonghui.congress.papers.content.people import (
    CompositionFinding,
    Delegate,
    PresenceEntry,
    PresenceLedger,
    QualificationReport,
    Receipt,
    ReceiptTable,
    Roster,
    SignInRow,
    SignInSection,
    SignInSheet,
    UnitElection,
    Verdict,
)
from gonghui.congress.papers.content.record import Record, RecordPart
from gonghui.congress.papers.content.rows import (
    BallotRow,
    RowResult,
    RowsBallot,
    RowsCount,
    RowsResult,
    RowsTallySheet,
)
from gonghui.congress.papers.content.texts import (
    Absence,
    Agenda,
    AgendaEntry,
    DelegationOpinion,
    Elected,
    FilingCover,
    FilingItem,
    FilingReport,
    Minutes,
    Notice,
    Opinion,
    OpinionTable,
    Publication,
    Report,
    Resolution,
    ResolutionRef,
    Script,
    ScriptStep,
)
from gonghui.congress.papers.content.volume import FallbackPack, VolumeCover, VolumeEntry, VolumeTable
from gonghui.congress.papers.content.votes import (
    Ballot,
    ChannelTally,
    Count,
    Majority,
    NamedVote,
    NamedVotes,
    Tally,
    TallySheet,
    VoteResult,
    ZoneCount,
)

Paper = (
    Notice
    | Roster
    | QualificationReport
    | SignInSheet
    | Agenda
    | Script
    | Ballot
    | TallySheet
    | VoteResult
    | NamedVotes
    | Resolution
    | Minutes
    | Publication
    | FilingCover
    | FilingReport
    | VolumeCover
    | VolumeTable
    | IncidentLog
    | PresenceLedger
    | OpinionTable
    | ReceiptTable
    | FallbackPack
    | Record
    | MarkedDraft
    | ReadingCopy
)

__all__ = [
    "Absence",
    "Agenda",
    "AgendaEntry",
    "Attendance",
    "Ballot",
    "BallotRow",
    "ChannelTally",
    "CompositionFinding",
    "Count",
    "Delegate",
    "DelegationOpinion",
    "Elected",
    "FallbackPack",
    "FilingCover",
    "FilingItem",
    "FilingReport",
    "Incident",
    "IncidentLog",
    "Majority",
    "MarkedDraft",
    "MarkedParagraph",
    "MarkedPart",
    "Meeting",
    "Minutes",
    "NamedVote",
    "NamedVotes",
    "Notice",
    "Opinion",
    "OpinionTable",
    "Paper",
    "PresenceEntry",
    "PresenceLedger",
    "Proof",
    "Publication",
    "QualificationReport",
    "ReadingCopy",
    "Receipt",
    "ReceiptTable",
    "Record",
    "RecordPart",
    "Report",
    "Resolution",
    "ResolutionRef",
    "Roster",
    "RowResult",
    "RowsBallot",
    "RowsCount",
    "RowsResult",
    "RowsTallySheet",
    "Script",
    "ScriptStep",
    "SignInRow",
    "SignInSection",
    "SignInSheet",
    "Signatory",
    "Tally",
    "TallySheet",
    "UnitElection",
    "Verdict",
    "VolumeCover",
    "VolumeEntry",
    "VolumeTable",
    "VoteResult",
    "ZoneCount",
]
