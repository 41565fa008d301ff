"""What the podium screen shows to whoever presides: the script, the next step, the speaker, the clocks."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from gonghui.congress.models import Meeting
from gonghui.congress.queries import state
from gonghui.congress.rules.states import VoteState
from gonghui.congress.screens import hall, rollcall, words
from gonghui.congress.screens.speakers import floor_of
from gonghui.kernel import live

SIZES: Final = (("large", 14, 7), ("mid", 19, 9), ("fair", 22, 10), ("small", 25, 12))
"""The sizes in which the script is set: name, how many characters a line holds, how many lines there is room for."""


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
        "call": rollcall.wall(meeting, now), "lost": hall.is_lost(sat),
        "live_topic": f"meeting/{meeting.id}", "live_seq": live.latest(f"meeting/{meeting.id}"),
    }  # fmt: skip


def size(lines: list[str]) -> str:
    """Return the largest size in which the whole script fits; what fits in none is set smallest of all."""
    fitting = (name for name, wide, high in SIZES if sum(max(1, -(-len(line) // wide)) for line in lines) <= high)
    return next(fitting, "least")
