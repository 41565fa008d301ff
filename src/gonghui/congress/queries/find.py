"""Finds one thing for an actor, or says that there is none."""

from uuid import UUID

from gonghui.congress import policy
from gonghui.congress.models import AgendaItem, Delegate, Meeting, Vote
from gonghui.congress.rules.states import VoteState
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound

PUBLIC = (VoteState.ANNOUNCED, VoteState.PUBLISHED)


def meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting that the actor has some business at.

    Raises: NotFound for anybody else, and when there is none.
    """
    found = Meeting.objects.select_related("term__union", "current_item").filter(id=meeting_id).first()
    if found is None:
        raise NotFound
    policy.require_member(actor, found)
    return found


def meeting_to_preside(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting for whoever takes the chair's steps. Raises: NotAllowed, NotFound."""
    found = meeting(actor, meeting_id)
    policy.require_presiding(actor, found)
    return found


def meeting_to_check_in(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting for whoever signs others in. Raises: NotAllowed, NotFound."""
    found = meeting(actor, meeting_id)
    policy.require_desk(actor, found)
    return found


def meeting_to_count(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting for its scrutineers. Raises: NotAllowed, NotFound."""
    found = meeting(actor, meeting_id)
    policy.require_scrutineer(actor, found)
    return found


def own_seat(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Delegate]:
    """Return a meeting with the actor's own running mandate for it. Raises: NotFound."""
    found = meeting(actor, meeting_id)
    return found, own_mandate(actor, found)


def item(actor: Actor, item_id: UUID) -> AgendaItem:
    """Return an agenda item of a meeting that the actor has some business at.

    Raises: NotFound.
    """
    found = AgendaItem.objects.select_related("meeting__term__union").filter(id=item_id).first()
    if found is None:
        raise NotFound
    policy.require_member(actor, found.meeting)
    return found


def vote(actor: Actor, vote_id: UUID) -> Vote:
    """Return a round of voting of a meeting that the actor has some business at.

    Raises: NotFound.
    """
    found = Vote.objects.select_related("item__meeting__term__union").filter(id=vote_id).first()
    if found is None:
        raise NotFound
    policy.require_member(actor, found.item.meeting)
    return found


def counted_vote(actor: Actor, vote_id: UUID) -> Vote:
    """Return a round with its result, for who presides or counts, and once it is announced for who prepares.

    Raises: NotAllowed for anybody else of the house; NotFound while there is no result.
    """
    found = vote(actor, vote_id)
    at_the_count = policy.may_preside(actor, found.item.meeting) or policy.may_count(actor, found.item.meeting)
    if not at_the_count:
        policy.require_preparer(actor, found.item.meeting)
    shown = (VoteState.CONFIRMED, *PUBLIC) if at_the_count else PUBLIC
    if found.state not in shown:
        raise NotFound
    return found


def own_mandate(actor: Actor, meeting: Meeting) -> Delegate:
    """Return the actor's own running mandate for the term of a meeting.

    Raises: NotFound when they hold none.
    """
    if actor.person_id is None:
        raise NotFound
    found = (
        Delegate.objects.select_related("delegation")
        .filter(term_id=meeting.term_id, person_id=actor.person_id, ended_on=None)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def by_number(meeting: Meeting, number: str) -> Delegate | None:
    """Return the delegate of a meeting's term with this delegate's number, or else this employee number."""
    wanted = number.strip()
    mandates = Delegate.objects.filter(term_id=meeting.term_id, ended_on=None)
    if not wanted:
        return None
    return mandates.filter(number=wanted).first() or mandates.filter(employee_number=wanted).first()
