"""Who may fetch which paper, and the finding of one by its key."""

from uuid import UUID

from gonghui.congress import policy
from gonghui.congress.documents.catalogue import DELEGATES, HALL, Document, documents, reasons
from gonghui.congress.models import Dossier, Meeting, Publication
from gonghui.congress.queries import find
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound


def document(actor: Actor, meeting_id: UUID, key: str, *, page: str = "") -> Document:
    """Return one paper of a meeting for somebody who may have it.

    Raises: NotFound for everybody else, and when there is no such paper.
    """
    meeting = find.meeting(actor, meeting_id)
    for one in (*documents(meeting, page=page), *reasons(meeting)):
        if one.key == key and may_fetch(actor, meeting, one):
            return one
    raise NotFound


def may_fetch(actor: Actor, meeting: Meeting, one: Document) -> bool:
    """Tell whether the actor may have a paper: who prepares all, the hall its own, delegates what is theirs."""
    if policy.may_prepare(actor, meeting):
        return True
    if one.readers == HALL:
        return policy.may_watch_the_hall(actor, meeting)
    if one.readers != DELEGATES:
        return False
    return actor.wears("delegate", within=meeting.id) or policy.may_watch_the_hall(actor, meeting)


def for_preparers(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting to whoever prepares it. Raises: NotAllowed, NotFound."""
    meeting = find.meeting(actor, meeting_id)
    policy.require_preparer(actor, meeting)
    return meeting


def dossier(actor: Actor, dossier_id: UUID) -> Dossier:
    """Return a built archive to whoever prepares its meeting. Raises: NotAllowed, NotFound."""
    found = Dossier.objects.filter(id=dossier_id).first()
    if found is None:
        raise NotFound
    found.meeting = for_preparers(actor, found.meeting_id)
    return found


def posted(slug: str) -> Publication:
    """Return what is posted under a public address. Raises: NotFound."""
    joined = Publication.objects.select_related("meeting__term__union")
    found = joined.filter(slug=slug, meeting__is_rehearsal=False).first()
    if found is None:
        raise NotFound
    return found


def slug_of(meeting: Meeting) -> str:
    """Return the slug of a meeting's public page, empty before it is posted."""
    found = Publication.objects.filter(meeting=meeting).values_list("slug", flat=True).first()
    return found or ""


def slug_for(actor: Actor, meeting_id: UUID) -> str:
    """Return the slug of a meeting's public page to somebody of the meeting. Raises: NotFound."""
    return slug_of(find.meeting(actor, meeting_id))
