"""What a union owes its congress by which day: materials, publication, report, answers, the renewal of a term."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from gonghui.congress.documents import deadline
from gonghui.congress.models import CorrectionPaper, Meeting, Objection, Term
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.queries.tenure import period_of
from gonghui.congress.rules.calendar import materials_due, publication_due
from gonghui.congress.rules.law import LawRef
from gonghui.congress.rules.pack import Rule
from gonghui.congress.rules.stages import PREPARING
from gonghui.congress.rules.states import MeetingState, TermState
from gonghui.kernel.clock import local_date
from gonghui.kernel.workdays import Calendar

AHEAD: Final = timedelta(days=180)
"""How long before its last day a term's renewal is shown."""
OVER: Final = (MeetingState.CANCELLED, MeetingState.ARCHIVED)


class Kind(StrEnum):
    """What is owed."""

    MATERIALS = "MATERIALS"
    SITTING = "SITTING"
    """The sitting itself: nothing is late about it."""
    PUBLICATION = "PUBLICATION"
    OBJECTIONS = "OBJECTIONS"
    FILING = "FILING"
    CORRECTION = "CORRECTION"
    RENEWAL = "RENEWAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing to do by the end of a day. `certain` is false where the calendar lacks the notice of a year."""

    kind: Kind
    on: date
    of: UUID
    """The meeting, the correction or the term."""
    meeting: Meeting | None = None
    term: Term | None = None
    law: LawRef | None = None
    certain: bool = True


def owed(union_id: UUID, today: date, calendar: Calendar) -> tuple[Owed, ...]:
    """Return what a union owes, in order of days. Who may see it is asked by the caller.

    Source: 上海市职工代表大会条例 articles 14, 30, 32, 37, 46.
    """
    meetings = Meeting.objects.filter(term__union_id=union_id, is_rehearsal=False).exclude(state__in=OVER)
    found: list[Owed] = []
    for meeting in meetings.select_related("term", "publication", "filing").order_by("opens_at", "pk"):
        found.extend(_of_meeting(meeting, today, calendar))
    found.extend(_answers(union_id))
    found.extend(_corrections(union_id))
    found.extend(_renewals(union_id, today))
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, str(one.of))))


def _of_meeting(meeting: Meeting, today: date, calendar: Calendar) -> Iterator[Owed]:
    pack = pack_of(meeting)
    opens_on = local_date(meeting.opens_at)
    if meeting.closed_at is None:
        if meeting.state in PREPARING and meeting.state != MeetingState.MATERIALS_SERVED and opens_on >= today:
            yield _one(Kind.MATERIALS, materials_due(pack, opens_on), meeting, pack.rule("V17"))
        if opens_on >= today and meeting.state != MeetingState.POSTPONED:
            yield _one(Kind.SITTING, opens_on, meeting)
        return
    closed_on = local_date(meeting.closed_at)
    if not hasattr(meeting, "publication"):
        yield _one(Kind.PUBLICATION, publication_due(pack, closed_on), meeting, pack.rule("V28"))
    if not hasattr(meeting, "filing"):
        last = deadline.due(meeting, calendar)
        yield _one(Kind.FILING, last.last_day, meeting, pack.rule("V30"), certain=last.certain)


def _one(kind: Kind, on: date, meeting: Meeting, rule: Rule | None = None, *, certain: bool = True) -> Owed:
    return Owed(kind=kind, on=on, of=meeting.pk, meeting=meeting, law=rule.law if rule else None, certain=certain)


def _answers(union_id: UUID) -> Iterator[Owed]:
    """Objections without an answer: by the last day of their publication, one line a meeting."""
    waiting = Objection.objects.filter(publication__meeting__term__union_id=union_id, answered_at=None)
    seen: set[UUID] = set()
    for one in waiting.select_related("publication__meeting__term").order_by("publication_id"):
        meeting = one.publication.meeting
        if meeting.pk not in seen:
            seen.add(meeting.pk)
            last = local_date(one.publication.ends_at - timedelta(seconds=1))
            yield Owed(kind=Kind.OBJECTIONS, on=last, of=meeting.pk, meeting=meeting)


def _corrections(union_id: UUID) -> Iterator[Owed]:
    papers = CorrectionPaper.objects.filter(correction__union_id=union_id, correction__mended_on=None, answered_on=None)
    for one in papers:
        yield Owed(kind=Kind.CORRECTION, on=one.due_on, of=one.correction_id)


def _renewals(union_id: UUID, today: date) -> Iterator[Owed]:
    for term in Term.objects.filter(union_id=union_id).exclude(state=TermState.CLOSED):
        last = period_of(term).last_day
        if last - today <= AHEAD:
            yield Owed(kind=Kind.RENEWAL, on=last, of=term.pk, term=term)
