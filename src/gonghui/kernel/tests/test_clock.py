"""The clock."""

from datetime import UTC, date, datetime

from gonghui.kernel import clock


def test_now_when_asked_then_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC


def test_local_date_when_it_is_late_evening_in_utc_then_china_is_a_day_on():
    assert clock.local_date(datetime(2026, 3, 9, 16, 0, tzinfo=UTC)) == date(2026, 3, 10)
    assert clock.local(datetime(2026, 3, 9, 16, 0, tzinfo=UTC)).hour == 0
