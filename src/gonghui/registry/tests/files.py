"""Rosters as files: xlsx and CSV as units send them, and files that are none."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, cast

import xlsxwriter

from gonghui.registry.tests.make import resident_id

TITLES = ("姓名", "性别", "工号", "身份证号", "手机号", "部门", "岗位", "类别", "入会日期")
SHEN = ("沈知遥", "", "HD1", resident_id(2), "19900000001", "技术质量", "工艺技术员", "专业技术", "2019-07-01")
WEI = ("韦　立", "男", "HD2", "", "199 0000 0002", "一车间", "装配钳工", "一线", "2020年3月1日")
HE = ("何岚", "女", "HD3", resident_id(4), "", "<研发>部", "计量员", "", "")


def xlsx(rows: Iterable[Sequence[object]], titles: Sequence[str] = TITLES) -> bytes:
    """Return a workbook with one sheet; a text that begins with = becomes a formula, as a person would type it."""
    output = io.BytesIO()
    with cast(Any, xlsxwriter.Workbook(output)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([titles, *rows]):
            for place, value in enumerate(row):
                if isinstance(value, str) and not value.startswith("="):
                    sheet.write_string(number, place, value)
                else:
                    sheet.write(number, place, value)
    return output.getvalue()


def text(rows: Iterable[Sequence[str]], titles: Sequence[str] = TITLES, encoding: str = "gb18030") -> bytes:
    """Return a CSV file as Excel writes it in China."""
    output = io.StringIO()
    csv.writer(output).writerows([titles, *rows])
    return output.getvalue().encode(encoding)


def many(count: int, *, faults: int = 0) -> list[Sequence[str]]:
    """Return rows of invented people, the last `faults` of which have one fault each."""
    rows: list[Sequence[str]] = []
    for index in range(count):
        name = "赵钱孙李周吴郑王"[index % 8] + chr(0x4E00 + index % 5000)
        number = resident_id_of(index)
        if index >= count - faults:
            number = number[:-1] + ("0" if number[-1] != "0" else "1")
        rows.append((name, "", f"N{index:05}", number, f"199{index:08}", f"{index % 12}车间", "钳工", "一线职工", ""))
    return rows


def resident_id_of(index: int) -> str:
    """Return a synthetic number; different for any two of a hundred thousand."""
    from datetime import date, timedelta

    return resident_id(index % 900 + 1, date(1970, 1, 1) + timedelta(days=index // 900))


def bomb() -> bytes:
    """Return a small xlsx of which one part unpacks to 400 MB."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b"0" * 1024 * 1024)
    return output.getvalue()
