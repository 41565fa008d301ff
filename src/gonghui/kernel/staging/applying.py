"""What follows a preview: rows are repaired, the batch is applied as a whole, undone as a whole, and forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from gonghui.kernel.action import action
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound
from gonghui.kernel.models import BatchState, StagedBatch, StagedRow, Verdict
from gonghui.kernel.staging.batches import Batch, Progress, locked, note, upload_path, view
from gonghui.kernel.staging.intake import Applier, Candidate, Intake, Judge, Line, Reason
from gonghui.kernel.staging.reading import CELL_CODES, reread
from gonghui.kernel.staging.rows import judged, line, line_of, recount, rejudged, same_outcome

AT_ONCE: Final = 5_000
"""Rows applied in one transaction: a batch of at most this many is applied wholly or not at all."""

_TO_APPLY: Final = (Verdict.ACCEPTED.value, Verdict.CHANGED.value)
_JUDGED: Final = ["cells", "verdict", "reasons", "proposed", "unique_digest", "subject", "repaired"]
_WRITTEN_AT_ONCE: Final = 500
NOTHING_NEW: Final[Mapping[str, str]] = {}


def repair(
    actor: Actor,
    *,
    batch_id: UUID,
    number: int,
    values: Mapping[str, str],
    intake: Intake,
    judge: Judge,
    now: datetime,
) -> Line:
    """Put new texts into a row of a preview and judge it anew, with every row that has its old or its new key.

    Raises: NotFound; Conflict `staging-state` when the batch is not in preview.
    """
    _repair(actor, batch_id=batch_id, number=number, values=values, intake=intake, judge=judge, now=now)
    return line(batch_id, number)


def judge_again(
    actor: Actor, *, batch_id: UUID, intake: Intake, judge: Judge, now: datetime, chunk: int = AT_ONCE
) -> Batch:
    """Judge all rows of a preview anew, because what they are compared with has changed since.

    Raises: NotFound; Conflict `staging-state`.
    """
    last = 0
    while True:
        batch, last = _judge_chunk(
            actor, batch_id=batch_id, behind=last, intake=intake, judge=judge, now=now, chunk=chunk
        )
        if not last:
            return batch


def apply(
    actor: Actor,
    *,
    batch_id: UUID,
    judge: Judge,
    applier: Applier,
    now: datetime,
    chunk: int = AT_ONCE,
    progress: Progress | None = None,
) -> Batch:
    """Carry out what the preview proposes; refused and unchanged rows are left alone.

    Up to `chunk` rows are one transaction. Every row is judged again just before; a longer batch that stops halfway is
    taken up by calling this again, or taken back by `undo`.

    Raises: NotFound; Conflict `staging-state`, or `staging-stale` when a row would not become what was previewed.
    """
    while True:
        batch = _apply_chunk(actor, batch_id=batch_id, judge=judge, applier=applier, now=now, chunk=chunk)
        if progress is not None:
            progress(batch.done, batch.total)
        if batch.state is BatchState.APPLIED:
            return batch


def undo(
    actor: Actor,
    *,
    batch_id: UUID,
    applier: Applier,
    now: datetime,
    chunk: int = AT_ONCE,
    progress: Progress | None = None,
) -> Batch:
    """Take back all that a batch did, from its last row to its first.

    Raises: NotFound; Conflict `staging-state`, or `staging-not-last` when a later batch was applied here; what the
    applier raises.
    """
    while True:
        batch = _undo_chunk(actor, batch_id=batch_id, applier=applier, now=now, chunk=chunk)
        if progress is not None:
            progress(batch.done, batch.total)
        if batch.state is BatchState.UNDONE:
            return batch


def purge(*, before: datetime, now: datetime) -> int:
    """Delete the rows, and any file left, of batches received before a moment; return how many batches that were.

    What was done stays in the ledger and in the counts; such a batch can no longer be undone.

    Source: 个人信息保护法, articles 19 and 47.
    """
    old = StagedBatch.objects.filter(at__lt=before, purged_at=None).order_by("at").values_list("id", flat=True)
    machine = Actor.system("staging")
    return sum(_purge(machine, batch_id=batch_id, now=now) for batch_id in list(old))


@action
def _repair(
    _actor: Actor,
    *,
    batch_id: UUID,
    number: int,
    values: Mapping[str, str],
    intake: Intake,
    judge: Judge,
    now: datetime,  # noqa: ARG001 - the ledger's moment
) -> None:
    batch = locked(batch_id, BatchState.PREVIEWED)
    row = StagedRow.objects.filter(batch_id=batch_id, number=number).first()
    if row is None:
        raise NotFound
    old_key = row.unique_digest
    row.repaired = True
    _judge_rows(batch, [row], intake, judge, values)
    twins = StagedRow.objects.filter(batch_id=batch_id, unique_digest__in={old_key, row.unique_digest} - {""})
    _judge_rows(batch, list(twins.exclude(number=number).order_by("number")), intake, judge)
    _save_counts(batch)
    note("row-repaired", batch, number=number, verdict=row.verdict)


@action
def _judge_chunk(
    _actor: Actor,
    *,
    batch_id: UUID,
    behind: int,
    intake: Intake,
    judge: Judge,
    now: datetime,  # noqa: ARG001 - the ledger's moment
    chunk: int,
) -> tuple[Batch, int]:
    batch = locked(batch_id, BatchState.PREVIEWED)
    rows = list(StagedRow.objects.filter(batch_id=batch_id, number__gt=behind).order_by("number")[:chunk])
    _judge_rows(batch, rows, intake, judge)
    _save_counts(batch)
    note("rows-judged-again", batch, rows=len(rows))
    return view(batch), rows[-1].number if rows else 0


@action
def _apply_chunk(actor: Actor, *, batch_id: UUID, judge: Judge, applier: Applier, now: datetime, chunk: int) -> Batch:
    batch = locked(batch_id, BatchState.PREVIEWED, BatchState.APPLYING)
    to_apply = StagedRow.objects.filter(batch_id=batch_id, verdict__in=_TO_APPLY, applied=False)
    if batch.state == BatchState.PREVIEWED:
        batch.state, batch.applied_at, batch.total, batch.done = BatchState.APPLYING.value, now, to_apply.count(), 0
    rows = list(to_apply.order_by("number")[:chunk])
    lines = [line_of(row) for row in rows]
    _demand_fresh(lines, judge)
    subjects = applier.apply(actor, lines, now=now) if lines else []
    for row, subject in zip(rows, subjects, strict=True):
        row.applied, row.subject = True, subject
    _overwrite(rows, ["applied", "subject"])
    batch.done += len(rows)
    if batch.done == batch.total:
        batch.state = BatchState.APPLIED.value
    batch.save(update_fields=["state", "applied_at", "total", "done"])
    note("rows-applied", batch, rows=len(rows), state=batch.state)
    return view(batch)


@action
def _undo_chunk(actor: Actor, *, batch_id: UUID, applier: Applier, now: datetime, chunk: int) -> Batch:
    batch = locked(batch_id, BatchState.APPLIED, BatchState.APPLYING, BatchState.UNDOING)
    applied = StagedRow.objects.filter(batch_id=batch_id, applied=True)
    if batch.state != BatchState.UNDOING:
        _demand_last(batch)
        batch.state, batch.total, batch.done = BatchState.UNDOING.value, applied.count(), 0
    rows = list(applied.order_by("-number")[:chunk])
    if rows:
        applier.undo(actor, [line_of(row) for row in rows], now=now)
    StagedRow.objects.filter(id__in=[row.id for row in rows]).update(applied=False)
    batch.done += len(rows)
    if batch.done == batch.total:
        batch.state, batch.undone_at = BatchState.UNDONE.value, now
    batch.save(update_fields=["state", "undone_at", "total", "done"])
    note("rows-undone", batch, rows=len(rows), state=batch.state)
    return view(batch)


@action
def _purge(_actor: Actor, *, batch_id: UUID, now: datetime) -> int:
    batch = StagedBatch.objects.select_for_update().get(id=batch_id)
    rows, _by_model = StagedRow.objects.filter(batch_id=batch_id).delete()
    upload_path(batch_id).unlink(missing_ok=True)
    batch.purged_at = now
    batch.save(update_fields=["purged_at"])
    note("batch-purged", batch, rows=rows)
    return 1


def _judge_rows(
    batch: StagedBatch,
    rows: Sequence[StagedRow],
    intake: Intake,
    judge: Judge,
    values: Mapping[str, str] = NOTHING_NEW,
) -> None:
    """Judge stored rows anew, with new texts put in; an unreadable cell stays one until it gets a new text."""
    part = [_read_again(row, values, intake) for row in rows]
    for row, answer in zip(rows, judged(batch.id, part, intake, judge), strict=True):
        rejudged(row, answer)
    _overwrite(rows, _JUDGED)


def _read_again(row: StagedRow, values: Mapping[str, str], intake: Intake) -> tuple[Candidate, tuple[Reason, ...]]:
    before = line_of(row)
    candidate, found = reread(row.number, {**before.values, **values}, intake)
    kept = [reason for reason in before.reasons if reason.code.startswith(CELL_CODES) and reason.column not in values]
    columns = {reason.column for reason in kept}
    return candidate, (*kept, *(reason for reason in found if reason.column not in columns))


def _demand_fresh(lines: Sequence[Line], judge: Judge) -> None:
    candidates = [Candidate(number=line_.number, values=line_.values) for line_ in lines]
    for line_, judgement in zip(lines, judge.judge(candidates) if candidates else (), strict=True):
        if not same_outcome(line_, judgement):
            raise Conflict(
                _("预览之后，第 %(row)s 行涉及的资料有了变动。") % {"row": line_.number},
                code="staging-stale",
                remedy=_("请重新预览，核对后再导入。"),
                fields={"row": str(line_.number)},
            )


def _demand_last(batch: StagedBatch) -> None:
    later = StagedBatch.objects.filter(kind=batch.kind, within=batch.within, applied_at__gt=batch.applied_at)
    if later.exclude(state=BatchState.UNDONE).filter(Q(accepted__gt=0) | Q(changed__gt=0)).exists():
        raise Conflict(
            _("在这之后还有别的导入。"), code="staging-not-last", remedy=_("请从最近一次导入开始，依次撤销。")
        )


def _overwrite(rows: Sequence[StagedRow], fields: Sequence[str]) -> None:
    """Write these fields of stored rows; an insert that meets itself costs a third of Django's `bulk_update`."""
    StagedRow.objects.bulk_create(
        rows, batch_size=_WRITTEN_AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _save_counts(batch: StagedBatch) -> None:
    recount(batch)
    batch.save(update_fields=[verdict.value for verdict in Verdict])
