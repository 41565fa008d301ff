"""The state machine of a proposal (提案): `advance(state, event)` gives the next state or raises IllegalMove."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a proposal stands."""

    DRAFT = "DRAFT"
    SEEKING = "SEEKING"
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    MERGED = "MERGED"
    CONVERTED = "CONVERTED"
    REFUSED = "REFUSED"
    ASSIGNED = "ASSIGNED"
    COUNTERSIGN = "COUNTERSIGN"
    SIGNING = "SIGNING"
    REPLIED = "REPLIED"
    TRACKED = "TRACKED"
    CLOSED = "CLOSED"
    WITHDRAWN = "WITHDRAWN"


class Event(StrEnum):
    """What may happen to a proposal."""

    INVITE = "INVITE"
    SUBMIT = "SUBMIT"
    RETURN = "RETURN"
    ACCEPT = "ACCEPT"
    MERGE = "MERGE"
    CONVERT = "CONVERT"
    REFUSE = "REFUSE"
    ASSIGN = "ASSIGN"
    SEND_BACK = "SEND_BACK"
    DRAFT_REPLY = "DRAFT_REPLY"
    COUNTERSIGNED = "COUNTERSIGNED"
    REJECT = "REJECT"
    SIGN = "SIGN"
    REHANDLE = "REHANDLE"
    TRACK = "TRACK"
    CLOSE = "CLOSE"
    FULFIL = "FULFIL"
    WITHDRAW = "WITHDRAW"


class IllegalMove(ValueError):
    """An event that the state does not allow."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"{state} does not allow {event}")
        self.state, self.event = state, event


def advance(state: State, event: Event) -> State:
    """Return the state after an event. Raises: IllegalMove when the state does not allow it."""
    following = MOVES[state].get(event)
    if following is None:
        raise IllegalMove(state, event)
    return following


def allows(state: State, event: Event) -> bool:
    """Tell whether a state allows an event."""
    return event in MOVES[state]


_NONE: Mapping[Event, State] = MappingProxyType({})
MOVES: Mapping[State, Mapping[Event, State]] = MappingProxyType(
    {
        State.DRAFT: {Event.INVITE: State.SEEKING, Event.SUBMIT: State.SUBMITTED, Event.WITHDRAW: State.WITHDRAWN},
        State.SEEKING: {Event.INVITE: State.SEEKING, Event.SUBMIT: State.SUBMITTED, Event.WITHDRAW: State.WITHDRAWN},
        State.SUBMITTED: {
            Event.RETURN: State.DRAFT,
            Event.ACCEPT: State.ACCEPTED,
            Event.MERGE: State.MERGED,
            Event.CONVERT: State.CONVERTED,
            Event.REFUSE: State.REFUSED,
            Event.WITHDRAW: State.WITHDRAWN,
        },
        State.ACCEPTED: {Event.ASSIGN: State.ASSIGNED, Event.MERGE: State.MERGED},
        # A department may send back what is not its matter; a reply goes through both signatures, one after the other.
        State.ASSIGNED: {Event.SEND_BACK: State.ACCEPTED, Event.DRAFT_REPLY: State.COUNTERSIGN},
        State.COUNTERSIGN: {Event.COUNTERSIGNED: State.SIGNING, Event.REJECT: State.ASSIGNED},
        State.SIGNING: {Event.SIGN: State.REPLIED, Event.REJECT: State.ASSIGNED},
        State.REPLIED: {Event.REHANDLE: State.ASSIGNED, Event.TRACK: State.TRACKED, Event.CLOSE: State.CLOSED},
        State.TRACKED: {Event.FULFIL: State.CLOSED},
        State.MERGED: _NONE,
        State.CONVERTED: _NONE,
        State.REFUSED: _NONE,
        State.CLOSED: _NONE,
        State.WITHDRAWN: _NONE,
    }
)
IN_HAND = (State.ASSIGNED, State.COUNTERSIGN, State.SIGNING)
"""With the departments."""
UNSENT = (State.DRAFT, State.SEEKING)
"""Still with the author alone."""
TAKEN_UP = (State.ACCEPTED, *IN_HAND, State.REPLIED, State.TRACKED, State.CLOSED)
"""Put on the docket (立案)."""
ANSWERED = (State.REPLIED, State.TRACKED, State.CLOSED)
"""With a reply that reached the author."""
