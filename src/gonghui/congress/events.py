"""Facts of the congress that other contexts may hear of."""

from dataclasses import dataclass
from uuid import UUID

from gonghui.kernel.outbox import event


@event("congress.meeting_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOpened:
    """A sitting was opened with a quorum."""

    meeting_id: UUID
    union_id: UUID
    present: int


@event("congress.meeting_closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingClosed:
    """A sitting was closed; the clocks of publication and filing run."""

    meeting_id: UUID
    union_id: UUID


@event("congress.voting_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class VotingOpened:
    """A round of voting was opened."""

    meeting_id: UUID
    vote_id: UUID


@event("congress.result_announced")
@dataclass(frozen=True, slots=True, kw_only=True)
class ResultAnnounced:
    """The result of a round was announced."""

    meeting_id: UUID
    vote_id: UUID
    passed: bool


@event("congress.notice_sent")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSent:
    """A notice went out to the delegates."""

    meeting_id: UUID
    notice_id: UUID


@event("congress.meeting_published")
@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPublished:
    """Resolutions stand before all staff."""

    meeting_id: UUID
    union_id: UUID
