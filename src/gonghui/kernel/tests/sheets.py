"""Files as people send them, good and bad, made for tests of staging."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from gonghui.kernel.staging import Column, FileRefused, Intake, Kind, Limits
from gonghui.kernel.staging.reading import open_file

NAME = Column(key="name", title="姓名", aliases=("职工姓名", "名字"), required=True)
NUMBER = Column(key="number", title="身份证号", aliases=("公民身份号码",), kind=Kind.DIGITS, required=True)
PHONE = Column(key="phone", title="手机号", aliases=("联系电话",), kind=Kind.DIGITS)
SINCE = Column(key="since", title="入会日期", kind=Kind.DATE)
COLUMNS = (NAME, NUMBER, PHONE, SINCE)
ROSTER = Intake(kind="test.roster", columns=COLUMNS, key="number")
HEADING = ["姓名", "身份证号", "手机号", "入会日期"]


def number(n: int) -> str:
    """Return the n-th synthetic resident ID; its check digit is nobody's concern here."""
    return f"31000019000101{n:04d}"


def people(count: int) -> list[list[Any]]:
    """Return a heading and that many rows."""
    return [HEADING, *([f"职工{n}", number(n), f"1990000{n:04d}", "2024-03-01"] for n in range(count))]


def workbook(path: Path, rows: Iterable[Sequence[Any]], *, change: Callable[[Workbook], None] | None = None) -> Path:
    """Write rows into the first sheet of a new workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book)
    book.save(path)
    return path


def shared_workbook(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """Write texts as Excel does: each once in a table of its own, and by number in the cells."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for index, row in enumerate(rows):
        sheet.write_row(index, 0, row)
    book.close()
    return path


def repacked(path: Path, parts: Mapping[str, bytes | None]) -> Path:
    """Put other content into some parts of an xlsx, or drop them (None)."""
    with zipfile.ZipFile(path) as old:
        content: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
    content |= parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in content.items():
            if data is not None:
                new.writestr(name, data)
    return path


def part(path: Path, name: str) -> bytes:
    """Return one part of an xlsx."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def lying_zip(path: Path, *, really: int, promised: int, name: str = "xl/workbook.xml") -> Path:
    """Write a zip whose directory promises fewer bytes than its one part unpacks to."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(b"\0" * really) + packer.flush()
    label, checksum = name.encode(), zlib.crc32(b"\0" * promised)
    sizes = struct.pack("<III", checksum, len(packed), promised)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", len(label), 0) + label
    entry = (
        b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
        + struct.pack("<HHHHHII", len(label), 0, 0, 0, 0, 0, 0) + label
    )  # fmt: skip
    offset = len(local) + len(packed)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), offset, 0)
    path.write_bytes(local + packed + entry + end)
    return path


def small(**bounds: int) -> Limits:
    """Return the usual limits, some of them tighter."""
    return Limits(**bounds)


def roster(**bounds: int) -> Intake:
    """Return the roster with some limits tighter."""
    return Intake(kind="test.roster", columns=COLUMNS, key="number", limits=small(**bounds))


def csv_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text in an encoding."""
    path.write_bytes(text.encode(encoding))
    return path


def read(path: Path, **bounds: int) -> list[dict[str, str]]:
    """Return the values of every row."""
    return [dict(candidate.values) for candidate, _reasons in open_file(path, roster(**bounds)).candidates()]


def reasons(path: Path, **bounds: int) -> list[tuple[int, list[tuple[str, str]]]]:
    """Return the rows that are refused, with code and column of each reason."""
    found = open_file(path, roster(**bounds)).candidates()
    return [(candidate.number, [(why.code, why.column) for why in whys]) for candidate, whys in found if whys]


def sentence(path: Path) -> str:
    """Return the first sentence said of any row."""
    return next(whys[0].sentence for _candidate, whys in open_file(path, ROSTER).candidates() if whys)


def refusal(path: Path, **bounds: int) -> str:
    """Return the code with which a file is refused, having seen that there are a sentence and a way out."""
    with pytest.raises(FileRefused) as refused:
        open_file(path, roster(**bounds))
    assert str(refused.value)
    assert str(refused.value.remedy)
    return refused.value.code
