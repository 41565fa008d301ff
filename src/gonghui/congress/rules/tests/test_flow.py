"""The chair's next step: exactly one, and always with its effect or what it waits for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.flow import Sitting, Step, next_step
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.packfile import builtin
from gonghui.congress.rules.parameters import QUORUM
from gonghui.congress.rules.quorum import quorum
from gonghui.congress.rules.states import ItemState, MeetingState, VoteState

ENOUGH = quorum(builtin("CN-SH")[QUORUM], should=213, present=205)
SHORT = quorum(builtin("CN-SH")[QUORUM], should=213, present=141)


def sitting(state=MeetingState.OPEN, *, present=ENOUGH, **rest):
    return Sitting(meeting_state=state, sign_in_open=rest.pop("sign_in_open", True), quorum=present, **rest)


@pytest.mark.parametrize(
    ("given_state", "step", "label", "waits"),
    [
        (sitting(MeetingState.NOTICED, ready=False), Step.OPEN_SIGN_IN, "开始签到", "会前准备还没有完成"),
        (sitting(MeetingState.READY, sign_in_open=False), Step.OPEN_SIGN_IN, "开始签到", None),
        (sitting(MeetingState.READY), Step.OPEN_MEETING, "宣布开会", None),
        (sitting(MeetingState.READY, present=SHORT), Step.OPEN_MEETING, "宣布开会", "还差 1 人到会"),
        (sitting(MeetingState.ADJOURNED_NO_QUORUM), Step.OPEN_MEETING, "继续开会", None),
        (sitting(next_title="集体合同（草案）"), Step.START_ITEM, "进入下一项", None),
        (sitting(), Step.CLOSE_MEETING, "宣布闭会", None),
        (sitting(item_state=ItemState.IN_SESSION), Step.END_ITEM, "结束本项", None),
        (sitting(item_state=ItemState.APPROVED, item_form=VoteForm.OPEN_BALLOT), Step.END_ITEM, "结束本项", None),
        (
            sitting(item_state=ItemState.IN_SESSION, item_form=VoteForm.SECRET_BALLOT),
            Step.PREPARE_VOTE,
            "进入表决",
            None,
        ),
        (sitting(vote_state=VoteState.READY), Step.OPEN_VOTE, "开始表决", None),
        (sitting(vote_state=VoteState.READY, present=SHORT), Step.OPEN_VOTE, "开始表决", "到会不足法定人数，还差 1 人"),
        (
            sitting(vote_state=VoteState.READY, sealed=True, present=SHORT),
            Step.FREEZE_ROLL,
            "固定名册",
            "到会不足法定人数，还差 1 人",
        ),
        (
            sitting(vote_state=VoteState.READY, sealed=True, keys_ready=False),
            Step.FREEZE_ROLL,
            "固定名册",
            "监票人还没有生成开票密钥",
        ),
        (sitting(vote_state=VoteState.OPEN), Step.STOP_VOTE, "按住停止表决", None),
        (
            sitting(vote_state=VoteState.OPEN, present=SHORT),
            Step.STOP_VOTE,
            "按住停止表决",
            "到会不足法定人数，还差 1 人",
        ),
        (
            sitting(vote_state=VoteState.STOPPED, unsigned=2),
            Step.AWAIT_COUNT,
            "等待监票人确认",
            "还有 2 位监票人没有确认",
        ),
        (
            sitting(vote_state=VoteState.STOPPED),
            Step.AWAIT_COUNT,
            "等待监票人确认",
            "两位监票人的数字不一致，请他们重新核对",
        ),
        (sitting(vote_state=VoteState.CONFIRMED), Step.ANNOUNCE, "宣布结果", None),
        (sitting(MeetingState.CANCELLED), Step.NOTHING, "没有下一步", "会议已经改期或取消"),
        (sitting(MeetingState.PUBLISHED), Step.NOTHING, "没有下一步", "会议已经闭会"),
    ],
)
def test_next_step_when_in_a_state_then_it_is_the_one_that_is_due(given_state, step, label, waits):
    due = next_step(given_state)
    assert (due.step, str(due.label), str(due.waits) if due.waits else None) == (step, label, waits)


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ({"not_cast": 29}, "有 29 位在册代表尚未交票"),
        ({"not_cast": 0}, "已全部交票"),
        ({"by_phone": False}, "分别录入计票结果"),
    ],
)
def test_next_step_when_voting_is_open_then_stopping_says_what_it_would_mean(rest, words):
    assert words in str(next_step(sitting(vote_state=VoteState.OPEN, **rest)).effect)


def test_next_step_when_it_cannot_be_taken_back_then_it_is_held_to_confirm():
    assert next_step(sitting(vote_state=VoteState.OPEN)).hold
    assert next_step(sitting()).hold
    assert not next_step(sitting(next_title="下一项")).hold


@given(
    st.builds(
        Sitting,
        meeting_state=st.sampled_from(MeetingState),
        sign_in_open=st.booleans(),
        quorum=st.sampled_from([ENOUGH, SHORT]),
        item_state=st.none() | st.sampled_from(ItemState),
        item_form=st.sampled_from(VoteForm),
        vote_state=st.none() | st.sampled_from(VoteState),
        next_title=st.sampled_from(["", "下一项"]),
        not_cast=st.integers(0, 213),
        unsigned=st.integers(0, 2),
        ready=st.booleans(),
    )
)
def test_next_step_when_in_any_state_then_there_is_one_and_no_vote_moves_without_a_quorum(given_state):
    due = next_step(given_state)
    assert str(due.label)
    assert str(due.effect)
    if due.step in (Step.OPEN_MEETING, Step.OPEN_VOTE, Step.STOP_VOTE) and not given_state.quorum.met:
        assert due.waits is not None
