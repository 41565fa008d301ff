"""A batch on its way: the file is kept, read row by row into a preview, and thrown away."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from gonghui.kernel.action import action, record, touch
from gonghui.kernel.actor import Actor
from gonghui.kernel.db.scope import current
from gonghui.kernel.errors import Conflict, NotFound, Refused, Sentence
from gonghui.kernel.ids import uuid7
from gonghui.kernel.models import BatchState, StagedBatch, Verdict
from gonghui.kernel.staging import refusals
from gonghui.kernel.staging.intake import Candidate, Intake, Judge, Reason
from gonghui.kernel.staging.reading import open_file
from gonghui.kernel.staging.rows import judged, staged

Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""

T = TypeVar("T")

CHUNK: Final = 500
_MEGABYTE: Final = 1024 * 1024
_LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Where a batch stands. `done` of `total` rows are read, or were applied; `failure` says why reading ended."""

    id: UUID
    kind: str
    within: UUID
    source_name: str
    source_digest: str
    state: BatchState
    failure_code: str
    failure: str
    at: datetime
    applied_at: datetime | None
    undone_at: datetime | None
    purged_at: datetime | None
    total: int
    done: int
    counts: Mapping[Verdict, int]

    @property
    def percent(self) -> int:
        """How much is done, in whole hundredths rounded down; 0 while nothing is known."""
        return self.done * 100 // self.total if self.total else 0


