"""Every clock, across Spring Festival with weekends worked in exchange, and in general."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.workdays import add_workdays, china, is_workday
from gonghui.proposals.rules.clocks import (
    Limits,
    amber_until,
    due_after,
    keeps_clock,
    light,
    may_send_back,
    next_check,
)
from gonghui.proposals.rules.judging import may_settle_unrated
from gonghui.proposals.rules.kinds import Light
from gonghui.proposals.rules.states import IN_HAND, MOVES, Event, State

LIMITS = Limits(
    seconders=2, review=10, assign=10, send_back=5, countersign=5, reply=30, reply_max=90, rate=10, amber=3,
    track_months=3,
)  # fmt: skip
# 2025: Spring Festival is off from Tuesday 28 January to Tuesday 4 February; Sunday 26 January and Saturday 8 February
# are worked in exchange.
FRIDAY_BEFORE = date(2025, 1, 24)
DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 30))


def workdays(day: date, n: int) -> date:
    return add_workdays(day, n, china())


def test_calendar_when_it_is_spring_festival_then_the_make_up_sunday_is_worked() -> None:
    assert is_workday(date(2025, 1, 26), china())
    assert not is_workday(date(2025, 1, 28), china())
    assert is_workday(date(2025, 2, 8), china())


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        # 26 (Sunday, worked), 27 January, 5, 6, 7, 8 (Saturday, worked), 10, 11, 12, 13 February
        (State.SUBMITTED, date(2025, 2, 13)),
        (State.ACCEPTED, date(2025, 2, 13)),
        (State.REPLIED, date(2025, 2, 13)),
        (State.ASSIGNED, date(2025, 3, 13)),
        (State.TRACKED, date(2025, 4, 24)),
        (State.DRAFT, None),
        (State.COUNTERSIGN, None),
        (State.SIGNING, None),
        (State.CLOSED, None),
    ],
)
def test_clock_when_it_starts_before_spring_festival_then_counts_the_make_up_days_alone(
    state: State, expected: date | None
) -> None:
    assert due_after(state, FRIDAY_BEFORE, LIMITS, workdays) == expected


def test_clock_when_the_matter_is_complicated_then_the_long_one_runs() -> None:
    due = due_after(State.ASSIGNED, FRIDAY_BEFORE, LIMITS, workdays, is_complex=True)
    assert due == workdays(FRIDAY_BEFORE, 90) == date(2025, 6, 11)


def test_sending_back_when_spring_festival_lies_between_then_five_working_days_are_given() -> None:
    assert may_send_back(FRIDAY_BEFORE, date(2025, 2, 7), LIMITS, workdays)
    assert not may_send_back(FRIDAY_BEFORE, date(2025, 2, 8), LIMITS, workdays)


def test_countersigning_when_spring_festival_lies_between_then_five_working_days_are_given() -> None:
    assert workdays(FRIDAY_BEFORE, LIMITS.countersign) == date(2025, 2, 7)


def test_check_when_it_would_fall_into_spring_festival_then_on_the_first_day_worked() -> None:
    assert next_check(date(2024, 10, 29), LIMITS, workdays) == date(2025, 2, 5)
    # The Sunday is worked: it is taken as it is.
    assert next_check(date(2024, 10, 26), LIMITS, workdays) == date(2025, 1, 26)
    assert next_check(date(2024, 11, 30), LIMITS, workdays) == date(2025, 2, 28)


def test_light_when_spring_festival_lies_between_then_amber_comes_before_it() -> None:
    due = date(2025, 2, 5)
    shown = {
        day: light(due, day, amber_until(day, LIMITS, workdays))
        for day in (date(2025, 1, 23), FRIDAY_BEFORE, date(2025, 1, 26), due, date(2025, 2, 6))
    }
    assert list(shown.values()) == [Light.GREEN, Light.AMBER, Light.AMBER, Light.AMBER, Light.RED]


def test_settlement_without_a_rating_when_the_last_day_is_over_then_allowed() -> None:
    due = due_after(State.REPLIED, FRIDAY_BEFORE, LIMITS, workdays)
    assert due is not None
    assert not may_settle_unrated(due, due)
    assert may_settle_unrated(due, due + timedelta(days=1))
    assert not may_settle_unrated(None, due)


@given(DAYS, st.sampled_from([State.SUBMITTED, State.ACCEPTED, State.ASSIGNED, State.REPLIED, State.TRACKED]))
def test_due_day_is_always_a_working_day_after_the_start(day: date, state: State) -> None:
    due = due_after(state, day, LIMITS, workdays)
    assert due is not None
    assert due > day
    assert is_workday(due, china())


@given(DAYS, DAYS)
def test_light_goes_from_green_over_amber_to_red_and_never_back(due: date, today: date) -> None:
    order = (Light.GREEN, Light.AMBER, Light.RED)
    now, later = (
        order.index(light(due, day, amber_until(day, LIMITS, workdays))) for day in (today, today + timedelta(days=1))
    )
    assert now <= later
    assert light(None, today, today) is Light.NONE


def test_clock_of_the_reply_when_its_draft_goes_round_then_is_the_same() -> None:
    assert {event for event in Event if keeps_clock(event)} == {Event.DRAFT_REPLY, Event.COUNTERSIGNED, Event.REJECT}
    for event in Event:
        for moves in MOVES.values():
            if keeps_clock(event) and event in moves:
                assert moves[event] in IN_HAND
