"""Single cells of a roster."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.registry.rules.cells import (
    CellFault,
    CellInvalid,
    read_category,
    read_day,
    read_name,
    read_number,
    read_phone,
    read_sex,
    read_words,
)
from gonghui.registry.rules.kinds import Sex, StaffCategory

TODAY = date(2026, 3, 10)


def fault_of(how, text, **rest) -> CellFault:
    with pytest.raises(CellInvalid) as refused:
        how(text, **rest)
    assert str(refused.value) == refused.value.fault.value
    return refused.value.fault


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("韦　立", "韦立"),
        (" 沈知遥 ", "沈知遥"),
        ("阿依努尔•托合提", "阿依努尔·托合提"),
        ("阿依努尔・托合提", "阿依努尔·托合提"),
        ("阿依努尔 · 托合提", "阿依努尔·托合提"),
        ("John  Smith", "John Smith"),
        ("O'Neil", "O'Neil"),
        ("王\u200b芳", "王芳"),
        ("𬀪勇", "𬀪勇"),
        ("张\U000323af", "张\U000323af"),
        ("李\ue863", "李\ue863"),
        ("林〇", "林〇"),
        ("一" * 60, "一" * 60),
    ],
)
def test_name_when_written_as_people_write_then_it_has_one_spelling(text, name):
    assert read_name(text) == name


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", CellFault.NAME_MISSING),
        (" \u200b ", CellFault.NAME_MISSING),
        ("一" * 61, CellFault.NAME_TOO_LONG),
        ("<b>王芳</b>", CellFault.NAME_CHARACTERS),
        ("<script>alert(1)</script>", CellFault.NAME_CHARACTERS),
        ("王芳2", CellFault.NAME_CHARACTERS),
        ("王芳；李娜", CellFault.NAME_CHARACTERS),
        ("王\x07芳", CellFault.NAME_CHARACTERS),
        ("王\ud800芳", CellFault.NAME_CHARACTERS),
        ("=1+1", CellFault.FORMULA),
        ("@SUM(A1)", CellFault.FORMULA),
        ("+cmd|' /C calc'!A0", CellFault.FORMULA),
        ("-2+3", CellFault.FORMULA),
    ],
)
def test_name_when_it_is_none_then_the_fault_is_named(text, fault):
    assert fault_of(read_name, text) is fault


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("HD20413", "HD20413"),
        ("１００２１", "10021"),
        ("10021.0", "10021"),
        ("车-07/3", "车-07/3"),
        ("", ""),
        (" A 1 ", "A1"),
    ],
)
def test_number_when_written_as_people_write_then_it_has_one_spelling(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1" * 41, CellFault.NUMBER_TOO_LONG),
        ("HD<1>", CellFault.NUMBER_CHARACTERS),
        ("-5", CellFault.NUMBER_CHARACTERS),
        ("=A1", CellFault.FORMULA),
    ],
)
def test_number_when_it_is_none_then_the_fault_is_named(text, fault):
    assert fault_of(read_number, text) is fault


def test_words_when_they_hold_angle_brackets_then_they_stay_as_they_are():
    assert read_words("  <研发> & 质量   部 ") == "<研发> & 质量 部"
    assert read_words("") == ""
    assert read_words("字" * 80) == "字" * 80


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("字" * 81, CellFault.WORDS_TOO_LONG),
        ("一\x00车间", CellFault.WORDS_CHARACTERS),
        ('=HYPERLINK("x")', CellFault.FORMULA),
    ],
)
def test_words_when_they_cannot_be_kept_then_the_fault_is_named(text, fault):
    assert fault_of(read_words, text) is fault


@pytest.mark.parametrize(
    "text",
    [
        "19900000001", "199 0000 0001", "+86 199-0000-0001", "008619900000001", "8619900000001", "１９９００００００01",
        "19900000001.0",
    ],
)  # fmt: skip
def test_phone_when_written_as_people_write_then_it_has_one_spelling(text):
    assert read_phone(text) == "+8619900000001"


@pytest.mark.parametrize("text", ["1990000000", "199000000011", "12900000001", "021-5555555", "=1", "无"])
def test_phone_when_it_is_none_then_it_is_refused(text):
    assert fault_of(read_phone, text) is CellFault.PHONE


def test_phone_when_empty_then_it_stays_empty():
    assert read_phone(" ") == ""


def test_sex_when_read_then_only_two_words_count():
    assert (read_sex("男"), read_sex(" 女性 "), read_sex("f"), read_sex("")) == (Sex.MALE, Sex.FEMALE, Sex.FEMALE, None)
    assert fault_of(read_sex, "男女") is CellFault.SEX


def test_category_when_read_then_the_words_of_units_count():
    assert read_category("经营管理人员") is StaffCategory.MANAGER
    assert read_category(" 一线 ") is StaffCategory.FRONT_LINE
    assert read_category("Front-line staff") is StaffCategory.FRONT_LINE
    assert read_category("other") is StaffCategory.OTHER
    assert read_category("") is None
    assert fault_of(read_category, "董事") is CellFault.CATEGORY


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01", "2024/3/1", "2024.3.1", "2024年3月1日", "20240301", "2024-03-01 00:00:00",
        "2024-03-01T00:00:00", "２０２４-03-01",
    ],
)  # fmt: skip
def test_day_when_written_as_people_write_then_it_is_read(text):
    assert read_day(text, today=TODAY) == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2024-02-30", CellFault.DATE),
        ("去年", CellFault.DATE),
        ("45352", CellFault.DATE),
        ("03/01/2024", CellFault.DATE),
        ("2026-03-11", CellFault.DATE_FUTURE),
        ("1925-04-30", CellFault.DATE_TOO_EARLY),
    ],
)
def test_day_when_it_is_none_then_the_fault_is_named(text, fault):
    assert fault_of(read_day, text, today=TODAY) is fault


def test_day_when_it_is_today_or_empty_then_it_is_taken():
    assert read_day("2026-03-10", today=TODAY) == TODAY
    assert read_day("  ", today=TODAY) is None


@given(st.text(max_size=100))
def test_cells_when_anything_at_all_is_typed_then_each_is_read_or_refused_and_reading_again_changes_nothing(text):
    for how in (read_name, read_number, read_words, read_phone):
        try:
            once = how(text)
        except CellInvalid:
            continue
        assert how(once) == once
