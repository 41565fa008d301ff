"""Judging a list of delegates as a whole, because one more manager depends on everybody else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from gonghui.congress.intake import ROLL
from gonghui.congress.models import Delegate, Term
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.kinds import UnitType
from gonghui.congress.rules.parameters import GROUP_RELAX, MANAGER_MAX
from gonghui.congress.rules.people import Category
from gonghui.congress.rules.roll import (
    Fault,
    Kind,
    Mandate,
    RollColumn,
    badge_doubles,
    badge_of,
    beyond_sentence,
    managers_beyond,
    read_mandate,
    unit_differences,
)
from gonghui.congress.rules.seats import seats_beyond, seats_sentence
from gonghui.congress.rules.text import mark as _
from gonghui.congress.rules.text import say
from gonghui.kernel import staging
from gonghui.kernel.staging import Candidate, Judgement, Reason, Verdict
from gonghui.kernel.staging.batches import upload_path
from gonghui.kernel.staging.reading import open_file
from gonghui.registry import public as registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A row that was read: person and mandate, or what stands against it."""

    keyed: registry.Keyed | None
    mandate: Mandate | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """A row with nothing against it so far, and whom it speaks of."""

    read: Read
    match: registry.Match
    category: str
    known: Delegate | None


class RollJudge:
    """Judges the rows of one list for one term. It knows every row, whichever it is asked for."""

    def __init__(self, term: Term, rows: Iterable[Candidate], *, today: date) -> None:
        self._term = term
        self._today = today
        self._pack = law_of(term)
        self._values: dict[int, Mapping[str, str]] = {row.number: row.values for row in rows}
        self._judged: dict[int, Judgement] | None = None

    def judge(self, candidates: Sequence[Candidate]) -> Sequence[Judgement]:
        """Return one judgement per row, in order."""
        for candidate in candidates:
            if self._values.get(candidate.number) != candidate.values:
                self._values[candidate.number] = candidate.values
                self._judged = None
        if self._judged is None:
            self._judged = self._judge_all()
        return [self._judged[candidate.number] for candidate in candidates]

    def _judge_all(self) -> dict[int, Judgement]:
        numbers = sorted(self._values)
        read = {number: self._read(self._values[number]) for number in numbers}
        refused = {number: list(one.reasons) for number, one in read.items() if one.reasons}
        self._refuse_doubles(numbers, read, refused)
        self._refuse_units(numbers, read, refused)
        self._refuse_badge_doubles(numbers, refused)
        clean = self._matched(numbers, read, refused)
        self._refuse_taken_badges(clean, refused)
        known_before = -1
        # A delegate whose move is refused keeps the old seat, which another row may have counted on.
        while known_before != len(refused):
            known_before = len(refused)
            self._refuse_beyond_seats(_left(clean, refused), refused)
            self._refuse_managers(_left(clean, refused), refused)
        return {
            number: Judgement(verdict=Verdict.REFUSED, reasons=tuple(refused[number]))
            if number in refused else _accepted(clean[number])
            for number in numbers
        }  # fmt: skip

    def _read(self, values: Mapping[str, str]) -> Read:
        judged = registry.judge_person_row(values, today=self._today)
        mandate, faults = read_mandate(values, self._pack)
        reasons = [
            Reason(code=str(one.fault), sentence=registry.fault_sentence(one.fault), column=one.column)
            for one in judged.faults
        ]
        reasons += [_reason(fault) for fault in faults]
        keyed = registry.keyed(judged.row) if judged.row is not None else None
        return Read(keyed=keyed, mandate=mandate, reasons=tuple(reasons))

    def _refuse_doubles(self, numbers: list[int], read: Mapping[int, Read], refused: dict[int, list[Reason]]) -> None:
        rows = [keyed.row if (keyed := read[number].keyed) else None for number in numbers]
        for index, double in registry.doubles(rows).items():
            words = registry.fault_sentence(double.refused.fault, {"other": str(numbers[double.earlier])})
            reason = Reason(code=str(double.refused.fault), sentence=words, column=double.refused.column)
            refused.setdefault(numbers[index], []).append(reason)

    def _refuse_units(self, numbers: list[int], read: Mapping[int, Read], refused: dict[int, list[Reason]]) -> None:
        rows = [(number, one.mandate) for number in numbers if (one := read[number]).mandate is not None]
        for number, other in unit_differences((number, mandate) for number, mandate in rows if mandate).items():
            sentence = say(_("选区的职工数、名额或参加人数与第 %(other)s 行不同，请核对"), other=other)
            fault = Fault(code="unit-differs", sentence=sentence, column=RollColumn.UNIT_STAFF)
            refused.setdefault(number, []).append(_reason(fault))

    def _refuse_badge_doubles(self, numbers: list[int], refused: dict[int, list[Reason]]) -> None:
        for number, other in badge_doubles((number, badge_of(self._values[number])) for number in numbers).items():
            sentence = say(_("代表证号与第 %(other)s 行相同，请改成各人不同的号"), other=other)
            fault = Fault(code="badge-twice", sentence=sentence, column=RollColumn.BADGE)
            refused.setdefault(number, []).append(_reason(fault))

    def _refuse_taken_badges(self, clean: Mapping[int, Clean], refused: dict[int, list[Reason]]) -> None:
        # Numbers of ended mandates stay theirs: they stand in the papers of earlier meetings.
        holders = {one.number: one for one in Delegate.objects.filter(term=self._term)}
        for number, one in clean.items():
            holder = holders.get(one.read.mandate.badge) if one.read.mandate else None
            if holder is None or (one.known is not None and holder.id == one.known.id):
                continue
            sentence = say(
                _("代表证号 %(badge)s 本届已由%(name)s使用，请换一个号"), badge=holder.number, name=holder.name
            )
            fault = Fault(code="badge-taken", sentence=sentence, column=RollColumn.BADGE)
            refused[number] = [_reason(fault)]

    def _matched(
        self, numbers: list[int], read: Mapping[int, Read], refused: dict[int, list[Reason]]
    ) -> dict[int, Clean]:
        left = [number for number in numbers if number not in refused]
        circle = registry.circle_of(self._term.union_id, [keyed for number in left if (keyed := read[number].keyed)])
        on_roll = {
            one.person_id: one
            for one in Delegate.objects.filter(term=self._term, ended_on=None).select_related(
                "delegation", "electoral_unit"
            )
        }  # fmt: skip
        clean: dict[int, Clean] = {}
        for number in left:
            one = read[number]
            found = circle.match(one.keyed) if one.keyed else None
            if isinstance(found, registry.MatchRefused):
                words = registry.fault_sentence(found.fault)
                refused[number] = [Reason(code=str(found.fault), sentence=words, column=found.column)]
                continue
            if found is None or one.keyed is None:
                continue
            member = circle.by_person.get(found.person_id) if found.person_id else None
            category = str(one.keyed.row.category or (member.category if member else "") or "")
            if not category:
                fault = Fault(code="category-missing", sentence=say(_("没有填类别，代表的构成算不出来")),
                              column=registry.Column.CATEGORY)  # fmt: skip
                refused[number] = [_reason(fault)]
                continue
            known = on_roll.get(found.person_id) if found.person_id else None
            clean[number] = Clean(read=one, match=found, category=category, known=known)
        return clean

    def _refuse_beyond_seats(self, clean: Mapping[int, Clean], refused: dict[int, list[Reason]]) -> None:
        allotted = {unit.name: unit.seats for unit in self._term.electoral_units.all()}
        rows: dict[str, list[int]] = {}
        for number, one in clean.items():
            if _kind(one) is Kind.FULL and (name := _unit(one)):
                rows.setdefault(name, []).append(number)
                given = one.read.mandate.unit_seats if one.read.mandate else None
                allotted[name] = given or allotted.get(name, 0)
        limited = {name: numbers for name, numbers in rows.items() if allotted[name]}
        if not limited:
            return
        listed = {one.known.id for one in clean.values() if one.known}
        running = Delegate.objects.filter(term=self._term, kind=Kind.FULL, ended_on=None)
        placed = running.exclude(electoral_unit=None).values_list("id", "electoral_unit__name")
        others = Counter(name for ident, name in placed if ident not in listed)
        for name, numbers in limited.items():
            settled = [_is_seated(clean[number], name) for number in numbers]
            for index in seats_beyond(allotted[name], serving=others[name], settled=settled):
                sentence = seats_sentence(name, seats=allotted[name], wanted=others[name] + len(numbers))
                fault = Fault(code="seats", sentence=sentence, column=RollColumn.UNIT)
                refused[numbers[index]] = [_reason(fault)]

    def _refuse_managers(self, clean: Mapping[int, Clean], refused: dict[int, list[Reason]]) -> None:
        relaxed = self._term.is_large_group and self._pack[GROUP_RELAX]
        if relaxed or self._term.union.unit_kind == UnitType.REGIONAL:
            return
        listed = {one.known.id for one in clean.values() if one.known}
        others = Delegate.objects.filter(term=self._term, kind=Kind.FULL, ended_on=None).exclude(id__in=listed)
        full = [number for number, one in clean.items() if _kind(one) is Kind.FULL]
        # Who is a full delegate and a manager already does not lose the mandate by being on the list again.
        settled = [number for number in full if _is_settled(clean[number])]
        new = [number for number in full if number not in set(settled)]
        ceiling = self._pack[MANAGER_MAX]
        beyond, managers, total = managers_beyond(
            ceiling,
            managers=others.filter(category=Category.MANAGER).count()
            + sum(clean[number].category == Category.MANAGER for number in settled),
            total=others.count() + len(settled), rows=[clean[number].category == Category.MANAGER for number in new],
        )  # fmt: skip
        for index in beyond:
            fault = Fault(code="managers", sentence=beyond_sentence(ceiling, managers=managers, total=total),
                          column=RollColumn.KIND)  # fmt: skip
            refused[new[index]] = [_reason(fault)]


