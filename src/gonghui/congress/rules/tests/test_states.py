"""State machines: the ways through, and the moves that are refused."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.stages import PREPARING
from gonghui.congress.rules.states import (
    POST_WORDS,
    IllegalMove,
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
    advance,
    allowed,
    is_final,
    reach,
    state_words,
)

MACHINES: dict[type[StrEnum], type[StrEnum]] = {
    TermState: TermEvent,
    MeetingState: MeetingEvent,
    ItemState: ItemEvent,
    MandateState: MandateEvent,
    VoteState: VoteEvent,
}
FINAL: dict[type[StrEnum], set[StrEnum]] = {
    TermState: {TermState.CLOSED},
    MeetingState: {MeetingState.ARCHIVED, MeetingState.CANCELLED},
    ItemState: {ItemState.PUBLISHED, ItemState.REMANDED},
    MandateState: {
        MandateState.ENDED_TERM,
        MandateState.ENDED_EMPLOYMENT,
        MandateState.TRANSFERRED_OUT,
        MandateState.RESIGNED,
        MandateState.RECALLED,
        MandateState.DISQUALIFIED,
    },
    VoteState: {VoteState.PUBLISHED, VoteState.VOIDED},
}
STATES = [state for machine in MACHINES for state in machine]


def _walk(state, *events):
    for event in events:
        state = advance(state, event)
    return state


@pytest.mark.parametrize("machine", MACHINES)
def test_final_states_are_those_of_the_rulebook(machine):
    assert {state for state in machine if is_final(state)} == FINAL[machine]


@given(st.sampled_from(STATES), st.data())
def test_a_move_is_either_in_the_table_or_refused(state, data):
    event = data.draw(st.sampled_from(list(MACHINES[type(state)])))
    if event in allowed(state):
        assert type(advance(state, event)) is type(state)
    else:
        with pytest.raises(IllegalMove) as caught:
            advance(state, event)
        assert str(state_words(state)) in str(caught.value.sentence)


@given(st.sampled_from(list(MACHINES)), st.data())
def test_a_walk_never_leaves_a_final_state(machine, data):
    state = next(iter(machine))
    for _ in range(40):
        moves = allowed(state)
        if not moves:
            break
        state = advance(state, data.draw(st.sampled_from(moves)))
    if is_final(state):
        for event in MACHINES[machine]:
            with pytest.raises(IllegalMove):
                advance(state, event)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_state_can_be_reached_and_can_come_to_an_end(machine):
    reached: set[StrEnum] = set()
    frontier: set[StrEnum] = {next(iter(machine))}
    while frontier:
        reached |= frontier
        frontier = {advance(state, event) for state in frontier for event in allowed(state)} - reached
    assert reached == set(machine)
    ending = set(FINAL[machine])
    while True:
        more = {state for state in machine if any(advance(state, event) in ending for event in allowed(state))}
        if more <= ending:
            break
        ending |= more
    assert ending == set(machine)


@pytest.mark.parametrize("state", STATES, ids=lambda state: f"{type(state).__name__}.{state}")
def test_every_state_has_a_word(state):
    assert str(state_words(state))


def test_every_post_has_a_word():
    assert set(POST_WORDS) == set(Post)


def test_an_event_of_another_machine_is_refused():
    # VoteEvent.OPEN and MeetingEvent.OPEN are equal as strings: the machine still tells them apart.
    assert advance(VoteState.READY, VoteEvent.OPEN) is VoteState.OPEN
    with pytest.raises(IllegalMove):
        advance(VoteState.READY, MeetingEvent.OPEN)


def test_a_vote_runs_its_course():
    assert (
        _walk(
            VoteState.DRAFT,
            VoteEvent.PREPARE,
            VoteEvent.OPEN,
            VoteEvent.EXTEND,
            VoteEvent.STOP,
            VoteEvent.CONFIRM,
            VoteEvent.ANNOUNCE,
            VoteEvent.PUBLISH,
        )
        is VoteState.PUBLISHED
    )


def test_an_announced_vote_cannot_be_voided():
    with pytest.raises(IllegalMove) as caught:
        advance(VoteState.ANNOUNCED, VoteEvent.VOID)
    assert str(caught.value.sentence) == "当前状态是“已宣布”，不能进行这一步"
    assert str(caught.value) == "VoteState.ANNOUNCED does not allow VOID"


@pytest.mark.parametrize(
    "state", [VoteState.DRAFT, VoteState.READY, VoteState.OPEN, VoteState.STOPPED, VoteState.CONFIRMED]
)
def test_a_vote_is_voided_until_it_is_announced(state):
    assert advance(state, VoteEvent.VOID) is VoteState.VOIDED


def test_a_stopped_vote_does_not_open_again():
    with pytest.raises(IllegalMove):
        advance(VoteState.STOPPED, VoteEvent.OPEN)


def test_a_meeting_runs_from_proposal_to_archive():
    events = [
        "CONSULT_AGENDA",
        "DECIDE_MODE",
        "REPORT_UP",
        "NOTIFY",
        "SERVE_MATERIALS",
        "DISCUSS",
        "MAKE_READY",
        "OPEN",
        "ADJOURN",
        "RESUME",
        "CLOSE",
        "PUBLISH",
        "FILE",
        "ARCHIVE",
    ]
    assert _walk(MeetingState.PROPOSED, *(MeetingEvent(event) for event in events)) is MeetingState.ARCHIVED


@pytest.mark.parametrize("state", PREPARING)
def test_a_meeting_is_made_ready_or_called_off_at_any_stage_of_its_preparation(state):
    assert advance(state, MeetingEvent.MAKE_READY) is MeetingState.READY
    assert advance(state, MeetingEvent.CANCEL) is MeetingState.CANCELLED
    assert _walk(state, MeetingEvent.POSTPONE, MeetingEvent.PREPARE_ANEW) is MeetingState.PROPOSED


def test_a_sitting_that_lost_its_quorum_goes_on():
    lost = advance(MeetingState.OPEN, MeetingEvent.ADJOURN)
    assert allowed(lost) == (MeetingEvent.RESUME,)
    assert advance(lost, MeetingEvent.RESUME) is MeetingState.OPEN


def test_a_meeting_in_session_can_no_longer_be_cancelled():
    with pytest.raises(IllegalMove):
        advance(MeetingState.OPEN, MeetingEvent.CANCEL)


def test_a_term_is_extended_once():
    extended = _walk(TermState.ACTIVE, TermEvent.ASK_EXTENSION, TermEvent.EXTEND)
    assert extended is TermState.ACTIVE_EXTENDED
    with pytest.raises(IllegalMove):
        advance(extended, TermEvent.ASK_EXTENSION)


def test_what_was_sent_back_or_rejected_is_not_taken_up_again():
    assert is_final(ItemState.REMANDED)
    for event in (ItemEvent.TAKE_UP, ItemEvent.APPROVE, ItemEvent.CONSULT):
        with pytest.raises(IllegalMove):
            advance(ItemState.REJECTED, event)


def test_an_agenda_that_was_changed_is_agreed_on_anew():
    assert _walk(ItemState.DRAFT, ItemEvent.CONSULT, ItemEvent.REOPEN) is ItemState.DRAFT
    with pytest.raises(IllegalMove):
        advance(ItemState.DRAFT, ItemEvent.TAKE_UP)


@pytest.mark.parametrize("state", [MandateState.ELECTED, MandateState.VERIFIED, MandateState.SERVING])
def test_a_mandate_may_be_found_void_until_it_has_ended(state):
    ended = advance(state, MandateEvent.DISQUALIFY)
    with pytest.raises(IllegalMove):
        advance(ended, MandateEvent.END_TERM)


def test_a_state_is_reached_by_one_event_or_not_at_all():
    assert reach(ItemState.IN_SESSION, ItemState.NOTED) is ItemState.NOTED
    for target in (ItemState.PUBLISHED, ItemState.IN_SESSION, ItemState.DRAFT):
        with pytest.raises(IllegalMove):
            reach(ItemState.IN_SESSION, target)


def test_a_recalled_delegate_serves_no_more():
    recalled = _walk(MandateState.ELECTED, MandateEvent.VERIFY, MandateEvent.SERVE, MandateEvent.RECALL)
    assert recalled is MandateState.RECALLED
    assert is_final(recalled)
