"""A delegate opens a paper: the receipt is written once."""

from datetime import datetime
from uuid import UUID

from gonghui.congress.actions.presence import stream
from gonghui.congress.models import PaperReceipt
from gonghui.congress.queries import find, papers
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor


@action
def mark_read(actor: Actor, *, paper_id: UUID, now: datetime) -> None:
    """Note that the delegate has opened this version of the paper.

    Raises: NotFound.
    """
    paper = papers.find(actor, paper_id)
    delegate = find.own_mandate(actor, paper.meeting)
    _receipt, made = PaperReceipt.objects.get_or_create(
        paper=paper, delegate=delegate, kind="READ", defaults={"channel": "APP", "at": now}
    )
    if not made:
        return unchanged()
    record("read-paper", stream=stream(paper.meeting), subject=("paper", paper.id), delegate=str(delegate.id))
    return None
