"""Codes for signing in stand for a while and for one person."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules import codes
from gonghui.kernel.testing import ident

SECRET = b"s" * 32
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
seconds = st.integers(0, 3600).map(lambda n: timedelta(seconds=n))


@given(seconds)
def test_wall_code_when_some_time_has_passed_then_good_for_two_minutes_only(passed):
    code = codes.wall_code(SECRET, NOW)
    assert codes.is_wall_code(SECRET, code, NOW + passed) == (passed < timedelta(seconds=135))


def test_wall_code_when_of_another_meeting_then_refused():
    assert not codes.is_wall_code(SECRET, codes.wall_code(b"t" * 32, NOW), NOW)
    assert not codes.is_wall_code(SECRET, "中文", NOW)


@given(seconds)
def test_own_code_when_some_time_has_passed_then_good_for_less_than_a_minute(passed):
    code = codes.own_code(SECRET, ident("a"), NOW)
    assert len(code) == 8
    assert codes.is_own_code(SECRET, ident("a"), code, NOW + passed) == (passed < timedelta(seconds=45))


def test_own_code_when_of_another_delegate_then_refused():
    assert not codes.is_own_code(SECRET, ident("b"), codes.own_code(SECRET, ident("a"), NOW), NOW)
