"""What the union holds against the unit, and how each of it stands."""

from datetime import date
from uuid import UUID

from gonghui.congress import policy
from gonghui.congress.models import Correction, CorrectionPaper
from gonghui.congress.queries.law import law_for
from gonghui.congress.rules.correction import PaperKind, check_mended
from gonghui.congress.rules.effect import check_correction
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.pack import Pack
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.registry.public import union_card


def law_of_union(union_id: UUID) -> Pack:
    """Return the rules that hold for a union today."""
    return law_for(union_id, union_card(union_id).region)


def corrections(union_id: UUID) -> list[Correction]:
    """Return all corrections of a union with their papers: what is open first, the latest first."""
    rows = list(Correction.objects.filter(union_id=union_id).prefetch_related("papers").order_by("-id"))
    return sorted(rows, key=lambda one: one.mended_on is not None)


def correction(actor: Actor, correction_id: UUID) -> Correction:
    """Return a correction of the actor's union with its papers, oldest first. Raises: NotFound."""
    found = Correction.objects.prefetch_related("papers").filter(id=correction_id).first()
    if found is None:
        raise NotFound
    policy.require_preparer_of(actor, found.union_id)
    return found


def paper(one: Correction, paper_id: UUID) -> CorrectionPaper:
    """Return a paper of a correction. Raises: NotFound."""
    found = next((paper for paper in one.papers.all() if paper.id == paper_id), None)
    if found is None:
        raise NotFound
    return found


def demand(one: Correction, paper_id: UUID) -> CorrectionPaper:
    """Return the union's own demand; the other papers are written by the union above. Raises: NotFound."""
    found = paper(one, paper_id)
    if found.kind != PaperKind.DEMAND:
        raise NotFound
    return found


def last_paper(one: Correction) -> CorrectionPaper:
    """Return the paper whose term runs now: the last in the order in which they follow each other."""
    order = list(PaperKind)
    return max(one.papers.all(), key=lambda paper: order.index(PaperKind(paper.kind)))


def standing_against(pack: Pack, one: Correction, today: date) -> Finding | None:
    """Return what stands against the unit: no written answer by the day set, or a term that ran out; None for nothing.

    Source: 上海市职工代表大会条例 33, 46.
    """
    paper = last_paper(one)
    kind = PaperKind(paper.kind)
    if kind is PaperKind.DEMAND:
        late = paper.answered_on is None and one.mended_on is None and today > paper.due_on
        found = check_correction(pack, demanded_in_writing=True, answered_in_writing=not late)
    else:
        found = check_mended(pack, kind, due=paper.due_on, mended_on=one.mended_on, today=today)
    return None if found.ok else found


def overdue(union_id: UUID, today: date) -> int:
    """Return how many breaches that are not mended have run past an answer's day or a term."""
    waiting = [one for one in corrections(union_id) if one.mended_on is None]
    if not waiting:
        return 0
    pack = law_of_union(union_id)
    return sum(standing_against(pack, one, today) is not None for one in waiting)
