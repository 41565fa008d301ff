"""The trial vote on the phone: every word says that it decides nothing."""

from gonghui.congress.models import Delegate, Meeting
from gonghui.congress.queries.trial import seat_of, trying
from gonghui.kernel import live


def state_of(meeting: Meeting, delegate: Delegate) -> str:
    """Return how a delegate's trial stands: OPEN, RECEIVED, or nothing where there is none for them."""
    seat = seat_of(meeting, delegate.id)
    if seat is None:
        return ""
    return "RECEIVED" if seat.has_cast else "OPEN"


def page(meeting: Meeting, delegate: Delegate) -> dict[str, object]:
    """Return the trial ballot of one delegate."""
    return {
        "m": meeting, "state": state_of(meeting, delegate), "is_going": trying(meeting) is not None,
        "live_topic": f"meeting/{meeting.id}", "live_seq": live.latest(f"meeting/{meeting.id}"),
    }  # fmt: skip
