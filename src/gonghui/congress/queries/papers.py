"""Materials as a delegate sees them, and who has received and read what."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from gonghui.congress import policy
from gonghui.congress.models import Delegate, Meeting, Paper, PaperReceipt
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A paper with one delegate's marks."""

    paper: Paper
    read_at: datetime | None


def current(meeting: Meeting) -> list[Paper]:
    """Return the newest version of each paper that has been served, by agenda item."""
    served = Paper.objects.filter(meeting=meeting, served_at__isnull=False, withdrawn_at=None)
    newest: dict[str, Paper] = {}
    for paper in served.select_related("item").order_by("item__position", "title", "version"):
        newest[paper.title] = paper
    return list(newest.values())


def newest(meeting: Meeting) -> list[Paper]:
    """Return the newest version of each paper that was not withdrawn, served or not, by agenda item."""
    found: dict[str, Paper] = {}
    versions = Paper.objects.filter(meeting=meeting, withdrawn_at=None).select_related("item")
    for paper in versions.order_by("item__position", "title", "version"):
        found[paper.title] = paper
    return list(found.values())


def rows(meeting: Meeting, delegate: Delegate) -> list[PaperRow]:
    """Return the papers of a meeting with a delegate's marks."""
    read = dict(
        PaperReceipt.objects.filter(paper__meeting=meeting, delegate=delegate, kind="READ").values_list(
            "paper_id", "at"
        )
    )
    return [PaperRow(paper=paper, read_at=read.get(paper.id)) for paper in current(meeting)]


def unread_count(meeting: Meeting, delegate: Delegate) -> int:
    """Return how many papers a delegate has not opened yet."""
    return sum(row.read_at is None for row in rows(meeting, delegate))


def find(actor: Actor, paper_id: UUID) -> Paper:
    """Return a paper for somebody of the meeting: those served and not withdrawn, all for those who prepare.

    Raises: NotFound.
    """
    paper = Paper.objects.select_related("meeting__term__union", "item").filter(id=paper_id).first()
    if paper is None:
        raise NotFound
    policy.require_member(actor, paper.meeting)
    if (paper.served_at is None or paper.withdrawn_at is not None) and not policy.may_prepare(actor, paper.meeting):
        raise NotFound
    return paper


def receipts(meeting: Meeting) -> dict[UUID, dict[str, int]]:
    """Return paper id -> {"SERVED": n, "READ": n}."""
    counted = PaperReceipt.objects.filter(paper__meeting=meeting).values("paper_id", "kind").annotate(n=Count("id"))
    found: dict[UUID, dict[str, int]] = {}
    for row in counted:
        found.setdefault(row["paper_id"], {})[row["kind"]] = row["n"]
    return found
