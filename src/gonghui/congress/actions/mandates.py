"""Delegates come onto the roll of a term: all rows of a list, or none."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.allotting import require_within_seats
from gonghui.congress.actions.terms import lock_open_term, require_no_open_vote, term_stream
from gonghui.congress.models import Delegate, Delegation, ElectoralUnit, Term
from gonghui.congress.rules.roll import free_badges
from gonghui.congress.rules.states import MandateState
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import RuleBroken
from gonghui.registry import public as registry

KINDS = ("FULL", "NON_VOTING", "GUEST")


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRow:
    """One delegate as a list has them. Who it is: a row of the registry, or the id of a person known already.

    `unit_staff`, `took_part` and `votes_for` are people of the electoral unit, `unit_seats` the seats that it was
    allotted; None where the list does not say.
    """

    name: str
    category: str
    kind: str = "FULL"
    person: registry.PersonRow | None = None
    person_id: UUID | None = None
    sex: str = ""
    employee_number: str = ""
    post: str = ""
    electoral_unit: str = ""
    unit_staff: int | None = None
    unit_seats: int | None = None
    took_part: int | None = None
    votes_for: int | None = None
    delegation: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of a list: how many mandates are new, changed, and as they were."""

    new: int
    changed: int
    same: int


@action
def enter_delegates(actor: Actor, *, term_id: UUID, rows: Sequence[MandateRow], now: datetime) -> Entered:
    """Enter a list of delegates, all rows or none; a person who is on the roll already is brought up to date.

    Raises: NotFound; RuleBroken for a kind that is none, a person named twice, or more than a unit has seats;
        Conflict once the term is over, or while a vote is open; RowsRefused of the registry.
    Source: 上海市职工代表大会条例 art. 15, 21.
    """
    term = lock_open_term(actor, term_id)
    require_no_open_vote(term.id)
    if any(row.kind not in KINDS for row in rows):
        raise RuleBroken(_("代表类别只能是正式、列席或特邀。"), code="delegate-kind")
    people = _people(term, rows, now)
    if len(set(people)) != len(people):
        raise RuleBroken(_("名单里有人出现了两次。"), code="delegate-twice", remedy=_("请删去重复的一行。"))
    units, groups = _units(term, rows), _delegations(term, rows)
    on_roll = {one.person_id: one for one in Delegate.objects.filter(term=term, ended_on=None)}
    numbers = free_numbers(term)
    counts = {"new": 0, "changed": 0, "same": 0}
    for row, person_id in zip(rows, people, strict=True):
        values = _values(row, units, groups)
        known = on_roll.get(person_id)
        if known is None:
            counts["new"] += 1
            Delegate.objects.create(
                term=term, person_id=person_id, number=next(numbers), state=MandateState.ELECTED,
                elected_on=local_date(now), **values,
            )  # fmt: skip
        else:
            counts["changed" if _bring_up_to_date(known, values) else "same"] += 1
    require_within_seats(term)
    if not counts["new"] and not counts["changed"]:
        unchanged()
    else:
        record("entered-delegates", stream=term_stream(term), subject=("term", term.id), **counts)
    return Entered(**counts)


def _people(term: Term, rows: Sequence[MandateRow], now: datetime) -> list[UUID]:
    described = [row.person for row in rows if row.person is not None]
    taken = iter(registry.take_rows(term.union_id, described, at=now) if described else ())
    found = [row.person_id if row.person is None else next(taken).person_id for row in rows]
    if None in found:
        raise RuleBroken(_("有的行没有写明是谁。"), code="person-missing")
    return [person for person in found if person is not None]


def _units(term: Term, rows: Sequence[MandateRow]) -> dict[str, ElectoralUnit]:
    units = {unit.name: unit for unit in term.electoral_units.all()}
    for row in rows:
        if not row.electoral_unit:
            continue
        unit = units.get(row.electoral_unit) or ElectoralUnit(term=term, name=row.electoral_unit, staff=0)
        unit.staff = row.unit_staff if row.unit_staff is not None else unit.staff
        unit.seats = row.unit_seats or unit.seats
        unit.took_part = row.took_part if row.took_part is not None else unit.took_part
        units[row.electoral_unit] = unit
    for unit in units.values():
        unit.save()
    return units


def _delegations(term: Term, rows: Sequence[MandateRow]) -> dict[str, Delegation]:
    groups = {group.name: group for group in term.delegations.all()}
    for row in rows:
        if row.delegation and row.delegation not in groups:
            groups[row.delegation] = Delegation.objects.create(term=term, name=row.delegation, position=len(groups) + 1)
    return groups


def _values(row: MandateRow, units: dict[str, ElectoralUnit], groups: dict[str, Delegation]) -> dict[str, object]:
    return {
        "kind": row.kind, "name": row.name, "sex": row.sex, "employee_number": row.employee_number, "post": row.post,
        "category": row.category, "seat": row.seat, "votes_for": row.votes_for,
        "electoral_unit": units.get(row.electoral_unit), "delegation": groups.get(row.delegation),
    }  # fmt: skip


def _bring_up_to_date(known: Delegate, values: dict[str, object]) -> bool:
    changed = [name for name, value in values.items() if getattr(known, name) != value]
    for name in changed:
        setattr(known, name, values[name])
    if changed:
        known.save(update_fields=changed)
    return bool(changed)


def free_numbers(term: Term, *, kept: Collection[str] = ()) -> Iterator[str]:
    """Go through the delegates' numbers that are free in a term, in the order of giving; `kept` ones are left out."""
    return free_badges([*Delegate.objects.filter(term=term).values_list("number", flat=True), *kept])
