"""The trial vote (试投) of a meeting, while it is under way."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from gonghui.congress.models import Meeting, Trial, TrialSeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Trying:
    """A trial under way: how many phones are asked, and how many have answered."""

    on_roll: int
    received: int


def trying(meeting: Meeting) -> Trying | None:
    """Return the trial that is under way, None when there is none."""
    answered = Count("seats", filter=Q(seats__has_cast=True))
    found = Trial.objects.filter(meeting=meeting).annotate(on_roll=Count("seats"), received=answered).first()
    return Trying(on_roll=found.on_roll, received=found.received) if found else None


def under_way(meeting: Meeting) -> str:
    """Return what is asked of phones beside the votes: `trial`, `poll`, or nothing; one question for every face."""
    found = Meeting.objects.filter(id=meeting.id).values_list("trial__id", "poll__id").first() or (None, None)
    return "trial" if found[0] else "poll" if found[1] else ""


def is_trying(meeting: Meeting) -> bool:
    """Tell whether a trial is under way."""
    return Trial.objects.filter(meeting=meeting).exists()


def seat_of(meeting: Meeting, delegate_id: UUID) -> TrialSeat | None:
    """Return a delegate's place in the trial, None when there is none for them."""
    return TrialSeat.objects.filter(trial__meeting=meeting, delegate_id=delegate_id).first()
