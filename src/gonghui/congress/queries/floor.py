"""Opinions, incidents and their order."""

from collections.abc import Sequence

from gonghui.congress.models import Delegate, Incident, Meeting, Opinion


def opinions_of(meeting: Meeting, delegate: Delegate) -> Sequence[Opinion]:
    """Return a delegate's own opinions at a meeting, newest first."""
    return list(Opinion.objects.filter(meeting=meeting, delegate=delegate).select_related("item").order_by("-at"))


def all_opinions(meeting: Meeting) -> Sequence[Opinion]:
    """Return every opinion of a meeting, by item and time."""
    opinions = Opinion.objects.filter(meeting=meeting).select_related("item", "delegate__delegation")
    return list(opinions.order_by("item__position", "at"))


def incidents(meeting: Meeting, *, newest: int | None = None) -> Sequence[Incident]:
    """Return the hall's log: oldest first, or only the `newest` lines, newest first."""
    lines = Incident.objects.filter(meeting=meeting)
    return list(lines.order_by("-at", "-id")[:newest] if newest else lines.order_by("at", "id"))
