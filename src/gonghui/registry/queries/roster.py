"""Judging rows of a roster against what the union knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from gonghui.kernel.models import Verdict
from gonghui.kernel.paging import LARGEST_SIZE
from gonghui.kernel.staging import Candidate, Judgement, Line, Reason, lines
from gonghui.registry.keys import keyed
from gonghui.registry.queries.known import Circle, circle_of
from gonghui.registry.rules.kinds import Sex, StaffCategory
from gonghui.registry.rules.matching import Effect, Keyed, KnownFault, Match, MatchRefused, marks_of
from gonghui.registry.rules.roster import CellRefused, Column, PersonRow, RowJudged, judge_row
from gonghui.registry.words import FAULTS, fault_sentence

VERDICTS = {
    Effect.NEW: Verdict.ACCEPTED,
    Effect.JOIN: Verdict.ACCEPTED,
    Effect.CHANGE: Verdict.CHANGED,
    Effect.SAME: Verdict.UNCHANGED,
}


class RosterJudge:
    """Judges rows for one union on one day, and remembers which numbers, phones and IDs the rows before them had.

    The mechanism sees to rows with the same resident ID; employee numbers and phones are seen to here.
    """

    def __init__(self, union_id: UUID, *, today: date, staged: Iterable[Line] = ()) -> None:
        self._union_id = union_id
        self._today = today
        self._seen: dict[tuple[KnownFault, str], set[int]] = {}
        self._marks: dict[int, list[tuple[KnownFault, str]]] = {}
        for line in staged:
            # What the mechanism refused by itself never came here, and does not count against later rows.
            if all(given.code in FAULTS for given in line.reasons):
                self._remember(line.number, self._staged(line))

    def judge(self, candidates: Sequence[Candidate]) -> Sequence[Judgement]:
        """Return one judgement per row, in order."""
        read = [judge_row(candidate.values, today=self._today) for candidate in candidates]
        for candidate, judged in zip(candidates, read, strict=True):
            self._remember(candidate.number, judged.row)
        marked = [keyed(judged.row) if judged.row is not None else None for judged in read]
        circle = circle_of(self._union_id, [mark for mark in marked if mark is not None])
        return [
            _refused(judged) if mark is None else self._twin(candidate.number, mark.row) or _matched(mark, circle)
            for candidate, judged, mark in zip(candidates, read, marked, strict=True)
        ]

    def sharing(self, number: int) -> set[int]:
        """Return the other rows that share a resident ID, an employee number or a phone with this one."""
        shared = {other for mark in self._marks.get(number, ()) for other in self._seen[mark]}
        return shared - {number}

    def _staged(self, line: Line) -> PersonRow | None:
        """Return what a staged row says; one that was taken holds it ready."""
        ready = line.proposed.get("row")
        if ready is not None:
            return row_of_json(cast(Mapping[str, str], ready))
        return judge_row(line.values, today=self._today).row

    def _remember(self, number: int, row: PersonRow | None) -> None:
        for old in self._marks.pop(number, ()):
            self._seen[old].discard(number)
        if row is not None:
            self._marks[number] = [(refused.fault, value) for refused, value in marks_of(row)]
            for new in self._marks[number]:
                self._seen.setdefault(new, set()).add(number)

    def _twin(self, number: int, row: PersonRow) -> Judgement | None:
        for refused, value in marks_of(row):
            first = min(self._seen[refused.fault, value])
            if first < number:
                return Judgement(verdict=Verdict.REFUSED, reasons=(reason(refused, other=str(first)),))
        return None


def reason(refused: CellRefused | MatchRefused, **values: str) -> Reason:
    """Return a fault as staging shows it."""
    return Reason(code=refused.fault.value, sentence=fault_sentence(refused.fault, values), column=refused.column.value)


def row_to_json(row: PersonRow) -> dict[str, str]:
    """Return a row as JSON can hold it; empty cells are left out."""
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name in PersonRow.__dataclass_fields__
        if (value := getattr(row, name))
    }


def row_of_json(values: Mapping[str, str]) -> PersonRow:
    """Return a row from what `row_to_json` made of it."""
    since = values.get("since")
    return PersonRow(
        name=values["name"], sex=Sex(values["sex"]) if "sex" in values else None, number=values.get("number", ""),
        resident_id=values.get("resident_id", ""), phone=values.get("phone", ""),
        department=values.get("department", ""), post=values.get("post", ""),
        category=StaffCategory(values["category"]) if "category" in values else None,
        since=date.fromisoformat(since) if since else None,
    )  # fmt: skip


def _refused(judged: RowJudged) -> Judgement:
    return Judgement(verdict=Verdict.REFUSED, reasons=tuple(reason(one) for one in judged.faults))


def _matched(mark: Keyed, circle: Circle) -> Judgement:
    found = circle.match(mark)
    if isinstance(found, MatchRefused):
        return Judgement(verdict=Verdict.REFUSED, reasons=(reason(found),))
    return Judgement(
        verdict=VERDICTS[found.effect],
        proposed={
            "effect": found.effect.value,
            "row": row_to_json(mark.row),
            "changed": {column.value: _old(circle, found, column) for column in found.changed},
        },
        subject=found.person_id,
    )


def every_line(batch_id: UUID, *, verdict: Verdict | None = None) -> Iterator[Line]:
    """Go through all staged rows of a batch in the order of the file, of one verdict or of all."""
    number = 1
    while True:
        page = lines(batch_id, verdict=verdict, number=number, size=LARGEST_SIZE)
        yield from page.items
        if not page.has_next:
            return
        number += 1


def judge_for(batch_id: UUID, union_id: UUID, *, today: date) -> RosterJudge:
    """Return a judge that knows the rows of a batch read so far."""
    return RosterJudge(union_id, today=today, staged=every_line(batch_id))


def matching_lines(batch_id: UUID, words: str, *, verdict: Verdict | None = None) -> tuple[Line, ...]:
    """Return the rows in which a name, number or phone holds these words, or whose number in the file they are.

    Rows are encrypted, so each is opened and looked at.
    """
    wanted = "".join(words.split()).casefold()
    looked_at = (Column.NAME, Column.NUMBER, Column.PHONE)
    return tuple(
        one
        for one in every_line(batch_id, verdict=verdict)
        if str(one.number) == wanted
        or any(wanted in "".join(one.values.get(column, "").split()).casefold() for column in looked_at)
    )


def _old(circle: Circle, found: Match, column: Column) -> str:
    """Return what a column holds now, for the preview; what is known by its keyed hash alone stays unsaid."""
    known = circle.by_person.get(found.person_id) if found.person_id else None
    if known is None or column in (Column.RESIDENT_ID, Column.PHONE):
        return ""
    value = getattr(known, column.value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
