"""The stage of a preparation follows from what has been done."""

from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.stages import PREPARING, Done, stage
from gonghui.congress.rules.states import MeetingState


def test_stage_when_nothing_is_done_then_it_is_proposed() -> None:
    assert stage(Done()) is MeetingState.PROPOSED


def test_stage_when_the_agenda_is_agreed_then_the_mode_is_decided() -> None:
    assert stage(Done(agreed=True)) is MeetingState.MODE_DECIDED


def test_stage_when_reported_then_the_state_says_so_before_the_notice() -> None:
    assert stage(Done(agreed=True, reported=True)) is MeetingState.REPORTED_UP


def test_stage_when_a_step_is_left_out_then_later_ones_do_not_count() -> None:
    assert stage(Done(noticed=True, served=True, discussed=True)) is MeetingState.PROPOSED
    assert stage(Done(agreed=True, served=True)) is MeetingState.MODE_DECIDED


def test_stage_when_all_is_done_then_delegations_have_discussed() -> None:
    everything = Done(agreed=True, reported=True, noticed=True, served=True, discussed=True)
    assert stage(everything) is MeetingState.GROUP_DISCUSSION


@given(st.builds(Done))
def test_stage_is_always_one_of_the_preparation(done: Done) -> None:
    assert stage(done) in PREPARING
