"""Counting who is here: nobody is lost, nobody is recorded twice, and recording the silent is said beforehand."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.parameters import QUORUM
from gonghui.congress.rules.quorum import quorum
from gonghui.congress.rules.rollcall import (
    SECONDS,
    RollCallStep,
    Stand,
    count,
    leave_effect,
    may_start,
    stand_of,
    stands,
    step_of,
)
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.rules.tests.examples import SH
from gonghui.kernel.testing import NOON

PEOPLE = st.dictionaries(st.integers(1, 500), st.tuples(st.integers(0, 5), st.integers(0, 4), st.booleans()))
"""Delegate -> half their entries before the start, entries since, whether they answered."""


def halls(people):
    asked = {who: 2 * half + 1 for who, (half, _since, _said) in people.items()}
    last = {who: asked[who] + since for who, (_half, since, _said) in people.items()}
    return asked, last, {who for who, (_half, _since, said) in people.items() if said}


@given(PEOPLE)
def test_everyone_asked_stands_somewhere_and_the_numbers_add_up(people):
    asked, last, answered = halls(people)
    found = stands(asked, last=last, answered=answered)
    counted = count(found.values())
    assert list(found) == list(asked)
    assert counted.here + counted.gone + counted.silent == counted.expected == len(asked)


@given(PEOPLE)
def test_the_silent_are_those_whom_the_ledger_still_has_here_and_who_said_nothing(people):
    asked, last, answered = halls(people)
    for who, stand in stands(asked, last=last, answered=answered).items():
        assert (stand is Stand.SILENT) == (last[who] == asked[who] and who not in answered)
        assert (stand is Stand.GONE) == (last[who] % 2 == 0)


@given(PEOPLE)
def test_recording_the_silent_keeps_the_order_of_coming_and_going_and_leaves_nobody_to_record(people):
    asked, last, answered = halls(people)
    silent = [who for who, stand in stands(asked, last=last, answered=answered).items() if stand is Stand.SILENT]
    after = last | {who: last[who] + 1 for who in silent}
    assert all(after[who] % 2 == 0 for who in silent)
    again = count(stands(asked, last=after, answered=answered).values())
    before = count(stands(asked, last=last, answered=answered).values())
    assert (again.silent, again.here, again.gone) == (0, before.here, before.gone + before.silent)


@given(PEOPLE, st.data())
def test_one_more_answer_never_makes_anybody_silent(people, data):
    asked, last, answered = halls(people)
    if not asked:
        return
    more = answered | {data.draw(st.sampled_from(sorted(asked)))}
    before = stands(asked, last=last, answered=answered)
    assert all(
        stand is before[who] or before[who] is Stand.SILENT
        for who, stand in stands(asked, last=last, answered=more).items()
    )


@pytest.mark.parametrize(("asked", "last"), [(2, 2), (3, 2), (0, 1)])
def test_a_ledger_that_cannot_be_is_refused(asked, last):
    with pytest.raises(ValueError, match="asked at entry"):
        stand_of(asked=asked, last=last, answered=False)


@pytest.mark.parametrize(
    ("seconds", "silent", "settled", "step"),
    [
        (0, 3, False, RollCallStep.RUNNING),
        (SECONDS - 1, 1, False, RollCallStep.RUNNING),
        (SECONDS, 1, False, RollCallStep.OVER),
        (5, 0, False, RollCallStep.OVER),
        (5, 3, True, RollCallStep.SETTLED),
        (SECONDS, 0, True, RollCallStep.SETTLED),
    ],
)
def test_a_roll_call_ends_with_its_seconds_or_with_the_last_answer(seconds, silent, settled, step):
    now, ends_at = NOON + timedelta(seconds=seconds), NOON + timedelta(seconds=SECONDS)
    assert step_of(ends_at=ends_at, now=now, silent=silent, settled=settled) is step


def test_people_are_counted_while_the_congress_sits_or_before_it_sits_on():
    assert {state for state in MeetingState if may_start(state)} == {
        MeetingState.OPEN, MeetingState.ADJOURNED_NO_QUORUM,
    }  # fmt: skip


def after(present):
    return quorum(SH[QUORUM], should=213, present=present)


def test_leaving_says_how_many_and_what_is_left():
    assert str(leave_effect(silent=12, after=after(149), voting=False)) == (
        "没有应答的 12 位代表登记为离场。登记后实到 149 人，应到 213 人；"
        "须全体代表 213 人三分之二以上，即 142 人，已达到法定人数。"
    )


def test_leaving_during_a_vote_says_that_the_roll_stays_and_whether_it_can_still_be_stopped():
    enough, short = (str(leave_effect(silent=12, after=after(n), voting=True)) for n in (149, 141))
    assert "名册不变，已收到的票有效" in enough
    assert "不能停止和确认" not in enough
    assert short.endswith("登记后不足法定人数，表决不能停止和确认。")
