"""Screens without a person: their address holds a token, of which only the hash is kept."""

import secrets
from datetime import datetime
from uuid import UUID

from gonghui.congress import policy
from gonghui.congress.actions.presence import lock_meeting, stream, topic
from gonghui.congress.models import Device
from gonghui.congress.queries import sites
from gonghui.congress.queries.devices import KIOSK, PODIUM, WALL, token_digest
from gonghui.kernel.action import action, record, touch
from gonghui.kernel.actor import Actor


@action
def make_wall(actor: Actor, *, meeting_id: UUID, now: datetime, site_id: UUID | None = None) -> str:
    """Make the address of a big screen, for one site where told, and return its token, which cannot be read again.

    Raises: NotAllowed, NotFound.
    """
    return _make(actor, meeting_id, WALL, now, site_id)


@action
def make_podium(actor: Actor, *, meeting_id: UUID, now: datetime) -> str:
    """Make the address of a screen that faces whoever presides, and return its token, which cannot be read again.

    Raises: NotAllowed, NotFound.
    """
    return _make(actor, meeting_id, PODIUM, now)


@action
def make_kiosk(actor: Actor, *, meeting_id: UUID, now: datetime) -> str:
    """Make the address of a kiosk and return its token, which cannot be read again.

    Raises: NotAllowed, NotFound.
    """
    return _make(actor, meeting_id, KIOSK, now)


@action
def revoke_walls(actor: Actor, *, meeting_id: UUID, now: datetime) -> int:
    """Take every screen's address away: walls, podiums, kiosks. Returns how many were in use.

    Raises: NotAllowed, NotFound.
    """
    meeting = lock_meeting(actor, meeting_id)
    if not policy.may_preside(actor, meeting):
        policy.require_preparer(actor, meeting)
    count = Device.objects.filter(meeting=meeting, revoked_at=None).update(revoked_at=now)
    record("revoked-walls", stream=stream(meeting), subject=("meeting", meeting.id), count=count)
    touch(topic(meeting), "wall", "now")
    return count


def _make(actor: Actor, meeting_id: UUID, kind: str, now: datetime, site_id: UUID | None = None) -> str:
    meeting = lock_meeting(actor, meeting_id)
    if kind == KIOSK:
        policy.require_desk(actor, meeting)
    elif not policy.may_preside(actor, meeting):
        policy.require_preparer(actor, meeting)
    site = sites.one(meeting, site_id) if site_id is not None else None
    token = secrets.token_urlsafe(24)
    device = Device.objects.create(meeting=meeting, kind=kind, site=site, token_digest=token_digest(token), made_at=now)
    record(f"made-{kind.lower()}", stream=stream(meeting), subject=("device", device.id))
    return token