def judge_for(batch_id: UUID, term: Term, *, today: date) -> RollJudge:
    """Return a judge that knows every row of a batch: from its file while that lies here, else from its stored rows."""
    path = upload_path(batch_id)
    if path.exists():
        return RollJudge(
            term, [candidate for candidate, bad in open_file(path, ROLL).candidates() if not bad], today=today
        )
    readable = [one for one in staging.every_line(batch_id) if not any(_is_of_a_cell(given) for given in one.reasons)]
    return RollJudge(term, [Candidate(number=one.number, values=one.values) for one in readable], today=today)


def mandate_values(mandate: Mandate, row: registry.PersonRow, category: str) -> dict[str, str]:
    """Return what a mandate shall hold, as texts; empty ones say nothing."""
    return {
        "kind": mandate.kind.value, "number": mandate.badge, "name": row.name, "sex": str(row.sex or ""),
        "employee_number": row.number, "post": row.post, "category": category, "unit": mandate.unit,
        "delegation": mandate.delegation, "seat": mandate.seat,
        "votes": "" if mandate.votes is None else str(mandate.votes),
    }  # fmt: skip


def held_values(known: Delegate) -> dict[str, str]:
    """Return what a mandate holds now, in the same texts."""
    return {
        "kind": known.kind,
        "number": known.number,
        "name": known.name,
        "sex": known.sex,
        "employee_number": known.employee_number,
        "post": known.post,
        "category": known.category,
        "unit": _unit_of(known),
        "delegation": known.delegation.name if known.delegation else "",
        "seat": known.seat,
        "votes": "" if known.votes_for is None else str(known.votes_for),
    }


