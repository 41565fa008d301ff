"""State machines of the congress: `advance(state, event)` gives the next state or raises IllegalMove."""

from gonghui.congress.rules.states.moves import IllegalMove, advance, allowed, is_final, reach
from gonghui.congress.rules.states.names import (
    ItemEvent,
    ItemState,
    MandateEvent,
    MandateState,
    MeetingEvent,
    MeetingState,
    Post,
    TermEvent,
    TermState,
    VoteEvent,
    VoteState,
)
from gonghui.congress.rules.states.words import POST_WORDS, state_words

__all__ = [
    "POST_WORDS",
    "IllegalMove",
    "ItemEvent",
    "ItemState",
    "MandateEvent",
    "MandateState",
    "MeetingEvent",
    "MeetingState",
    "Post",
    "TermEvent",
    "TermState",
    "VoteEvent",
    "VoteState",
    "advance",
    "allowed",
    "is_final",
    "reach",
    "state_words",
]
