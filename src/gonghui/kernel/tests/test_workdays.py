"""Terms in working days end where a calendar on the wall says."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.workdays import (
    DATA,
    LONGEST,
    Calendar,
    Deadline,
    add_workdays,
    china,
    deadline,
    is_within,
    is_workday,
    read_calendar,
    workdays_between,
)

CHINA = china()
EMPTY = Calendar()
DAYS = st.dates(min_value=date(2024, 6, 1), max_value=date(2027, 6, 30))
TERMS = st.integers(min_value=0, max_value=60)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    holidays = draw(st.frozensets(DAYS, max_size=40))
    makeup = draw(st.frozensets(DAYS.filter(lambda day: day.weekday() > 4), max_size=20)) - holidays
    return Calendar(holidays=holidays, makeup=makeup)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 1, 1), False),
        (date(2025, 1, 26), True),
        (date(2025, 2, 4), False),
        (date(2025, 2, 5), True),
        (date(2025, 9, 28), True),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 15), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 9, 20), True),
        (date(2026, 10, 10), True),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
    ],
)
def test_day_when_in_the_notices_is_worked_as_they_say(day: date, worked: bool) -> None:
    assert is_workday(day, CHINA) is worked


@pytest.mark.parametrize(("year", "days_off", "worked_weekends"), [(2025, 28, 5), (2026, 33, 6)])
def test_year_when_counted_has_the_days_of_its_notice(year: int, days_off: int, worked_weekends: int) -> None:
    assert sum(day.year == year for day in CHINA.holidays) == days_off
    assert sum(day.year == year for day in CHINA.makeup) == worked_weekends


def test_report_when_due_in_seven_workdays_over_the_national_day_skips_it() -> None:
    # Closed on Sunday, 27 September 2026: 28, 29, 30 September, 8, 9, 10 (made up) and 12 October are worked.
    assert deadline(date(2026, 9, 27), 7, CHINA) == Deadline(last_day=date(2026, 10, 12), certain=True)


def test_term_when_it_begins_on_a_workday_does_not_count_that_day() -> None:
    assert add_workdays(date(2026, 11, 16), 1, CHINA) == date(2026, 11, 17)
    assert add_workdays(date(2026, 11, 16), 0, CHINA) == date(2026, 11, 16)


def test_term_when_counted_backwards_ends_on_a_workday_before() -> None:
    assert add_workdays(date(2026, 11, 23), -1, CHINA) == date(2026, 11, 20)
    assert add_workdays(date(2026, 10, 8), -3, CHINA) == date(2026, 9, 28)


def test_term_when_it_touches_a_year_without_a_notice_is_not_certain() -> None:
    assert deadline(date(2026, 12, 31), 7, CHINA) == Deadline(last_day=date(2027, 1, 11), certain=False)


def test_term_when_it_ends_in_the_days_the_next_notice_may_move_is_not_certain() -> None:
    assert deadline(date(2026, 12, 21), 4, CHINA) == Deadline(last_day=date(2026, 12, 25), certain=True)
    assert deadline(date(2026, 12, 21), 5, CHINA) == Deadline(last_day=date(2026, 12, 28), certain=False)
    assert deadline(date(2025, 12, 22), 5, CHINA) == Deadline(last_day=date(2025, 12, 29), certain=True)


def test_term_when_absurdly_long_is_an_error() -> None:
    with pytest.raises(ValueError, match="at most 2000"):
        add_workdays(date(2026, 1, 1), LONGEST + 1, CHINA)


def test_days_between_when_the_end_is_first_is_an_error() -> None:
    with pytest.raises(ValueError, match="before the start"):
        workdays_between(date(2026, 1, 2), date(2026, 1, 1), CHINA)


@given(DAYS, TERMS, calendars())
def test_nth_workday_when_counted_back_gives_n(start: date, n: int, calendar: Calendar) -> None:
    assert workdays_between(start, add_workdays(start, n, calendar), calendar) == n


@given(DAYS, st.integers(min_value=1, max_value=60), calendars())
def test_nth_workday_when_found_is_worked_and_next_after_the_one_before(
    start: date, n: int, calendar: Calendar
) -> None:
    day = add_workdays(start, n, calendar)
    assert is_workday(day, calendar)
    assert add_workdays(add_workdays(start, n - 1, calendar), 1, calendar) == day


@given(DAYS, st.integers(min_value=1, max_value=60), calendars())
def test_workdays_when_gone_back_and_forth_return(start: date, n: int, calendar: Calendar) -> None:
    day = add_workdays(start, n, calendar)
    assert add_workdays(add_workdays(day, -n, calendar), n, calendar) == day


@given(DAYS, TERMS, calendars())
def test_day_when_the_last_of_the_term_is_within_and_the_next_is_not(start: date, n: int, calendar: Calendar) -> None:
    last_day = deadline(start, n, calendar).last_day
    assert is_within(start, n, start, calendar)
    assert is_within(start, n, last_day, calendar)
    assert not is_within(start, n, last_day + timedelta(days=1), calendar)
    assert not is_within(start, n, start - timedelta(days=1), calendar)


@given(DAYS)
def test_day_when_there_is_no_data_is_free_on_weekends_only(day: date) -> None:
    assert is_workday(day, EMPTY) is (day.weekday() < 5)
    assert not EMPTY.settles(day)


def test_calendar_when_a_day_is_both_free_and_worked_is_an_error() -> None:
    with pytest.raises(ValueError, match="both a day off and a day worked: 2026-01-04"):
        Calendar(holidays=frozenset({date(2026, 1, 4)}), makeup=frozenset({date(2026, 1, 4)}))


def test_calendar_when_a_makeup_day_is_a_weekday_is_an_error() -> None:
    with pytest.raises(ValueError, match="falls on a weekend: 2026-01-05"):
        Calendar(makeup=frozenset({date(2026, 1, 5)}))


@pytest.mark.parametrize(
    "text",
    [
        "[{}]",
        "[1]",
        "{",
        '[{"year": 2026, "source": "s", "certain": true, "holidays": [], "makeup": ["2026-02-30"]}]',
        '[{"year": 2026, "source": "s", "certain": true, "makeup": [],'
        ' "holidays": [{"name": "n", "first": "2026-01-02", "last": "2026-01-01"}]}]',
    ],
)
def test_file_when_malformed_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        read_calendar(text)


def test_year_when_not_certain_lends_its_days_but_settles_nothing() -> None:
    year = {"year": 2027, "source": "推算", "certain": False, "makeup": ["2027-02-20"], "holidays": []}
    calendar = read_calendar(json.dumps([year]))
    assert is_workday(date(2027, 2, 20), calendar)
    assert not calendar.settles(date(2027, 2, 20))


def test_calendar_when_kept_in_an_own_file_is_read_from_there(tmp_path: Path) -> None:
    own = tmp_path / "workdays.json"
    own.write_text("[]", encoding="utf-8")
    assert china(own) == EMPTY


def test_every_year_shipped_when_read_names_its_notice() -> None:
    years = json.loads(DATA.read_text(encoding="utf-8"))
    assert [entry["year"] for entry in years] == [2025, 2026]
    assert all(entry["source"].startswith(f"国务院办公厅关于{entry['year']}年部分节假日安排的通知") for entry in years)