def _accepted(one: Clean) -> Judgement:
    assert one.read.keyed is not None
    assert one.read.mandate is not None
    row, mandate = one.read.keyed.row, one.read.mandate
    wanted = mandate_values(mandate, row, one.category)
    held = held_values(one.known) if one.known else {}
    changed = {name: held[name] for name, value in wanted.items() if held and value and held[name] != value}
    verdict = Verdict.ACCEPTED
    if one.known is not None:
        same = not changed and one.match.effect is registry.Effect.SAME
        verdict = Verdict.UNCHANGED if same else Verdict.CHANGED
    figures = {"unit_staff": mandate.unit_staff, "unit_seats": mandate.unit_seats, "took_part": mandate.took_part}
    return Judgement(
        verdict=verdict,
        proposed={"person": registry.row_to_json(row), "mandate": wanted, "figures": figures, "changed": changed},
        subject=one.known.id if one.known else None,
    )


def _kind(one: Clean) -> Kind:
    assert one.read.mandate is not None
    return one.read.mandate.kind


def _is_settled(one: Clean) -> bool:
    return one.known is not None and one.known.kind == Kind.FULL and one.known.category == one.category


def _is_seated(one: Clean, unit: str) -> bool:
    """Say whether a row speaks of somebody who holds a seat of this unit already."""
    known = one.known
    return known is not None and known.kind == Kind.FULL and _unit_of(known) == unit


def _unit(one: Clean) -> str:
    """Return the unit that a row's mandate will belong to: an empty cell leaves the one it has."""
    given = one.read.mandate.unit if one.read.mandate else ""
    return given or (_unit_of(one.known) if one.known else "")


def _unit_of(known: Delegate) -> str:
    return known.electoral_unit.name if known.electoral_unit else ""


def _left(clean: Mapping[int, Clean], refused: Mapping[int, object]) -> dict[int, Clean]:
    return {number: one for number, one in clean.items() if number not in refused}


def _reason(fault: Fault) -> Reason:
    return Reason(code=fault.code, sentence=fault.sentence.render(gettext), column=fault.column)


def _is_of_a_cell(given: Reason) -> bool:
    return given.code.startswith("cell-") or given.code == "row-twin"
