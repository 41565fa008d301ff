"""The consultative poll on the phone: every word says that it is no vote."""

from gonghui.congress.models import Delegate, Meeting
from gonghui.congress.queries.poll import has_answered, polling
from gonghui.congress.queries.presence import FULL, is_present
from gonghui.kernel import live


def state_of(meeting: Meeting, delegate: Delegate) -> str:
    """Return how a delegate's answer stands: OPEN, RECEIVED, or nothing where none is asked of them."""
    if polling(meeting) is None or delegate.kind != FULL or not is_present(meeting.id, delegate.id):
        return ""
    return "RECEIVED" if has_answered(meeting, delegate.id) else "OPEN"


def page(meeting: Meeting, delegate: Delegate) -> dict[str, object]:
    """Return the poll as one delegate sees it."""
    going = polling(meeting)
    return {
        "m": meeting, "state": state_of(meeting, delegate), "question": going.question if going else "",
        "live_topic": f"meeting/{meeting.id}", "live_seq": live.latest(f"meeting/{meeting.id}"),
    }  # fmt: skip
