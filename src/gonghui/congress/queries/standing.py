"""How a term stands by the rules today: its form, length, mandates, elections, meetings, and the branches below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from gonghui.congress.models import Delegate, Meeting, MeetingCall, Term, UnitDecision
from gonghui.congress.queries.law import law_of
from gonghui.congress.queries.preparation import workforce_of, years_of
from gonghui.congress.queries.tenure import electoral_units, extension_of, mandate_period, period_of
from gonghui.congress.rules.calendar import check_extension, check_term, check_yearly
from gonghui.congress.rules.composition import check_form
from gonghui.congress.rules.effect import check_branches, check_mandate
from gonghui.congress.rules.election import check_by_election, check_call, check_published
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.states import MeetingState, TermState
from gonghui.kernel.clock import local_date
from gonghui.registry.public import UnionKind, subordinates_of

OVER_OTHERS: Final = frozenset(
    {UnionKind.FEDERATION, UnionKind.INDUSTRY, UnionKind.INDUSTRY_FEDERATION, UnionKind.JOINT}
)
"""Unions whose subordinates belong to other employers: theirs are no branches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year of a term: how many meetings were held, and how many are still planned."""

    year: int
    held: int
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rules find at a term, in the order of the ordinance, and the rules for which a reason was signed."""

    findings: tuple[Finding, ...]
    excused: frozenset[str]

    @property
    def open(self) -> tuple[Finding, ...]:
        """Return the findings that somebody still has to see to."""
        return tuple(found for found in self.findings if not found.ok and found.rule not in self.excused)


def standing_of(term: Term, today: date) -> Standing:
    """Return how a term stands by the rules that hold today.

    Source: 上海市职工代表大会条例 4, 15, 19, 22, 26.
    """
    pack, extension = law_of(term), extension_of(term)
    found = [
        check_form(pack, term.staff, general_meeting=term.is_general_meeting),
        *_elections(pack, term, today),
        check_term(pack, years_of(term)),
    ]
    if extension is not None:
        agreed = extension.approved_on is not None
        found += check_extension(pack, ends_on=term.ends_on, extended_to=extension.extended_to, approved=agreed)
    if period_of(term).holds(today):
        found.append(check_yearly(pack, workforce_of(term).unit_type, held_in(term, today.year)))
    found += _calls(pack, term)
    found += _branches(pack, term, today)
    excused = frozenset(one.rule for one in found if one.needs_reason and extension and extension.exception)
    return Standing(findings=tuple(found), excused=excused)


def years(term: Term, today: date) -> list[Year]:
    """Return the years of a term up to this one, newest first, with the meetings of each."""
    first, last = term.starts_on.year, min(today.year, period_of(term).last_day.year)
    counted = {year: [0, 0] for year in range(first, last + 1)}
    for meeting in term.meetings.filter(is_rehearsal=False).exclude(state=MeetingState.CANCELLED):
        year = local_date(meeting.opened_at or meeting.opens_at).year
        if year in counted:
            counted[year][meeting.closed_at is None] += 1
    return [Year(year=year, held=held, planned=planned) for year, (held, planned) in sorted(counted.items())][::-1]


def held_in(term: Term, year: int) -> int:
    """Return how many meetings of a term were held, from opening to close, in a year."""
    closed = Meeting.objects.filter(term=term, is_rehearsal=False, opened_at__isnull=False, closed_at__isnull=False)
    return sum(local_date(at).year == year for at in closed.values_list("opened_at", flat=True) if at)


def calls(term: Term) -> list[MeetingCall]:
    """Return the proposals to hold a meeting, newest first."""
    return list(term.calls.select_related("meeting").order_by("-proposed_on", "-at", "-id"))


def call_findings(pack: Pack, term: Term, calls: Iterable[MeetingCall]) -> dict[UUID, Finding]:
    """Return, for every proposal by delegates that is not settled, whether enough of them have signed it.

    Source: 上海市职工代表大会条例 22.
    """
    waiting = [call for call in calls if call.proposer == "DELEGATES" and call.settled_on is None]
    delegates = full(term) if waiting else 0
    return {call.id: check_call(pack, delegates=delegates, signed=call.signed) for call in waiting}


def _elections(pack: Pack, term: Term, today: date) -> Iterable[Finding]:
    first = Delegate.objects.filter(term=term, kind="FULL", ended_on=None).order_by("elected_on", "number").first()
    if first is not None:
        mandate = mandate_period(term, first.elected_on, today=today)
        yield check_mandate(pack, mandate=mandate, term=period_of(term))
    lines = electoral_units(term)
    published = not any(line.unpublished for line in lines if line.serving)
    filled = UnitDecision.objects.filter(unit__term=term, kind="BY_ELECTION").select_related("replaces")
    elsewhere = [one for one in filled if one.replaces and one.replaces.electoral_unit_id != one.unit_id]
    if filled:
        yield from check_by_election(pack, same_unit=not elsewhere, published=published)
    elif lines:
        yield check_published(pack, published=published)


def _calls(pack: Pack, term: Term) -> Iterable[Finding]:
    """Judge the proposals by delegates that are open, and the meetings that are said to rest on one."""
    yield from call_findings(pack, term, term.calls.order_by("proposed_on", "id")).values()
    meetings = term.meetings.filter(proposed_by="DELEGATES", is_rehearsal=False)
    held = list(meetings.exclude(state=MeetingState.CANCELLED).select_related("call").order_by("number"))
    delegates = full(term) if held else 0
    for meeting in held:
        behind = getattr(meeting, "call", None)
        found = check_call(pack, delegates=delegates, signed=behind.signed if behind else 0)
        if not found.ok:
            yield found


def _branches(pack: Pack, term: Term, today: date) -> Iterable[Finding]:
    union = term.union
    if union.kind in OVER_OTHERS:
        return
    below = [
        one for one in subordinates_of(union.id, today)
        if one.unit_name and one.unit_name != union.unit_name and one.dissolved_on is None
    ]  # fmt: skip
    having = set(
        Term.objects.filter(union__in=[one.id for one in below])
        .exclude(state=TermState.CLOSED)
        .values_list("union", flat=True)
    )
    if below:
        yield check_branches(pack, without=tuple(one.unit_name for one in below if one.id not in having))


def full(term: Term) -> int:
    """Return how many full delegates a term has now, at least one: the base of a proposal's signatures."""
    return max(Delegate.objects.filter(term=term, kind="FULL", ended_on=None).count(), 1)
