"""Whom a post is given to: a delegate of the term, or another member of the union."""

from uuid import UUID

from gonghui.congress.models import Delegate, Term
from gonghui.kernel.errors import NotFound
from gonghui.registry.public import person_cards


def delegate_of(term: Term, delegate_id: UUID | None, person_id: UUID | None) -> Delegate | None:
    """Return the running mandate that was named, or the one of the person, None when they hold none.

    Raises: NotFound when the named mandate does not run in this term.
    """
    mandates = Delegate.objects.filter(term=term, ended_on=None)
    if delegate_id is not None:
        found = mandates.filter(id=delegate_id).first()
        if found is None:
            raise NotFound
        return found
    return mandates.filter(person_id=person_id).first() if person_id else None


def member_of(term: Term, person_id: UUID | None) -> tuple[UUID, str]:
    """Return id and name of a member of the term's union. Raises: NotFound."""
    card = person_cards([person_id]).get(person_id) if person_id else None
    if card is None or card.union_id != term.union_id:
        raise NotFound
    return card.id, card.name
