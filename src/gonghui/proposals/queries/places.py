"""Which pages of proposals are somebody's: their own, a department's, the desk."""

from dataclasses import dataclass

from gonghui.congress import public as congress
from gonghui.kernel.actor import Actor
from gonghui.proposals import policy
from gonghui.proposals.models import Assignment, CoSigner, Proposal
from gonghui.proposals.rules.states import IN_HAND, UNSENT, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Whether somebody handles proposals in a department, and whether they sit on a committee that reviews them."""

    handles: bool
    reviews: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many proposals wait for somebody: for their department, and for their own answer or rating."""

    tasks: int
    own: int


def waiting(actor: Actor) -> Waiting:
    """Return how much waits for the actor; a department's tasks are those in its hands, whoever of it takes them."""
    if actor.person_id is None:
        return Waiting(tasks=0, own=0)
    departments = [one.department_id for one in policy.hands_of(actor)]
    parts = Assignment.objects.filter(department_id__in=departments, ended_at=None, proposal__state__in=IN_HAND)
    asked = CoSigner.objects.filter(person_id=actor.person_id, answer="", proposal__state__in=UNSENT).count()
    to_rate = Proposal.objects.filter(author_id=actor.person_id, state=State.REPLIED).count()
    tasks = parts.values("proposal").distinct().count() if departments else 0
    return Waiting(tasks=tasks, own=asked + to_rate)


def places_of(actor: Actor) -> Places:
    """Return which pages are the actor's beside their own."""
    sits_in = congress.committees_named(actor.person_id, policy.COMMITTEE_WORD)
    return Places(
        handles=bool(policy.hands_of(actor)), reviews=any(policy.belongs(actor, union_id) for union_id in sits_in)
    )
