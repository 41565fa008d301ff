"""Posts of a meeting."""

from gonghui.congress.models import Appointment, Meeting
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound


def own_post(actor: Actor, meeting: Meeting, role: str) -> Appointment:
    """Return the actor's own running appointment.

    Raises: NotFound.
    """
    posts = Appointment.objects.filter(meeting=meeting, role=role, ended_at=None)
    found = posts.filter(person_id=actor.person_id).first() if actor.person_id else None
    if found is None:
        raise NotFound
    return found


def of(meeting: Meeting, role: str) -> list[Appointment]:
    """Return everybody appointed to a post, in order of appointment."""
    posts = Appointment.objects.filter(meeting=meeting, role=role, ended_at=None)
    return list(posts.select_related("person", "delegate__delegation").order_by("id"))