def receive(actor: Actor, *, intake: Intake, within: UUID, name: str, chunks: Iterable[bytes], now: datetime) -> Batch:
    """Keep an uploaded file, readable by this process alone, until it has been read.

    Raises: FileRefused `file-too-large`, `file-empty`; nothing is kept then.
    """
    batch_id = uuid7()
    path = upload_path(batch_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        digest = _keep(path, chunks, intake.limits.file_bytes)
        return _enter(actor, batch_id=batch_id, intake=intake, within=within, name=name, digest=digest, now=now)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def read(
    actor: Actor,
    *,
    batch_id: UUID,
    intake: Intake,
    judge: Judge,
    now: datetime,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Batch:
    """Read the file of a batch into rows with verdicts, chunk by chunk, until it can be previewed.

    A reading that broke off is taken up behind the last chunk that was committed. A file that cannot be read makes
    the batch FAILED and says why; that is not raised. The file is deleted at the end, whichever it is.

    Raises: NotFound; Conflict `staging-state` when there is nothing to read, `staging-race` when another process reads.
    """
    path = upload_path(batch_id)
    try:
        reading = open_file(path, intake)
        row = _begin(actor, batch_id=batch_id, total=reading.total, now=now)
        last, done = row.last_number, row.done
        for part in _chunks(reading.candidates(after=last), chunk):
            _stage(actor, batch_id=batch_id, behind=last, part=part, intake=intake, judge=judge, now=now)
            last, done = part[-1][0].number, done + len(part)
            if progress is not None:
                progress(done, reading.total)
        batch = _preview(actor, batch_id=batch_id, now=now)
    except FileNotFoundError:
        batch = _fail(actor, batch_id=batch_id, refused=_file_gone(), now=now)
    except refusals.FileRefused as refused:
        batch = _fail(actor, batch_id=batch_id, refused=refused, now=now)
    path.unlink(missing_ok=True)
    return batch


def batch_of(batch_id: UUID, *, kind: str, within: UUID) -> Batch:
    """Return a batch of this kind in this place.

    Raises: NotFound.
    """
    row = StagedBatch.objects.filter(id=batch_id, kind=kind, within=within).first()
    if row is None:
        raise NotFound
    return view(row)


def batches(*, kind: str, within: UUID) -> list[Batch]:
    """Return all batches of this kind in this place, the latest first."""
    return [view(row) for row in StagedBatch.objects.filter(kind=kind, within=within).order_by("-at", "-id")]


def same_file_before(batch: Batch) -> Batch | None:
    """Return the latest batch that was applied here from the very same file, or None."""
    same = StagedBatch.objects.filter(kind=batch.kind, within=batch.within, source_digest=batch.source_digest)
    row = same.filter(state=BatchState.APPLIED).exclude(id=batch.id).order_by("-applied_at").first()
    return view(row) if row else None


def upload_path(batch_id: UUID) -> Path:
    """Return where the file of a batch lies until it is read."""
    return Path(settings.MEDIA_ROOT) / "staging" / current().slug / f"{batch_id}.upload"


def locked(batch_id: UUID, *states: BatchState) -> StagedBatch:
    """Return a batch, locked for the running transaction.

    Raises: NotFound; Conflict `staging-state` in any other state, `staging-purged` when its rows are gone.
    """
    row = StagedBatch.objects.select_for_update().filter(id=batch_id).first()
    if row is None:
        raise NotFound
    if row.state not in states:
        raise Conflict(_sentence(BatchState(row.state)), code="staging-state", fields={"state": row.state})
    if row.purged_at is not None:
        raise Conflict(_("这批数据的明细已经按期限删除。"), code="staging-purged", remedy=_("请重新上传文件。"))
    return row


def view(row: StagedBatch) -> Batch:
    """Return a batch as others may see it."""
    return Batch(
        id=row.id, kind=row.kind, within=row.within, source_name=row.source_name, source_digest=row.source_digest,
        state=BatchState(row.state), failure_code=row.failure_code, failure=row.failure, at=row.at,
        applied_at=row.applied_at, undone_at=row.undone_at, purged_at=row.purged_at, total=row.total, done=row.done,
        counts=MappingProxyType({verdict: int(getattr(row, verdict.value)) for verdict in Verdict}),
    )  # fmt: skip


def note(verb: str, row: StagedBatch, **facts: str | int) -> None:
    """Enter a step of a batch in the ledger of the place it belongs to, and tell pages that follow it."""
    record(verb, stream=f"staging:{row.within}", subject=("batch", row.id), kind=row.kind, **facts)
    touch(f"batch:{row.id}", "progress")


@action
def _enter(
    actor: Actor, *, batch_id: UUID, intake: Intake, within: UUID, name: str, digest: str, now: datetime
) -> Batch:
    row = StagedBatch.objects.create(
        id=batch_id, kind=intake.kind, within=within, source_name=_file_name(name), source_digest=digest,
        started_by=actor.name, at=now,
    )  # fmt: skip
    note("batch-received", row, digest=digest)
    return view(row)


@action
def _begin(_actor: Actor, *, batch_id: UUID, total: int, now: datetime) -> StagedBatch:  # noqa: ARG001 - the ledger's moment
    row = locked(batch_id, BatchState.UPLOADED, BatchState.READING)
    row.state, row.total = BatchState.READING.value, total
    row.save(update_fields=["state", "total"])
    note("batch-reading", row, total=total, behind=row.last_number)
    return row


@action
def _stage(
    _actor: Actor,
    *,
    batch_id: UUID,
    behind: int,
    part: list[tuple[Candidate, tuple[Reason, ...]]],
    intake: Intake,
    judge: Judge,
    now: datetime,  # noqa: ARG001 - the ledger's moment
) -> None:
    row = locked(batch_id, BatchState.READING)
    if row.last_number != behind:
        raise Conflict(_("另一个进程正在读取这个文件。"), code="staging-race")
    lines = judged(row.id, part, intake, judge)
    staged(row.id, lines)
    row.last_number, row.done = part[-1][0].number, row.done + len(part)
    for line in lines:
        setattr(row, line.judgement.verdict.value, getattr(row, line.judgement.verdict.value) + 1)
    row.save(update_fields=["last_number", "done", *(verdict.value for verdict in Verdict)])
    note("rows-read", row, first=part[0][0].number, last=row.last_number, rows=len(part))


@action
def _preview(_actor: Actor, *, batch_id: UUID, now: datetime) -> Batch:  # noqa: ARG001 - the ledger's moment
    row = locked(batch_id, BatchState.READING)
    row.state = BatchState.PREVIEWED.value
    row.save(update_fields=["state"])
    note("batch-previewed", row, **{verdict.value: int(getattr(row, verdict.value)) for verdict in Verdict})
    return view(row)


@action
def _fail(_actor: Actor, *, batch_id: UUID, refused: Refused, now: datetime) -> Batch:  # noqa: ARG001 - the ledger's moment
    row = locked(batch_id, BatchState.UPLOADED, BatchState.READING)
    row.state, row.failure_code = BatchState.FAILED.value, refused.code
    row.failure = f"{refused.sentence}{refused.remedy}"
    row.save(update_fields=["state", "failure_code", "failure"])
    note("batch-failed", row, code=refused.code)
    return view(row)


def _keep(path: Path, chunks: Iterable[bytes], limit: int) -> str:
    digest, size = hashlib.sha256(), 0
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise refusals.too_large(limit // _MEGABYTE)
            digest.update(chunk)
            file.write(chunk)
    if size == 0:
        raise refusals.empty()
    return digest.hexdigest()


def _chunks(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while part := list(islice(items, size)):
        yield part


def _file_name(name: str) -> str:
    """Return the last part of a file name as it may be shown: one line, nothing invisible, at most 255 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if unicodedata.category(char)[0] != "C")[:_LONGEST_NAME]


def _file_gone() -> Refused:
    return Refused(_("上传的文件已经不在了。"), code="file-gone", remedy=_("请重新上传。"))


def _sentence(state: BatchState) -> Sentence:
    return {
        BatchState.UPLOADED: _("文件还没有读取。"),
        BatchState.READING: _("文件正在读取，请稍候。"),
        BatchState.PREVIEWED: _("这批数据还在预览，没有导入。"),
        BatchState.APPLYING: _("这批数据正在导入，请稍候。"),
        BatchState.APPLIED: _("这批数据已经导入。"),
        BatchState.UNDOING: _("这批数据正在撤销，请稍候。"),
        BatchState.UNDONE: _("这批数据已经撤销。"),
        BatchState.FAILED: _("这个文件没有读成，请重新上传。"),
    }[state]
