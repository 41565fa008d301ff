"""The table of states, and what must hold on every way through it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.proposals.rules import judging
from gonghui.proposals.rules.kinds import Grade, ReplyKind
from gonghui.proposals.rules.states import (
    ANSWERED,
    IN_HAND,
    MOVES,
    TAKEN_UP,
    UNSENT,
    Event,
    IllegalMove,
    State,
    advance,
)

AUTHOR, OTHER = UUID(int=1), UUID(int=2)


def walked(events: list[Event]) -> list[tuple[Event, State]]:
    """Take what a state allows of the events, from a draft on."""
    state, way = State.DRAFT, []
    for event in events:
        if event in MOVES[state]:
            state = advance(state, event)
            way.append((event, state))
    return way


@given(st.lists(st.sampled_from(Event), max_size=60))
def test_way_when_it_ends_closed_then_a_reply_was_signed_after_the_last_assignment(events: list[Event]) -> None:
    way = walked(events)
    if way and way[-1][1] in (State.CLOSED, State.TRACKED):
        seen = [event for event, _state in way]
        last = len(seen) - 1 - seen[::-1].index(Event.ASSIGN)
        assert Event.SIGN in seen[last:]
        assert not seen.count(Event.REHANDLE) or Event.SIGN in seen[len(seen) - seen[::-1].index(Event.REHANDLE) :]


@given(st.lists(st.sampled_from(Event), max_size=60))
def test_reply_when_delivered_then_draft_countersignature_and_signature_came_in_this_order(events: list[Event]) -> None:
    seen = [event for event, _state in walked(events)]
    for place, event in enumerate(seen):
        if event is Event.SIGN:
            assert seen[place - 2 : place] == [Event.DRAFT_REPLY, Event.COUNTERSIGNED]


@given(st.sampled_from(State), st.sampled_from(Event))
def test_move_when_not_in_the_table_then_refused(state: State, event: Event) -> None:
    if event in MOVES[state]:
        assert advance(state, event) is MOVES[state][event]
    else:
        with pytest.raises(IllegalMove):
            advance(state, event)


def test_states_when_listed_then_each_is_reached() -> None:
    reached = {state for moves in MOVES.values() for state in moves.values()}
    assert reached == set(State)
    assert set(MOVES) == set(State)
    assert set(UNSENT) & set(TAKEN_UP) == set()
    assert set(IN_HAND) | set(ANSWERED) <= set(TAKEN_UP)


@given(st.integers(0, 9), st.integers(0, 9))
def test_seconders_when_some_agreed_then_the_rest_is_missing(agreed: int, needed: int) -> None:
    missing = judging.missing_seconders(agreed, needed)
    assert missing == max(0, needed - agreed)


@given(st.integers(0, 20))
def test_draft_when_somebody_still_has_to_countersign_then_it_does_not_go_on(waiting: int) -> None:
    assert judging.after_draft(waiting) is (None if waiting else Event.COUNTERSIGNED)


def test_rating_when_by_anybody_but_the_author_then_not_allowed() -> None:
    assert judging.may_rate(AUTHOR, AUTHOR)
    assert not judging.may_rate(AUTHOR, OTHER)
    assert not judging.may_rate(AUTHOR, None)


@pytest.mark.parametrize("kind", ReplyKind)
@pytest.mark.parametrize("grade", Grade)
@pytest.mark.parametrize("round_", [1, 2])
def test_rating_when_given_then_one_rehandling_or_the_settlement(kind: ReplyKind, grade: Grade, round_: int) -> None:
    found = judging.after_rating(grade, round_, kind)
    if grade is Grade.UNSATISFIED and round_ == 1:
        assert found is Event.REHANDLE
    else:
        assert found is (Event.TRACK if kind is ReplyKind.B else Event.CLOSE)
