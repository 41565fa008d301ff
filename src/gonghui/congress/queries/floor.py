"""Requests to speak, incidents and their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from gonghui.congress.models import AgendaItem, Incident, Meeting, SpeechRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechCount:
    """How often delegates of a delegation have asked to speak on an item, and been called."""

    name: str
    asked: int
    called: int


def speech_counts(item: AgendaItem | None) -> Sequence[SpeechCount]:
    """Return the requests on an item so far by delegation, in their order; withdrawn ones do not count."""
    if item is None:
        return []
    place, name = "delegate__delegation__position", "delegate__delegation__name"
    requests = SpeechRequest.objects.filter(item=item, withdrawn_at=None).values(place, name)
    rows = requests.annotate(asked=Count("id"), called=Count("id", filter=Q(called_at__isnull=False)))
    return [
        SpeechCount(name=row[name] or "", asked=row["asked"], called=row["called"])
        for row in rows.order_by(place, name)
    ]


def incidents(meeting: Meeting, *, newest: int | None = None) -> Sequence[Incident]:
    """Return the hall's log: oldest first, or only the `newest` lines, newest first."""
    lines = Incident.objects.filter(meeting=meeting)
    return list(lines.order_by("-at", "-id")[:newest] if newest else lines.order_by("at", "id"))
