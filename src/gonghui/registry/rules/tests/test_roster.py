"""Rows of a roster."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.registry.rules.cells import CellFault
from gonghui.registry.rules.kinds import Sex, StaffCategory, UnitKind
from gonghui.registry.rules.resident_id import IdFault
from gonghui.registry.rules.roster import CellRefused, Column, PersonRow, RowFault, column_of, judge_row

TODAY = date(2026, 3, 10)
WHOLE = {
    "name": "沈知遥", "sex": "女", "number": "HD20413", "resident_id": "11010519491231002X", "phone": "19900000001",
    "department": "技术质量", "post": "工艺技术员", "category": "专业技术", "since": "2019-07-01",
}  # fmt: skip


def faults_of(**cells: str) -> list[tuple[Column, object]]:
    judged = judge_row(WHOLE | cells, today=TODAY)
    assert judged.row is None
    return [(refused.column, refused.fault) for refused in judged.faults]


def test_row_when_all_is_right_then_it_says_all():
    judged = judge_row(WHOLE, today=TODAY)
    assert judged.faults == ()
    assert judged.row == PersonRow(
        name="沈知遥", sex=Sex.FEMALE, number="HD20413", resident_id="11010519491231002X", phone="+8619900000001",
        department="技术质量", post="工艺技术员", category=StaffCategory.PROFESSIONAL, since=date(2019, 7, 1),
    )  # fmt: skip


def test_row_when_only_name_and_number_then_it_is_taken():
    assert judge_row({"name": "韦立", "number": "7"}, today=TODAY).row == PersonRow(name="韦立", number="7")


def test_row_when_sex_is_empty_then_the_resident_id_says_it():
    judged = judge_row(WHOLE | {"sex": ""}, today=TODAY)
    assert judged.row is not None
    assert judged.row.sex is Sex.FEMALE


def test_row_when_sex_and_resident_id_differ_then_it_is_refused():
    assert faults_of(sex="男") == [(Column.SEX, RowFault.SEX_DIFFERS)]


def test_row_when_nothing_tells_who_it_is_then_it_is_refused():
    assert faults_of(number="", resident_id=" ") == [(Column.NUMBER, RowFault.NOT_RECOGNISABLE)]


def test_row_when_much_is_wrong_then_all_of_it_is_said():
    assert faults_of(name="", resident_id="1", phone="x", since="2030-01-01") == [
        (Column.NAME, CellFault.NAME_MISSING),
        (Column.RESIDENT_ID, IdFault.LENGTH),
        (Column.PHONE, CellFault.PHONE),
        (Column.SINCE, CellFault.DATE_FUTURE),
    ]


def test_row_when_the_number_is_wrong_then_it_is_not_called_missing_too():
    judged = judge_row({"name": "韦立", "number": "=A1"}, today=TODAY)
    assert judged.faults == (CellRefused(column=Column.NUMBER, fault=CellFault.FORMULA),)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("姓名", Column.NAME),
        ("*姓 名", Column.NAME),
        ("身份证号码（18位）", Column.RESIDENT_ID),
        ("手机号*", Column.PHONE),
        ("岗位/职务", Column.POST),
        ("部门(车间)", Column.DEPARTMENT),
        ("备注", None),
        ("", None),
        ("（", None),
    ],
)
def test_heading_when_written_as_units_write_then_its_column_is_found(heading, column):
    assert column_of(heading) is column


def test_unit_kinds_are_those_of_the_rule_packs():
    assert set(UnitKind) == {
        "STATE", "COLLECTIVE", "PRIVATE", "INSTITUTION", "SCHOOL", "HOSPITAL", "NON_ENTERPRISE", "REGIONAL",
    }  # fmt: skip


@given(st.dictionaries(st.sampled_from([column.value for column in Column]), st.text(max_size=70)))
def test_row_when_anything_at_all_is_typed_then_it_is_either_taken_or_refused_with_a_fault(cells):
    judged = judge_row(cells, today=TODAY)
    assert (judged.row is None) == bool(judged.faults)
