"""A list of delegates taken onto the roll as a whole, and taken off again as a whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import PROTECT, ForeignObjectRel, Model
from django.utils.translation import gettext as _

from gonghui.congress.actions.allotting import require_within_seats
from gonghui.congress.actions.mandates import free_numbers
from gonghui.congress.actions.terms import require_no_open_vote, require_open, term_stream, touch_meetings
from gonghui.congress.intake import ROLL
from gonghui.congress.models import (
    Delegate,
    Delegation,
    ElectoralUnit,
    Term,
)
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries.roll import judge_for
from gonghui.congress.rules.roll import badge_of
from gonghui.congress.rules.states import MandateState
from gonghui.kernel import clock, staging
from gonghui.kernel.action import record
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, RuleBroken
from gonghui.kernel.staging import Batch, BatchState, Line
from gonghui.registry import public as registry

PLAIN = ("kind", "number", "name", "sex", "employee_number", "post", "category", "seat")


class RollApplier:
    """Carries out what the rows of one list propose, for one term.

    `given` are the delegates' numbers of all its rows: those of refused ones wait for the day they are put right.
    """

    def __init__(self, term: Term, *, given: Collection[str] = ()) -> None:
        self._term = term
        self._given = given

    def apply(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> Sequence[UUID | None]:  # noqa: ARG002
        """Take the rows onto the roll, and return the ids of the mandates they speak of.

        Raises: Conflict once the term is over; RowsRefused of the registry.
        """
        term = Term.objects.select_for_update().get(id=self._term.id)
        require_open(term)
        rows = [registry.row_of_json(cast(Mapping[str, str], line.proposed["person"])) for line in lines]
        people = [one.person_id for one in registry.take_rows(term.union_id, rows, at=now)]
        units, groups = self._places(term, lines)
        known = {one.person_id: one for one in Delegate.objects.filter(term=term, ended_on=None)}
        numbers = free_numbers(term, kept=self._given)
        subjects: list[UUID | None] = []
        for line, person_id in zip(lines, people, strict=True):
            wanted = cast(Mapping[str, str], line.proposed["mandate"])
            mandate = known.get(person_id)
            if mandate is None:
                mandate = Delegate(term=term, person_id=person_id, number=wanted["number"] or next(numbers),
                                   state=MandateState.ELECTED, elected_on=clock.local_date(now))  # fmt: skip
            _write(mandate, {name: value for name, value in wanted.items() if value}, units, groups)
            mandate.save()
            subjects.append(mandate.id)
        _ask_review_anew(term)
        record("roll-applied", stream=term_stream(term), subject=("term", term.id), rows=len(lines))
        touch_meetings(term)
        return subjects

    def undo(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> None:  # noqa: ARG002
        """Take the rows off the roll again: new mandates go, changed ones are as they were. Members stay members.

        Raises: RuleBroken when a mandate has been used since, or a seat that comes back was filled.
        """
        term = Term.objects.select_for_update().get(id=self._term.id)
        made = [line.subject for line in lines if line.verdict is staging.Verdict.ACCEPTED and line.subject]
        used = len(_held(Delegate, made))
        if used:
            raise RuleBroken(
                _("这次导入已不能整批撤销：%(n)d名代表已有签到、职务、材料回执、选区投票、讨论或意见等记录。")
                % {"n": used},
                code="roll-in-use",
                remedy=_("请到代表的页面逐人办理。什么也没有改动。"),
            )  # fmt: skip
        units = {unit.name: unit for unit in term.electoral_units.all()}
        groups = {group.name: group for group in term.delegations.all()}
        for line in lines:
            before = cast(Mapping[str, str], line.proposed["changed"])
            if before and line.subject:
                mandate = Delegate.objects.get(id=line.subject)
                _write(mandate, before, units, groups)
                mandate.save()
        Delegation.objects.filter(head__in=made).update(head=None)
        Delegate.objects.filter(id__in=made).delete()
        require_within_seats(term)
        term.electoral_units.filter(delegates=None, decisions=None).delete()
        empty = set(term.delegations.filter(delegates=None).values_list("id", flat=True))
        term.delegations.filter(id__in=empty - _held(Delegation, empty)).delete()
        _ask_review_anew(term)
        record("roll-undone", stream=term_stream(term), subject=("term", term.id), rows=len(lines))
        touch_meetings(term)

    def _places(self, term: Term, lines: Sequence[Line]) -> tuple[dict[str, ElectoralUnit], dict[str, Delegation]]:
        units = {unit.name: unit for unit in term.electoral_units.all()}
        groups = {group.name: group for group in term.delegations.all()}
        for line in lines:
            wanted = cast(Mapping[str, str], line.proposed["mandate"])
            figures = cast(Mapping[str, int | None], line.proposed["figures"])
            if name := wanted["unit"]:
                unit = units.get(name) or ElectoralUnit(term=term, name=name, staff=0)
                unit.staff = figures["unit_staff"] if figures["unit_staff"] is not None else unit.staff
                if wanted["kind"] == "FULL":  # An observer's row was not measured against the seats that it gives.
                    unit.seats = figures.get("unit_seats") or unit.seats
                unit.took_part = figures["took_part"] if figures["took_part"] is not None else unit.took_part
                units[name] = unit
            if (name := wanted["delegation"]) and name not in groups:
                groups[name] = Delegation.objects.create(term=term, name=name, position=len(groups) + 1)
        for unit in units.values():
            unit.save()
        return units, groups


def receive_roll(actor: Actor, *, term_id: UUID, name: str, chunks: Iterable[bytes], now: datetime) -> Batch:
    """Keep an uploaded list of delegates until it has been read.

    Raises: Conflict once the term is over; NotFound; FileRefused when it is empty or too large.
    """
    term = asked.term(actor, term_id)
    require_open(term)
    return staging.receive(actor, intake=ROLL, within=term.id, name=name, chunks=chunks, now=now)


def read_roll(actor: Actor, *, term_id: UUID, batch_id: UUID, now: datetime) -> Batch:
    """Read a list into its preview, or go on reading it; harmless when it has been read.

    Raises: NotFound.
    """
    term, batch = asked.term(actor, term_id), asked.roll_batch(actor, term_id, batch_id)
    if batch.state not in (BatchState.UPLOADED, BatchState.READING):
        return batch
    try:
        judge = judge_for(batch_id, term, today=clock.local_date(now))
    except staging.FileRefused:
        # A file that cannot be read fails the batch in the reading itself, with its sentence.
        judge = judge_for(UUID(int=0), term, today=clock.local_date(now))
    try:
        return staging.read(actor, batch_id=batch_id, intake=ROLL, judge=judge, now=now)
    except Conflict:
        return asked.roll_batch(actor, term_id, batch_id)


def repair_roll_row(
    actor: Actor, *, term_id: UUID, batch_id: UUID, number: int, values: Mapping[str, str], now: datetime
) -> Line:
    """Put new texts into a row of a preview, and judge every row anew: one manager less makes room for another.

    Raises: NotFound; Conflict when the list is not in preview.
    """
    term = asked.term(actor, term_id)
    asked.roll_batch(actor, term_id, batch_id)
    judge = judge_for(batch_id, term, today=clock.local_date(now))
    staging.repair(actor, batch_id=batch_id, number=number, values=values, intake=ROLL, judge=judge, now=now)
    judge_roll_again(actor, term_id=term_id, batch_id=batch_id, now=now)
    return staging.line(batch_id, number)


def judge_roll_again(actor: Actor, *, term_id: UUID, batch_id: UUID, now: datetime) -> Batch:
    """Judge all rows of a preview anew, because something else has changed since.

    Raises: NotFound; Conflict when the list is not in preview.
    """
    term = asked.term(actor, term_id)
    asked.roll_batch(actor, term_id, batch_id)
    judge = judge_for(batch_id, term, today=clock.local_date(now))
    return staging.judge_again(actor, batch_id=batch_id, intake=ROLL, judge=judge, now=now)


def apply_roll(actor: Actor, *, term_id: UUID, batch_id: UUID, now: datetime) -> Batch:
    """Take onto the roll what the preview proposes: up to 5,000 rows all or none, once however often it is pressed.

    Raises: NotFound; Conflict when something has changed since the preview, or while a vote is open: then nothing is
        taken.
    """
    term, batch = asked.term(actor, term_id), asked.roll_batch(actor, term_id, batch_id)
    if batch.state is BatchState.APPLIED:
        return batch
    require_no_open_vote(term_id)
    judge = judge_for(batch_id, term, today=clock.local_date(now))
    applier = RollApplier(term, given=[badge_of(one.values) for one in staging.every_line(batch_id)])
    return staging.apply(actor, batch_id=batch_id, judge=judge, applier=applier, now=now)


def undo_roll(actor: Actor, *, term_id: UUID, batch_id: UUID, now: datetime) -> Batch:
    """Take a list off the roll again, whole; done once however often it is pressed.

    Raises: NotFound; Conflict when a later one was applied, or while a vote is open; RuleBroken, saying what
        stands against it.
    """
    term, batch = asked.term(actor, term_id), asked.roll_batch(actor, term_id, batch_id)
    if batch.state is BatchState.UNDONE:
        return batch
    require_no_open_vote(term_id)
    return staging.undo(actor, batch_id=batch_id, applier=RollApplier(term), now=now)


def _write(
    mandate: Delegate, values: Mapping[str, str], units: Mapping[str, ElectoralUnit], groups: Mapping[str, Delegation]
) -> None:
    for name in PLAIN:
        if name in values:
            setattr(mandate, name, values[name])
    if "unit" in values:
        mandate.electoral_unit = units.get(values["unit"])
    if "delegation" in values:
        mandate.delegation = groups.get(values["delegation"])
    if "votes" in values:
        mandate.votes_for = int(values["votes"]) if values["votes"] else None


def _held(model: type[Model], ids: Collection[UUID]) -> set[UUID]:
    """Return those rows of a model that rows of others hold on to, so that they cannot be deleted."""
    found: set[UUID] = set()
    for link in model._meta.get_fields(include_hidden=True) if ids else ():
        if isinstance(link, ForeignObjectRel) and link.on_delete is PROTECT:
            column = link.field.attname
            rows = link.related_model._base_manager.filter(**{f"{column}__in": ids})
            found.update(rows.order_by().values_list(column, flat=True).distinct())
    return found


def _ask_review_anew(term: Term) -> None:
    if term.qualified_at is not None:
        term.qualified_at = None
        term.save(update_fields=["qualified_at"])
