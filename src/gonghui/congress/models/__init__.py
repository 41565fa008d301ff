"""Tables of the congress, by topic."""

from gonghui.congress.models.ballot import BallotRow, Poll, PollAnswer, Trial, TrialSeat
from gonghui.congress.models.between import Committee, CommitteeMember, JointItem, JointMeeting
from gonghui.congress.models.comments import CommentBox, CommentMark
from gonghui.congress.models.correction import Correction, CorrectionPaper
from gonghui.congress.models.discussion import GroupPlan, GroupWaiver, Room, RoomPresence
from gonghui.congress.models.floor import Incident, SpeechRequest
from gonghui.congress.models.materials import Notice, NoticeReceipt, Paper, PaperReceipt
from gonghui.congress.models.meeting import AgendaItem, Appointment, Device, Meeting, UpwardReport
from gonghui.congress.models.opinions import Disposition, Opinion, OpinionSupport
from gonghui.congress.models.outcome import (
    Dossier,
    DossierSeal,
    Enclosure,
    Filing,
    Minutes,
    Objection,
    Publication,
    Resolution,
)
from gonghui.congress.models.photos import SheetPhoto
from gonghui.congress.models.preparation import GroupReport, Override
from gonghui.congress.models.presence import LeaveRequest, PresenceEntry, SignInCode
from gonghui.congress.models.rollcall import RollCall, RollCallAnswer, RollCallEntry, RollCallOutcome
from gonghui.congress.models.sealed import (
    BoardHead,
    BoardLine,
    BoxSignature,
    CeremonyMessage,
    KeyCeremony,
    KioskSlip,
    SealedBox,
    Seat,
    Trustee,
    VoterKey,
)
from gonghui.congress.models.site import Site, SitePlan
from gonghui.congress.models.tenure import MeetingCall, TermExtension, UnitDecision
from gonghui.congress.models.term import Delegate, Delegation, ElectoralUnit, Measures, Term
from gonghui.congress.models.voting import NamedBallot, NameReading, RollEntry, TallySheet, Vote, VoteResult

__all__ = [
    "AgendaItem",
    "Appointment",
    "BallotRow",
    "BoardHead",
    "BoardLine",
    "BoxSignature",
    "CeremonyMessage",
    "CommentBox", "CommentMark", "Committee",
    "CommitteeMember",
    "Correction",
    "CorrectionPaper",
    "Delegate",
    "Delegation",
    "Device",
    "Disposition",
    "Dossier",
    "DossierSeal",
    "ElectoralUnit",
    "Enclosure",
    "Filing",
    "GroupPlan",
    "GroupReport",
    "GroupWaiver",
    "Incident",
    "JointItem",
    "JointMeeting",
    "KeyCeremony",
    "KioskSlip",
    "LeaveRequest",
    "Measures",
    "Meeting",
    "MeetingCall",
    "Minutes",
    "NameReading",
    "NamedBallot",
    "Notice",
    "NoticeReceipt",
    "Objection",
    "Opinion",
    "OpinionSupport",
    "Override",
    "Paper",
    "PaperReceipt",
    "Poll",
    "PollAnswer",
    "PresenceEntry",
    "Publication",
    "Resolution",
    "RollCall",
    "RollCallAnswer",
    "RollCallEntry",
    "RollCallOutcome",
    "RollEntry",
    "Room",
    "RoomPresence",
    "SealedBox",
    "Seat",
    "SheetPhoto",
    "SignInCode",
    "Site",
    "SitePlan",
    "SpeechRequest",
    "TallySheet",
    "Term",
    "TermExtension",
    "Trial",
    "TrialSeat",
    "Trustee",
    "UnitDecision",
    "UpwardReport",
    "Vote",
    "VoteResult",
    "VoterKey",
]  # fmt: skip
