"""Materials as a delegate sees them, and who has received and read what."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import Count

from gonghui.congress import policy
from gonghui.congress.models import Delegate, Meeting, Paper, PaperReceipt
from gonghui.congress.rules.difference import Difference, carried, difference
from gonghui.congress.rules.pictures import pages
from gonghui.congress.rules.sidebyside import leaves
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A paper with one delegate's marks."""

    paper: Paper
    read_at: datetime | None
    older: tuple[Paper, ...]
    """The versions before that reached the delegates, oldest first."""


def current(meeting: Meeting) -> list[Paper]:
    """Return the newest version of each paper that has been served, by agenda item."""
    return [versions[-1] for versions in served_versions(meeting)]


def served_versions(meeting: Meeting, *, texts: bool = True) -> list[list[Paper]]:
    """Return the versions of each paper that reached the delegates, oldest first, by agenda item.

    Without `texts` they are not read: lists need none, and a text can be long.
    """
    served = Paper.objects.filter(meeting=meeting, served_at__isnull=False, withdrawn_at=None).select_related("item")
    found: dict[str, list[Paper]] = {}
    for paper in (served if texts else served.defer("text")).order_by("item__position", "title", "version"):
        found.setdefault(paper.title, []).append(paper)
    return list(found.values())


def newest(meeting: Meeting) -> list[Paper]:
    """Return the newest version of each paper that was not withdrawn, served or not, by agenda item."""
    found: dict[str, Paper] = {}
    versions = Paper.objects.filter(meeting=meeting, withdrawn_at=None).select_related("item")
    for paper in versions.order_by("item__position", "title", "version"):
        found[paper.title] = paper
    return list(found.values())


def versions(paper: Paper, *, served: bool = True) -> list[Paper]:
    """Return the versions of a paper, oldest first; without `served`, those no delegate has as well."""
    found = Paper.objects.filter(meeting_id=paper.meeting_id, title=paper.title, withdrawn_at=paper.withdrawn_at)
    return list((found.filter(served_at__isnull=False) if served else found).order_by("version"))


def pair(meeting: Meeting, base_id: UUID | None, paper_id: UUID | None) -> tuple[Paper | None, Paper | None]:
    """Return an older version and the newest one of a paper, both as the delegates have them; None for what is not."""
    for *before, paper in served_versions(meeting, texts=False):
        if paper.id == paper_id:
            known = Paper.objects.in_bulk([one.id for one in before if one.id == base_id] + [paper.id])
            return (known.get(base_id) if base_id else None), known[paper.id]
    return None, None


def changed(base: Paper, paper: Paper) -> Difference:
    """Return how one version of a paper became another."""
    return difference(base.text, paper.text)


def where_now(paper: Paper, place: int) -> tuple[Paper, int]:
    """Return the newest served version of a paper, and where one of its paragraphs stands there, 0 when it is gone.

    `place` is counted from 1, as in every reference to a paragraph.
    """
    served = Paper.objects.filter(meeting_id=paper.meeting_id, title=paper.title, served_at__isnull=False)
    later = list(served.filter(withdrawn_at=None, version__gt=paper.version).order_by("version"))
    for one, next_one in pairwise([paper, *later]):
        place = carried(changed(one, next_one), place)
    return (later[-1] if later else paper), place


def screen_pages(paper: Paper, base: Paper | None) -> int:
    """Return how many pages a paper has on the big screen, alone or beside an older version."""
    return len(leaves(base.text, paper.text)) if base else len(pages(paper.text))


def rows(meeting: Meeting, delegate: Delegate) -> list[PaperRow]:
    """Return the papers of a meeting with a delegate's marks."""
    read = dict(
        PaperReceipt.objects.filter(paper__meeting=meeting, delegate=delegate, kind="READ").values_list(
            "paper_id", "at"
        )
    )
    return [
        PaperRow(paper=versions[-1], read_at=read.get(versions[-1].id), older=tuple(versions[:-1]))
        for versions in served_versions(meeting, texts=False)
    ]


def owed(meeting: Meeting, delegate: Delegate) -> list[PaperRow]:
    """Return the papers that a delegate must read and has not opened."""
    return [row for row in rows(meeting, delegate) if row.paper.must_read and row.read_at is None]


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
