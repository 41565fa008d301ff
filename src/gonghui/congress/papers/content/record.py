"""A plain record of something done in the course of a meeting that has no form of its own: facts, then paragraphs."""

from dataclasses import dataclass
from datetime import date

from gonghui.congress.papers.content.meeting import Meeting, Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """A part with its heading; an empty part says 无."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """记录: of a consultation, a report upwards, the groups' discussions, or a statement why a paper is missing."""

    meeting: Meeting
    title: str  # 议题议程协商记录、代表团讨论记录……
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[RecordPart, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    dated: date | None = None
