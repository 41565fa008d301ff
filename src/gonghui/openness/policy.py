"""Who may do what on a union's board: its keepers draw up and check, the person responsible approves."""

from uuid import UUID

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotAllowed, NotFound

KEEPERS = ("secretary", "chair")
APPROVERS = ("manager", "chair")
"""The manager approves as the person responsible; the chair enters an approval that was signed on paper."""
OFFICERS = ("secretary", "chair", "manager")


def union_of(actor: Actor, *roles: str) -> UUID:
    """Return the union whose board the actor works at, by the hat worn. Raises: NotFound for other hats."""
    if actor.hat is None or actor.hat.role not in roles:
        raise NotFound
    return actor.hat.within


def require(actor: Actor, union_id: UUID, *roles: str) -> None:
    """Raises: NotAllowed for somebody of the union who wears another hat, NotFound for a stranger."""
    if actor.is_machine or actor.wears(*roles, within=union_id):
        return
    if any(hat.within == union_id for hat in actor.hats):
        raise NotAllowed
    raise NotFound


def is_member(actor: Actor, union_id: UUID) -> bool:
    """Tell whether a person of this union is logged in, whatever hat they wear."""
    return actor.person_id is not None and any(hat.within == union_id for hat in actor.hats)
