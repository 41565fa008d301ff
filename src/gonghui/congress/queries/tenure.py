"""A term between its meetings: until when it runs, its electoral units, and the seats that are vacant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q

from gonghui.congress.models import Delegate, ElectoralUnit, MeetingCall, Term, TermExtension, UnitDecision
from gonghui.congress.queries import prepare
from gonghui.congress.rules.calendar import Period
from gonghui.congress.rules.sorting import by_number
from gonghui.congress.rules.states import MandateState, TermState
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """An electoral unit with its `serving` full delegates, its `vacancies` and results that wait to be published."""

    unit: ElectoralUnit
    serving: int
    vacancies: tuple[Delegate, ...]
    unpublished: int


def extension_of(term: Term) -> TermExtension | None:
    """Return the extension of a term, None where there is none."""
    return TermExtension.objects.filter(term=term).first()


def period_of(term: Term) -> Period:
    """Return the days of a term, with its extension once that stands."""
    extension = extension_of(term) if term.state != TermState.EXTENSION_PENDING else None
    return Period(term.starts_on, extension.extended_to if extension else term.ends_on)


def mandate_period(term: Term, elected_on: date | None, *, today: date | None = None) -> Period:
    """Return the days of a mandate: from the election, not before the term, to the end of the term.

    A mandate that still runs on `today` reaches at least that far.
    """
    whole = period_of(term)
    start = max(elected_on or whole.start, whole.start)
    end = max(whole.end, today + timedelta(days=1)) if today else whole.end
    return Period(start, max(start, end))


def electoral_units(term: Term) -> list[UnitLine]:
    """Return the electoral units of a term, by name."""
    serving = Count("delegates", filter=Q(delegates__kind="FULL", delegates__ended_on=None), distinct=True)
    filled = Q(decisions__kind="BY_ELECTION", decisions__published_on=None)
    waiting = Count("decisions", filter=filled, distinct=True)
    counted = term.electoral_units.annotate(serving=serving, waiting=waiting)
    units = sorted(counted, key=lambda one: by_number(one.name))
    empty: dict[UUID | None, list[Delegate]] = {}
    for one in vacancies(term):
        empty.setdefault(one.electoral_unit_id, []).append(one)
    return [
        UnitLine(
            unit=unit, serving=unit.serving, vacancies=tuple(empty.get(unit.id, ())),
            unpublished=unit.waiting + (unit.published_on is None),
        )
        for unit in units
    ]  # fmt: skip


def vacancies(term: Term) -> list[Delegate]:
    """Return the full mandates that ended before the term and that nobody has followed, by number.

    A unit that has all its seats filled, as by a new list, has none.
    """
    followed = UnitDecision.objects.filter(replaces__term=term).values("replaces_id")
    ended = Delegate.objects.filter(term=term, kind="FULL", ended_on__isnull=False).exclude(id__in=followed)
    left = ended.exclude(state=MandateState.ENDED_TERM).select_related("electoral_unit").order_by("number", "id")
    full = _full_units(term)
    return [one for one in left if one.electoral_unit_id not in full]


def unit(actor: Actor, term_id: UUID, unit_id: UUID) -> ElectoralUnit:
    """Return an electoral unit of a term that the actor prepares. Raises: NotFound."""
    term = prepare.term(actor, term_id)
    found = ElectoralUnit.objects.filter(id=unit_id, term=term).first()
    if found is None:
        raise NotFound
    found.term = term
    return found


def delegate(actor: Actor, term_id: UUID, delegate_id: UUID) -> Delegate:
    """Return a delegate of a term that the actor prepares. Raises: NotFound."""
    term = prepare.term(actor, term_id)
    found = Delegate.objects.select_related("electoral_unit").filter(id=delegate_id, term=term).first()
    if found is None:
        raise NotFound
    found.term = term
    return found


def call(actor: Actor, term_id: UUID, call_id: UUID) -> MeetingCall:
    """Return a proposal of a term that the actor prepares. Raises: NotFound."""
    term = prepare.term(actor, term_id)
    found = MeetingCall.objects.filter(id=call_id, term=term).first()
    if found is None:
        raise NotFound
    found.term = term
    return found


def call_asked(actor: Actor, term_id: UUID, ident: str) -> MeetingCall | None:
    """Return the proposal that an address names, None where it names none. Raises: NotFound."""
    if not ident:
        return None
    try:
        return call(actor, term_id, UUID(ident))
    except ValueError as malformed:
        raise NotFound from malformed


def decisions(found: ElectoralUnit) -> list[UnitDecision]:
    """Return what a unit decided after its first election, newest first."""
    return list(found.decisions.select_related("delegate", "replaces").order_by("-held_on", "-at", "-id"))


def serving(found: ElectoralUnit) -> Iterable[Delegate]:
    """Return the full delegates of a unit whose mandate runs, by number."""
    return found.delegates.filter(kind="FULL", ended_on=None).order_by("number")


def _full_units(term: Term) -> set[UUID]:
    running = Count("delegates", filter=Q(delegates__kind="FULL", delegates__ended_on=None))
    counted = term.electoral_units.filter(seats__gt=0).annotate(running=running).order_by()
    return {unit_id for unit_id, seats, here in counted.values_list("id", "seats", "running") if here >= seats}
