"""What people put into a sheet is read as they mean it, and a cell that cannot be trusted is refused by name."""

import codecs
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from gonghui.kernel.staging import Intake
from gonghui.kernel.staging.reading import open_file
from gonghui.kernel.tests import sheets
from gonghui.kernel.tests.sheets import (
    HEADING,
    ROSTER,
    csv_file,
    people,
    read,
    reasons,
    refusal,
    sentence,
    workbook,
)

LINE = "张三,310000190001010002,19900000001,2024-03-01"
EXPECTED = {"name": "张三", "number": "310000190001010002", "phone": "19900000001", "since": "2024-03-01"}


# What is read


def test_workbook_when_in_order_is_read_row_by_row(tmp_path: Path) -> None:
    reading = open_file(workbook(tmp_path / "r.xlsx", people(3)), ROSTER)
    assert reading.total == 3
    found = list(reading.candidates())
    assert [candidate.number for candidate, _whys in found] == [2, 3, 4]
    assert all(not whys for _candidate, whys in found)
    assert [candidate.number for candidate, _whys in reading.candidates(after=3)] == [4]


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("gb18030", b""), ("utf-16", b"")]
)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_when_in_any_usual_encoding_is_read(tmp_path: Path, encoding: str, mark: bytes, separator: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(mark + "\r\n".join([",".join(HEADING), LINE]).replace(",", separator).encode(encoding))
    assert read(path) == [EXPECTED]


def test_csv_when_it_holds_a_rare_name_in_gb18030_is_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", f"{','.join(HEADING)}\n𠮷野,{sheets.number(1)},,\n", "gb18030")
    assert read(path)[0]["name"] == "𠮷野"


def test_name_when_it_is_markup_stays_a_text(tmp_path: Path) -> None:
    rows = [HEADING, ["<script>alert(1)</script>", sheets.number(1)]]
    assert read(workbook(tmp_path / "r.xlsx", rows))[0]["name"] == "<script>alert(1)</script>"


def test_cells_when_dates_numbers_and_texts_are_mixed_are_all_understood(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*HEADING],
        ["甲", "310000190001010002", 19900000001, date(2024, 3, 1)],
        ["乙", " 31000019000101 000x", "199 0000 0002", datetime(2024, 3, 1, 8, 30)],  # noqa: DTZ001 - no zone
        ["丙", "'310000190001010003", None, 45352],
        ["丁", "310000190001010004", None, "2024年3月1日"],
    ]
    found = read(workbook(tmp_path / "r.xlsx", rows))
    assert [row["since"] for row in found] == ["2024-03-01"] * 4
    assert [row["phone"] for row in found] == ["19900000001", "19900000002", "", ""]
    assert [row["number"] for row in found] == [
        "310000190001010002", "31000019000101000X", "310000190001010003", "310000190001010004"
    ]  # fmt: skip


def test_rows_when_blank_between_are_left_out_and_numbers_stay_those_of_the_sheet(tmp_path: Path) -> None:
    rows = people(2)
    reading = open_file(workbook(tmp_path / "r.xlsx", [rows[0], [], rows[1], [None, " "], rows[2]]), ROSTER)
    assert [candidate.number for candidate, _whys in reading.candidates()] == [3, 5]
    assert reading.total == 2


def test_rows_when_only_other_columns_are_filled_are_left_out(tmp_path: Path) -> None:
    rows = [[*HEADING, "备注"], [*people(1)[1], "在职"], ["", "", "", "", "合计 1 人"]]
    assert open_file(workbook(tmp_path / "r.xlsx", rows), ROSTER).total == 1


def test_table_when_it_begins_in_another_column_and_row_is_found(tmp_path: Path) -> None:
    rows = [[], ["", "", "某厂工会会员名册"], ["", "", *HEADING], ["", "", *people(1)[1]]]
    path = workbook(tmp_path / "r.xlsx", rows)
    assert read(path)[0]["name"] == "职工0"
    assert next(open_file(path, ROSTER).candidates())[0].number == 4


@pytest.mark.parametrize("gap", [0, 8])
def test_header_when_within_the_first_ten_rows_is_found(tmp_path: Path, gap: int) -> None:
    rows = people(1)
    assert len(read(workbook(tmp_path / "r.xlsx", [*([["说明"]] * gap), *rows]))) == 1


def test_header_when_below_the_first_ten_rows_is_not_looked_for(tmp_path: Path) -> None:
    assert refusal(workbook(tmp_path / "r.xlsx", [*([["说明"]] * 10), *people(1)])) == "header-missing"


def test_header_when_named_otherwise_with_remarks_and_marks_is_known(tmp_path: Path) -> None:
    rows = [["* 职工姓名（必填）", "公民身份 号码", "联系电话:", "入会日期\n(年月日)"], people(1)[1]]
    assert read(workbook(tmp_path / "r.xlsx", rows))[0]["since"] == "2024-03-01"


