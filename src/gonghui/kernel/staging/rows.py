"""Rows of a batch: judged together with their twins, stored encrypted, shown as lines."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext as _

from gonghui.kernel.errors import NotFound
from gonghui.kernel.models import StagedBatch, StagedRow, Verdict
from gonghui.kernel.paging import Page, page_of
from gonghui.kernel.privacy import blind_index
from gonghui.kernel.privacy.index import normalise
from gonghui.kernel.staging.intake import NOTHING, Candidate, Intake, Judge, Judgement, Line, Reason

TWIN: Final = "row-twin"
_PURPOSE: Final = "staging-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate with its judgement and the digest of its key, empty when it has none."""

    candidate: Candidate
    judgement: Judgement
    digest: str


def judged(
    batch_id: UUID, part: Sequence[tuple[Candidate, tuple[Reason, ...]]], intake: Intake, judge: Judge
) -> list[Judged]:
    """Judge rows: the unreadable, and those that repeat the key of an earlier row, are refused here without the judge.

    Raises: ValueError when the judge does not answer every candidate.
    """
    digests = {candidate.number: _digest(candidate, intake) for candidate, _reasons in part}
    earlier = _first_with(batch_id, digests)
    found = {candidate.number: [*reasons] for candidate, reasons in part}
    for candidate, _reasons in part:
        first = earlier.get(digests[candidate.number], candidate.number)
        if first < candidate.number:
            found[candidate.number].append(_twin(candidate.number, first, intake))
    clean = [candidate for candidate, _reasons in part if not found[candidate.number]]
    answers = judge.judge(clean) if clean else []
    if len(answers) != len(clean):
        raise ValueError(f"{len(clean)} candidates, {len(answers)} judgements")
    judgements = dict(zip((candidate.number for candidate in clean), answers, strict=True))
    return [
        Judged(
            candidate=candidate,
            judgement=judgements.get(candidate.number)
            or Judgement(verdict=Verdict.REFUSED, reasons=tuple(found[candidate.number])),
            digest=digests[candidate.number],
        )
        for candidate, _reasons in part
    ]


def staged(batch_id: UUID, lines: Iterable[Judged]) -> None:
    """Store new rows."""
    StagedRow.objects.bulk_create(
        [StagedRow(batch_id=batch_id, number=line.candidate.number, **_stored(line)) for line in lines],
        batch_size=500,
    )


def rejudged(row: StagedRow, line: Judged) -> None:
    """Put a new judgement into a stored row; the caller saves."""
    for name, value in _stored(line).items():
        setattr(row, name, value)


def lines(
    batch_id: UUID, *, verdict: Verdict | None = None, number: str | int | None = None, size: int = 50
) -> Page[Line]:
    """Return one page of the rows of a batch, in the order of the file, of one verdict or of all."""
    rows = StagedRow.objects.filter(batch_id=batch_id).order_by("number")
    chosen = rows if verdict is None else rows.filter(verdict=verdict)
    return page_of(chosen, number, size=size).map(line_of)


def every_line(batch_id: UUID) -> Iterator[Line]:
    """Go through all rows of a batch in the order of the file, a few at a time."""
    return (line_of(row) for row in StagedRow.objects.filter(batch_id=batch_id).order_by("number").iterator(500))


def line(batch_id: UUID, number: int) -> Line:
    """Return one row of a batch. Raises: NotFound."""
    row = StagedRow.objects.filter(batch_id=batch_id, number=number).first()
    if row is None:
        raise NotFound
    return line_of(row)


def line_of(row: StagedRow) -> Line:
    """Open a stored row."""
    return Line(
        number=row.number,
        values=json.loads(row.cells.reveal()),
        verdict=Verdict(row.verdict),
        reasons=tuple(Reason(**reason) for reason in row.reasons),
        proposed=json.loads(row.proposed.reveal()),
        repaired=row.repaired,
        applied=row.applied,
        subject=row.subject,
    )


def same_outcome(line_: Line, judgement: Judgement) -> bool:
    """Tell whether a row would still become what its preview says."""
    return (line_.verdict, line_.proposed, line_.subject) == (
        judgement.verdict,
        json.loads(_text(judgement.proposed)),
        judgement.subject,
    )


def recount(batch: StagedBatch) -> None:
    """Count the verdicts of a batch anew; the caller saves."""
    rows: QuerySet[StagedRow] = StagedRow.objects.filter(batch_id=batch.id)
    counts = dict(rows.order_by().values_list("verdict").annotate(Count("id")))
    for verdict in Verdict:
        setattr(batch, verdict.value, counts.get(verdict.value, 0))


def _stored(line_: Judged) -> dict[str, Any]:
    return {
        "cells": _text(line_.candidate.values),
        "verdict": line_.judgement.verdict.value,
        "reasons": [asdict(reason) for reason in line_.judgement.reasons],
        "proposed": _text(line_.judgement.proposed or NOTHING),
        "unique_digest": line_.digest,
        "subject": line_.judgement.subject,
    }


def _first_with(batch_id: UUID, digests: Mapping[int, str]) -> dict[str, int]:
    """Return the number of the first row with each key: among stored rows not in `digests`, and in `digests`."""
    stored = StagedRow.objects.filter(batch_id=batch_id, unique_digest__in={d for d in digests.values() if d})
    first = dict(stored.exclude(number__in=digests).order_by().values_list("unique_digest").annotate(Min("number")))
    for number, digest in digests.items():
        if digest:
            first[digest] = min(number, first.get(digest, number))
    return first


def _digest(candidate: Candidate, intake: Intake) -> str:
    value = candidate.values[intake.key]
    return blind_index(value, _PURPOSE) if normalise(value) else ""


def _twin(number: int, first: int, intake: Intake) -> Reason:
    title = next(column.title for column in intake.columns if column.key == intake.key)
    sentence = _("第 %(row)s 行与第 %(first)s 行的“%(title)s”相同，请只留一行。")
    return Reason(code=TWIN, sentence=sentence % {"row": number, "first": first, "title": title}, column=intake.key)


def _text(values: Mapping[str, object]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
