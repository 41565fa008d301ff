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
    TermState.PLANNED: {TermEvent.PREPARE: TermState.PREPARING},
    TermState.PREPARING: {TermEvent.ELECT: TermState.DELEGATE_ELECTION},
    TermState.DELEGATE_ELECTION: {TermEvent.QUALIFY: TermState.QUALIFIED},
    # A term may come to its end without a meeting.
    TermState.QUALIFIED: {TermEvent.ACTIVATE: TermState.ACTIVE, TermEvent.RENEW: TermState.RENEWAL},
    TermState.ACTIVE: {
        TermEvent.ASK_EXTENSION: TermState.EXTENSION_PENDING,
        TermEvent.RENEW: TermState.RENEWAL,
    },
    TermState.EXTENSION_PENDING: {
        TermEvent.EXTEND: TermState.ACTIVE_EXTENDED,
        TermEvent.REFUSE_EXTENSION: TermState.ACTIVE,
        # Nobody agreed, and the next term has its delegates.
        TermEvent.RENEW: TermState.RENEWAL,
    },
    # The law allows one extension: a second one cannot be asked for.
    TermState.ACTIVE_EXTENDED: {TermEvent.RENEW: TermState.RENEWAL},
    TermState.RENEWAL: {TermEvent.CLOSE: TermState.CLOSED},
}

_OUT: Moves = {
    MeetingEvent.POSTPONE: MeetingState.POSTPONED,
    MeetingEvent.CANCEL: MeetingState.CANCELLED,
}
_FLOOR: Moves = {
    MeetingEvent.REPORT: MeetingState.REPORTING,
    MeetingEvent.DELIBERATE: MeetingState.DELIBERATING,
    MeetingEvent.VOTE: MeetingState.VOTING,
    MeetingEvent.RESOLVE: MeetingState.RESOLVED,
    MeetingEvent.ADJOURN: MeetingState.ADJOURNED_NO_QUORUM,
    MeetingEvent.CLOSE: MeetingState.CLOSED,
}
_MEETING: Mapping[StrEnum, Moves] = {
    MeetingState.PROPOSED: {MeetingEvent.CONSULT_AGENDA: MeetingState.AGENDA_CONSULTED, **_OUT},
    MeetingState.AGENDA_CONSULTED: {MeetingEvent.DECIDE_MODE: MeetingState.MODE_DECIDED, **_OUT},
    MeetingState.MODE_DECIDED: {
        MeetingEvent.REPORT_UP: MeetingState.REPORTED_UP,
        MeetingEvent.CALL_PROPOSALS: MeetingState.PROPOSAL_CALL,
        MeetingEvent.NOTIFY: MeetingState.NOTICED,
        **_OUT,
    },
    MeetingState.REPORTED_UP: {
        MeetingEvent.CALL_PROPOSALS: MeetingState.PROPOSAL_CALL,
        MeetingEvent.NOTIFY: MeetingState.NOTICED,
        **_OUT,
    },
    MeetingState.PROPOSAL_CALL: {MeetingEvent.NOTIFY: MeetingState.NOTICED, **_OUT},
    MeetingState.NOTICED: {MeetingEvent.SERVE_MATERIALS: MeetingState.MATERIALS_SERVED, **_OUT},
    MeetingState.MATERIALS_SERVED: {
        MeetingEvent.DISCUSS: MeetingState.GROUP_DISCUSSION,
        MeetingEvent.MAKE_READY: MeetingState.READY,
        **_OUT,
    },
    MeetingState.GROUP_DISCUSSION: {
        MeetingEvent.REVISE: MeetingState.CONSULT_REVISED,
        MeetingEvent.MAKE_READY: MeetingState.READY,
        **_OUT,
    },
    # A changed text is served again before it is ready.
    MeetingState.CONSULT_REVISED: {
        MeetingEvent.SERVE_MATERIALS: MeetingState.MATERIALS_SERVED,
        MeetingEvent.MAKE_READY: MeetingState.READY,
        **_OUT,
    },
    MeetingState.READY: {
        MeetingEvent.HOLD_PRELIMINARY: MeetingState.PRELIMINARY,
        MeetingEvent.OPEN: MeetingState.OPEN,
        MeetingEvent.REVISE: MeetingState.CONSULT_REVISED,
        MeetingEvent.ADJOURN: MeetingState.ADJOURNED_NO_QUORUM,
        **_OUT,
    },
    MeetingState.PRELIMINARY: {
        MeetingEvent.OPEN: MeetingState.OPEN,
        MeetingEvent.ADJOURN: MeetingState.ADJOURNED_NO_QUORUM,
        MeetingEvent.POSTPONE: MeetingState.POSTPONED,
    },
    MeetingState.OPEN: _FLOOR,
    MeetingState.REPORTING: _FLOOR,
    MeetingState.DELIBERATING: _FLOOR,
    MeetingState.VOTING: {
        MeetingEvent.COUNT: MeetingState.COUNTED,
        MeetingEvent.VOID: MeetingState.DELIBERATING,
        MeetingEvent.ADJOURN: MeetingState.ADJOURNED_NO_QUORUM,
    },
    MeetingState.COUNTED: {
        MeetingEvent.DECLARE: MeetingState.DECLARED,
        MeetingEvent.VOID: MeetingState.DELIBERATING,
    },
    MeetingState.DECLARED: _FLOOR,
    MeetingState.RESOLVED: _FLOOR,
    # A sitting that lost its quorum goes on when people are back, or is called again with a new notice.
    MeetingState.ADJOURNED_NO_QUORUM: {
        MeetingEvent.RESUME: MeetingState.OPEN,
        MeetingEvent.RECONVENE: MeetingState.NOTICED,
        MeetingEvent.POSTPONE: MeetingState.POSTPONED,
    },
    MeetingState.POSTPONED: {
        MeetingEvent.RECONVENE: MeetingState.NOTICED,
        MeetingEvent.CANCEL: MeetingState.CANCELLED,
    },
    MeetingState.CLOSED: {MeetingEvent.PUBLISH: MeetingState.PUBLISHED},
    MeetingState.PUBLISHED: {MeetingEvent.FILE: MeetingState.FILED},
    MeetingState.FILED: {
        MeetingEvent.EXECUTE: MeetingState.EXECUTING,
        MeetingEvent.ARCHIVE: MeetingState.ARCHIVED,
    },
    MeetingState.EXECUTING: {
        MeetingEvent.REPORT_BACK: MeetingState.REPORTED_BACK,
        MeetingEvent.ARCHIVE: MeetingState.ARCHIVED,
    },
    MeetingState.REPORTED_BACK: {MeetingEvent.ARCHIVE: MeetingState.ARCHIVED},
}

