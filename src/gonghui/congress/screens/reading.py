"""A paper on the phone: its text, its name, whose copy it is, and the page that the chair is at."""

from django.utils.translation import gettext as _

from gonghui.congress.models import Delegate, Meeting, Paper
from gonghui.congress.queries import papers
from gonghui.congress.rules.difference import paragraphs
from gonghui.congress.rules.pictures import LEAFED, Picture, pages_of_paragraphs
from gonghui.congress.rules.versions import anchors
from gonghui.congress.screens import changes, chosen


def head(paper: Paper, delegate: Delegate, before: list[Paper]) -> dict[str, object]:
    """Return what stands above a paper: its version, whether there are older ones, and whose copy it is."""
    return {
        "paper": paper, "version_name": changes.named(paper), "has_older": bool(before),
        "watermark": watermark(delegate, paper),
    }  # fmt: skip


def watermark(delegate: Delegate, *shown: Paper) -> str:
    """Return the name and number that every page bears that shows an internal paper, empty for others."""
    return f"{delegate.name} {delegate.number}" if any(one.internal for one in shown) else ""


def text(paper: Paper, delegate: Delegate) -> dict[str, object]:
    """Return the page of a paper's text: paragraphs by place, each with the anchor it keeps through all versions."""
    every = papers.versions(paper, served=paper.served_at is not None)
    until = [one for one in every if one.version < paper.version]
    return head(paper, delegate, until) | {
        "paragraphs": list(
            zip(anchors([*(one.text for one in until), paper.text]), paragraphs(paper.text), strict=True)
        ),
        "newer": every[-1] if every and every[-1].version > paper.version else None,
    }


def compared(paper: Paper, delegate: Delegate, against: str) -> dict[str, object]:
    """Return the page that compares a paper with its older versions."""
    until = [one for one in papers.versions(paper) if one.version < paper.version]
    made = changes.page([*until, paper], against)
    base = made.get("base")
    shown = [*until, paper] if made["through"] else [base, paper] if isinstance(base, Paper) else [paper]
    return head(paper, delegate, until) | made | {"watermark": watermark(delegate, *shown)}


def follow_bar(meeting: Meeting) -> dict[str, object]:
    """Return the paper that the chair is at, for the line that leads back to it; None while they are at none."""
    is_shown = meeting.wall in LEAFED and meeting.wall_paper_id is not None and meeting.closed_at is None
    return {"chair_at": meeting.wall_paper if is_shown else None}


def followed(meeting: Meeting, delegate: Delegate) -> dict[str, object]:
    """Return what the chair is at: the paragraphs of the page on the big screen, or the changed clause.

    `at` is empty while the screens show something else.
    """
    shown = chosen.of(meeting)
    if shown.what not in LEAFED or shown.paper_id is None:
        return {"m": meeting, "at": ""}
    clause = changes.on_wall(meeting, shown)
    base, paper = papers.pair(meeting, shown.base_id, shown.paper_id)
    if paper is None or (shown.what is Picture.CHANGE and clause is None):
        return {"m": meeting, "at": ""}
    found: dict[str, object] = {
        "m": meeting, "paper": paper, "clause": clause, "version_name": changes.named(paper),
        "watermark": watermark(delegate, paper, *([base] if base and clause else [])),
    }  # fmt: skip
    if clause is not None:
        step = clause["step"]
        return found | {
            "at": _("%(number)s / %(of)s") % {"number": clause["number"], "of": clause["of"]},
            "spans": changes.marked(getattr(step, "spans", ())), "place": getattr(step, "now", 0),
        }  # fmt: skip
    parts = paragraphs(paper.text)
    made = pages_of_paragraphs(parts)
    page = min(shown.page, len(made) - 1)
    first, last = made[page]
    return found | {
        "at": _("%(number)s / %(of)s") % {"number": page + 1, "of": len(made)}, "place": first,
        "read": list(enumerate(parts, 1))[first - 1 : last],
    }  # fmt: skip
