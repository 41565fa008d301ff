"""Imports of rosters into a union, for its keepers."""

from uuid import UUID

from gonghui.kernel import staging
from gonghui.kernel.actor import Actor
from gonghui.kernel.paging import Page, page_of
from gonghui.kernel.staging import Batch, Line, Verdict
from gonghui.registry import policy
from gonghui.registry.intake import ROSTER
from gonghui.registry.queries.roster import every_line, matching_lines


def batch_of(actor: Actor, union_id: UUID, batch_id: UUID) -> Batch:
    """Return one import. Raises: NotAllowed; NotFound for a stranger, or an import of another union."""
    policy.require_keeper(actor, union_id)
    return staging.batch_of(batch_id, kind=ROSTER.kind, within=union_id)


def batches(actor: Actor, union_id: UUID) -> list[Batch]:
    """Return all imports into a union, the latest first. Raises: NotAllowed, NotFound."""
    policy.require_keeper(actor, union_id)
    return staging.batches(kind=ROSTER.kind, within=union_id)


def rows(
    batch: Batch, *, verdict: Verdict | None = None, words: str = "", number: str | None = None, size: int
) -> Page[Line]:
    """Return one page of the rows of an import, of one verdict or all, in which words occur if any are given."""
    if words:
        return page_of(matching_lines(batch.id, words, verdict=verdict), 1, size=size)
    return staging.lines(batch.id, verdict=verdict, number=number, size=size)


def row(actor: Actor, union_id: UUID, batch_id: UUID, number: int) -> Line:
    """Return one row of an import. Raises: NotAllowed, NotFound."""
    batch_of(actor, union_id, batch_id)
    return staging.line(batch_id, number)


def refused(actor: Actor, union_id: UUID, batch_id: UUID) -> list[Line]:
    """Return all refused rows of an import, in the order of the file. Raises: NotAllowed, NotFound."""
    batch_of(actor, union_id, batch_id)
    return list(every_line(batch_id, verdict=Verdict.REFUSED))