_AFTER_DECISION: Moves = {ItemEvent.PUBLISH: ItemState.PUBLISHED}
_ITEM: Mapping[StrEnum, Moves] = {
    ItemState.DRAFT: {
        ItemEvent.CONSULT: ItemState.CONSULTED,
        ItemEvent.WITHDRAW: ItemState.WITHDRAWN,
    },
    ItemState.CONSULTED: {
        ItemEvent.SERVE: ItemState.SERVED,
        # The sitting's own business (presidium, agenda, scrutineers) comes without papers.
        ItemEvent.TAKE_UP: ItemState.IN_SESSION,
        ItemEvent.WITHDRAW: ItemState.WITHDRAWN,
    },
    ItemState.SERVED: {
        ItemEvent.DISCUSS: ItemState.DISCUSSED,
        ItemEvent.REVISE: ItemState.REVISED,
        ItemEvent.TAKE_UP: ItemState.IN_SESSION,
        ItemEvent.WITHDRAW: ItemState.WITHDRAWN,
    },
    ItemState.DISCUSSED: {
        ItemEvent.REVISE: ItemState.REVISED,
        ItemEvent.TAKE_UP: ItemState.IN_SESSION,
        ItemEvent.WITHDRAW: ItemState.WITHDRAWN,
    },
    ItemState.REVISED: {
        ItemEvent.SERVE: ItemState.SERVED,
        ItemEvent.TAKE_UP: ItemState.IN_SESSION,
        ItemEvent.WITHDRAW: ItemState.WITHDRAWN,
    },
    ItemState.IN_SESSION: {
        ItemEvent.NOTE: ItemState.NOTED,
        ItemEvent.COLLECT: ItemState.OPINIONS_COLLECTED,
        ItemEvent.APPROVE: ItemState.APPROVED,
        ItemEvent.REJECT: ItemState.REJECTED,
        ItemEvent.REMAND: ItemState.REMANDED,
        ItemEvent.ELECT: ItemState.ELECTED,
        ItemEvent.RATE: ItemState.RATED,
    },
    # A remanded text is bargained over, changed and served again; a rejected one needs a new item.
    ItemState.REMANDED: {ItemEvent.REVISE: ItemState.REVISED, ItemEvent.WITHDRAW: ItemState.WITHDRAWN},
    ItemState.NOTED: _AFTER_DECISION,
    ItemState.OPINIONS_COLLECTED: _AFTER_DECISION,
    ItemState.APPROVED: _AFTER_DECISION,
    ItemState.REJECTED: _AFTER_DECISION,
    ItemState.ELECTED: _AFTER_DECISION,
    ItemState.RATED: _AFTER_DECISION,
    ItemState.PUBLISHED: {ItemEvent.FOLLOW_UP: ItemState.FOLLOW_UP, ItemEvent.FINISH: ItemState.DONE},
    ItemState.FOLLOW_UP: {ItemEvent.FINISH: ItemState.DONE},
}

_ENDINGS: Moves = {
    MandateEvent.END_TERM: MandateState.ENDED_TERM,
    MandateEvent.END_EMPLOYMENT: MandateState.ENDED_EMPLOYMENT,
    MandateEvent.TRANSFER_OUT: MandateState.TRANSFERRED_OUT,
    MandateEvent.RESIGN: MandateState.RESIGNED,
    MandateEvent.RECALL: MandateState.RECALLED,
}
_MANDATE: Mapping[StrEnum, Moves] = {
    MandateState.NOMINATED: {
        MandateEvent.STAND: MandateState.CANDIDATE,
        MandateEvent.DISQUALIFY: MandateState.DISQUALIFIED,
    },
    MandateState.CANDIDATE: {
        MandateEvent.WIN: MandateState.ELECTED,
        MandateEvent.LOSE: MandateState.NOT_ELECTED,
        MandateEvent.DISQUALIFY: MandateState.DISQUALIFIED,
    },
    MandateState.ELECTED: {
        MandateEvent.VERIFY: MandateState.VERIFIED,
        MandateEvent.DISQUALIFY: MandateState.DISQUALIFIED,
        **_ENDINGS,
    },
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
