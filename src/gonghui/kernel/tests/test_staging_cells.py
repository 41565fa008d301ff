"""Cells are read as people mean them, and what cannot be trusted is said."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.staging.cells import Fault, bare_digits, csv_text_of, read_date, text_of


@pytest.mark.parametrize(
    ("value", "text", "fault"),
    [
        ("张三", "张三", None),
        ("  张 三 \n", "张 三", None),
        ("一车间\r\n二班", "一车间 二班", None),
        ("199\u200b0000\u202d0001", "19900000001", None),
        ("<b>张三</b>", "<b>张三</b>", None),
        ("\ue123", "\ue123", None),
        ("张\x00三", "张三", Fault.CONTROL),
        ("\x1b[31m", "[31m", Fault.CONTROL),
        ("长" * 11, "长" * 10, Fault.TOO_LONG),
        ("3.1E+17", "3.1E+17", Fault.ROUNDED),
        ("3E+17", "3E+17", Fault.ROUNDED),
        ("2E3", "2E3", None),
        ("3.1E+17\x01", "3.1E+17", Fault.CONTROL),
        ("", "", None),
        (True, "是", None),
        (False, "否", None),
        (7, "7", None),
        (45352.0, "45352", None),
        (0.5, "0.5", None),
        (-3.0, "-3", None),
        (999999999999999.0, "999999999999999", None),
        (1e15, "1E+15", Fault.ROUNDED),
        (3.1000019000101e17, "3.1000019000101E+17", Fault.ROUNDED),
        (float("nan"), "NAN", Fault.ROUNDED),
        (float("inf"), "INF", Fault.ROUNDED),
        (date(2024, 3, 1), "2024-03-01", None),
        (datetime(2024, 3, 1), "2024-03-01", None),  # noqa: DTZ001 - a sheet knows no zone
        (datetime(2024, 3, 1, 8, 30), "2024-03-01 08:30", None),  # noqa: DTZ001
        (time(8, 30), "08:30:00", None),
        (timedelta(hours=30), "1 day, 6:00:00", None),
    ],
)
def test_cell_when_read_is_the_text_people_see(value: object, text: str, fault: Fault | None) -> None:
    assert text_of(value, 10 if isinstance(value, str) and "长" in value else 100) == (text, fault)


def test_cell_when_of_a_kind_no_reader_gives_is_an_error() -> None:
    with pytest.raises(TypeError, match="does not hold a list"):
        text_of([], 10)


@pytest.mark.parametrize(
    ("field", "text", "fault"),
    [
        ('="00123"', "00123", None),
        (' ="00123" ', "00123", None),
        ('="="', "=", Fault.FORMULA),
        ("=A1+1", "=A1+1", Fault.FORMULA),
        (" =A1", "=A1", Fault.FORMULA),
        ("-1", "-1", None),
        ("+8619900000001", "+8619900000001", None),
        ("@张三", "@张三", None),
    ],
)
def test_field_when_of_a_csv_file_is_unwrapped_but_never_computed(field: str, text: str, fault: Fault | None) -> None:
    assert csv_text_of(field, 100) == (text, fault)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01",
        "2024-3-1",
        "2024/3/1",
        "2024.3.1",
        "2024.03.01",
        "20240301",
        "2024年3月1日",
        "2024年03月01日",
        "2024 年 3 月 1 日",
        "2024年3月1",
        "２０２４－０３－０１",
        "2024-03-01 00:00",
        "2024-03-01 08:30:15",
        "2024-03-01T08:30:15.5",
        "45352",
        " 2024-03-01 ",
        "2024-03",
        "2024/3",
        "2024.3",
        "2024.03",
        "2024年3月",
        "2024 年 03 月",
    ],
)
def test_date_when_written_as_people_do_is_read(text: str) -> None:
    assert read_date(text) == date(2024, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1999.2.30",
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "0000-01-01",
        "2024.1",
        "2024-13",
        "2024年0月",
        "2024.3.",
        "2024",
        "24-3-1",
        "99.2.3",
        "3/1/2024",
        "2024-3.1",
        "2024/3-1",
        "2024-03-01 noon",
        "三月一日",
        "4535",
        "453520",
        "٢٠٢٤-٠٣-٠١",
        "-2024-03-01",
    ],
)
def test_date_when_no_day_of_the_calendar_is_none(text: str) -> None:
    assert read_date(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_date_when_written_in_any_of_the_ways_is_the_same(day: date) -> None:
    ways = [day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"]
    assert {read_date(way) for way in ways} == {day}


@given(st.integers(min_value=10_000, max_value=99_999))
def test_date_when_a_number_of_excel_is_that_many_days_after_its_epoch(serial: int) -> None:
    assert read_date(str(serial)) == date(1899, 12, 30) + timedelta(days=serial)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("'310000190001010002", "310000190001010002"),
        ("３１００００ 19000101 000x", "31000019000101000X"),
        ("199 0000 0001", "19900000001"),
        ("", ""),
    ],
)
def test_number_when_written_with_blanks_or_marks_is_compared_bare(text: str, bare: str) -> None:
    assert bare_digits(text) == bare


@given(st.text())
def test_text_when_read_twice_is_as_after_once(value: str) -> None:
    text, _fault = text_of(value, 50)
    assert text_of(text, 50)[0] == text
    assert len(text) <= 50
    assert "\x00" not in text
