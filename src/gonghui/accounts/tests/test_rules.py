"""What may be tried how often, how long things live, which hat is worn."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.accounts import rules
from gonghui.accounts.rules import CodeState, Count, Full, Limit, Method
from gonghui.kernel.testing import NOON

THREE = Limit("three", 3, timedelta(minutes=10))
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def test_one_more_when_nothing_was_counted_then_the_period_begins():
    assert rules.one_more(THREE, None, NOON) == Count(NOON, 1)


def test_one_more_when_below_the_limit_then_it_counts_within_the_same_period():
    assert rules.one_more(THREE, Count(NOON, 2), NOON + MINUTE) == Count(NOON, 3)


def test_one_more_when_the_limit_is_reached_then_it_is_full_until_the_period_ends():
    until = NOON + THREE.within
    assert rules.one_more(THREE, Count(NOON, 3), NOON) == Full(until)
    assert rules.one_more(THREE, Count(NOON, 3), until - timedelta(microseconds=1)) == Full(until)
    assert rules.one_more(THREE, Count(NOON, 3), until) == Count(until, 1)


def test_one_more_when_the_machines_clock_was_set_back_then_nobody_is_shut_out_until_it_has_caught_up():
    assert rules.one_more(THREE, Count(NOON, 3), NOON - HOUR) == Count(NOON - HOUR, 1)
    # Two requests that met in another order than they came are no clock that was set back.
    assert rules.one_more(THREE, Count(NOON, 3), NOON - SECOND) == Full(NOON + THREE.within)


@given(st.lists(st.integers(0, 1200), max_size=60))
def test_one_more_whenever_tried_then_no_period_ever_holds_more_than_the_limit(steps):
    count, now, let_through = None, NOON, []
    for step in steps:
        now += timedelta(seconds=step)
        after = rules.one_more(THREE, count, now)
        if isinstance(after, Count):
            count = after
            let_through.append((count.since, now))
    by_period: dict[object, int] = {}
    for since, moment in let_through:
        assert since <= moment < since + THREE.within
        by_period[since] = by_period.get(since, 0) + 1
    assert all(times <= THREE.times for times in by_period.values())


@pytest.mark.parametrize(
    ("after", "left"), [(0 * SECOND, 60), (59 * SECOND, 1), (SECOND / 2, 60), (60 * SECOND, 0), (HOUR, 0)]
)
def test_seconds_to_resend_when_a_code_was_sent_then_what_remains_of_a_minute(after, left):
    assert rules.seconds_to_resend(NOON, NOON + after) == left


def test_seconds_to_resend_when_the_machines_clock_was_set_back_then_another_may_be_asked_for_at_once():
    assert rules.seconds_to_resend(NOON, NOON - HOUR) == 0


def test_seconds_to_resend_when_none_was_sent_then_none():
    assert rules.seconds_to_resend(None, NOON) == 0


@pytest.mark.parametrize(("left", "minutes"), [(MINUTE, 1), (61 * SECOND, 2), (SECOND, 1), (0 * SECOND, 1), (-HOUR, 1)])
def test_minutes_until_when_told_to_a_person_then_rounded_up_and_never_none(left, minutes):
    assert rules.minutes_until(NOON + left, NOON) == minutes


@pytest.mark.parametrize(
    ("age", "tries", "ended", "state"),
    [
        (0 * SECOND, 0, False, CodeState.OPEN),
        (5 * MINUTE - SECOND, 4, False, CodeState.OPEN),
        (5 * MINUTE, 0, False, CodeState.EXPIRED),
        (MINUTE, 5, False, CodeState.WORN_OUT),
        (MINUTE, 0, True, CodeState.ENDED),
    ],
)
def test_code_state_when_asked_then_exactly_one(age, tries, ended, state):
    assert rules.code_state(issued_at=NOON, tries=tries, ended=ended, now=NOON + age) is state


@pytest.mark.parametrize(
    ("age", "idle", "shared", "live"),
    [
        (0, 0, False, True),
        (11 * HOUR, 6 * HOUR - SECOND, False, True),
        (11 * HOUR, 6 * HOUR, False, False),
        (HOUR, 20 * MINUTE - SECOND, True, True),
        (HOUR, 20 * MINUTE, True, False),
        (12 * HOUR, 0, False, False),
    ],
)
def test_session_is_live_when_left_alone_or_old_then_it_ends(age, idle, shared, live):
    now = NOON + (age or timedelta())
    seen = now - (idle or timedelta())
    assert rules.session_is_live(opened_at=NOON, last_seen_at=seen, shared=shared, now=now) is live


def test_seen_is_stale_when_a_minute_has_passed_then_it_is_noted_again():
    assert not rules.seen_is_stale(NOON, NOON + 59 * SECOND)
    assert rules.seen_is_stale(NOON, NOON + MINUTE)


@pytest.mark.parametrize(
    ("method", "age", "proved"),
    [
        (Method.CODE, 15 * MINUTE - SECOND, True),
        (Method.CODE, 15 * MINUTE, False),
        (Method.PASSWORD, SECOND, False),
        (Method.DEMO, SECOND, False),
    ],
)
def test_phone_is_proved_when_a_code_was_given_just_now_then_only(method, age, proved):
    assert rules.phone_is_proved(method=method, opened_at=NOON, now=NOON + age) is proved


@pytest.mark.parametrize(
    ("held", "chosen", "worn"),
    [
        ([], "", None),
        (["a"], "", "a"),
        (["a", "a"], "", "a"),
        (["a", "b"], "", None),
        (["a", "b"], "b", "b"),
        (["a", "b"], "lost", None),
        (["a"], "lost", "a"),
    ],
)
def test_hat_to_wear_when_chosen_and_held_then_it_else_the_only_one(held, chosen, worn):
    assert rules.hat_to_wear(held, chosen=chosen) == worn


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) MicroMessenger/8.0 Safari", "iphone wechat"),
        ("Mozilla/5.0 (Linux; Android 15) MicroMessenger/8.0 wxwork/4.1 Chrome", "android wecom"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130", "windows edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132) Firefox/132", "linux firefox"),
        ("curl/8", "other other"),
        ("", "other other"),
    ],
)
def test_device_of_when_described_then_two_words(agent, words):
    assert rules.device_of(agent) == words


@pytest.mark.parametrize(
    ("address", "network", "counted"),
    [
        ("203.0.113.7", "203.0.113.*", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.*", "203.0.113.7"),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:*", "2001:0db8:0000:0001"),
        ("2001:db8::5", "2001:db8:0:*", "2001:0db8:0000:0000"),
        ("unix:", "", "unix:"),
        ("", "", ""),
    ],
)
def test_network_of_and_counted_address_when_given_then_neighbours_are_not_told_apart(address, network, counted):
    assert rules.network_of(address) == network
    assert rules.counted_address(address) == counted


def test_codes_an_address_when_a_hall_is_large_then_the_limit_is_the_settings():
    assert rules.codes_an_address(3000) == Limit("codes-address", 3000, timedelta(minutes=10))
