"""Imports of rosters, step by step: what the staging of the kernel does, for those who may and in this union alone.

Long work runs in the request that asks for it and commits as it goes; asking again takes it up where it broke off (see
docs/adr/0005-long-work.md).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from gonghui.kernel import clock, staging
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict
from gonghui.kernel.staging import Batch, BatchState, Line
from gonghui.registry import policy
from gonghui.registry.actions.roster import RosterApplier
from gonghui.registry.intake import ROSTER
from gonghui.registry.queries.imports import batch_of
from gonghui.registry.queries.roster import judge_for


def receive_roster(actor: Actor, *, union_id: UUID, name: str, chunks: Iterable[bytes], now: datetime) -> Batch:
    """Keep an uploaded roster until it has been read.

    Raises: NotAllowed, NotFound; FileRefused when it is empty or too large.
    """
    policy.require_keeper(actor, union_id)
    return staging.receive(actor, intake=ROSTER, within=union_id, name=name, chunks=chunks, now=now)


def read_roster(actor: Actor, *, union_id: UUID, batch_id: UUID, now: datetime) -> Batch:
    """Read a roster into its preview, or go on reading it; harmless when it has been read, or another request reads it.

    Raises: NotAllowed, NotFound.
    """
    batch = batch_of(actor, union_id, batch_id)
    if batch.state not in (BatchState.UPLOADED, BatchState.READING):
        return batch
    judge = judge_for(batch_id, union_id, today=clock.local_date(now))
    try:
        return staging.read(actor, batch_id=batch_id, intake=ROSTER, judge=judge, now=now)
    except Conflict:
        return batch_of(actor, union_id, batch_id)


def repair_row(
    actor: Actor, *, union_id: UUID, batch_id: UUID, number: int, values: Mapping[str, str], now: datetime
) -> Line:
    """Put new texts into a row of a preview; rows that repeated its number or phone are judged anew with it.

    Raises: NotAllowed, NotFound; Conflict when the roster is not in preview.
    """
    batch_of(actor, union_id, batch_id)
    judge = judge_for(batch_id, union_id, today=clock.local_date(now))
    touched = judge.sharing(number)
    line = staging.repair(
        actor, batch_id=batch_id, number=number, values=values, intake=ROSTER, judge=judge, now=now
    )  # fmt: skip
    if touched or judge.sharing(number):
        judge_again(actor, union_id=union_id, batch_id=batch_id, now=now)
        line = staging.line(batch_id, number)
    return line


def judge_again(actor: Actor, *, union_id: UUID, batch_id: UUID, now: datetime) -> Batch:
    """Judge all rows of a preview anew, because something else has changed since.

    Raises: NotAllowed, NotFound; Conflict when the roster is not in preview.
    """
    batch_of(actor, union_id, batch_id)
    judge = judge_for(batch_id, union_id, today=clock.local_date(now))
    return staging.judge_again(actor, batch_id=batch_id, intake=ROSTER, judge=judge, now=now)


def apply_roster(actor: Actor, *, union_id: UUID, batch_id: UUID, now: datetime) -> Batch:
    """Take in what the preview proposes: up to 5,000 rows all or none, and done once however often it is pressed.

    Raises: NotAllowed, NotFound; Conflict when something has changed since the preview: then nothing is taken in.
    """
    batch = batch_of(actor, union_id, batch_id)
    if batch.state is BatchState.APPLIED:
        return batch
    judge = judge_for(batch_id, union_id, today=clock.local_date(now))
    return staging.apply(actor, batch_id=batch_id, judge=judge, applier=RosterApplier(union_id, batch_id), now=now)


def undo_roster(actor: Actor, *, union_id: UUID, batch_id: UUID, now: datetime) -> Batch:
    """Take a roster out again, whole; done once however often it is pressed.

    Raises: NotAllowed, NotFound; Conflict when a later one was taken in; RuleBroken, saying what stands against it.
    """
    batch = batch_of(actor, union_id, batch_id)
    if batch.state is BatchState.UNDONE:
        return batch
    return staging.undo(actor, batch_id=batch_id, applier=RosterApplier(union_id, batch_id), now=now)
