"""Which pages of proposals are somebody's: their own, a department's, the desk."""

from dataclasses import dataclass

from gonghui.congress import public as congress
from gonghui.kernel.actor import Actor
from gonghui.proposals import policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Whether somebody handles proposals in a department, and whether they sit on a committee that reviews them."""

    handles: bool
    reviews: bool


def places_of(actor: Actor) -> Places:
    """Return which pages are the actor's beside their own."""
    return Places(
        handles=bool(policy.hands_of(actor)),
        reviews=bool(congress.committees_named(actor.person_id, policy.COMMITTEE_WORD)),
    )
