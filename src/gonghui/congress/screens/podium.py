"""What the podium screen shows to whoever presides: the script, the next step, the speaker, the clocks."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from gonghui.congress.models import Meeting
from gonghui.congress.queries import state
from gonghui.congress.rules.states import VoteState
from gonghui.congress.screens import hall, rollcall, wall, words
from gonghui.congress.screens.speakers import floor_of
from gonghui.kernel import live

FEW, SOME = 80, 170
"""Up to so many characters the script is set large, or in the middle size; a longer one small."""


def page(meeting: Meeting, now: datetime) -> dict[str, object]:
    """Return the picture due now."""
    sat = state.sitting(meeting)
    said = hall.script_lines(sat)
    open_vote = sat.vote if sat.vote is not None and sat.vote.state == VoteState.OPEN else None
    return {
        "m": meeting, "name": words.meeting_name(meeting), "sat": sat, "script": said, "size": size(said),
        "label": words.translated(sat.step.label), "waits": words.translated(sat.step.waits),
        "next_line": _(hall.NEXT_LINES.get(str(sat.step.step), "")) or "", "open_vote": open_vote,
        "speakers": floor_of(sat.item),
        "call": rollcall.wall(meeting, now), "quorum": wall.quorum_line(sat.quorum), "lost": hall.is_lost(sat),
        "live_topic": f"meeting/{meeting.id}", "live_seq": live.latest(f"meeting/{meeting.id}"),
    }  # fmt: skip


def size(lines: list[str]) -> str:
    """Return the size in which the script is set, by its length."""
    length: Final = sum(len(line) for line in lines)
    return "large" if length <= FEW else "mid" if length <= SOME else "small"
