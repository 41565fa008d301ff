"""A report that another context hands to a meeting: made as a paper of that meeting, in the formats papers have."""

from collections.abc import Sequence
from uuid import UUID

from gonghui.congress import policy
from gonghui.congress.documents import frame
from gonghui.congress.documents.making import render
from gonghui.congress.papers import content
from gonghui.congress.queries import find
from gonghui.kernel.actor import Actor


def report(
    actor: Actor, *, meeting_id: UUID, title: str, facts: Sequence[tuple[str, str]],
    parts: Sequence[tuple[str, Sequence[str]]], ending: str,
) -> bytes:  # fmt: skip
    """Make a report to a meeting as docx, pdf or json: facts, then parts of heading and paragraphs.

    Raises: NotAllowed, NotFound for whoever does not prepare the meeting.
    """
    meeting = find.meeting(actor, meeting_id)
    policy.require_preparer(actor, meeting)
    paper = content.Record(
        meeting=frame.facts(meeting), title=title, facts=tuple(facts),
        parts=tuple(content.RecordPart(heading=heading, paragraphs=tuple(lines)) for heading, lines in parts),
    )  # fmt: skip
    return render(paper, ending).data
