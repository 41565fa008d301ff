"""Who may open accounts, and whose sessions one may end."""

from typing import Final
from uuid import UUID

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotAllowed, NotFound

_MAY_OPEN: Final = frozenset({"secretary", "chair"})


def ensure_may_open_accounts(actor: Actor) -> None:
    """Let machines and a union's secretary or chair open accounts; whose, is for the registry to say.

    Raises: NotAllowed.
    """
    if not actor.is_machine and (actor.hat is None or actor.hat.role not in _MAY_OPEN):
        raise NotAllowed


def ensure_logged_in(actor: Actor) -> UUID:
    """Return the account that is acting.

    Raises: NotFound for strangers and machines, who have none.
    """
    if actor.account_id is None:
        raise NotFound
    return actor.account_id
