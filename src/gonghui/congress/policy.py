"""Who may do what at a congress: by the hat worn in the union or the meeting, or by one's own mandate.

Hats of a union: secretary, chair (they prepare). Hats of a meeting: presiding, operator, scrutineer, teller, desk,
delegate. Whoever has nothing to do with the union or the meeting is told that there is nothing (NotFound).
"""

from typing import Final

from gonghui.congress.models import Delegate, Meeting
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotAllowed, NotFound

PREPARERS: Final = ("secretary", "chair")
HALL: Final = ("presiding", "operator")
DESK: Final = ("desk", "operator")
COUNTING: Final = ("scrutineer",)


def belongs(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor has any business at this meeting: a hat of it or of its union."""
    return any(hat.within in (meeting.id, meeting.term.union_id) for hat in actor.hats)


def may_prepare(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor prepares this meeting: secretary or chair of its union."""
    return actor.wears(*PREPARERS, within=meeting.term.union_id)


def require_preparer(actor: Actor, meeting: Meeting) -> None:
    """Raises: NotAllowed for somebody of the house, NotFound for a stranger."""
    _require(may_prepare(actor, meeting), actor, meeting)


def require_preparer_of(actor: Actor, union_id: object) -> None:
    """Raises: NotFound unless the actor is secretary or chair of this union."""
    if actor.hat is None or actor.hat.within != union_id or actor.hat.role not in PREPARERS:
        raise NotFound


def may_preside(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor takes the chair's steps: presiding, or the operator beside them."""
    return actor.wears(*HALL, within=meeting.id)


def require_presiding(actor: Actor, meeting: Meeting) -> None:
    """Raises: NotAllowed for somebody of the house, NotFound for a stranger."""
    _require(may_preside(actor, meeting), actor, meeting)


def may_check_in(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor signs others in: desk, operator, or who prepares."""
    return actor.wears(*DESK, within=meeting.id) or may_prepare(actor, meeting)


def require_desk(actor: Actor, meeting: Meeting) -> None:
    """Raises: NotAllowed for somebody of the house, NotFound for a stranger."""
    _require(may_check_in(actor, meeting), actor, meeting)


def may_count(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor is a scrutineer of this meeting."""
    return actor.wears(*COUNTING, within=meeting.id)


def require_scrutineer(actor: Actor, meeting: Meeting) -> None:
    """Raises: NotAllowed for somebody of the house, NotFound for a stranger."""
    _require(may_count(actor, meeting), actor, meeting)


def may_watch_the_hall(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor sees the desks of the hall: those who run, count, check in or prepare it."""
    return may_preside(actor, meeting) or may_count(actor, meeting) or may_check_in(actor, meeting)


def require_hall(actor: Actor, meeting: Meeting) -> None:
    """Raises: NotAllowed for somebody of the house, NotFound for a stranger."""
    _require(may_watch_the_hall(actor, meeting), actor, meeting)


def require_member(actor: Actor, meeting: Meeting) -> None:
    """Raises: NotFound for whoever has nothing to do with the meeting."""
    if not belongs(actor, meeting):
        raise NotFound


def require_reader(actor: Actor, meeting: Meeting) -> None:
    """Raises: NotFound unless the actor prepares the meeting, or has a mandate or a post at it."""
    if not may_prepare(actor, meeting) and not any(hat.within == meeting.id for hat in actor.hats):
        raise NotFound


def require_own(actor: Actor, delegate: Delegate) -> None:
    """Raises: NotFound unless the mandate is the actor's own."""
    if actor.person_id is None or delegate.person_id != actor.person_id:
        raise NotFound


def _require(allowed: bool, actor: Actor, meeting: Meeting) -> None:
    if allowed:
        return
    if belongs(actor, meeting):
        raise NotAllowed
    raise NotFound
