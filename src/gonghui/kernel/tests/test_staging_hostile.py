"""A file that cannot be read, or should not be, is refused with its own sentence and a way out."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from gonghui.kernel.staging import FileRefused
from gonghui.kernel.staging.reading import open_file
from gonghui.kernel.tests import sheets
from gonghui.kernel.tests.sheets import (
    HEADING,
    ROSTER,
    csv_file,
    people,
    read,
    refusal,
    repacked,
    roster,
    workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
LINE = "张三,310000190001010002,19900000001,2024-03-01"


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
