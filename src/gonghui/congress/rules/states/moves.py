"""Which event leads from which state to which: the tables, and the one way to walk them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from gonghui.congress.rules.states.names import (
    ItemEvent,
    ItemState,
    MandateEvent,
    MandateState,
    MeetingEvent,
    MeetingState,
    TermEvent,
    TermState,
    VoteEvent,
    VoteState,
)
from gonghui.congress.rules.states.words import state_words
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

State = TypeVar("State", bound=StrEnum)
Moves: TypeAlias = Mapping[StrEnum, StrEnum]


class IllegalMove(ValueError):
    """An event that the state does not allow. `sentence` says it to a person."""

    def __init__(self, state: StrEnum, event: StrEnum) -> None:
        super().__init__(f"{type(state).__name__}.{state} does not allow {event}")
        self.state = state
        self.event = event
        self.sentence: Text = say(_("当前状态是“%(state)s”，不能进行这一步"), state=state_words(state))


def advance(state: State, event: StrEnum) -> State:
    """Return the state after an event. Raises: IllegalMove when the state does not allow the event."""
    following = _moves(state).get(event)
    if following is None or type(event) is not _EVENTS[type(state)]:
        raise IllegalMove(state, event)
    return type(state)(following)


def reach(state: State, target: State) -> State:
    """Return a state that one event leads to from another, whichever it is called.

    Raises: IllegalMove when none does.
    """
    for event, following in _moves(state).items():
        if following is target:
            return advance(state, event)
    raise IllegalMove(state, target)


def allowed(state: StrEnum) -> tuple[StrEnum, ...]:
    """Return the events that the state allows, in the order of its table; none when it is final."""
    return tuple(_moves(state))


def is_final(state: StrEnum) -> bool:
    """Say whether nothing more can happen."""
    return not _moves(state)


def _moves(state: StrEnum) -> Moves:
    return _TABLES[type(state)].get(state, _NONE)


_NONE: Moves = MappingProxyType({})

_TERM: Mapping[StrEnum, Moves] = {
    TermState.PREPARING: {TermEvent.QUALIFY: TermState.QUALIFIED},
    # A term may come to its end without a meeting.
    TermState.QUALIFIED: {TermEvent.ACTIVATE: TermState.ACTIVE, TermEvent.RENEW: TermState.RENEWAL},
    TermState.ACTIVE: {
        TermEvent.ASK_EXTENSION: TermState.EXTENSION_PENDING,
        TermEvent.RENEW: TermState.RENEWAL,
    },
    TermState.EXTENSION_PENDING: {
        TermEvent.EXTEND: TermState.ACTIVE_EXTENDED,
        # Nobody agreed, and the next term has its delegates.
        TermEvent.RENEW: TermState.RENEWAL,
    },
    # The law allows one extension: a second one cannot be asked for.
    TermState.ACTIVE_EXTENDED: {TermEvent.RENEW: TermState.RENEWAL},
    TermState.RENEWAL: {TermEvent.CLOSE: TermState.CLOSED},
}

#: What can happen at every stage of the preparation. Which stage it is is told by what has been done (`stages`); that
#: a meeting is ready is for the gate to say (`readiness`), which may let pass what the chair has signed for.
_ANY_STAGE: Moves = {
    MeetingEvent.MAKE_READY: MeetingState.READY,
    MeetingEvent.POSTPONE: MeetingState.POSTPONED,
    MeetingEvent.CANCEL: MeetingState.CANCELLED,
}
_MEETING: Mapping[StrEnum, Moves] = {
    MeetingState.PROPOSED: {MeetingEvent.CONSULT_AGENDA: MeetingState.AGENDA_CONSULTED, **_ANY_STAGE},
    MeetingState.AGENDA_CONSULTED: {MeetingEvent.DECIDE_MODE: MeetingState.MODE_DECIDED, **_ANY_STAGE},
    MeetingState.MODE_DECIDED: {
        MeetingEvent.REPORT_UP: MeetingState.REPORTED_UP,
        MeetingEvent.NOTIFY: MeetingState.NOTICED,
        **_ANY_STAGE,
    },
    MeetingState.REPORTED_UP: {MeetingEvent.NOTIFY: MeetingState.NOTICED, **_ANY_STAGE},
    MeetingState.NOTICED: {MeetingEvent.SERVE_MATERIALS: MeetingState.MATERIALS_SERVED, **_ANY_STAGE},
    MeetingState.MATERIALS_SERVED: {MeetingEvent.DISCUSS: MeetingState.GROUP_DISCUSSION, **_ANY_STAGE},
    MeetingState.GROUP_DISCUSSION: _ANY_STAGE,
    MeetingState.READY: {
        MeetingEvent.OPEN: MeetingState.OPEN,
        # Something must be changed, or there is another day: the stage is told anew from what has been done.
        MeetingEvent.PREPARE_ANEW: MeetingState.PROPOSED,
        MeetingEvent.POSTPONE: MeetingState.POSTPONED,
        MeetingEvent.CANCEL: MeetingState.CANCELLED,
    },
    MeetingState.POSTPONED: {
        MeetingEvent.PREPARE_ANEW: MeetingState.PROPOSED,
        MeetingEvent.CANCEL: MeetingState.CANCELLED,
    },
    MeetingState.OPEN: {
        MeetingEvent.ADJOURN: MeetingState.ADJOURNED_NO_QUORUM,
        MeetingEvent.CLOSE: MeetingState.CLOSED,
    },
    MeetingState.ADJOURNED_NO_QUORUM: {MeetingEvent.RESUME: MeetingState.OPEN},
    MeetingState.CLOSED: {MeetingEvent.PUBLISH: MeetingState.PUBLISHED},
    MeetingState.PUBLISHED: {MeetingEvent.FILE: MeetingState.FILED},
    MeetingState.FILED: {MeetingEvent.ARCHIVE: MeetingState.ARCHIVED},
}

_AFTER_DECISION: Moves = {ItemEvent.PUBLISH: ItemState.PUBLISHED}
_ITEM: Mapping[StrEnum, Moves] = {
    ItemState.DRAFT: {ItemEvent.CONSULT: ItemState.CONSULTED},
    ItemState.CONSULTED: {
        ItemEvent.SERVE: ItemState.SERVED,
        # The agenda was changed: both sides agree anew.
        ItemEvent.REOPEN: ItemState.DRAFT,
        # The sitting's own business (presidium, agenda, scrutineers) comes without papers.
        ItemEvent.TAKE_UP: ItemState.IN_SESSION,
    },
    ItemState.SERVED: {ItemEvent.TAKE_UP: ItemState.IN_SESSION},
    ItemState.IN_SESSION: {
        ItemEvent.NOTE: ItemState.NOTED,
        ItemEvent.COLLECT: ItemState.OPINIONS_COLLECTED,
        ItemEvent.APPROVE: ItemState.APPROVED,
        ItemEvent.REJECT: ItemState.REJECTED,
        ItemEvent.REMAND: ItemState.REMANDED,
        ItemEvent.ELECT: ItemState.ELECTED,
        ItemEvent.RATE: ItemState.RATED,
    },
    # What was sent back or rejected comes to a later congress as another item.
    ItemState.NOTED: _AFTER_DECISION,
    ItemState.OPINIONS_COLLECTED: _AFTER_DECISION,
    ItemState.APPROVED: _AFTER_DECISION,
    ItemState.REJECTED: _AFTER_DECISION,
    ItemState.ELECTED: _AFTER_DECISION,
    ItemState.RATED: _AFTER_DECISION,
}

_ENDINGS: Moves = {
    MandateEvent.END_TERM: MandateState.ENDED_TERM,
    MandateEvent.END_EMPLOYMENT: MandateState.ENDED_EMPLOYMENT,
    MandateEvent.TRANSFER_OUT: MandateState.TRANSFERRED_OUT,
    MandateEvent.RESIGN: MandateState.RESIGNED,
    MandateEvent.RECALL: MandateState.RECALLED,
    # What speaks against a mandate may come to light after the review.
    MandateEvent.DISQUALIFY: MandateState.DISQUALIFIED,
}
_MANDATE: Mapping[StrEnum, Moves] = {
    MandateState.ELECTED: {MandateEvent.VERIFY: MandateState.VERIFIED, **_ENDINGS},
    MandateState.VERIFIED: {MandateEvent.SERVE: MandateState.SERVING, **_ENDINGS},
    MandateState.SERVING: _ENDINGS,
}

_VOTE: Mapping[StrEnum, Moves] = {
    VoteState.DRAFT: {VoteEvent.PREPARE: VoteState.READY, VoteEvent.VOID: VoteState.VOIDED},
    VoteState.READY: {VoteEvent.OPEN: VoteState.OPEN, VoteEvent.VOID: VoteState.VOIDED},
    VoteState.OPEN: {
        VoteEvent.EXTEND: VoteState.OPEN,
        VoteEvent.STOP: VoteState.STOPPED,
        VoteEvent.VOID: VoteState.VOIDED,
    },
    VoteState.STOPPED: {VoteEvent.CONFIRM: VoteState.CONFIRMED, VoteEvent.VOID: VoteState.VOIDED},
    VoteState.CONFIRMED: {VoteEvent.ANNOUNCE: VoteState.ANNOUNCED, VoteEvent.VOID: VoteState.VOIDED},
    # An announced result stands: to change it the congress votes anew.
    VoteState.ANNOUNCED: {VoteEvent.PUBLISH: VoteState.PUBLISHED},
}

_TABLES: Mapping[type[StrEnum], Mapping[StrEnum, Moves]] = MappingProxyType(
    {TermState: _TERM, MeetingState: _MEETING, ItemState: _ITEM, MandateState: _MANDATE, VoteState: _VOTE}
)
_EVENTS: Mapping[type[StrEnum], type[StrEnum]] = MappingProxyType(
    {
        TermState: TermEvent,
        MeetingState: MeetingEvent,
        ItemState: ItemEvent,
        MandateState: MandateEvent,
        VoteState: VoteEvent,
    }
)
