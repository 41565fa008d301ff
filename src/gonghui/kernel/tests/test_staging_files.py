"""Any file that a person can pick is either read, or refused with its own sentence and a way out."""

import codecs
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from gonghui.kernel.staging import FileRefused, Intake, Limits
from gonghui.kernel.staging.reading import open_file
from gonghui.kernel.tests import sheets
from gonghui.kernel.tests.sheets import COLUMNS, HEADING, ROSTER, people, repacked, workbook

SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path, **bounds: int) -> list[dict[str, str]]:
    return [dict(candidate.values) for candidate, _reasons in open_file(path, roster(**bounds)).candidates()]


def reasons(path: Path, **bounds: int) -> list[tuple[int, list[tuple[str, str]]]]:
    found = open_file(path, roster(**bounds)).candidates()
    return [(candidate.number, [(why.code, why.column) for why in whys]) for candidate, whys in found if whys]


def sentence(path: Path) -> str:
    return next(whys[0].sentence for _candidate, whys in open_file(path, ROSTER).candidates() if whys)


def refusal(path: Path, **bounds: int) -> str:
    with pytest.raises(FileRefused) as refused:
        open_file(path, roster(**bounds))
    assert str(refused.value)
    assert str(refused.value.remedy)
    return refused.value.code


def roster(**bounds: int) -> Intake:
    return Intake(kind="test.roster", columns=COLUMNS, key="number", limits=Limits(**bounds))


def csv_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


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


# What is refused as a whole


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"PK\x03\x04 and then nothing that belongs to a zip", "file-broken"),
        (b"PK", "file-broken"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "file-locked"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "file-xls"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le"), "file-not-a-table"),
        (b"%PDF-1.7 \xe2\xe3", "file-not-a-table"),
        (b"\x89PNG\r\n\x1a\n", "file-not-a-table"),
        (b"\x00\x01\x02\x03", "file-not-a-table"),
        ("<html><table><tr><td>姓名</td></tr></table></html>".encode(), "file-web-page"),
        ('\ufeff<?xml version="1.0"?><Workbook/>'.encode(), "file-web-page"),
        (b"\xff\xfe\x00\xd8", "file-encoding"),
        (b"name,\x80\xff\xff\n", "file-encoding"),
        ("姓名\n张三\n".encode(), "header-missing"),
        (b"\n\n", "header-missing"),
        ("姓名,手机号\n张三,1\n".encode(), "header-column-missing"),
        ("姓名,身份证号,职工姓名\n".encode(), "header-column-twice"),
        ("姓名,身份证号\n".encode(), "file-no-rows"),
        ('姓名,身份证号\n张三,"1\n'.encode(), "file-csv"),
        ('姓名,身份证号\n张三,"1"2\n'.encode(), "file-csv"),
        (('姓名,身份证号\n张三,"' + "x" * 140_000 + '"\n').encode(), "file-csv"),
    ],
)
def test_file_when_it_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)
    assert refusal(path) == code


def test_sentences_when_the_header_is_wrong_name_the_columns(tmp_path: Path) -> None:
    for text, words in [
        ("甲,乙\n", "姓名、身份证号"),
        ("姓名,手机号\n", "缺少：身份证号。"),
        ("姓名,身份证号,职工姓名\n", "“姓名”出现了两次（“姓名”和“职工姓名”）"),
    ]:
        with pytest.raises(FileRefused) as refused:
            open_file(csv_file(tmp_path / "r.csv", text), ROSTER)
        assert words in f"{refused.value}{refused.value.remedy}"


def test_sentence_when_a_quote_is_not_closed_names_the_row(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        open_file(csv_file(tmp_path / "r.csv", f'{",".join(HEADING)}\n{LINE}\n张三,"1\n'), ROSTER)
    assert str(refused.value) == "第 3 行附近读不下去，可能是引号没有成对。"


def test_file_when_larger_than_allowed_is_refused_unread(tmp_path: Path) -> None:
    assert refusal(csv_file(tmp_path / "r.csv", "x" * 11), file_bytes=10) == "file-too-large"


@pytest.mark.parametrize(("rows", "code"), [(4, None), (5, "file-too-many-rows")])
def test_rows_when_more_than_allowed_are_refused(tmp_path: Path, rows: int, code: str | None) -> None:
    path = workbook(tmp_path / "r.xlsx", people(rows))
    if code is None:
        assert open_file(path, roster(rows=4)).total == 4
    else:
        assert refusal(path, rows=4) == code


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_columns_when_more_than_allowed_are_refused_unless_blank(tmp_path: Path, kind: str) -> None:
    def file(rows: list[list[Any]]) -> Path:
        if kind == "xlsx":
            return workbook(tmp_path / "r.xlsx", rows)
        return csv_file(tmp_path / "r.csv", "\n".join(",".join(str(cell) for cell in row) for row in rows))

    assert len(read(file([[*row, ""] for row in people(1)]), columns=4)) == 1
    assert refusal(file([[*row, "x"] for row in people(1)]), columns=4) == "file-too-many-columns"


# Hostile workbooks


def test_zip_when_it_promises_too_much_is_refused_before_unpacking(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", people(1))
    repacked(path, {"xl/media/x.bin": b"\0" * 5_000_000})
    assert path.stat().st_size < 20_000
    assert refusal(path) == "file-bomb"
    assert refusal(path, unpacked_bytes=1_000_000) == "file-bomb"


def test_zip_when_its_directory_lies_is_refused_while_unpacking(tmp_path: Path) -> None:
    assert refusal(sheets.lying_zip(tmp_path / "r.xlsx", really=50_000_000, promised=900_000)) == "file-bomb"


def test_zip_when_it_holds_less_than_promised_is_broken(tmp_path: Path) -> None:
    assert refusal(sheets.lying_zip(tmp_path / "r.xlsx", really=10, promised=20)) == "file-broken"


def test_zip_when_it_has_too_many_parts_is_refused(tmp_path: Path) -> None:
    assert refusal(workbook(tmp_path / "r.xlsx", people(1)), parts=3) == "file-bomb"


def test_zip_when_cut_off_or_changed_inside_is_broken(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "r.xlsx", people(200)).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path) == "file-broken"
    for position in (0, 60, 400):
        changed = bytearray(whole)
        start = changed.index(b"xl/worksheets/sheet1.xml") - 30
        for offset in range(8):
            changed[start + position + offset] ^= 0x55
        path.write_bytes(bytes(changed))
        assert refusal(path) in {"file-broken", "file-bomb"}


def test_zip_when_a_part_lies_beyond_the_file_is_broken(tmp_path: Path) -> None:
    path = sheets.lying_zip(tmp_path / "r.xlsx", really=10, promised=10)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 20 : entry + 24] = (10_000).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    assert refusal(path) == "file-broken"