def test_header_when_merged_over_two_rows_is_put_together(tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        for area in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
            sheet.merge_cells(area)

    rows = [["会员名册"], ["姓名", "身份证号", "联系与入会", ""], ["", "", "手机号", "入会日期"], people(1)[1]]
    path = workbook(tmp_path / "r.xlsx", rows, change=merge)
    assert read(path) == [{"name": "职工0", "number": sheets.number(0), "phone": "19900000000", "since": "2024-03-01"}]


def test_header_when_the_next_row_repeats_a_name_is_one_row(tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "手机号"], ["姓名", sheets.number(1), "入会日期"]]
    assert [row["name"] for row in read(workbook(tmp_path / "r.xlsx", rows))] == ["姓名"]


def test_header_when_on_the_second_sheet_is_found_and_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        hidden = book.create_sheet("旧名册")
        hidden.append(HEADING)
        hidden.append(["旧人", sheets.number(9)])
        hidden.sheet_state = "hidden"
        roster_ = book.create_sheet("名册")
        for row in people(1):
            roster_.append(row)

    assert [row["name"] for row in read(workbook(tmp_path / "r.xlsx", [["封面"]], change=add))] == ["职工0"]


def test_header_when_only_one_column_is_known_needs_that_one(tmp_path: Path) -> None:
    single = Intake(kind="k", columns=(sheets.NAME,), key="name")
    assert open_file(csv_file(tmp_path / "r.csv", "姓名\n张三\n"), single).total == 1


# What is refused row by row


def test_cell_when_a_formula_is_refused_by_name_and_row(tmp_path: Path) -> None:
    rows = people(8)
    rows[6][1] = '="3100001900010100"&"02"'
    path = workbook(tmp_path / "r.xlsx", rows)
    assert reasons(path) == [(7, [("cell-formula", "number")])]
    assert sentence(path) == "第 7 行“身份证号”是公式，请改成数值后再传。"


def test_formula_when_in_a_column_that_is_not_read_is_left_alone(tmp_path: Path) -> None:
    rows = [[*HEADING, "年龄"], [*people(1)[1], "=1+1"]]
    assert reasons(workbook(tmp_path / "r.xlsx", rows)) == []


def test_cell_when_an_error_value_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", [HEADING, ["张三", sheets.number(1), "#N/A"]])
    assert reasons(path) == [(2, [("cell-error", "phone")])]
    assert "#N/A" in sentence(path)


def test_number_when_excel_has_rounded_it_is_refused_with_a_hint(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", [HEADING, ["张三", 310000190001010002]])
    assert reasons(path) == [(2, [("cell-rounded", "number")])]
    assert "“文本”格式" in sentence(path)
    assert reasons(csv_file(tmp_path / "r.csv", f"{','.join(HEADING)}\n张三,3.1E+17,,\n")) == [
        (2, [("cell-rounded", "number")])
    ]


def test_date_when_not_in_the_calendar_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", [HEADING, ["张三", sheets.number(1), "", "1999.2.30"]])
    assert reasons(path) == [(2, [("cell-date", "since")])]
    assert read(path)[0]["since"] == "1999.2.30"


def test_cell_when_required_and_blank_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", [HEADING, ["", sheets.number(1)], ["张三", ""]])
    assert reasons(path) == [(2, [("cell-required", "name")]), (3, [("cell-required", "number")])]


def test_name_when_over_long_is_refused_and_cut(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", [HEADING, ["张" * 2000, sheets.number(1)]])
    assert reasons(path) == [(2, [("cell-too-long", "name")])]
    assert "1000 个字" in sentence(path)
    assert len(read(path)[0]["name"]) == 1000


def test_cell_when_it_holds_control_characters_is_refused(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path / "r.csv", f"{','.join(HEADING)}\n张\x00三,{sheets.number(1)},,\n李\x07四,{sheets.number(2)},,\n"
    )
    assert reasons(path) == [(2, [("cell-control", "name")]), (3, [("cell-control", "name")])]
    assert read(path)[0]["name"] == "张三"


def test_row_when_several_cells_are_wrong_has_several_reasons(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", f"{','.join(HEADING)}\n,=A1,3.1E+10,2024\n")
    assert reasons(path) == [
        (2, [("cell-required", "name"), ("cell-formula", "number"), ("cell-rounded", "phone"), ("cell-date", "since")])
    ]


def test_field_when_wrapped_to_keep_its_digits_is_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", f'{",".join(HEADING)}\n张三,"=""310000190001010002""",,\n')
    assert read(path)[0]["number"] == "310000190001010002"


def test_row_when_shorter_than_the_header_is_read_as_blank_there(tmp_path: Path) -> None:
    assert read(csv_file(tmp_path / "r.csv", f"{','.join(HEADING)}\n张三,{sheets.number(1)}\n"))[0]["since"] == ""
