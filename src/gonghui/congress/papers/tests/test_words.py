"""Numbers, dates and shares in the words of official papers."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.papers.words import clock, day, han, hour, moment, percent, span

_UNITS = {"十": 10, "百": 100, "千": 1000}


def read(words: str) -> int:
    """Read Chinese numerals back, the other way round and by another method."""
    total, digit = 0, 0
    for char in words:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(char)
    return total + digit


@given(st.integers(0, 9999))
def test_han_when_read_back_then_the_number_is_the_same(number: int) -> None:
    assert read(han(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (31, "三十一"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (10000, "10000"),
    ],
)
def test_han_when_written_then_it_is_as_people_write(number: int, words: str) -> None:
    assert han(number) == words


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_percent_when_written_then_it_is_within_half_a_tenth(part: int, whole: int) -> None:
    tenths = int(percent(part, whole).removesuffix("%").replace(".", ""))
    assert abs(tenths * whole - 1000 * part) * 2 <= whole


def test_percent_when_there_is_no_base_then_it_is_a_dash() -> None:
    assert percent(0, 0) == "—"
    assert percent(1, 3) == "33.3%"
    assert percent(171, 213) == "80.3%"


def test_day_when_absent_then_there_is_room_to_write() -> None:
    assert day(None) == "    年  月  日"
    assert day(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "2026年11月20日"),
        (date(2026, 11, 20), "2026年11月20日"),
        (date(2026, 11, 21), "2026年11月20日至21日"),
        (date(2026, 12, 1), "2026年11月20日至12月1日"),
        (date(2027, 1, 1), "2026年11月20日至2027年1月1日"),
    ],
)
def test_span_when_days_differ_then_only_what_changes_is_repeated(last: date | None, words: str) -> None:
    assert span(date(2026, 11, 20), last) == words


def test_moment_when_stored_in_utc_then_it_is_told_in_shanghai() -> None:
    stored = datetime(2026, 11, 19, 17, 5, tzinfo=UTC)
    assert moment(stored) == "2026年11月20日1:05"
    assert (clock(stored), hour(stored)) == ("01:05", "1:05")
    assert (clock(None), moment(None)) == ("", "")
