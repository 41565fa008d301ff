"""Marked-up drafts (花脸稿): what was changed between two versions of a paper that reached the delegates."""

from collections.abc import Iterator
from itertools import pairwise

from gonghui.congress.documents import frame
from gonghui.congress.models import Meeting, Paper
from gonghui.congress.papers import content
from gonghui.congress.queries import papers
from gonghui.congress.rules.difference import Change, Step

KINDS = {"REPORT": "报告", "DRAFT": "草案", "REVISED": "修改稿", "VOTED": "表决稿", "NOTE": "说明"}
COUNTED = ((Change.CHANGED, "改"), (Change.ADDED, "新增"), (Change.REMOVED, "删去"), (Change.MOVED, "移位"))


def pairs(meeting: Meeting) -> Iterator[tuple[Paper, Paper]]:
    """Yield older and newer version: each with the next, and of more than two the first with the last as well."""
    for *before, newest in papers.served_versions(meeting, texts=False):
        yield from pairwise([*before, newest])
        if len(before) > 1:
            yield before[0], newest


def marked_draft(meeting: Meeting, base: Paper, paper: Paper) -> content.MarkedDraft:
    """Return the newer version with every change against the older one."""
    known = Paper.objects.in_bulk([base.id, paper.id])
    steps = papers.changed(known[base.id], known[paper.id])
    counts = [(word, sum(step.change is change for step in steps)) for change, word in COUNTED]
    return content.MarkedDraft(
        meeting=frame.facts(meeting), title=paper.title, old=named(base), new=named(paper),
        summary="，".join(f"{word}{n}处" for word, n in counts if n) or "条文没有改动",
        paragraphs=tuple(
            content.MarkedParagraph(
                parts=tuple(content.MarkedPart(mark=span.mark.value.lower(), text=span.text) for span in step.spans),
                note=_note(step),
            )
            for step in steps
        ),
    )  # fmt: skip


def named(paper: Paper) -> str:
    """Return what a version is called on paper: 第2版（修改稿）."""
    kind = KINDS.get(paper.kind, "")
    return f"第{paper.version}版（{kind}）" if kind else f"第{paper.version}版"


def _note(step: Step) -> str:
    words = {Change.ADDED: "新增", Change.REMOVED: "删去", Change.MOVED: f"由第{step.was}段移来"}
    return words.get(step.change, "")
