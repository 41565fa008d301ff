"""Who may do what with proposals.

The desk is the union's secretary and chair, and who sits on its committee for proposals (提案). A department's hands
see what was assigned to it. The author and who was asked to co-sign see their own. Strangers find nothing.
"""

from typing import Final
from uuid import UUID

from gonghui.congress import public as congress
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotAllowed, NotFound
from gonghui.proposals.models import Assignment, Hand, Proposal
from gonghui.proposals.rules.kinds import HandRole, Part

KEEPERS: Final = ("secretary", "chair")
COMMITTEE_WORD: Final = "提案"
"""A committee of the term whose name holds this word reviews proposals."""


def keeps(actor: Actor, union_id: UUID) -> bool:
    """Tell whether the actor sits at the desk of a union. Who has left the union sits on none of its committees."""
    if holds_post(actor, union_id):
        return True
    return belongs(actor, union_id) and congress.sits_on(actor.person_id, union_id, COMMITTEE_WORD)


def holds_post(actor: Actor, union_id: UUID) -> bool:
    """Tell whether the actor is secretary or chair: what reaches beyond proposals is theirs, not the committee's."""
    return actor.wears(*KEEPERS, within=union_id)


def belongs(actor: Actor, union_id: UUID) -> bool:
    """Tell whether the actor could wear any hat of this union."""
    return any(hat.within == union_id for hat in actor.hats)


def require_desk(actor: Actor, union_id: UUID) -> None:
    """Raises: NotAllowed for somebody of the union, NotFound for a stranger."""
    if keeps(actor, union_id):
        return
    if belongs(actor, union_id):
        raise NotAllowed
    raise NotFound


def require_author(actor: Actor, proposal: Proposal) -> None:
    """Raises: NotFound unless the proposal is the actor's own."""
    if actor.person_id is None or proposal.author_id != actor.person_id:
        raise NotFound


def hands_of(actor: Actor) -> list[Hand]:
    """Return what the actor is in departments now, of the unions that they have not left."""
    if actor.person_id is None:
        return []
    rows = Hand.objects.filter(person_id=actor.person_id, ended_at=None, department__ended_at=None)
    found = rows.select_related("department").order_by("department__name", "role")
    return [one for one in found if belongs(actor, one.department.union_id)]


def hand_for(
    actor: Actor, proposal: Proposal, part: Part, role: HandRole | None = None
) -> tuple[Hand, Assignment]:  # fmt: skip
    """Return as what the actor works at a proposal in its present round, in this part and, if given, this role.

    Raises: NotAllowed for who works at it in another part or role, NotFound for everybody else.
    """
    hands = hands_of(actor)
    rows = Assignment.objects.filter(proposal=proposal, round=proposal.round, ended_at=None)
    parts = {row.department_id: row for row in rows}
    mine = [(one, parts[one.department_id]) for one in hands if one.department_id in parts]
    for one, assignment in mine:
        if assignment.part == part and role in (None, one.role):
            return one, assignment
    if mine:
        raise NotAllowed
    raise NotFound
