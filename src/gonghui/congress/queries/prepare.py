"""What the secretary's pages ask: the terms and meetings of a union, its delegates, papers and opinions."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from gonghui.congress import policy
from gonghui.congress.intake import ROLL
from gonghui.congress.models import (
    AgendaItem,
    BallotRow,
    Delegate,
    Delegation,
    Measures,
    Meeting,
    Override,
    Paper,
    Term,
)
from gonghui.congress.queries import find
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.packfile import freeze
from gonghui.kernel import staging
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.kernel.staging import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A term with its meetings, newest first, and how many full delegates it has."""

    term: Term
    meetings: list[Meeting]
    delegates: int


def union_of(actor: Actor) -> UUID:
    """Return the union that the actor prepares meetings of.

    Raises: NotFound for whoever wears another hat.
    """
    if actor.hat is None or actor.hat.role not in policy.PREPARERS:
        raise NotFound
    return actor.hat.within


def terms(actor: Actor) -> list[TermLine]:
    """Return the terms of the actor's union, newest first; each meeting knows its publication and its filing.

    Raises: NotFound for whoever does not prepare.
    """
    own = Term.objects.filter(union_id=union_of(actor)).select_related("union").order_by("-number")
    counted = own.annotate(full=Count("delegates", filter=Q(delegates__kind="FULL", delegates__ended_on=None)))
    lines = list(counted.prefetch_related("meetings__publication", "meetings__filing"))
    return [
        TermLine(term=term, meetings=sorted(term.meetings.all(), key=lambda one: -one.number), delegates=term.full)
        for term in lines
    ]


def term(actor: Actor, term_id: UUID) -> Term:
    """Return a term that the actor prepares. Raises: NotFound."""
    found = Term.objects.select_related("union").filter(id=term_id).first()
    if found is None:
        raise NotFound
    policy.require_preparer_of(actor, found.union_id)
    return found


def meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return a meeting that the actor prepares.

    Raises: NotAllowed for others of the house, NotFound for strangers.
    """
    found = find.meeting(actor, meeting_id)
    policy.require_preparer(actor, found)
    return found


def measures_of(found: Meeting) -> Measures | None:
    """Return the union's own measures, None while it has none."""
    return Measures.objects.filter(union_id=found.term.union_id).first()


def rules_are_newer(found: Meeting) -> bool:
    """Tell whether the rules that hold today differ from those frozen into a meeting."""
    return freeze(law_of(found.term)).sha256 != found.pack_digest


def delegates(found: Meeting, asked: Mapping[str, str]) -> QuerySet[Delegate]:
    """Return delegates whose mandate runs, by number; `asked` may hold `q`, `kind` and `group`."""
    rows = Delegate.objects.filter(term_id=found.term_id, ended_on=None).select_related("delegation", "electoral_unit")
    rows = rows.prefetch_related("decisions")
    words = asked.get("q", "").strip()
    if words:
        rows = rows.filter(Q(name__contains=words) | Q(employee_number=words) | Q(number=words))
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("group"):
        rows = rows.filter(delegation__name=asked["group"])
    return rows.order_by("number", "id")


def delegate(found: Meeting, delegate_id: UUID) -> Delegate:
    """Return a delegate of a meeting's term. Raises: NotFound."""
    mandates = Delegate.objects.select_related("delegation", "electoral_unit").filter(term_id=found.term_id)
    one = mandates.filter(id=delegate_id).first()
    if one is None:
        raise NotFound
    return one


def delegations(found: Meeting) -> list[Delegation]:
    """Return the delegations of a meeting's term in order, each with its number of `members`."""
    members = Count("delegates", filter=Q(delegates__ended_on=None))
    groups = found.term.delegations.select_related("head").annotate(members=members)
    return list(groups.order_by("position", "name"))


def delegation(found: Meeting, group_id: UUID) -> Delegation:
    """Return a delegation of a meeting's term. Raises: NotFound."""
    one = found.term.delegations.select_related("head").filter(id=group_id).first()
    if one is None:
        raise NotFound
    return one


def kinds_counted(found: Meeting) -> dict[str, int]:
    """Return kind -> how many delegates of it there are."""
    rows = Delegate.objects.filter(term_id=found.term_id, ended_on=None).order_by()
    return dict(rows.values_list("kind").annotate(Count("id")))


def item(found: Meeting, item_id: UUID) -> AgendaItem:
    """Return an item of a meeting. Raises: NotFound."""
    one = found.items.filter(id=item_id).first()
    if one is None:
        raise NotFound
    return one


def ballot_row(found: Meeting, row_id: UUID) -> BallotRow:
    """Return a row of a ballot of a meeting. Raises: NotFound."""
    one = BallotRow.objects.filter(id=row_id, item__meeting=found).first()
    if one is None:
        raise NotFound
    return one


def paper(found: Meeting, paper_id: UUID) -> Paper:
    """Return a paper of a meeting. Raises: NotFound."""
    one = Paper.objects.filter(id=paper_id, meeting=found).first()
    if one is None:
        raise NotFound
    return one


def overrides(found: Meeting) -> list[Override]:
    """Return the exceptions that were signed, oldest first."""
    return list(found.overrides.order_by("at"))


def roll_batch(actor: Actor, term_id: UUID, batch_id: UUID) -> Batch:
    """Return one import of delegates into a term. Raises: NotFound."""
    return staging.batch_of(batch_id, kind=ROLL.kind, within=term(actor, term_id).id)


def roll_batches(actor: Actor, term_id: UUID) -> list[Batch]:
    """Return all imports of delegates into a term, the latest first. Raises: NotFound."""
    return staging.batches(kind=ROLL.kind, within=term(actor, term_id).id)
