"""Who may do what in the registry: secretary and chair look after the roster of their own union, and of no other.

A superior union leads, but does not read the roster of a union below it.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotAllowed, NotFound

KEEPERS: Final = ("secretary", "chair")


def keeps(actor: Actor, union_id: UUID) -> bool:
    """Tell whether the actor looks after the roster of this union: a keeper's hat of it, or a machine."""
    return actor.is_machine or actor.wears(*KEEPERS, within=union_id)


def require_keeper(actor: Actor, union_id: UUID) -> None:
    """Raises: NotAllowed for somebody of the union who wears another hat, NotFound for a stranger."""
    if keeps(actor, union_id):
        return
    if belongs(actor, union_id):
        raise NotAllowed
    raise NotFound


def belongs(actor: Actor, union_id: UUID) -> bool:
    """Tell whether the actor could wear any hat in this union."""
    return actor.is_machine or any(hat.within == union_id for hat in actor.hats)


def require_belonging(actor: Actor, union_id: UUID) -> None:
    """Raises: NotFound for a stranger to this union."""
    if not belongs(actor, union_id):
        raise NotFound


def require_keeper_of_any(actor: Actor, unions: Iterable[UUID]) -> None:
    """Let pass who keeps one of these unions, such as a union itself or those above it, and machines.

    Raises: NotFound for everybody else.
    """
    if not actor.is_machine and not any(keeps(actor, union_id) for union_id in unions):
        raise NotFound


def require_machine(actor: Actor) -> None:
    """Let only the deployment itself pass. Raises: NotAllowed."""
    if not actor.is_machine:
        raise NotAllowed