def test_zip_when_its_parts_have_a_password_or_an_odd_method_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", people(1))
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(bytes(content))
    assert refusal(path) == "file-locked"
    content[entry + 8] &= 0xFE
    content[entry + 10] = 14
    path.write_bytes(bytes(content))
    assert refusal(path) == "file-broken"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zip_when_a_part_comes_twice_is_broken(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", people(1))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    assert refusal(path) == "file-broken"


def test_workbook_when_stored_unpacked_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", people(1))
    with zipfile.ZipFile(path) as old:
        content = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for name, data in content.items():
            new.writestr(name, data)
    assert len(read(path)) == 1


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/workbook.xml": None, "word/document.xml": b"<w/>"}, "file-not-a-table"),
        ({"xl/workbook.xml": None, "xl/workbook.bin": b"x"}, "file-xlsb"),
        ({"xl/_rels/workbook.xml.rels": None}, "file-broken"),
        ({"xl/workbook.xml": b"<workbook"}, "file-broken"),
        ({"xl/workbook.xml": b"<workbook/>"}, "header-missing"),
        ({"xl/styles.xml": b"<styleSheet><cellXfs><xf"}, "file-broken"),
        ({SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet><f>&a;</f></worksheet>'}, "file-broken"),
        ({SHEET: b"<worksheet><sheetData><row><c><f></row></worksheet>"}, "file-broken"),
        ({SHEET: b'<worksheet><sheetData><row r="1"><c r="1A"><f/></c></row></sheetData></worksheet>'}, "file-broken"),
        ({SHEET: None}, "header-missing"),
    ],
)
def test_workbook_when_its_parts_are_wrong_is_refused(
    tmp_path: Path, parts: dict[str, bytes | None], code: str
) -> None:
    assert refusal(repacked(workbook(tmp_path / "r.xlsx", people(1)), parts)) == code


def test_workbook_when_its_xml_is_damaged_behind_our_back_is_broken(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", people(1))
    repacked(path, {SHEET: sheets.part(path, SHEET).replace(b"</sheetData>", b"")})
    assert refusal(path) == "file-broken"


def one_cell(address: bytes, inner: bytes = b"<v>1</v>") -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        b'<worksheet xmlns="' + space + b'"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row><c r="' + address + b'">' + inner + b"</c><c/></row></sheetData></worksheet>"
    )


def test_sheet_when_its_cells_are_scattered_far_apart_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path / "r.xlsx", people(1)), {SHEET: one_cell(b"XFD1048576")})
    assert refusal(path) == "file-scattered"


def test_sheet_when_only_blank_cells_are_far_away_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", people(1))
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    repacked(path, {SHEET: sheets.part(path, SHEET).replace(b"</sheetData>", far)})
    assert len(read(path)) == 1


def test_sheet_when_blank_altogether_has_no_header(tmp_path: Path) -> None:
    blank = b'<worksheet><sheetData><row r="999999"><c r="XFD999999"/></row></sheetData></worksheet>'
    assert refusal(repacked(workbook(tmp_path / "r.xlsx", people(1)), {SHEET: blank})) == "header-missing"


def test_sheet_when_one_long_text_is_used_very_often_is_refused_before_it_is_read(tmp_path: Path) -> None:
    rows = [*people(1), *([["长" * 30_000, sheets.number(1)]] * 50)]
    path = sheets.shared_workbook(tmp_path / "r.xlsx", rows)
    assert refusal(path, text_bytes=1_000_000) == "file-bomb"
    assert len(read(path)) == 51


def test_workbook_when_a_chart_has_a_sheet_of_its_own_is_read_without_it(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        book.create_chartsheet("图表", 0)

    assert len(read(workbook(tmp_path / "r.xlsx", people(1), change=add))) == 1


def test_texts_when_shared_and_indented_are_counted(tmp_path: Path) -> None:
    path = sheets.shared_workbook(tmp_path / "r.xlsx", people(2))
    shared = sheets.part(path, "xl/sharedStrings.xml").replace(b"<si>", b"\n  <si>")
    assert len(read(repacked(path, {"xl/sharedStrings.xml": shared}), text_bytes=200)) == 2
    assert refusal(path, text_bytes=100) == "file-bomb"


def test_sheet_when_a_long_text_is_used_once_among_many_short_ones_is_read(tmp_path: Path) -> None:
    rows = [*people(60), ["长" * 5_000, sheets.number(99)]]
    assert len(read(sheets.shared_workbook(tmp_path / "r.xlsx", rows), text_bytes=100_000)) == 61
