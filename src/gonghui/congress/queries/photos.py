"""Photographs of sheets, for those who count and those who prepare the archive."""

from uuid import UUID

from gonghui.congress import policy
from gonghui.congress.models import SheetPhoto, Vote
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound


def of_vote(vote: Vote) -> dict[str, list[SheetPhoto]]:
    """Return the photographs of a round that stand, by channel, in the order in which they came."""
    found: dict[str, list[SheetPhoto]] = {}
    standing = SheetPhoto.objects.filter(vote=vote, enclosure__withdrawn_at=None)
    for photo in standing.select_related("enclosure", "scrutineer__person").order_by("enclosure__at", "id"):
        found.setdefault(photo.channel, []).append(photo)
    return found


def find_photo(actor: Actor, photo_id: UUID) -> SheetPhoto:
    """Return a photograph for a scrutineer of the meeting or whoever prepares it.

    Raises: NotFound for anybody else.
    """
    photos = SheetPhoto.objects.select_related("enclosure__meeting__term__union").filter(enclosure__withdrawn_at=None)
    photo = photos.filter(id=photo_id).first()
    if photo is None:
        raise NotFound
    meeting = photo.enclosure.meeting
    if not (policy.may_count(actor, meeting) or policy.may_prepare(actor, meeting)):
        raise NotFound
    return photo
